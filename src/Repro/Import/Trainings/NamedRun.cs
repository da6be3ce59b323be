using Repro.Import.Programs;

namespace Repro.Import.Trainings;

/// <summary>A training of the text as the project names it.</summary>
/// <param name="Name">The name of its file, without <c>.json</c>.</param>
/// <param name="Number">Of the call in the text, from 0.</param>
internal sealed record NamedRun(string Name, int Number, ImportedFit Fit)
{
    /// <summary>The run file; null where <see cref="Reason"/> says why there is none.</summary>
    public string? Json { get; init; }

    /// <summary>Why the training cannot be described, as a clause; empty where it can.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The network's name in the project; null where it is not known.</summary>
    public string? Network { get; init; }

    /// <summary>The data set's name; null where it is not known.</summary>
    public string? DataSet { get; init; }

    /// <summary>Whether the data set is images in folders; else it is arrays.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Samples of the test split, or of the validation where there is no test; 0 where they are not known.</summary>
    public int TestSamples { get; init; }

    public bool HasValidation { get; init; }

    public bool HasTest { get; init; }
}
