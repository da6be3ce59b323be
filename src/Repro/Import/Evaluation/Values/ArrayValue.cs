using Repro.Import.Networks;
using Repro.Import.Programs;

namespace Repro.Import.Evaluation.Values;

/// <summary>What is known of an array or a data set: where it comes from, its shape, and what was done to it. Never its numbers.</summary>
internal sealed record DataFacts
{
    public static DataFacts None { get; } = new();

    public ImportedData? Source { get; init; }

    /// <summary><c>train</c>, <c>test</c>, a folder; empty where it is not known.</summary>
    public string Part { get; init; } = "";

    /// <summary>The name of the array in its file; empty for data that are not in a file of arrays.</summary>
    public string Array { get; init; } = "";

    /// <summary>The columns of a table in a text file; null for other data.</summary>
    public TableColumns? Columns { get; init; }

    /// <summary>The array contains labels.</summary>
    public bool IsLabels { get; init; }

    public IReadOnlyList<ImportedStep> Steps { get; init; } = [];

    /// <summary>The part that a loader takes of the source; null for all.</summary>
    public ImportedCut? Cut { get; init; }

    public NetworkNode? FeaturesOf { get; init; }

    public DataFacts With(ImportedStep step) => this with { Steps = [.. Steps, step] };
}

/// <summary>An array of numbers.</summary>
/// <param name="shape">With the axis of the samples; null where not even the number of axes is known, an axis null where its length is
/// not.</param>
internal sealed class ArrayValue(IReadOnlyList<long?>? shape, DataFacts facts) : Value
{
    public IReadOnlyList<long?>? Shape { get; set; } = shape;

    public DataFacts Facts { get; set; } = facts;

    public string? Type { get; init; }

    /// <summary>It is one batch of data that has so many samples; null for an array that is whole.</summary>
    public long? BatchOf { get; init; }

    public bool IsBatch { get; init; }

    /// <summary>The values where they are few and known.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    public long? Samples => Shape is { Count: > 0 } axes ? axes[0] : null;

    public override string Shown => "array";

    public override bool? Truth => null;

    public ArrayValue With(IReadOnlyList<long?>? shape, ImportedStep? step = null) => With(shape, step is null ? Facts : Facts.With(step));

    public ArrayValue With(IReadOnlyList<long?>? shape, DataFacts facts) =>
        new(shape, facts)
        {
            Type = Type,
            BatchOf = BatchOf,
            IsBatch = IsBatch,
        };
}

/// <summary>A tf.data data set, an iterator over folders, or a generator over arrays.</summary>
internal sealed class DatasetValue : Value
{
    public DataFacts Facts { get; init; } = DataFacts.None;

    public IReadOnlyList<ImportedStep> LabelSteps { get; init; } = [];

    /// <summary>Where the labels come from.</summary>
    public DataFacts LabelFacts { get; init; } = DataFacts.None;

    public long? Samples { get; init; }

    /// <summary>Null where it is not in batches; a batch size that is not known is 0.</summary>
    public long? BatchSize { get; init; }

    /// <summary>It repeats without end.</summary>
    public bool IsEndless { get; init; }

    /// <summary>Of one sample; null where it is not known.</summary>
    public IReadOnlyList<long?>? SampleShape { get; init; }

    public IReadOnlyList<long?>? LabelShape { get; init; }

    public bool HasLabels { get; init; } = true;

    public KerasObject? Reader { get; init; }

    public GeneratorValue? Generator { get; init; }

    public int? Classes { get; init; }

    public long? Steps => BatchSize is > 0 && Samples is { } samples ? (samples + BatchSize - 1) / BatchSize : null;

    public override string Shown => "data set";

    public override bool? Truth => null;

    public DatasetValue Copy(
        DataFacts? facts = null,
        IReadOnlyList<ImportedStep>? labelSteps = null,
        long? samples = null,
        bool newSamples = false,
        long? batch = null,
        bool newBatch = false,
        bool? endless = null,
        IReadOnlyList<long?>? shape = null,
        bool newShape = false,
        IReadOnlyList<long?>? labelShape = null
    ) =>
        new()
        {
            Facts = facts ?? Facts,
            LabelSteps = labelSteps ?? LabelSteps,
            LabelFacts = LabelFacts,
            Samples = newSamples ? samples : Samples,
            BatchSize = newBatch ? batch : BatchSize,
            IsEndless = endless ?? IsEndless,
            SampleShape = newShape ? shape : SampleShape,
            LabelShape = labelShape ?? LabelShape,
            HasLabels = HasLabels,
            Reader = Reader,
            Generator = Generator,
            Classes = Classes,
        };
}
