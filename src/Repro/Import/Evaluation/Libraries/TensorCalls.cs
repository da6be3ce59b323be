using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Networks;
using Repro.Models;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>Symbolic tensors: calls of layers with them, and arithmetic on them, which Keras keeps as nodes of the graph.</summary>
internal sealed class TensorCalls(Context context)
{
    private const int MostInputs = 1000;

    // What arithmetic leaves the shape as it is, by the last name of the function, with Keras 3's class.
    private static readonly Dictionary<string, string> Elementwise = new(StringComparer.Ordinal)
    {
        ["relu"] = "Relu",
        ["sigmoid"] = "Sigmoid",
        ["tanh"] = "Tanh",
        ["softmax"] = "Softmax",
        ["cast"] = "Cast",
        ["sqrt"] = "Sqrt",
        ["square"] = "Square",
        ["abs"] = "Absolute",
        ["exp"] = "Exp",
        ["log"] = "Log",
        ["clip"] = "Clip",
        ["clip_by_value"] = "Clip",
        ["l2_normalize"] = "Normalize",
        ["gelu"] = "Gelu",
        ["elu"] = "Elu",
        ["leaky_relu"] = "LeakyRelu",
        ["stop_gradient"] = "StopGradient",
        ["identity"] = "Identity",
        ["convert_to_tensor"] = "Identity",
        ["selu"] = "Selu",
        ["silu"] = "Silu",
        ["swish"] = "Silu",
        ["dropout"] = "Dropout",
    };

    private static readonly Dictionary<string, string> Binaries = new(StringComparer.Ordinal)
    {
        ["add"] = "Add",
        ["subtract"] = "Subtract",
        ["multiply"] = "Multiply",
        ["divide"] = "TrueDivide",
        ["maximum"] = "Maximum",
        ["minimum"] = "Minimum",
        ["pow"] = "Power",
    };

    /// <summary>A layer called with values, among which are tensors.</summary>
    /// <param name="training">The argument of this name; null where it is not given.</param>
    public Value Connect(GraphLayer layer, IReadOnlyList<Value> arguments, bool? training = null)
    {
        List<TensorNode> inputs = [];
        if (!Collect(arguments, inputs, 0))
        {
            string reason = $"what '{layer.Name}' is called with is not known";
            context.Gap(reason);
            return new UnknownValue(reason) { Matters = true };
        }

        if (layer is NetworkNode network)
        {
            if (inputs.Count > 0)
            {
                context.Networks.BuildOn(network, inputs[0].Shape, takesNames: true);
            }

            network.IsCalled = true;
        }

        TensorNode tensor = new(layer, layer.Calls.Count, inputs, LayerShapes.Of(layer, [.. inputs.Select(input => input.Shape)]))
        {
            Training = training,
        };
        layer.Calls.Add(tensor);
        context.Note($"'{layer.Name}' called{(tensor.Shape.IsUnknown ? "" : $": {tensor.Shape}")}");
        return new TensorValue(tensor);
    }

    public Value Unary(string sign, TensorValue value) =>
        sign == "-" ? Operation("Negative", value.Tensor.Shape, value.Tensor) : new UnknownValue($"'{sign}' of a tensor");

    public Value Binary(string sign, Value left, Value right)
    {
        string? className = sign switch
        {
            "+" => "Add",
            "-" => "Subtract",
            "*" => "Multiply",
            "/" => "TrueDivide",
            "**" => "Power",
            "//" => "FloorDivide",
            "@" => "Matmul",
            _ => null,
        };
        return className is null ? new UnknownValue($"'{sign}' of a tensor") : Of(className, left, right);
    }

    public Value Member(TensorValue value, string name) =>
        name switch
        {
            "shape" or "_keras_shape" => ShapeOf(value.Tensor),
            "dtype" => new TextValue("float32"),
            "name" => new TextValue(value.Tensor.Layer.Name),
            _ => new MethodValue(value, name),
        };

    public Value Method(TensorValue value, string name, CallArguments arguments)
    {
        _ = arguments;
        return name is "get_shape" or "as_list" ? ShapeOf(value.Tensor)
            : name == "set_shape" ? NoneValue.Instance
            : new UnknownValue($"the method '{name}' of a tensor is not evaluated");
    }

    public Value Item(TensorValue value, Value index)
    {
        // x[:, 0], x[..., ::-1]: shapes only where a channel is picked.
        Shape shape = value.Tensor.Shape;
        return Operation("GetItem", index is SequenceValue ? Shape.Unknown : shape, value.Tensor);
    }

    /// <summary>Functions of TensorFlow, keras.ops, keras.backend and preprocess_input on tensors; null where no tensor is given.</summary>
    public Value? Call(ApiValue api, CallArguments arguments)
    {
        TensorValue? tensor = arguments
            .Positional.Concat(arguments.Named.Select(named => named.Value))
            .OfType<TensorValue>()
            .FirstOrDefault();
        List<TensorNode> all = [];
        if (tensor is null)
        {
            bool inList =
                arguments.Positional.Any(value => value is SequenceValue { Items: [TensorValue, ..] })
                || arguments["values"] is SequenceValue { Items: [TensorValue, ..] };
            if (!inList || !Collect([(arguments["values"] ?? arguments.Positional.First(value => value is SequenceValue))], all, 0))
            {
                return null;
            }

            string kind =
                api.Last is "concat" or "concatenate" ? "Concatenate"
                : api.Last is "stack" ? "Stack"
                : api.Last;
            return Operation(kind, kind == "Concatenate" ? Joined(all) : Shape.Unknown, [.. all]);
        }

        if (api.Last == "preprocess_input")
        {
            return Preprocessed(api, tensor.Tensor);
        }

        if (api.Last is "int_shape" or "shape")
        {
            return ShapeOf(tensor.Tensor);
        }

        if (api.Last is "is_tensor" or "is_keras_tensor")
        {
            return BoolValue.Of(true);
        }

        if (!(api.IsIn("tensorflow") || api.IsKeras() || api.IsIn("numpy")))
        {
            return null;
        }

        if (Elementwise.TryGetValue(api.Last, out string? className))
        {
            return Operation(className, tensor.Tensor.Shape, tensor.Tensor);
        }

        if (Binaries.TryGetValue(api.Last, out string? binary) && arguments.Positional.Count == 2)
        {
            return Of(binary, arguments.Positional[0], arguments.Positional[1]);
        }

        if (
            api.Last == "reshape"
            && Numbers.List(arguments.Get("shape", 1) ?? arguments["newshape"]) is { Count: > 1 } axes
            && axes.Skip(1).All(axis => axis is > 0 and < 1 << 28)
        )
        {
            return Operation("Reshape", new Shape([.. axes.Skip(1).Select(axis => (int?)axis)]), tensor.Tensor);
        }

        if (Collect(arguments.Positional, all, 0) && all.Count > 0)
        {
            return Operation(Camel(api.Last), Shape.Unknown, [.. all]);
        }

        return Operation(Camel(api.Last), Shape.Unknown, tensor.Tensor);
    }

    private Value Of(string className, Value left, Value right)
    {
        if (left is UnknownValue)
        {
            return left;
        }

        if (right is UnknownValue)
        {
            return right;
        }

        TensorNode[] tensors = [.. new[] { left, right }.OfType<TensorValue>().Select(value => value.Tensor)];
        Shape shape =
            tensors.Length == 1 ? tensors[0].Shape
            : tensors[0].Shape.Equals(tensors[1].Shape) ? tensors[0].Shape
            : Shape.Unknown;
        return Operation(className, className == "Matmul" ? Shape.Unknown : shape, tensors);
    }

    // The application's own preprocessing as Keras 3 keeps it in a graph.
    private TensorValue Preprocessed(ApiValue api, TensorNode tensor)
    {
        string module = api.Path.Split('.')[^2];
        context.Note($"{module}.preprocess_input in the model");
        Shape shape = tensor.Shape;
        if (module is "vgg16" or "vgg19" or "resnet" or "resnet50")
        {
            Shape channel = shape is { IsUnknown: false, Rank: > 1 } ? new Shape([.. shape.Axes.Take(shape.Rank - 1)]) : Shape.Unknown;
            TensorNode[] channels = [.. Enumerable.Range(0, 3).Select(_ => Operation("GetItem", channel, tensor).Tensor)];
            return Operation("Add", shape, Operation("Stack", shape, channels).Tensor);
        }

        if (module.StartsWith("efficientnet", StringComparison.Ordinal) || module is "mobilenet_v3" or "convnext")
        {
            return new TensorValue(tensor);
        }

        return Operation("Subtract", shape, Operation("TrueDivide", shape, tensor).Tensor);
    }

    private TensorValue Operation(string className, Shape shape, params TensorNode[] inputs)
    {
        context.CountLayer();
        LayerNode layer = new(className, context.Networks.NextName(className), context.Inner, [])
        {
            IsOperation = true,
            OutputShape = shape,
        };
        context.Note($"operation {className}");
        return new TensorValue(new TensorNode(layer, 0, inputs, shape));
    }

    private static Value ShapeOf(TensorNode tensor) =>
        tensor.Shape.IsUnknown
            ? new UnknownValue("the shape of a tensor is not known")
            : SequenceValue.Tuple([
                NoneValue.Instance,
                .. tensor.Shape.Axes.Select(Value (axis) => axis is { } length ? new IntValue(length) : NoneValue.Instance),
            ]);

    private static Shape Joined(List<TensorNode> tensors)
    {
        Shape first = tensors[0].Shape;
        bool same =
            !first.IsUnknown
            && first.Rank > 0
            && tensors.TrueForAll(tensor =>
                !tensor.Shape.IsUnknown && tensor.Shape.Rank == first.Rank && tensor.Shape[first.Rank - 1] is not null
            );
        return same
            ? new Shape([.. first.Axes.Take(first.Rank - 1), tensors.Sum(tensor => tensor.Shape[first.Rank - 1]!.Value)])
            : Shape.Unknown;
    }

    private bool Collect(IReadOnlyList<Value> values, List<TensorNode> inputs, int depth)
    {
        foreach (Value value in values)
        {
            context.Tick();
            if (inputs.Count >= MostInputs || depth > 4)
            {
                return false;
            }

            if (value is TensorValue tensor)
            {
                inputs.Add(tensor.Tensor);
            }
            else if (value is SequenceValue { IsOpen: false } list)
            {
                if (!Collect(list.Items, inputs, depth + 1))
                {
                    return false;
                }
            }
            else if (value is DictionaryValue dictionary)
            {
                if (!Collect([.. dictionary.Items.Select(item => item.Value)], inputs, depth + 1))
                {
                    return false;
                }
            }
            else if (value is not (NoneValue or BoolValue or IntValue or FloatValue))
            {
                return false;
            }
        }

        return true;
    }

    private static string Camel(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]))
            is { Length: > 0 } camel
            ? camel
            : "Operation";
}
