namespace Repro.Import.Statements;

/// <summary>Which samples a statement is about.</summary>
internal enum DataPart
{
    /// <summary>The text does not tell.</summary>
    Unknown,
    Train,
    Validation,
    Test,
}
