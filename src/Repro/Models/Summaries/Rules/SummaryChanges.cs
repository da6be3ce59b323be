namespace Repro.Models.Summaries.Rules;

/// <summary>What a version changed in summaries.</summary>
/// <param name="From">The first version that was run and showed it.</param>
internal sealed record SummaryChange(KerasVersion From, Func<SummaryRules, SummaryRules> Apply);

/// <summary>
/// The changes from Keras 1.0 on, which prints four columns on 100 characters and one total. Found by running 44 versions
/// (fixtures/summaries); versions between two that were run count as the earlier one.
/// </summary>
internal static class SummaryChanges
{
    public static IReadOnlyList<SummaryChange> All { get; } =
    [
        Change(1, 0, 0, rules => rules with { SortsByName = true }),
        Change(1, 0, 4, rules => rules with { BranchedEnds = [.33, .55, .67, 1], TakesLineLength = true }),
        Change(1, 0, 8, rules => rules with { SortsByName = false, Counts = CountedWeights.Trainable }),
        Change(1, 1, 1, rules => rules with { Counts = CountedWeights.TrainableTotalByLayer }),
        Change(1, 1, 2, rules => rules with { SeparatesCutCells = true }),
        Change(1, 2, 0, rules => rules with { Counts = CountedWeights.AllSplitByLayer, SplitsTotals = true, Thousands = true }),
        Change(
            2,
            0,
            0,
            rules =>
                rules with
                {
                    Linear = LinearModels.OneNodePerDepth,
                    LinearWidth = 65,
                    LinearEnds = [.45, .85, 1],
                    Connections = SummaryConnections.Empty,
                    ClassesOfKeras1 = false,
                    MergedShapesAsList = true,
                    FloatTotals = true,
                }
        ),
        Change(2, 0, 2, rules => rules with { MergedShapesAsList = false }),
        Change(2, 0, 3, rules => rules with { FloatTotals = false }),
        Change(
            2,
            0,
            4,
            rules => rules with { Linear = LinearModels.SingleInputs, Connections = SummaryConnections.Lines, Counts = CountedWeights.All }
        ),
        Change(
            2,
            0,
            9,
            rules =>
                rules with
                {
                    Linear = LinearModels.UnsharedLayers,
                    BranchedWidth = 98,
                    Counts = CountedWeights.AllSplitAtCompileUnlessSequential,
                }
        ),
        // Before, a Sequential compiled a model inside it, which kept the collected weights (fixtures/keras/freezing.json).
        Change(2, 2, 0, rules => rules with { Counts = CountedWeights.AllSplitAtCompile }),
        Change(2, 2, 5, rules => rules with { TitleLine = true }),
        new SummaryChange(new KerasVersion(1, 0, 0, InsideTensorFlow: true), rules => rules with { InputShapeAsList = true }),
        new SummaryChange(
            new KerasVersion(2, 3, 0, InsideTensorFlow: true),
            rules => rules with { FunctionalClass = "Functional", FirstUseOfModel = 0, Counts = CountedWeights.All }
        ),
        Change(2, 5, 0, rules => rules with { PrintsUnused = true }),
        Change(
            2,
            7,
            0,
            rules => rules with { Layout = SummaryLayout.Wrapped, Connections = SummaryConnections.PythonList, ExpandsNested = true }
        ),
        Change(2, 8, 0, rules => rules with { ShowsTrainable = true }),
        Change(
            2,
            13,
            0,
            rules => rules with { BranchedEnds = [.3, .6, .7, 1], AlignsWrappedCells = true, Thousands = false, ByteUnit = "Byte" }
        ),
        Change(
            3,
            0,
            0,
            rules =>
                rules with
                {
                    Layout = SummaryLayout.Boxed,
                    LinearWidth = 84,
                    LinearEnds = [.45, .84, 1],
                    BranchedWidth = 108,
                    BranchedEnds = [.3, .56, .7, 1],
                    Connections = SummaryConnections.Commas,
                    ClosingRule = false,
                    InputShapeAsList = false,
                    PrintsUnbuilt = true,
                    DropoutIsBuilt = true,
                    BuildsLate = true,
                    Thousands = true,
                    ByteUnit = "B",
                }
        ),
        Change(3, 1, 0, rules => rules with { LinearWidth = 88, LinearEnds = [.45, .8, 1], BranchedEnds = [.3, .56, .74, 1] }),
        Change(3, 2, 0, rules => rules with { DropoutIsBuilt = false }),
        Change(3, 5, 0, rules => rules with { BuildsLate = false, DropoutIsBuilt = true }),
    ];

    private static SummaryChange Change(int major, int minor, int patch, Func<SummaryRules, SummaryRules> apply) =>
        new(new KerasVersion(major, minor, patch), apply);
}
