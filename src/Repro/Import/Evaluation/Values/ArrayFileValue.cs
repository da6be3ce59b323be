using Repro.Import.Programs;

namespace Repro.Import.Evaluation.Values;

/// <summary>An opened <c>.npz</c> file: its items are arrays.</summary>
internal sealed class ArrayFileValue(ImportedData data) : Value
{
    public ImportedData Data => data;

    public override string Shown => "arrays";
}
