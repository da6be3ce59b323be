using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Import.Statements;
using Repro.Import.Trainings;

namespace Repro.Import.Drafting;

/// <summary>What statements about trainings measure: their settings and their results.</summary>
internal sealed partial class RunSubjects(Cast cast)
{
    private static readonly Subject NotMeasured = Subject.Ambiguous("the code does not tell which data were evaluated");

    /// <summary>Null for statements that are not about a training.</summary>
    public Subject? Of(Statement statement) =>
        statement.Kind switch
        {
            StatementKind.Epochs when statement.Topic.Moment is { } moment => Moment(statement, moment),
            StatementKind.Epochs => Setting(statement, "epochs"),
            StatementKind.Steps when statement.Topic is { Bar: >= 0, Part: DataPart.Unknown } => NotMeasured,
            StatementKind.Steps => Setting(
                statement,
                statement.Topic.Part is DataPart.Test or DataPart.Validation ? "steps" : "steps_per_epoch"
            ),
            StatementKind.BatchSize => Setting(statement, "batch_size"),
            StatementKind.Hyperparameter => Hyperparameter(statement),
            StatementKind.Augmentation when statement.Topic.Detail == "none" => Setting(statement, "augmentation") with
            {
                Expected = "\"none\"",
            },
            StatementKind.Augmentation when AugmentationSetting(statement) is { } name => Setting(statement, name),
            StatementKind.ImageSize when !statement.Topic.Raw => Setting(statement, "target_size"),
            StatementKind.Accuracy => Result(statement, "acc"),
            StatementKind.Loss => Result(statement, "loss"),
            StatementKind.AbsoluteError => Result(statement, "mae"),
            StatementKind.Improvement => Improvement(statement),
            _ => null,
        };

    private Subject Setting(Statement statement, string quantity)
    {
        if (statement.Topic.Elsewhere)
        {
            return Subject.None("it is about something that is not in this text");
        }

        if (statement.Topic.Detail == "comparison")
        {
            return Subject.None("it compares trainings, and import does not know which one is meant");
        }

        string part = quantity
            is "epochs"
                or "steps_per_epoch"
                or "learning_rate"
                or "momentum"
                or "rho"
                or "epsilon"
                or "beta_1"
                or "beta_2"
                or "weight_decay"
                or "optimizer"
                or "loss"
            ? ""
            : statement.Topic.Part switch
            {
                DataPart.Validation => "[validation]",
                DataPart.Test => "[test]",
                _ => "[train]",
            };
        return cast.RunAt(statement) switch
        {
            null => NoRun(statement, $"config:?{part}/{quantity}"),
            { Json: null } run => Subject.None($"the training cannot be described: {run.Reason}"),
            var run => new Subject($"config:{run.Name}{part}/{quantity}"),
        };
    }

    // A statement of which the training is not known.
    private Subject NoRun(Statement statement, string address) =>
        cast.Runs.Count == 0 ? Subject.None("the code has no call of fit")
        : cast.WhyUntrained(statement) is { } why ? Subject.None(why)
        : cast.Runs.All(run => run.Json is null)
            ? Subject.None($"the trainings of this text cannot be described; the first one: {cast.Runs[0].Reason}")
        : Subject.Ambiguous(address);

    // Of ImageDataGenerator; random layers are part of the network.
    private string? AugmentationSetting(Statement statement) =>
        cast.RunAt(statement) is { Json: not null, Fit.Data.Augmentation.IsRandom: true }
            ? statement.Topic.Detail switch
            {
                "rotat" => "rotation_range",
                "zoom" => "zoom_range",
                "shear" => "shear_range",
                "shift" or "translat" when Horizontally().IsMatch(statement.Quote) => "width_shift_range",
                "shift" or "translat" when Vertically().IsMatch(statement.Quote) => "height_shift_range",
                _ => null,
            }
            : null;

    private Subject? Hyperparameter(Statement statement)
    {
        switch (statement.Topic.Setting)
        {
            case "learning_rate" or "momentum" or "rho" or "epsilon" or "beta_1" or "beta_2" or "weight_decay":
                return Setting(statement, statement.Topic.Setting);
            case "divisor" when statement.Value is StatedValue.Number { Amount: > 0 } divisor:
                return Setting(statement, "rescale") with { Expected = new StatedValue.Number(1 / divisor.Amount).ToString() };
            case "optimizer" or "loss":
                return Setting(statement, statement.Topic.Setting) with
                {
                    Expected =
                        $"\"{(statement.Topic.Setting == "optimizer" ? statement.Value.ToString()!.ToLowerInvariant() : statement.Value)}\"",
                };
            case "rescale":
                return Setting(statement, "rescale");
            default:
                return statement.Topic is { Elsewhere: true, Setting: "pool_size" }
                        ? Subject.None("it is about a model that is not in this text")
                    : statement.Topic.Elsewhere ? Subject.None("it is the allowed range of a setting, not its value")
                    : null;
        }
    }

    private Subject Moment(Statement statement, string moment)
    {
        if (moment.Split(' ') is not [var selector, var metric])
        {
            return Subject.None("no quantity measures when a training begins to overfit");
        }

        return OfRun(statement, $"{metric}@{selector}");
    }

    private Subject Result(Statement statement, string metric)
    {
        if (statement.Topic.Elsewhere)
        {
            return Subject.None("it is about something that is not in this text");
        }

        if (cast.ForeignData(statement) is { } other)
        {
            return Subject.None($"it is about another data set: {other}");
        }

        if (statement.Topic.Detail is "untrained" or "certain")
        {
            return Subject.None("no quantity measures an untrained model's results");
        }

        if (NotComparable(statement.Topic.Detail) is { } reason)
        {
            return Subject.None(reason);
        }

        if (statement is { Origin: Origin.Output, Topic.Part: DataPart.Unknown })
        {
            return NotMeasured;
        }

        NamedRun? run = cast.RunAt(statement);
        string part = statement.Topic.Part switch
        {
            DataPart.Train => "train",
            DataPart.Validation => "val",
            DataPart.Test => "test",

            // Where the text does not say which, a tested network is tested.
            _ => run is { HasTest: false, HasValidation: true } ? "val" : "test",
        };
        if (part == "val" && BestOf(statement) is { } monitored)
        {
            return monitored == metric
                ? OfRun(statement, $"{part}_{metric}@best")
                : Subject.None($"no quantity measures another metric than the {Words(monitored)} in the epoch with the best one");
        }

        // Where the training is not known, neither is what it was tested on.
        return run is null && statement.Topic.Part == DataPart.Unknown
            ? NoRun(statement, $"run:?/?_{metric}@last")
            : OfRun(statement, $"{part}_{metric}@{Selector(statement, part)}");
    }

    /// <summary>Whether a sentence is about the epoch with the best result.</summary>
    public static bool NamesBestEpoch(string quote) => BestEpoch().IsMatch(quote);

    // The metric of the validation by which the epoch was chosen whose weights were evaluated; null for those of the last epoch.
    private static string? BestOf(Statement statement)
    {
        string? monitor =
            statement.Origin == Origin.Output ? statement.Topic.BestOf
            : BestEpoch().Match(statement.Quote) is { Success: true } best ? $"val_{best.Groups["metric"].Value}"
            : null;
        return monitor?.ToLowerInvariant() switch
        {
            null => null,
            "val_loss" => "loss",
            "val_acc" or "val_accuracy" => "acc",
            _ => monitor,
        };
    }

    private static string Words(string monitored) =>
        monitored switch
        {
            "loss" => "validation loss",
            "acc" => "validation accuracy",
            _ => $"metric '{monitored}'",
        };

    private static string? NotComparable(string? detail) =>
        detail switch
        {
            "money" => "it is an amount of money, and import does not know the unit of the targets",
            "score" => "the text does not say which metric the score is of",
            "change" => "it is a change from one result to another, and import does not know which training each one is of",
            "several" => "it is about the results of several models",
            "other metric" => "evaluate gives a metric of the code that no quantity measures",
            "evaluated" => "evaluate gives it for the training data after the training, which no quantity measures",
            "vague" => "the text does not say how near to zero it is",
            _ => null,
        };

    // Printed values are those of an epoch; prose that gives a round number reads it off a curve.
    private string Selector(Statement statement, string part)
    {
        if (part == "test")
        {
            return "last";
        }

        if (statement.Topic.Epoch > 0 && cast.RunAt(statement) is { } run && cast.LogOf(run) is { IsCutOff: true })
        {
            return FormattableString.Invariant($"epoch={statement.Topic.Epoch}");
        }

        return statement.Origin == Origin.Output || LastEpoch().IsMatch(statement.Quote) ? "last" : "tail";
    }

    private Subject Improvement(Statement statement)
    {
        if (statement.Topic.Detail == "comparison")
        {
            return Subject.None("it is the difference between two results, and import does not know which training the other one is of");
        }

        if (statement.Topic.Detail is not ("accuracy" or "points") || cast.RunAt(statement) is not { Number: > 0 } run)
        {
            return Subject.None("it compares the training with a training that is not in this text");
        }

        NamedRun other = cast.Runs[run.Number - 1];
        string metric = run.HasTest && other.HasTest ? "test_acc" : "val_acc";
        if (run.Json is null || other.Json is null)
        {
            return Subject.None($"the training cannot be described: {(run.Json is null ? run.Reason : other.Reason)}");
        }

        string gain = statement.Topic.Detail == "points" ? "gain" : "relative_gain";
        return new Subject(
            $"run:{run.Name}[vs {other.Name}]/{metric}_{gain}@{(metric == "test_acc" ? "last" : "tail")}",
            statement.Value is StatedValue.Number number && IsFall(statement.Quote, number.Amount)
                ? new StatedValue.Number(-number.Amount).ToString()
                : null
        )
        {
            Needs = [$"run:{run.Name}", $"run:{other.Name}", run.DataSet!],
            Run = run,
        };
    }

    // A number that is not written in digits may be any fall of the sentence.
    private static bool IsFall(string quote, double amount) =>
        Falls()
            .Matches(quote)
            .Any(fall =>
                !double.TryParse(
                    fall.Groups["number"].Value.Replace(',', '.'),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out double fallen
                )
                || Math.Abs(fallen - (100 * amount)) < 1e-6
                || Math.Abs(fallen - amount) < 1e-6
            );

    private Subject OfRun(Statement statement, string quantity) =>
        cast.RunAt(statement) switch
        {
            null => NoRun(statement, $"run:?/{quantity}"),
            { Json: null } run => Subject.None($"the training cannot be described: {run.Reason}"),
            { HasTest: false } when quantity.StartsWith("test_", StringComparison.Ordinal) => Subject.None(
                "the code does not evaluate this training on test data"
            ),
            { HasValidation: false } when quantity.StartsWith("val_", StringComparison.Ordinal) => Subject.None(
                "the training has no validation data"
            ),
            var run => new Subject($"run:{run.Name}/{quantity}") { Needs = [$"run:{run.Name}", run.DataSet!], Run = run },
        };

    [GeneratedRegex(
        @"\bhorizontal(?:ly)?\b(?!.*\bvertical)|\bwidth\b(?!.*\bheight)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Horizontally();

    [GeneratedRegex(
        @"\bvertical(?:ly)?\b(?<!\bhorizontal.*)|\bheight\b(?<!\bwidth.*)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Vertically();

    [GeneratedRegex(
        @"\b(?:model|network|weights|epoch|checkpoint) (?:with|that has|of) the (?:(?:lowest|best|smallest|minimum) val(?:idation |_)(?<metric>loss)|(?:highest|best|largest|maximum) val(?:idation |_)(?<metric>acc(?:uracy)?))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex BestEpoch();

    // "After the last epoch", but not "in the last epochs".
    [GeneratedRegex(
        @"\b(?:last|final) (?:training )?epoch\b|\búltima época\b|\bletzten? Epoche\b|마지막 에포크|最后一(?:个|轮)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex LastEpoch();

    // "an 8 % absolute drop" in accuracy.
    [GeneratedRegex(
        @"(?<number>\d+(?:[.,]\d+)?)?[ -]?[%％] \(?(?:relative |absolute |percentage points? )?(?:drop|decrease|loss|lower|worse|less)\b|\b(?:drops?|dropped|falls?|fell|decreases?d?) by\b(?: (?:about|around|almost|nearly|over|roughly|only|just|another|some|more than|less than))*(?: (?<number>\d+(?:[.,]\d+)?))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Falls();
}
