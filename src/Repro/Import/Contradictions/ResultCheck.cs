using System.Globalization;
using Repro.Import.Drafting;
using Repro.Import.Reading;
using Repro.Import.Statements;
using Repro.Import.Trainings;

namespace Repro.Import.Contradictions;

/// <summary>
/// Compares the results that prose gives with those that the text prints. A number that is rounded from a printed one agrees.
/// </summary>
internal sealed class ResultCheck(Cast cast, TextStatements text)
{
    // Epochs of a log after which a curve is said to stall: the first third still rises.
    private const int RisingPart = 3;

    public IEnumerable<Contradiction> All() =>
        text
            .Statements.Where(statement =>
                statement.Origin == Origin.Prose
                && !statement.Topic.Elsewhere
                && cast.ForeignData(statement) is null
                && statement.Topic.Detail is not ("untrained" or "certain" or "change")
                && !RunSubjects.NamesBestEpoch(statement.Quote)
            )
            .Select(Check)
            .OfType<Contradiction>();

    private Contradiction? Check(Statement statement) =>
        statement.Kind switch
        {
            StatementKind.Accuracy when statement.Value is StatedValue.Number => Value(statement),

            // A loss without a word may be that of any data.
            StatementKind.Loss
            or StatementKind.AbsoluteError
                when statement is { Value: StatedValue.Number, Topic: { Part: not DataPart.Unknown, Detail: null } }
                    && DefiniteStatements.Is(statement.Quote)
                    && !Moments.AreIn(statement.Quote) => Value(statement),
            StatementKind.Accuracy when statement.Value is StatedValue.Span => Span(statement),
            StatementKind.Epochs when statement.Topic.Moment is not null => Moment(statement),
            _ => null,
        };

    private Contradiction? Value(Statement statement)
    {
        IReadOnlyList<NamedRun> runs =
            cast.RunAt(statement) is { } meant ? (cast.IsOfLaterSection(statement, meant) ? [] : [meant])
            : cast.IsOverview(statement) ? cast.Runs
            : [];
        StatedValue.Number stated = (StatedValue.Number)statement.Value;
        List<Comparison> comparisons = [];
        foreach (NamedRun run in runs)
        {
            if (Compared(statement, stated, run) is not { Agrees: false } comparison)
            {
                return null;
            }

            comparisons.Add(comparison);
        }

        return comparisons switch
        {
            [] => null,
            [var only] => Found(statement, $"{Shown(stated.Amount)} for the {only.Metric}, but {only.Printed}", only.At),
            _ => Found(
                statement,
                $"{Shown(stated.Amount)} for the accuracy of a training, but {string.Join("; ", comparisons.Select(one => one.Printed))}",
                [.. comparisons.Select(one => one.At)]
            ),
        };
    }

    /// <param name="Metric">What the printed value is.</param>
    /// <param name="Printed">The printed value with its place, as a clause.</param>
    /// <param name="At">The statement that prints it; null where it is none.</param>
    private sealed record Comparison(bool Agrees, string Metric, string Printed, Statement? At);

    // Null where the training prints nothing that the statement could be compared with.
    private Comparison? Compared(Statement statement, StatedValue.Number stated, NamedRun run)
    {
        bool unsaid = statement.Topic.Part == DataPart.Unknown;
        Statement? tested = cast.PrintedTest(run, statement.Kind);
        if ((statement.Topic.Part == DataPart.Test || unsaid) && tested is { Value: StatedValue.Number printed })
        {
            return new Comparison(
                Agree(statement, stated, printed.Amount),
                Name($"test_{Suffix(statement.Kind)}"),
                $"{tested.Place.InWords} prints {Shown(printed.Amount)}",
                tested
            );
        }

        string metric = $"{(statement.Topic.Part == DataPart.Train ? "train" : "val")}_{Suffix(statement.Kind)}";
        if (statement.Topic.Part == DataPart.Test || cast.SeriesOf(run, metric) is not { } series)
        {
            return null;
        }

        bool isError = statement.Kind != StatementKind.Accuracy;
        double last = series[^1].Value;
        int tail = Math.Max(1, (series.Count + 9) / 10);
        double mean = series.TakeLast(tail).Average(epoch => epoch.Value);
        double best = isError ? series.Min(epoch => epoch.Value) : series.Max(epoch => epoch.Value);

        // "never exceeds 80 %", "never falls below 0.4": the best epoch decides.
        bool isUpper = isError
            ? statement.Relation is Claims.Relation.Greater or Claims.Relation.GreaterOrEqual
            : statement.Relation is Claims.Relation.Less or Claims.Relation.LessOrEqual;
        return new Comparison(
            Agree(statement, stated, best) || (!isUpper && (Agree(statement, stated, last) || Agree(statement, stated, mean))),
            Name(metric),
            $"the log at {cast.LogOf(run)!.Place.InWords} ends with {Shown(last)} (mean of the last {tail}: {Shown(mean)}, best: {Shown(best)})",
            LastOf(run, metric)
        );
    }

    // "stalls at 70-72 %": the later epochs must lie in it.
    private Contradiction? Span(Statement statement)
    {
        string metric = statement.Topic.Part == DataPart.Train ? "train_acc" : "val_acc";
        if (statement.Topic.Part == DataPart.Test || cast.RunAt(statement) is not { } run || cast.SeriesOf(run, metric) is not { } series)
        {
            return null;
        }

        StatedValue.Span span = (StatedValue.Span)statement.Value;
        double rounding = 0.5 * Math.Pow(10, -span.Digits);
        (int Epoch, double Value)[] late = [.. series.Skip(series.Count / RisingPart)];
        double low = late.Min(epoch => epoch.Value);
        double high = late.Max(epoch => epoch.Value);
        return low >= span.Low - rounding && high <= span.High + rounding
            ? null
            : Found(
                statement,
                $"{Shown(span.Low)} to {Shown(span.High)} for the {Name(metric)}, but the log at {cast.LogOf(run)!.Place.InWords} has {Shown(low)} to {Shown(high)} from epoch {late[0].Epoch.ToString(CultureInfo.InvariantCulture)} on",
                LastOf(run, metric)
            );
    }

    private Contradiction? Moment(Statement statement)
    {
        if (
            statement.Topic.Moment!.Split(' ') is not [var selector, var metric]
            || cast.RunAt(statement) is not { } run
            || cast.SeriesOf(run, metric) is not { } series
            || statement.Value is not StatedValue.Number stated
        )
        {
            return null;
        }

        (int Epoch, double Value) found = selector == "argmin" ? series.MinBy(epoch => epoch.Value) : series.MaxBy(epoch => epoch.Value);
        (int Epoch, double Value) said = series.FirstOrDefault(epoch => epoch.Epoch == (int)stated.Amount);
        return found.Epoch == (int)stated.Amount
            ? null
            : Found(
                statement,
                FormattableString.Invariant(
                    $"epoch {stated} for the {(selector == "argmin" ? "lowest" : "highest")} {Name(metric)}, but the log at {cast.LogOf(run)!.Place.InWords} has it in epoch {found.Epoch} ({Shown(found.Value)}; epoch {stated}: {Shown(said.Value)})"
                ),
                LastOf(run, metric)
            );
    }

    private static bool Agree(Statement statement, StatedValue.Number stated, double printed) =>
        Agreement.Holds(statement.Relation, stated, printed);

    private Statement? LastOf(NamedRun run, string metric) =>
        text.Statements.FirstOrDefault(other =>
            other.Topic.Log >= 0
            && cast.OfLog(text.Logs[other.Topic.Log]) == run
            && Suffix(other.Kind) == metric[(metric.IndexOf('_', StringComparison.Ordinal) + 1)..]
            && other.Topic.Part == (metric.StartsWith("val_", StringComparison.Ordinal) ? DataPart.Validation : DataPart.Train)
        );

    private static Contradiction Found(Statement statement, string what, params Statement?[] printed) =>
        new(
            $"The text at {statement.Place.InWords} gives {what}.",
            [statement.Place, .. printed.OfType<Statement>().Select(one => one.Place)],
            [statement, .. printed.OfType<Statement>()]
        );

    private static string Shown(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Suffix(StatementKind kind) =>
        kind switch
        {
            StatementKind.Loss => "loss",
            StatementKind.AbsoluteError => "mae",
            _ => "acc",
        };

    private static string Name(string metric) =>
        metric.Split('_') is [var part, var suffix]
            ? $"{part switch
            {
                "train" => "training",
                "val" => "validation",
                _ => "test",
            }} {suffix switch
            {
                "loss" => "loss",
                "mae" => "mean absolute error",
                _ => "accuracy",
            }}"
            : metric;
}
