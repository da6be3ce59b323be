using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Import.Naming;
using Repro.Import.Printed;
using Repro.Import.Reading;
using Repro.Import.Statements;
using Repro.Models;

namespace Repro.Import.Drafting;

/// <summary>What statements about networks measure.</summary>
internal sealed partial class NetworkSubjects(Cast cast, TextStatements text)
{
    /// <summary>Null for statements that are not about a network.</summary>
    public IReadOnlyList<Subject>? Of(Statement statement) =>
        statement.Kind switch
        {
            StatementKind.LayerShape or StatementKind.LayerParameters or StatementKind.Parameters when statement.Topic.Table >= 0 =>
            [
                Row(statement),
            ],
            StatementKind.Parameters => [Parameters(statement)],
            StatementKind.LayerParameters => [OfLayer(statement, "params")],
            StatementKind.LayerCount => [LayerCount(statement)],
            StatementKind.Activation => [OutputActivation(statement)],
            StatementKind.LayerShape => [Units(statement)],
            StatementKind.Hyperparameter when statement.Topic.Setting is "filters" => [Filters(statement)],
            StatementKind.Hyperparameter when statement.Topic.Setting is "rate" => [OfLayer(statement, "rate")],
            StatementKind.Hyperparameter when statement.Topic.Setting is "kernel_size" => [KernelSizes(statement)],
            StatementKind.Hyperparameter when statement.Topic.Setting is "input_shape" => [Whole(statement, "input_shape")],
            StatementKind.Shape when statement.Topic.Detail is "kernel" => [KernelShape(statement)],
            StatementKind.Shape
                when statement.Topic is { Raw: false, Elsewhere: false }
                    && statement.Topic.Detail is "input" or "output" or "feature maps" or "resampling" or "rank" or "filters" => Shape(
                statement
            ),
            _ => null,
        };

    private Subject Row(Statement statement)
    {
        if (cast.OfTable(statement.Topic.Table) is not { } network)
        {
            return NoNetwork(
                statement,
                statement.Kind switch
                {
                    StatementKind.Parameters => $"model:?/{statement.Topic.Detail}",
                    StatementKind.LayerShape => "model:?[?]/output_shape",
                    _ => "model:?[?]/params",
                }
            );
        }

        if (statement.Kind == StatementKind.Parameters)
        {
            return new Subject($"model:{network.Name}/{statement.Topic.Detail}");
        }

        PrintedSummary table = text.Summaries[statement.Topic.Table];
        int row = table.Layers.ToList().FindIndex(layer => layer.Place == statement.Place && layer.Name == statement.Topic.Layer);
        if (LayerOf(network, table, row) is not { } layer)
        {
            return Subject.None("the network that was read from the code has no layer for this row");
        }

        return new Subject(
            $"model:{network.Name}[{layer}]/{(statement.Kind == StatementKind.LayerShape ? "output_shape" : "params")}",
            statement.Kind == StatementKind.LayerShape ? WithoutBatch(statement.Value) : null
        );
    }

    // Rows and layers have the same order; names differ between versions of Keras.
    private static string? LayerOf(NamedNetwork network, PrintedSummary table, int row)
    {
        IReadOnlyList<Node> layers = network.File.Model!.Layers;
        int shift = table.Layers[0].Class.StartsWith("Input", StringComparison.Ordinal) && layers[0].Layer is not InputLayer ? 1 : 0;
        int index = row - shift;
        if (index < 0 || index >= layers.Count || layers.Count != table.Layers.Count - shift)
        {
            return null;
        }

        string name = layers[index].Layer.Name;
        return name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.')
            ? name
            : index.ToString(CultureInfo.InvariantCulture);
    }

    private static string? WithoutBatch(StatedValue value) =>
        value is StatedValue.Axes { Lengths: [null, ..] axes } ? new StatedValue.Axes([.. axes.Skip(1)]).ToString() : null;

    private Subject Parameters(Statement statement) =>
        statement.Topic.Elsewhere ? Subject.None("it is about a network that is not in this text")
        : ClassifierOnTop().IsMatch(statement.Quote) ? Subject.None("no quantity counts the parameters of some of the layers")
        : cast.Of(statement) is { } network ? new Subject($"model:{network.Name}/{statement.Topic.Detail}")
        : NoNetwork(statement, $"model:?/{statement.Topic.Detail}");

    private Subject Whole(Statement statement, string quantity) =>
        cast.Of(statement) is { } network ? new Subject($"model:{network.Name}/{quantity}") : NoNetwork(statement, $"model:?/{quantity}");

    private Subject LayerCount(Statement statement)
    {
        switch (statement.Topic)
        {
            case { Detail: "lines" }:
                return Subject.None("no quantity counts lines of code");
            case { Detail: "more" }:
                return Subject.None("it compares the network with a network that is not in this text");
            case { Detail: "some" }:
                return Subject.None("no quantity counts only these layers");
            case { Detail: "from the last" }:
                return Subject.None("no quantity counts layers from the last one");
            case { Elsewhere: true }:
                return Subject.None("it is about a network that is not in this text");
        }

        // A statement in front of the code that makes the network is about that network.
        if (cast.Of(statement) is not { } network)
        {
            return NoNetwork(statement, "model:?/layer_count");
        }

        if (statement.Topic.LayerClass is not { } layer)
        {
            return new Subject($"model:{network.Name}/layer_count");
        }

        NamedNetwork whole = statement.Value is StatedValue.Number { Amount: 0 } ? network : With(network, layer);
        return new Subject($"model:{whole.Name}[{layer}]/layer_count");
    }

    // A network may apply the activation in a layer of its own.
    private Subject OutputActivation(Statement statement)
    {
        if (statement.Topic.Elsewhere)
        {
            return Subject.None("it is a rule for networks in general");
        }

        if (cast.Of(statement) is not { } network)
        {
            return NoNetwork(statement, "model:?[?]/activation");
        }

        Node last = network.File.Model!.Layers[^1];
        return ClassOf(last.Layer) is "Dense" or "Conv2D" or "Activation"
            ? new Subject($"model:{network.Name}[{last.Layer.Name}]/activation", $"\"{statement.Value}\"")
            : Subject.None("the network of the code does not end with a layer that has an activation");
    }

    private Subject Units(Statement statement) => OfLayer(statement, "output_elements", LastAxis);

    // Units are the last axis of the output; the other axes are those of a sequence or an image.
    private static Subject? LastAxis(Statement statement, Node layer, string address)
    {
        if (statement is not { Topic.Detail: "units", Value: StatedValue.Number units } || layer.OutputShape.Rank < 2)
        {
            return null;
        }

        int?[] axes = [.. layer.OutputShape.Axes.SkipLast(1), (int)Math.Min(units.Amount, int.MaxValue)];
        return new Subject($"{address}/output_shape", new StatedValue.Axes(axes).ToString(), "with the other axes of the code");
    }

    private Subject Filters(Statement statement)
    {
        if (statement.Value is StatedValue.Several several)
        {
            return cast.Of(statement) is { } network
                ? new Subject($"model:{network.Name}/conv_output_channels", $"\"{several}\"")
                : NoNetwork(statement, "model:?/conv_output_channels");
        }

        return OfLayer(statement, "output_channels");
    }

    private Subject KernelSizes(Statement statement) =>
        cast.Of(statement) is { } network
            ? network.File.Model!.Layers.All(node => ClassOf(node.Layer) != "Conv2D")
                ? Subject.None("the network of the code has no Conv2D layer")
                : new Subject($"model:{network.Name}/kernel_sizes", $"\"{statement.Value}\"")
            : NoNetwork(statement, "model:?/kernel_sizes");

    // Without a layer's name, the only one with a kernel of so many axes is meant.
    private Subject KernelShape(Statement statement)
    {
        if (cast.Of(statement) is not { } network)
        {
            return NoNetwork(statement, "model:?[?]/kernel_shape");
        }

        string kind = statement.Value is StatedValue.Axes { Lengths.Count: 4 } ? "Conv2D" : "Dense";
        Node[] layers = [.. network.File.Model!.Layers.Where(node => ClassOf(node.Layer) == kind)];
        return layers is [var only]
            ? new Subject($"model:{network.Name}[{only.Layer.Name}]/kernel_shape")
            : Subject.Ambiguous($"model:{network.Name}[?]/kernel_shape");
    }

    // A text may speak of layers that the code adds afterwards.
    private NamedNetwork With(NamedNetwork network, string layerClass)
    {
        bool Has(NamedNetwork one) => one.File.Model!.Layers.Any(node => ClassOf(node.Layer) == layerClass);
        return Has(network) ? network : cast.Later(network, Has) ?? network;
    }

    // A quantity of the layer that the words name by class and place.
    private Subject OfLayer(Statement statement, string quantity, Func<Statement, Node, string, Subject?>? measure = null)
    {
        if (statement.Topic.Elsewhere)
        {
            return Subject.None("it is about a network that is not in this text");
        }

        if (cast.Of(statement) is not { } present)
        {
            return NoNetwork(statement, $"model:?[?]/{quantity}");
        }

        NamedNetwork network = With(present, statement.Topic.LayerClass ?? "Dense");
        Node[] layers = [.. network.File.Model!.Layers.Where(node => ClassOf(node.Layer) == (statement.Topic.LayerClass ?? "Dense"))];
        int number = statement.Topic.LayerNumber;
        Node? layer = number switch
        {
            > 0 => layers.ElementAtOrDefault(number - 1),
            < -1 => null,
            < 0 => layers.LastOrDefault(),
            _ => layers.Length == 1
            || (layers.Length == 2 && Hidden().IsMatch(statement.Quote))
            || (layers.Length > 2 && Each().IsMatch(statement.Quote))
                ? layers[0]
            : statement.Topic.Detail == "output" ? network.File.Model.Layers[^1]
            : null,
        };
        if (layer is null && (layers.Length > 1 || number < -1))
        {
            return Subject.Ambiguous($"model:{network.Name}[?]/{quantity}");
        }

        if (layer is null)
        {
            return Subject.None($"the network {network.Name} of the code has no {statement.Topic.LayerClass ?? "Dense"} layer");
        }

        string address = $"model:{network.Name}[{layer.Layer.Name}]";
        return measure?.Invoke(statement, layer, address) ?? new Subject($"{address}/{quantity}");
    }

    private IReadOnlyList<Subject> Shape(Statement statement)
    {
        if (cast.Of(statement) is not { } network)
        {
            return [NoNetwork(statement, "model:?/output_shape")];
        }

        Model model = network.File.Model!;
        Node[] maps = [.. model.Layers.Where(node => node.OutputShape.Rank == 3)];
        Node[] convolutions = [.. maps.Where(node => ClassOf(node.Layer) == "Conv2D")];
        switch (statement.Topic.Detail, statement.Value)
        {
            case ("filters", StatedValue.Span span) when convolutions.Length > 1:
                return
                [
                    new Subject($"model:{network.Name}[{convolutions[0].Layer.Name}]/output_channels", $"{span.Low}"),
                    new Subject($"model:{network.Name}[{convolutions[^1].Layer.Name}]/output_channels", $"{span.High}"),
                ];
            case ("resampling", StatedValue.AxesSpan { First.Lengths.Count: 2 } sizes) when maps.Length > 0 && model.InputShape.Rank == 3:
                return
                [
                    new Subject(
                        $"model:{network.Name}/input_shape",
                        $"{sizes.First}x{model.InputShape[2]}",
                        "with the channels of the code"
                    ),
                    new Subject($"model:{network.Name}[{maps[^1].Layer.Name}]/spatial_size", sizes.Last.ToString()),
                ];
            case ("feature maps", StatedValue.AxesSpan sizes) when maps.Length > 1:
                return
                [
                    new Subject($"model:{network.Name}[{maps[0].Layer.Name}]/spatial_size", sizes.First.ToString()),
                    new Subject($"model:{network.Name}[{maps[^1].Layer.Name}]/spatial_size", sizes.Last.ToString()),
                ];
            case ("feature maps", StatedValue.Axes) when AtLayer().IsMatch(statement.Quote):
                return [Subject.Ambiguous($"model:{network.Name}[?]/output_shape")];
            case ("feature maps", StatedValue.Axes { Lengths.Count: 3 }) when maps.Length > 0:
                return [new Subject($"model:{network.Name}[{maps[^1].Layer.Name}]/output_shape")];
            case ("feature maps", StatedValue.Axes { Lengths.Count: 2 }) when maps.Length > 0:
                return [new Subject($"model:{network.Name}[{maps[^1].Layer.Name}]/spatial_size")];
            case ("rank", StatedValue.Number rank) when maps.Length > 0:
                return
                [
                    new Subject(
                        $"model:{network.Name}/output_ranks",
                        $"\"{string.Join(' ', Enumerable.Repeat(rank.ToString(), maps.Length))}\"",
                        "the ranks of the convolution and pooling layers"
                    ),
                ];
            case ("input", StatedValue.Axes { Lengths.Count: 3 }):
                return [new Subject($"model:{network.Name}/input_shape")];
            case ("input", StatedValue.Axes { Lengths.Count: 2 } axes):
                return
                [
                    model.InputShape.Rank == 3
                        ? new Subject($"model:{network.Name}/input_shape", $"{axes}x{model.InputShape[2]}", "with the channels of the code")
                        : new Subject($"model:{network.Name}/input_shape"),
                ];
            case ("output", StatedValue.Axes { Lengths.Count: 3 }) when maps.Length > 0:
                return [new Subject($"model:{network.Name}[{maps[^1].Layer.Name}]/output_shape")];
            case ("output", StatedValue.Axes { Lengths.Count: 1 }) when statement.Topic.LayerClass == "Flatten":
                return model.Layers.FirstOrDefault(node => ClassOf(node.Layer) == "Flatten") is { } flatten
                    ? [new Subject($"model:{network.Name}[{flatten.Layer.Name}]/output_elements")]
                    : [Subject.None("the network of the code has no Flatten layer")];
            case ("output", StatedValue.Number or StatedValue.Axes { Lengths.Count: 1 }):
                return [new Subject($"model:{network.Name}/output_elements")];
            default:
                return [Subject.None("no quantity measures this shape")];
        }
    }

    // "before the first pooling layer, the feature map is ...": that of one of the layers, which in front of Flatten is the last one.
    [GeneratedRegex(
        @"\b(?:before|after|behind|in front of)\b(?!.{0,20}\bflatten).{0,40}\blayers?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex AtLayer();

    // The classifier on top of a base, without the base.
    [GeneratedRegex(
        @"\bclassifier\b.{0,40}\b(?:on top|added)\b|\b(?:added|on top)\b.{0,20}\bclassifier\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ClassifierOnTop();

    [GeneratedRegex(@"\bhidden\b|\bintermediate\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Hidden();

    [GeneratedRegex(
        @"\b(?:hidden|intermediate)\b.*\beach\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Each();

    private static string ClassOf(Layer layer) => layer.TypeName;

    private Subject NoNetwork(Statement statement, string address) =>
        cast.Unwritten(statement) is { } reason ? Subject.None(reason)
        : cast.Possible(statement) is { Count: > 0 } names
            ? Subject.Ambiguous($"{address}, where the first ? is {string.Join(" or ", names)}")
        : Subject.Ambiguous(address);
}
