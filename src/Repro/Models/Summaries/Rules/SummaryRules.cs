using Repro.Models.Naming;

namespace Repro.Models.Summaries.Rules;

/// <summary>How a table is drawn.</summary>
internal enum SummaryLayout
{
    /// <summary>Cells are cut at their column's end.</summary>
    Cut,

    /// <summary>Cells are printed whole and the next cell begins later, as the book's pages do.</summary>
    Whole,

    /// <summary>Cells are wrapped over several lines.</summary>
    Wrapped,

    /// <summary>Boxes, as the Python package rich draws them.</summary>
    Boxed,
}

/// <summary>Which models are printed without the column "Connected to".</summary>
internal enum LinearModels
{
    None,

    /// <summary>Sequential ones, and those with one node per depth.</summary>
    OneNodePerDepth,

    /// <summary>As before, and no node reads two tensors.</summary>
    SingleInputs,

    /// <summary>As before, and no layer is used twice; subclassed models too.</summary>
    UnsharedLayers,
}

/// <summary>What the column "Connected to" holds.</summary>
internal enum SummaryConnections
{
    /// <summary>One tensor per line.</summary>
    Lines,
    Empty,

    /// <summary>The text of a Python list.</summary>
    PythonList,

    /// <summary>Tensors with commas between them.</summary>
    Commas,
}

/// <summary>Which weights a row and the totals count.</summary>
internal enum CountedWeights
{
    /// <summary>Rows and total: all but moving statistics; flags are ignored.</summary>
    Learned,

    /// <summary>Rows and total: weights that neither the layer's flag nor that of a model around it freezes.</summary>
    Trainable,

    /// <summary>As <see cref="Trainable"/>, but the total uses only the layers' own flags.</summary>
    TrainableTotalByLayer,

    /// <summary>All; the split into trainable and non-trainable uses only the layers' own flags.</summary>
    AllSplitByLayer,

    /// <summary>All; the split uses the flags of the models around a layer too.</summary>
    All,

    /// <summary>
    /// As <see cref="All"/>, but the trainable weights of a compiled model that is not sequential are those that compile() collected.
    /// </summary>
    AllSplitAtCompileUnlessSequential,

    /// <summary>As <see cref="All"/>, but a compiled model's trainable weights are those that compile() collected.</summary>
    AllSplitAtCompile,
}

/// <summary>What one generation of Keras does in a summary.</summary>
internal sealed record SummaryRules
{
    /// <summary>The version that is printed.</summary>
    public KerasVersion Version { get; init; }

    public SummaryLayout Layout { get; init; } = SummaryLayout.Cut;

    /// <summary>Width of a table without and with the column "Connected to"; in boxes the maximum.</summary>
    public int LinearWidth { get; init; }

    public int BranchedWidth { get; init; } = 100;

    /// <summary>Where the columns end, as shares of the width.</summary>
    public IReadOnlyList<double> LinearEnds { get; init; } = [];

    public IReadOnlyList<double> BranchedEnds { get; init; } = [.35, .55, .67, 1];

    /// <summary>Whether a blank always separates a cut cell from the next one.</summary>
    public bool SeparatesCutCells { get; init; }

    /// <summary>Whether wrapped cells keep one more blank free, so that columns do not move, in nested rows either.</summary>
    public bool AlignsWrappedCells { get; init; }

    public LinearModels Linear { get; init; } = LinearModels.None;

    public SummaryConnections Connections { get; init; } = SummaryConnections.Lines;

    /// <summary>Whether <c>Model: "name"</c> is printed first.</summary>
    public bool TitleLine { get; init; }

    /// <summary>Whether a rule follows the totals.</summary>
    public bool ClosingRule { get; init; } = true;

    /// <summary>Whether layers of equal depth are listed by name; else in the model's order.</summary>
    public bool SortsByName { get; init; }

    /// <summary>Whether classes have the names of Keras 1 (<c>Convolution2D</c>, <c>Merge</c>).</summary>
    public bool ClassesOfKeras1 { get; init; } = true;

    /// <summary>The class of a functional model used as a layer; null keeps the description's.</summary>
    public string? FunctionalClass { get; init; } = "Model";

    /// <summary>The number of a nested model's first use: its own making counted as a use once.</summary>
    public int FirstUseOfModel { get; init; } = 1;

    /// <summary>Whether a layer that adds its inputs shows the list of their shapes.</summary>
    public bool MergedShapesAsList { get; init; }

    /// <summary>Whether an input layer's shape is a list of one.</summary>
    public bool InputShapeAsList { get; init; }

    /// <summary>Whether a layer that was never called can be printed.</summary>
    public bool PrintsUnused { get; init; }

    /// <summary>Whether a model that is not built can be printed.</summary>
    public bool PrintsUnbuilt { get; init; }

    /// <summary>Whether a Dropout counts as built from the start.</summary>
    public bool DropoutIsBuilt { get; init; }

    /// <summary>Whether a Sequential that begins with a model stays unbuilt until it is called.</summary>
    public bool BuildsLate { get; init; }

    public CountedWeights Counts { get; init; } = CountedWeights.Learned;

    /// <summary>Whether trainable and non-trainable weights have totals of their own.</summary>
    public bool SplitsTotals { get; init; }

    /// <summary>Whether totals are floats: <c>72.0</c>.</summary>
    public bool FloatTotals { get; init; }

    /// <summary>Whether totals have thousands separators.</summary>
    public bool Thousands { get; init; }

    /// <summary>The unit of sizes below a kilobyte; null where totals have no size.</summary>
    public string? ByteUnit { get; init; }

    public bool TakesLineLength { get; init; }

    public bool ExpandsNested { get; init; }

    public bool ShowsTrainable { get; init; }

    /// <summary>The rules of a version.</summary>
    public static SummaryRules Of(KerasVersion version) =>
        SummaryChanges
            .All.Where(change => change.From <= version)
            .Aggregate(new SummaryRules(), (rules, change) => change.Apply(rules)) with
        {
            Version = version,
        };

    /// <summary>The rules for models that are built by name; a nested model keeps the class name that the model has.</summary>
    public static SummaryRules Of(KerasGeneration generation) =>
        generation switch
        {
            // The book's pages keep long names whole and drop the last line, which its Keras printed.
            KerasGeneration.Keras20 => Of(new KerasVersion(2, 2, 4)) with
            {
                Layout = SummaryLayout.Whole,
                ClosingRule = false,
                FunctionalClass = null,
            },
            KerasGeneration.Keras23 => Of(new KerasVersion(2, 3, 1)) with { FunctionalClass = null },
            KerasGeneration.TfKeras => Of(new KerasVersion(2, 3, 0, InsideTensorFlow: true)) with { FunctionalClass = null },
            _ => throw new ArgumentOutOfRangeException(nameof(generation), generation, "unknown generation"),
        };
}
