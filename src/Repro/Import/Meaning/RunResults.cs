using Repro.Claims;
using Repro.Import.Reading;
using Repro.Import.Statements;
using Repro.Import.Trainings;

namespace Repro.Import.Meaning;

/// <summary>The results that a text prints of its trainings, and which training a stated result is of.</summary>
/// <param name="placed">The training that a printed result is of; null where it is not known.</param>
internal sealed class RunResults(
    IReadOnlyList<NamedRun> runs,
    LoggedRuns logs,
    TextStatements text,
    ILookup<Place, Statement> byPlace,
    Func<Statement, NamedRun?> placed
)
{
    // Two digits of a percentage may agree by chance.
    private const int TellingDigits = 3;

    private readonly Dictionary<(NamedRun, StatementKind, DataPart), double[]> _series = [];

    private ILookup<NamedRun, Statement>? _printed;

    /// <summary>The first printed result of a training on test data; null for none.</summary>
    public Statement? PrintedTest(NamedRun run, StatementKind kind) =>
        Printed(run).FirstOrDefault(other => other.Kind == kind && other.Topic.Part == DataPart.Test);

    /// <summary>
    /// Whether a stated result is one that the text prints of a training; null where it prints none that could be compared.
    /// </summary>
    public bool? Agrees(NamedRun run, Statement statement)
    {
        double[] printed = [.. Comparable(run, statement)];
        return printed.Length == 0
            ? null
            : statement.Value switch
            {
                StatedValue.Number number => printed.Any(value => Agreement.Holds(statement.Relation, number, value)),
                StatedValue.Span span => printed.Any(value => Agreement.IsWithin(span, value)),
                _ => null,
            };
    }

    /// <summary>The trainings of which the text prints the stated number.</summary>
    public IReadOnlyList<NamedRun> With(Statement statement) =>
        statement.Value is StatedValue.Number number && IsValue(statement.Relation)
            ? [.. runs.Where(run => Comparable(run, statement).Any(value => Agreement.IsRounded(number, value)))]
            : [];

    /// <summary>
    /// The training of a printed line with several results, one of which is that of the log of only one training; null for none.
    /// </summary>
    public NamedRun? OfLine(Statement statement)
    {
        NamedRun[] found =
        [
            .. byPlace[statement.Place]
                .Where(other =>
                    other.Origin == Origin.Output
                    && IsResult(other.Kind)
                    && IsTelling(other)
                    && other.Topic is { Log: < 0, Part: DataPart.Train or DataPart.Validation }
                )
                .Select(other =>
                    runs.Where(run =>
                            logs.Series(run, Metric(other.Kind, other.Topic.Part)) is { } series
                            && Agreement.IsRounded((StatedValue.Number)other.Value, series[^1].Value)
                        )
                        .ToArray()
                )
                .Where(agreeing => agreeing.Length == 1)
                .Select(agreeing => agreeing[0])
                .Distinct(),
        ];
        return found is [var only] ? only : null;
    }

    /// <summary>Whether a number has so many digits that it hardly agrees with another result by chance.</summary>
    public static bool IsTelling(Statement statement) => statement.Value is StatedValue.Number { Digits: >= TellingDigits };

    /// <summary>The quantity of runs that a result is.</summary>
    public static string Metric(StatementKind kind, DataPart part) =>
        $"{part switch { DataPart.Train => "train", DataPart.Validation => "val", _ => "test" }}_{kind switch
        {
            StatementKind.Loss => "loss",
            StatementKind.AbsoluteError => "mae",
            _ => "acc",
        }}";

    private static bool IsResult(StatementKind kind) => kind is StatementKind.Accuracy or StatementKind.Loss or StatementKind.AbsoluteError;

    private static bool IsValue(Relation relation) => relation is Relation.Equal or Relation.Near;

    // Where a statement does not say on which data, it is one of those that were not trained on.
    private IEnumerable<double> Comparable(NamedRun run, Statement statement)
    {
        DataPart[] parts = statement.Topic.Part == DataPart.Unknown ? [DataPart.Validation, DataPart.Test] : [statement.Topic.Part];
        return parts.SelectMany(part =>
            Series(run, statement.Kind, part)
                .Concat(
                    Printed(run)
                        .Where(other => other.Kind == statement.Kind && other.Topic.Part == part)
                        .Select(other => ((StatedValue.Number)other.Value).Amount)
                )
        );
    }

    // The last epoch, the mean of the last ones, and the best one.
    private double[] Series(NamedRun run, StatementKind kind, DataPart part)
    {
        if (!_series.TryGetValue((run, kind, part), out double[]? values))
        {
            values = _series[(run, kind, part)] =
                part == DataPart.Test || logs.Series(run, Metric(kind, part)) is not { } series
                    ? []
                    : Last([.. series.Select(epoch => epoch.Value)], kind);
        }

        return values;
    }

    private static double[] Last(double[] values, StatementKind kind) =>
        [
            values[^1],
            values.TakeLast(Math.Max(1, (values.Length + 9) / 10)).Average(),
            kind == StatementKind.Accuracy ? values.Max() : values.Min(),
        ];

    private IEnumerable<Statement> Printed(NamedRun run) =>
        (
            _printed ??= text
                .Statements.Where(other =>
                    other is { Origin: Origin.Output, Topic: { Log: < 0, Detail: null }, Value: StatedValue.Number } && IsResult(other.Kind)
                )
                .Select(other => (Run: placed(other), Result: other))
                .Where(pair => pair.Run is not null && pair.Result.Place > pair.Run.Fit.Statement)
                .ToLookup(pair => pair.Run!, pair => pair.Result)
        )[run];
}
