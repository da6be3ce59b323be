using System.Text.RegularExpressions;
using Repro.Import.Programs;
using Repro.Import.Prose;
using Repro.Import.Statements;

namespace Repro.Import.Drafting;

/// <summary>What statements about data sets measure.</summary>
internal sealed partial class DataSubjects(Cast cast)
{
    /// <summary>Null for statements that are not about data.</summary>
    public Subject? Of(Statement statement) =>
        statement.Kind switch
        {
            StatementKind.DataSize or StatementKind.ClassCount or StatementKind.FeatureCount when statement.Topic.Elsewhere => Subject.None(
                "it is about something that is not in this text"
            ),
            StatementKind.DataSize or StatementKind.ClassCount when cast.ForeignData(statement) is { } other => Subject.None(
                $"it is about another data set: {other}"
            ),
            StatementKind.DataSize when statement.Topic is { Bar: >= 0, Part: DataPart.Unknown } => Subject.Ambiguous(
                "the code does not tell which data were evaluated"
            ),
            StatementKind.DataSize => Size(statement),
            StatementKind.ClassCount => Classes(statement),
            StatementKind.ImageSize when statement.Topic.Raw && Images(statement) is { } images => images,
            StatementKind.Shape
                when statement.Topic is { Raw: true, Detail: null, Elsewhere: false, LayerClass: null } && Images(statement) is { } raw =>
                raw,
            StatementKind.FeatureCount => Subject.None("no quantity counts the features of a sample"),
            StatementKind.Shape when cast.ArrayAt(statement) is { } printed && (cast.DataSet != printed.Source.Name || !printed.IsWhole) =>
                Of(printed, statement),
            StatementKind.Shape
                when statement.Topic.Detail is { } name && cast is { DataSet: { } set, IsFolderSet: false } && ArrayOf(name) is { } array =>
                new Subject($"data:{set}[{array}]/{(IsGrayWithoutChannels(statement, array) ? "loaded_shape" : "shape")}")
                {
                    Needs = [set],
                },
            StatementKind.Shape when cast.Unavailable is not null && statement.Topic is { Part: not DataPart.Unknown, Detail: not null } =>
                Unknown(statement, "shape"),
            StatementKind.Shape when statement.Topic.Elsewhere => Subject.None("it is about something that is not in this text"),
            // "label tensor (25000,)": all labels of a set, of which no quantity is known, unless a batch is named.
            StatementKind.Shape
                when statement.Topic.Detail is "batch"
                    || (statement.Topic.Detail is "labels" && statement.Quote.Contains("batch", StringComparison.OrdinalIgnoreCase)) =>
                Batch(statement),
            StatementKind.PixelRange => Pixels(statement),
            _ => null,
        };

    private Subject Of(PrintedArray array, Statement statement)
    {
        if (!cast.Knows(array.Source.Name))
        {
            return Subject.None($"the data set '{array.Source.Name}' is not built in; declare it in reprosuite.json");
        }

        if (!array.IsWhole || array.Part is not ("train" or "test"))
        {
            return Subject.None("the program has changed the array, and no quantity measures the shape that it has then");
        }

        string name = $"{array.Part}_{(array.IsLabels ? "labels" : "images")}";
        return new Subject($"data:{array.Source.Name}[{name}]/{(IsGrayWithoutChannels(statement, name) ? "loaded_shape" : "shape")}")
        {
            Needs = [array.Source.Name],
        };
    }

    private Subject Size(Statement statement)
    {
        if (statement.Topic.Detail == "share" || statement.Value is not (StatedValue.Number or StatedValue.Word))
        {
            return Subject.None("no quantity measures a share of the data");
        }

        if (statement.Topic.Detail == "balance")
        {
            return cast is { DataSet: { } folders, IsFolderSet: true }
                ? new Subject($"data:{folders}/class_imbalance", "0", "the largest difference between the classes") { Needs = [folders] }
                : Subject.None("no quantity compares the classes of a data set of arrays");
        }

        // The bars of fit count the samples of the training, of which the data set may have more.
        if (
            statement.Topic.Log >= 0
            || (
                TrainedOn().Match(statement.Quote) is { Success: true }
                && statement.Origin == Origin.Output
                && statement.Topic.Part is DataPart.Train or DataPart.Validation
            )
        )
        {
            return cast.RunAt(statement) is { Json: not null } run
                ? new Subject($"config:{run.Name}[{(statement.Topic.Part == DataPart.Validation ? "validation" : "train")}]/samples")
                : Undescribed(statement);
        }

        if (cast.DataSetAt(statement) is not { } set)
        {
            return Unknown(statement, "count");
        }

        if (cast.IsFolderSet)
        {
            if (statement.Origin == Origin.Output && cast.IsPartAt(statement.Place))
            {
                return Subject.None("no quantity counts the part of a folder that validation_split takes");
            }

            string? named = statement.Topic.Part switch
            {
                DataPart.Train => "train",
                DataPart.Validation => "validation",
                DataPart.Test => "test",
                _ => null,
            };
            string? split =
                (statement.Origin == Origin.Output ? cast.SplitAt(statement.Place) : null)
                ?? (named is null ? null : cast.SplitFor(set, named) ?? (cast.IsCut ? null : named));
            if (named is not null && split is null)
            {
                return OfRun(statement, named);
            }

            string? kind = statement.Topic.Class;
            string part = (split, kind) switch
            {
                (null, null) => "",
                (null, _) => $"[{kind}]",
                (_, null) => $"[{split}]",
                _ => $"[{split}/{kind}]",
            };
            if (part.Length == 0 && !Whole().IsMatch(statement.Quote))
            {
                return Subject.Ambiguous($"data:{set}[?]/count");
            }

            return statement.Topic.PerClass
                ? Subject.None("no quantity counts the images of each class")
                : new Subject($"data:{set}{part}/count") { Needs = [set] };
        }

        // fit takes a part of the training data for validation.
        if (
            statement.Value is StatedValue.Number { Amount: var samples }
            && statement.Topic is { Detail: null, PerClass: false, Class: null }
            && (cast.RunAt(statement) ?? cast.RunWith(samples, statement)) is { Json: not null, Fit: var fit } fed
        )
        {
            if (
                statement.Topic.Part is DataPart.Train
                && (fit.ValidationSplit is not null || fit.Data.Cut is not null)
                && samples == fit.TrainingSamples
            )
            {
                return new Subject($"config:{fed.Name}[train]/samples");
            }

            if (statement.Topic.Part is DataPart.Validation && fed.HasValidation)
            {
                return new Subject($"config:{fed.Name}[validation]/samples");
            }
        }

        string kindOfArray = statement.Topic.Detail == "labels" ? "labels" : "images";
        return statement.Topic.Part switch
        {
            _ when statement.Topic.PerClass || statement.Topic.Class is not null => Subject.None(
                "no quantity counts the images of one class"
            ),
            DataPart.Train => new Subject($"data:{set}[train_{kindOfArray}]/count") { Needs = [set] },
            DataPart.Test => new Subject($"data:{set}[test_{kindOfArray}]/count") { Needs = [set] },
            DataPart.Validation => Subject.None("no quantity counts the samples that a program takes for validation"),
            _ => Subject.None(
                FirstOfThem().IsMatch(statement.Quote)
                    ? "no quantity counts the samples that a program takes from a data set"
                    : "no quantity counts all parts of a data set of arrays"
            ),
        };
    }

    // A loader may cut the parts from one folder.
    private Subject OfRun(Statement statement, string part) =>
        statement.Topic is { Class: null, PerClass: false }
        && cast.RunAt(statement) is { Json: not null } run
        && (part == "train" || (part == "validation" && run.HasValidation))
            ? new Subject($"config:{run.Name}[{part}]/samples")
            : Subject.None($"the text has no folder of images for the part '{part}'");

    private Subject Unknown(Statement statement, string quantity) =>
        (cast.LoadedAs(statement)?.Name ?? cast.Unavailable ?? cast.OtherData(statement)) is { } name && !cast.Knows(name)
            ? Subject.None($"the data set '{name}' is not built in; declare it in reprosuite.json")
        : cast.KnowsData ? Subject.Ambiguous($"data:?/{quantity}")
        : Subject.None("the code loads no data set that import knows");

    // "images of 28x28 pixels" of a data set that keras.datasets publishes.
    private Subject? Images(Statement statement)
    {
        if (
            statement.Value is not StatedValue.Axes { Lengths: [{ } height, { } width] }
            || cast.KnownImages(statement) is not { Shape: { Count: >= 2 } shape, Training: { } samples } data
            || cast.ForeignData(statement) is not null
            || (shape.Count == 2 && ThreeChannels().IsMatch(statement.Quote))
            || height == samples
            || ((height, width) != (shape[0], shape[1]) && OfLayer().IsMatch(statement.Quote))
            || Math.Max(height, width) <= ShapeRules.LargestWindow
        )
        {
            return null;
        }

        string rest = string.Concat(shape.Skip(2).Select(axis => $"x{axis}"));
        string quantity = shape.Count == 2 ? "loaded_shape" : "shape";
        return new Subject(
            $"data:{data.Name}[train_images]/{quantity}",
            FormattableString.Invariant($"{samples}x{height}x{width}{rest}"),
            "with the other axes of the data set"
        )
        {
            Needs = [data.Name],
        };
    }

    private Subject Classes(Statement statement)
    {
        if (cast.LoadedAs(statement) is null && cast.OtherData(statement) is { } other)
        {
            return Subject.None($"the data set '{other}' is not built in; declare it in reprosuite.json");
        }

        if (cast.DataSetAt(statement) is not { } set)
        {
            return Unknown(statement, "class_count");
        }

        return cast.IsFolderSet
            ? Subject.None("no quantity counts the classes of a set of folders")
            : new Subject($"data:{set}[train_labels]/class_count") { Needs = [set] };
    }

    private Subject Batch(Statement statement)
    {
        if (cast.RunAt(statement) is not { Json: not null, DataSet: { } set } run)
        {
            return Undescribed(statement);
        }

        if (!run.IsFolder)
        {
            return Subject.None("no quantity measures the batches of a data set of arrays");
        }

        // Data that a run feeds need the run's file, not its trainings.
        return new Subject($"data:{set}{{{run.Name}}}[train]/{(statement.Topic.Detail == "labels" ? "label_shape" : "batch_shape")}")
        {
            Needs = [set],
        };
    }

    private Subject Undescribed(Statement statement) =>
        cast.RunAt(statement) is { Reason.Length: > 0 } run
            ? Subject.None($"the training cannot be described: {run.Reason}")
            : Subject.None(cast.Runs.Count == 0 ? "the code has no call of fit" : "it is not known which training is meant");

    private Subject Pixels(Statement statement)
    {
        if (statement.Topic.Elsewhere)
        {
            return Subject.None("it is about something that is not in this text");
        }

        if (!statement.Topic.Raw && statement.Value is StatedValue.Span { Low: not 0 })
        {
            return Subject.None("no quantity measures the lowest value of the data");
        }

        if (statement.Topic.Raw || statement.Value is not StatedValue.Span { Low: 0, High: 1 })
        {
            return Subject.None("no quantity measures pixels before preprocessing");
        }

        if (cast.RunAt(statement) is not { Json: not null, DataSet: { } set } run)
        {
            return Undescribed(statement);
        }

        return new Subject($"data:{set}{{{run.Name}}}[{(run.IsFolder ? "train" : "train_images")}]/max_value", "1", "the largest value")
        {
            Needs = [set],
        };
    }

    // keras.datasets loads gray images as (samples, rows, columns).
    private static bool IsGrayWithoutChannels(Statement statement, string array) =>
        statement.Value is StatedValue.Axes { Lengths.Count: 3 } && array.EndsWith("_images", StringComparison.Ordinal);

    private static string? ArrayOf(string name) =>
        name.ToLowerInvariant() switch
        {
            "x_train" or "train_images" => "train_images",
            "x_test" or "test_images" => "test_images",
            "y_train" or "train_labels" => "train_labels",
            "y_test" or "test_labels" => "test_labels",
            _ => null,
        };

    // The line that fit prints.
    [GeneratedRegex(
        @"\b(?:three|3) (?:colou?r )?channels\b|\bRGB\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ThreeChannels();

    // "The convolution gives 8 channels of 24x24 pixels".
    [GeneratedRegex(
        @"\b(?:layers?|convolutions?|convolutional|pooling|filters?|kernels?|feature maps?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex OfLayer();

    [GeneratedRegex(@"^Train on \d+ samples, validate on \d+ samples", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex TrainedOn();

    [GeneratedRegex(@"\bfirst \d", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex FirstOfThem();

    // Words that mean all images of the set.
    [GeneratedRegex(
        @"\b(?:data ?set|in total|altogether|overall|total|there are)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Whole();
}
