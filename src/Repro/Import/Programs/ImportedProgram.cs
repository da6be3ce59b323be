using Repro.Claims;
using Repro.Import.Python.Syntax;
using Repro.Models;

namespace Repro.Import.Programs;

/// <summary>
/// What the code of a tutorial says, in the order of its lines. It was read, never executed: what is not known is missing, not guessed.
/// </summary>
internal sealed record ImportedProgram
{
    /// <summary>The Keras whose automatic names and rules were used.</summary>
    public required KerasVersion Keras { get; init; }

    /// <summary>One entry for each network that the program makes; a name that is set again is another network.</summary>
    public IReadOnlyList<ImportedModel> Models { get; init; } = [];

    public IReadOnlyList<ImportedCompile> Compiles { get; init; } = [];

    public IReadOnlyList<ImportedFit> Fits { get; init; } = [];

    public IReadOnlyList<ImportedEvaluation> Evaluations { get; init; } = [];

    /// <summary>Calls of <c>model.summary()</c>.</summary>
    public IReadOnlyList<ImportedSummary> Summaries { get; init; } = [];

    /// <summary>The data that the program loads.</summary>
    public IReadOnlyList<ImportedData> Data { get; init; } = [];

    public IReadOnlyList<ImportedStep> Preprocessing { get; init; } = [];

    public IReadOnlyList<ImportedAugmentation> Augmentations { get; init; } = [];

    /// <summary>The arrays of published data whose shapes the text prints, as they are where it prints them.</summary>
    public IReadOnlyList<PrintedArray> PrintedArrays { get; init; } = [];

    /// <summary>Names that are set to a number, a text, or a list of them, each time that they are set.</summary>
    public IReadOnlyList<ImportedConstant> Constants { get; init; } = [];

    /// <summary>Lines whose meaning for networks and trainings is not known, with the reason.</summary>
    public IReadOnlyList<ImportedGap> NotUnderstood { get; init; } = [];

    /// <summary>The statements of each block of code, in the order of the text.</summary>
    public IReadOnlyList<IReadOnlyList<Statement>> Code { get; init; } = [];

    /// <summary>What each statement was read as. A statement that is executed several times is there once.</summary>
    public IReadOnlyList<ReadLine> ReadLines { get; init; } = [];
}

/// <summary>A name's value.</summary>
/// <param name="Value">As Python prints it: <c>128</c>, <c>1e-05</c>, <c>(28, 28, 1)</c>, <c>'adam'</c>.</param>
/// <param name="Number">The value where it is a number.</param>
internal sealed record ImportedConstant(string Name, string Value, double? Number, Place Place);

/// <summary>An array whose shape a statement of the program prints.</summary>
/// <param name="Name">Its name in the program.</param>
/// <param name="Source">The data set that it is of.</param>
/// <param name="Part"><c>train</c> or <c>test</c>.</param>
/// <param name="IsWhole">Whether it has all samples of the part, in the shape of the data set.</param>
internal sealed record PrintedArray(Place Place, string Name, ImportedData Source, string Part, bool IsLabels, bool IsWhole);

/// <summary>Code that was not understood.</summary>
/// <param name="Text">Its first line.</param>
/// <param name="Reason">A clause: "a custom training loop", "the value of 'x' is not known".</param>
internal sealed record ImportedGap(Place Place, string Text, string Reason)
{
    public GapKind Kind { get; init; }

    /// <summary>The function whose body is not read; null where it is no function.</summary>
    public string? Function { get; init; }
}

/// <summary>What code that was not understood may do.</summary>
internal enum GapKind
{
    Other,

    /// <summary>It trains by steps of its own.</summary>
    CustomTraining,

    /// <summary>It is a branch that may be taken or not.</summary>
    SkippedBranch,
}

/// <summary>
/// A statement and what it was read as, e.g. "network 'model': Conv2D conv2d", "training of 'model': 5 epochs", "figure", "import".
/// </summary>
internal sealed record ReadLine(Place Place, string Meaning);
