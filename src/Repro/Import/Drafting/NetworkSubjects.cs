using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Meaning;
using Repro.Import.Naming;
using Repro.Import.Printed;
using Repro.Import.Programs;
using Repro.Import.Reading;
using Repro.Import.Statements;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Import.Drafting;

/// <summary>What statements about networks measure.</summary>
internal sealed partial class NetworkSubjects(Cast cast, TextStatements text)
{
    // A sentence about more layers names none of them.
    private const int MostLayers = 8;

    private const int PublishedSide = 224;

    /// <summary>Null for statements that are not about a network.</summary>
    public IReadOnlyList<Subject>? Of(Statement statement) =>
        statement.Kind switch
        {
            StatementKind.LayerShape or StatementKind.LayerParameters or StatementKind.Parameters when statement.Topic.Table >= 0 =>
            [
                Row(statement),
            ],
            StatementKind.Parameters => [Parameters(statement)],
            StatementKind.LayerParameters when statement.Topic.Detail is "part of a layer" =>
            [
                Subject.None("no quantity counts the trainable parameters of one layer"),
            ],
            StatementKind.LayerParameters when statement.Topic.Detail is "per unit" =>
            [
                Subject.None("no quantity counts the parameters of one unit"),
            ],
            StatementKind.LayerParameters => [OfLayer(statement, "params")],
            StatementKind.LayerCount => [LayerCount(statement)],
            StatementKind.Activation => [OutputActivation(statement)],
            StatementKind.LayerShape => Units(statement),
            StatementKind.Hyperparameter when statement.Topic.Setting is "filters" => Filters(statement),
            StatementKind.Hyperparameter when statement.Topic.Setting is "rate" => [OfLayer(statement, "rate")],
            StatementKind.Hyperparameter when statement.Topic.Setting is "strides" => [OfLayer(statement, "strides")],
            StatementKind.Hyperparameter when statement.Topic.Setting is "kernel_size" => [KernelSizes(statement)],
            StatementKind.Hyperparameter when statement.Topic.Setting is "input_shape" => [Whole(statement, "input_shape")],
            StatementKind.Shape when statement.Topic.Detail is "kernel" => [KernelShape(statement)],
            StatementKind.Shape
                when statement.Topic is { Raw: false, Elsewhere: false }
                    && statement.Topic.Detail
                        is "input"
                            or "output"
                            or "layer output"
                            or "feature maps"
                            or "made maps"
                            or "resampling"
                            or "rank"
                            or "filters" => Shape(statement),
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
            return Subject.None("the model that was read from the code has no layer for this row");
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
        statement.Topic.Elsewhere || (cast.NamesOther(statement) && !cast.HasTotal(statement))
            ? Subject.None("it is about a model that is not in this text")
        : ClassifierOnTop().IsMatch(statement.Quote) ? Subject.None("no quantity counts the parameters of some of the layers")
        : (cast.WithTotal(statement) ?? cast.Of(statement)) is not { } network ? NoNetwork(statement, $"model:?/{statement.Topic.Detail}")
        : Named(statement, network).Count > 0 ? OfLayer(statement, "params")
        : IsOfPublished(network, statement, network.File.Layers.Sum(layer => layer.Parameters ?? 0)) ? Published(network)
        : new Subject($"model:{network.Name}/{statement.Topic.Detail}");

    private Subject Whole(Statement statement, string quantity) =>
        cast.Of(statement) is { } network ? new Subject($"model:{network.Name}/{quantity}") : NoNetwork(statement, $"model:?/{quantity}");

    private Subject LayerCount(Statement statement)
    {
        switch (statement.Topic)
        {
            case { Detail: "lines" }:
                return Subject.None("no quantity counts lines of code");
            case { Detail: "more" }:
                return Subject.None("it compares the model with a model that is not in this text");
            case { Detail: "some" }:
                return Subject.None("no quantity counts only these layers");
            case { Detail: "from the last" }:
                return Subject.None("no quantity counts layers from the last one");
            case { Elsewhere: true }:
            case var _ when cast.NamesOther(statement):
                return Subject.None("it is about a model that is not in this text");
        }

        // A statement in front of the code that makes the network is about that network.
        if (cast.Of(statement) is not { } network)
        {
            return NoNetwork(statement, "model:?/layer_count");
        }

        if (statement.Topic.LayerClass is not { } layer)
        {
            return IsOfPublished(network, statement, network.File.Model!.Layers.Count) ? Published(network)
                : CountsWeights(network.File.Model!, statement) ? new Subject($"model:{network.Name}/weight_layer_count")
                : new Subject($"model:{network.Name}/layer_count");
        }

        NamedNetwork whole = statement.Value is StatedValue.Number { Amount: 0 } ? network : With(network, layer);
        IReadOnlyList<Node> layers = whole.File.Model!.Layers;
        int own = layers.Count(node => ClassOf(node.Layer) == layer);
        int family = layers.Count(node => ClassOf(node.Layer) == layer || LayerFamilies.MayMean(layer, node.Layer));
        return
            statement.Value is StatedValue.Number { Amount: not 0 } stated
            && own < family
            && (own == 0 || (stated.Amount != own && stated.Amount == family))
            ? Subject.Ambiguous($"model:{whole.Name}[?]/layer_count")
            : new Subject($"model:{whole.Name}[{layer}]/layer_count");
    }

    // "Two layers" of a network of Flatten, Dense and Dense.
    private static bool CountsWeights(Model model, Statement statement) =>
        statement is { Relation: Relation.Equal, Value: StatedValue.Number stated }
        && stated.Amount != model.Layers.Count
        && stated.Amount == FlattenedModel.Of(model).Layers.Count(node => node.Weights.Count > 0);

    // What is said of VGG16 in general does not hold for the part of it that the code takes.
    private static bool IsOfPublished(NamedNetwork network, Statement statement, double measured) =>
        network.Model.Form == ModelForm.Application
        && (ClassOf(network.File.Model!.Layers[^1].Layer) != "Dense" || HasOtherInput(network.File.Model))
        && statement.Value is StatedValue.Number stated
        && Math.Abs(stated.Amount - measured) > Math.Max(0.1 * measured, 0.5);

    // Those that are known layer by layer are published for images of 224 x 224 pixels.
    private static bool HasOtherInput(Model model) =>
        model.InputShape.Rank != 3 || model.InputShape[0] != PublishedSide || model.InputShape[1] != PublishedSide;

    private static Subject Published(NamedNetwork network) =>
        Subject.None($"it is about the published {network.Model.Application}, of which the code takes a part");

    // A network may apply the activation in a layer of its own.
    private Subject OutputActivation(Statement statement)
    {
        if (statement.Topic.Elsewhere)
        {
            return Subject.None("it is a rule for models in general");
        }

        if (cast.Of(statement) is not { } network)
        {
            return NoNetwork(statement, "model:?[?]/activation");
        }

        Node last = network.File.Model!.Layers[^1];
        return ClassOf(last.Layer) is "Dense" or "Conv2D" or "Activation"
            ? new Subject($"model:{network.Name}[{last.Layer.Name}]/activation", $"\"{statement.Value}\"")
            : Subject.None("the model of the code does not end with a layer that has an activation");
    }

    private IReadOnlyList<Subject> Units(Statement statement) =>
        statement.Topic is { Detail: "units", LayerNumber: 0 }
        && Outputs().IsMatch(statement.Quote)
        && cast.Of(statement) is { File.Model.OutputShapes.Count: > 1 }
            ? [Subject.None("no quantity counts the outputs of a model")]
            : OfLayers(statement, "output_elements", LastAxis);

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

    private IReadOnlyList<Subject> Filters(Statement statement)
    {
        if (statement.Value is StatedValue.Several several)
        {
            return
            [
                cast.Of(statement) is { } network
                    ? new Subject($"model:{network.Name}/conv_output_channels", $"\"{several}\"")
                    : NoNetwork(statement, "model:?/conv_output_channels"),
            ];
        }

        return OfLayers(statement, "output_channels");
    }

    // Where the kernels have several sizes, that of the layer which the words name.
    private Subject KernelSizes(Statement statement)
    {
        if (statement.Topic.Elsewhere)
        {
            return Subject.None("it is about a model that is not in this text");
        }

        if (cast.Of(statement) is not { } network)
        {
            return NoNetwork(statement, "model:?/kernel_sizes");
        }

        Node[] layers = [.. network.File.Model!.Layers.Where(node => ClassOf(node.Layer) == "Conv2D")];
        if (layers.Length == 0)
        {
            return Subject.None("the model of the code has no Conv2D layer");
        }

        return
            statement is { Topic.LayerNumber: > 0, Value: StatedValue.Axes { Lengths.Count: 2 } size }
            && layers.Select(Kernel).OfType<IReadOnlyList<int>>().Select(kernel => (kernel[0], kernel[1])).Distinct().Count() > 1
            && layers.ElementAtOrDefault(statement.Topic.LayerNumber - 1) is { } layer
            && Kernel(layer) is { Count: 4 } its
            ? new Subject(
                $"model:{network.Name}[{layer.Layer.Name}]/kernel_shape",
                $"{size}x{its[2]}x{its[3]}",
                "with the channels of the code"
            )
            : new Subject($"model:{network.Name}/kernel_sizes", $"\"{statement.Value}\"");
    }

    private static IReadOnlyList<int>? Kernel(Node layer) => layer.Weights.FirstOrDefault(weight => weight.Name == "kernel")?.Shape;

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

    // "Both convolutional layers have 32 filters": a quantity of each of them.
    private IReadOnlyList<Subject> OfLayers(Statement statement, string quantity, Func<Statement, Node, string, Subject?>? measure = null)
    {
        if (
            statement.Topic is { LayerNumber: 0, Elsewhere: false }
            && All().IsMatch(statement.Quote)
            && cast.Of(statement) is { } network
            && LayersOf(network, statement) is { Length: > 1 } all
            && (Hidden().IsMatch(statement.Quote) ? [.. all.Where(layer => layer != network.File.Model!.Layers[^1])] : all)
                is { Length: > 0 and <= MostLayers } layers
            && layers.Any(layer => WithValue([layer], statement, quantity) is not null)
        )
        {
            return [.. layers.Select(layer => OfNode(statement, network, layer, quantity, measure))];
        }

        return [OfLayer(statement, quantity, measure)];
    }

    private static Node[] LayersOf(NamedNetwork network, Statement statement) =>
        [.. network.File.Model!.Layers.Where(node => ClassOf(node.Layer) == (statement.Topic.LayerClass ?? "Dense"))];

    private static Subject OfNode(
        Statement statement,
        NamedNetwork network,
        Node layer,
        string quantity,
        Func<Statement, Node, string, Subject?>? measure
    )
    {
        string address = $"model:{network.Name}[{layer.Layer.Name}]";
        return measure?.Invoke(statement, layer, address) ?? new Subject($"{address}/{quantity}");
    }

    // The layers that the words name as the code does: "the layer narrow", "the price output".
    private static List<Node> Named(Statement statement, NamedNetwork network)
    {
        string[] words = statement.Quote.Split([' ', ',', '.', ':', ';', '(', ')', '`', '\'', '"'], StringSplitOptions.RemoveEmptyEntries);
        HashSet<string> named = new(StringComparer.Ordinal);
        for (int at = 0; at < words.Length; at++)
        {
            if ((at > 0 && IsLayerNoun(words[at - 1])) || (at + 1 < words.Length && IsLayerNoun(words[at + 1])))
            {
                named.Add(words[at]);
            }
        }

        named.IntersectWith(network.File.Layers.Where(layer => layer.NameIsGiven).Select(layer => layer.Name));
        return named.Count == 0 ? [] : [.. network.File.Model!.Layers.Where(node => named.Contains(node.Layer.Name))];
    }

    // "The layer wide has 32 units, and the layer narrow has 16": the name in front of the number.
    private static Node? NearestNamed(List<Node> named, Statement statement)
    {
        if (named.Count == 1)
        {
            return named[0];
        }

        int number = MeantNetworks.NumberIn(statement);
        if (number <= 0)
        {
            return null;
        }

        string front = statement.Quote[..number];
        Node[] before = [.. named.Where(node => front.Contains(node.Layer.Name, StringComparison.Ordinal))];
        return before.MaxBy(node => front.LastIndexOf(node.Layer.Name, StringComparison.Ordinal));
    }

    private static bool IsLayerNoun(string word) => word is "layer" or "output" or "branch" or "head" or "block";

    // Of several layers that may be meant, the one that the words and the code tell; the stated number never decides.
    private Node? Meant(NamedNetwork network, IReadOnlyList<Node> layers, Statement statement)
    {
        if (layers.Count < 2)
        {
            return layers is [var only] ? only : null;
        }

        string[] functions =
        [
            .. Function().Matches(statement.Quote).Select(match => match.Value.ToLowerInvariant()).Distinct(StringComparer.Ordinal),
        ];
        if (functions is [var function])
        {
            Node[] applying = [.. layers.Where(node => FunctionOf(node.Layer) == function)];
            if (applying is [var its])
            {
                return its;
            }
        }

        // The layer that the next code adds, or the code beside a comment.
        Dictionary<string, Place> places = network
            .File.Layers.DistinctBy(layer => layer.Name, StringComparer.Ordinal)
            .ToDictionary(layer => layer.Name, layer => layer.Place, StringComparer.Ordinal);
        Node[] added = [.. layers.Where(node => places.TryGetValue(node.Layer.Name, out Place? at) && cast.Announced.Has(statement, at))];
        if (statement.Origin == Origin.Comment && added.Length > 1)
        {
            int nearest = added.Min(node => places[node.Layer.Name].Line);
            added = [.. added.Where(node => places[node.Layer.Name].Line == nearest)];
        }

        return added is [var next] ? next : null;
    }

    private static string? FunctionOf(Layer layer) =>
        layer switch
        {
            Dense dense => Activations.NameOf(dense.Activation),
            Conv1D conv => Activations.NameOf(conv.Activation),
            Conv2D conv => Activations.NameOf(conv.Activation),
            _ => null,
        };

    // Whether one layer has the stated number: of a sentence about all layers.
    private static Node? WithValue(IReadOnlyList<Node> layers, Statement statement, string quantity)
    {
        if (statement.Value is StatedValue.Axes axes)
        {
            int length = quantity is "spatial_size" ? 2 : axes.Lengths.Count;
            Node[] same =
            [
                .. layers.Where(node =>
                    node.Layer is not InputLayer
                    && (quantity is "spatial_size" ? node.OutputShape.Rank == 3 : node.OutputShape.Rank == length)
                    && axes.Lengths.SequenceEqual(node.OutputShape.Axes.Take(length))
                ),
            ];
            return same is [var one] ? one : null;
        }

        if (statement.Value is not StatedValue.Number { Amount: var stated })
        {
            return null;
        }

        Node[] with =
        [
            .. layers.Where(node =>
                quantity switch
                {
                    "output_elements" or "output_channels" => node.OutputShape.Rank > 0
                        && node.OutputShape[node.OutputShape.Rank - 1] == stated,
                    "params" => node.Weights.Sum(weight => weight.Shape.Aggregate(1L, (product, axis) => product * axis)) == stated,
                    "rate" => node.Layer is Dropout dropout && Math.Abs(dropout.Rate - stated) < 1e-6,
                    _ => false,
                }
            ),
        ];
        return with is [var only] ? only : null;
    }

    // "The second layer": that of those with weights, unless the words may count the others too, or the dense ones only.
    private static Node? AtPlace(Model model, Statement statement, string quantity, Node[] dense)
    {
        int index = statement.Topic.LayerNumber - 1;
        Node? layer = model.Layers.Where(node => node.Weights.Count > 0).ElementAtOrDefault(index);
        Node? other =
            quantity == "params"
                ? model.Layers.Where(node => node.Layer is not InputLayer).ElementAtOrDefault(index)
                : dense.ElementAtOrDefault(index);
        return layer == other ? layer : null;
    }

    // A quantity of the layer that the words name by class and place.
    private Subject OfLayer(Statement statement, string quantity, Func<Statement, Node, string, Subject?>? measure = null)
    {
        if (statement.Topic.Elsewhere)
        {
            return Subject.None("it is about a model that is not in this text");
        }

        if (cast.Of(statement) is not { } present)
        {
            return NoNetwork(statement, $"model:?[?]/{quantity}");
        }

        NamedNetwork network = With(present, statement.Topic.LayerClass ?? "Dense");
        if (statement.Topic.LayerNumber == -1 && statement.Topic.LayerClass is null or "Dense")
        {
            // The last layer of a network that the next code goes on building is that of the whole network.
            network = cast.Grown(network, statement);
        }

        Node[] layers = LayersOf(network, statement);
        int number = statement.Topic.LayerNumber;
        List<Node> named = Named(statement, network);
        Node? layer = number switch
        {
            _ when named.Count > 0 => NearestNamed(named, statement),
            > 0 when statement.Topic.LayerClass is null => AtPlace(network.File.Model!, statement, quantity, layers),
            > 0 => layers.ElementAtOrDefault(number - 1),
            -3 when quantity == "params" && !Placed().IsMatch(statement.Quote) => Meant(
                network,
                [.. network.File.Model!.Layers.Where(node => node.Weights.Count > 0)],
                statement
            ),
            < -1 => null,
            -1 when statement.Topic.LayerClass is null && quantity == "params" => network.File.Model!.Layers.LastOrDefault(node =>
                node.Weights.Count > 0
            ),
            < 0 => layers.LastOrDefault(),
            _ => layers.Length == 1
            || (layers.Length == 2 && Hidden().IsMatch(statement.Quote))
            || (layers.Length > 2 && Each().IsMatch(statement.Quote))
                ? layers[0]
            : statement.Topic.Detail == "output" && statement.Topic.LayerClass is null ? network.File.Model!.Layers[^1]
            : Placed().IsMatch(statement.Quote) ? null
            : Meant(network, layers, statement),
        };
        if (layer is null && (layers.Length > 1 || named.Count > 1 || number < -1 || (number > 0 && statement.Topic.LayerClass is null)))
        {
            return Subject.Ambiguous($"model:{network.Name}[?]/{quantity}");
        }

        if (layer is null)
        {
            // "28 x 28 = 784 pixels" of images that are flattened in front of the network.
            return statement.Topic is { LayerClass: "Flatten", Detail: null } && network.File.Model!.InputShape.Rank == 1
                ? new Subject($"model:{network.Name}/input_elements")
                : Subject.None($"the model {network.Name} of the code has no {statement.Topic.LayerClass ?? "Dense"} layer");
        }

        return OfNode(statement, network, layer, quantity, measure);
    }

    private IReadOnlyList<Subject> Shape(Statement statement)
    {
        if (cast.Of(statement) is not { } network)
        {
            return [NoNetwork(statement, "model:?/output_shape")];
        }

        if (
            statement is
            { Topic: { Detail: "output", LayerNumber: not 0, LayerClass: { } and not "Flatten" }, Value: StatedValue.Axes sides }
        )
        {
            return [OfLayer(statement, sides.Lengths.Count == 2 ? "spatial_size" : "output_shape")];
        }

        if (statement is { Topic.Detail: "layer output", Value: StatedValue.Axes own })
        {
            return [OfLayer(statement, own.Lengths.Count == 2 ? "spatial_size" : "output_shape")];
        }

        if (statement is { Topic.Detail: "made maps", Value: StatedValue.Axes made })
        {
            return [MadeMaps(statement, network, made)];
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
            case ("input", StatedValue.Axes { Lengths.Count: >= 2 } its)
                when network.Model.Form == ModelForm.Application
                    && HasOtherInput(model)
                    && !its.Lengths.SequenceEqual(model.InputShape.Axes.Take(its.Lengths.Count)):
                return [Published(network)];
            case ("input", StatedValue.Axes { Lengths.Count: 3 }):
                return [new Subject($"model:{network.Name}/input_shape")];
            case ("input", StatedValue.Axes { Lengths.Count: 2 } axes):
                return
                [
                    model.InputShape.Rank == 3
                        ? new Subject($"model:{network.Name}/input_shape", $"{axes}x{model.InputShape[2]}", "with the channels of the code")
                        : new Subject($"model:{network.Name}/input_shape"),
                ];
            case ("input", StatedValue.Number):
                return [new Subject($"model:{network.Name}/input_elements")];
            case ("output", StatedValue.Axes { Lengths.Count: 3 }) when maps.Length > 0:
                return [new Subject($"model:{network.Name}[{maps[^1].Layer.Name}]/output_shape")];
            case ("output", StatedValue.Axes { Lengths.Count: 1 }) when statement.Topic.LayerClass == "Flatten":
                return model.Layers.FirstOrDefault(node => ClassOf(node.Layer) == "Flatten") is { } flatten
                    ? [new Subject($"model:{network.Name}[{flatten.Layer.Name}]/output_elements")]
                    : [Subject.None("the model of the code has no Flatten layer")];
            case ("output", StatedValue.Number or StatedValue.Axes { Lengths.Count: 1 }):
                return [new Subject($"model:{network.Name}/output_elements")];
            default:
                return [Subject.None("no quantity measures this shape")];
        }
    }

    // "the pooling turns this into 13x13x32 feature maps": the only layer of this class that makes maps.
    private Subject MadeMaps(Statement statement, NamedNetwork network, StatedValue.Axes axes)
    {
        string quantity = axes.Lengths.Count == 2 ? "spatial_size" : "output_shape";
        if (statement.Topic is { LayerClass: not null, LayerNumber: not 0 })
        {
            return OfLayer(statement, quantity);
        }

        Node[] makers =
        [
            .. (statement.Topic.LayerClass is null ? network.File.Model!.Layers : LayersOf(network, statement)).Where(node =>
                node.Layer is not InputLayer && node.OutputShape.Rank == 3
            ),
        ];
        return Meant(network, makers, statement) is { } layer
            ? new Subject($"model:{network.Name}[{layer.Layer.Name}]/{quantity}")
            : Subject.Ambiguous($"model:{network.Name}[?]/{quantity}");
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

    [GeneratedRegex(
        @"\bhidden\b|\bintermediate\b|\bcach[ée]es?\b|\bocult[ao]s?\b|\bescondid[ao]s?\b|\bversteckte",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Hidden();

    [GeneratedRegex(
        @"\b(?:both|all|each|every)(?: of)?(?: the)? (?:[\w-]+ ){0,3}layers?\b|\b(?:the )?(?:[\w-]+ ){1,3}layers\b(?: both| all)? (?:have|use)\b.{0,40}\beach\b|\bper (?:[\w-]+ )?layer\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex All();

    // Of a layer at a place, the number does not tell which it is.
    [GeneratedRegex(
        @"\b(?:first|second|third|fourth|fifth|sixth|last|final|penultimate)\b(?: [\w-]+){0,2} (?:layer|convolution|block|stage)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Placed();

    [GeneratedRegex(
        @"\b(?:relu|softmax|sigmoid|tanh|elu|selu)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Function();

    [GeneratedRegex(@"\boutputs\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Outputs();

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
