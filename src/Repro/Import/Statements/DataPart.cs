namespace Repro.Import.Statements;

/// <summary>Which samples a statement is about.</summary>
public enum DataPart
{
    /// <summary>The text does not tell.</summary>
    Unknown,
    All,
    Train,
    Validation,
    Test,
}
