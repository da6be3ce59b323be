using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Networks;
using Repro.Import.Programs;
using Repro.Models;
using Repro.Models.Counting;
using Repro.Models.Naming;
using Repro.Models.Summaries;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>Calls that make, extend and inspect networks.</summary>
internal sealed class NetworkCalls(Context context, LayerCalls layers)
{
    private readonly TensorCalls _tensors = new(context);
    private readonly Applications _applications = new(context, layers);

    /// <returns>Null where the function makes no network.</returns>
    public Value? Call(ApiValue api, CallArguments arguments)
    {
        if (!api.IsKeras())
        {
            return api.IsIn("tensorflow.saved_model") && api.Last == "load" ? Loaded(arguments) : null;
        }

        switch (api.Last)
        {
            case "Sequential" when !api.IsIn("keras.applications"):
                return Sequential(arguments);
            case "Model" or "Functional" when !api.IsIn("keras.applications") && !api.IsIn("keras.layers"):
                return Functional(arguments);
            case "load_model":
                return Loaded(arguments);
            case "save_model" when arguments.Get("model", 0) is LayerValue { Network: { } network }:
                context.Note($"model '{network.Name}' saved");
                if (arguments.Get("filepath", 1) is TextValue target)
                {
                    Save(network, target.Value);
                }

                return NoneValue.Instance;
            case "clone_model":
                if (arguments.Get("model", 0) is not LayerValue { Network: { } cloned })
                {
                    return null;
                }

                NetworkNode clone = new(cloned.ClassName, cloned.Name, context.Inner, cloned.Form)
                {
                    NameIsGiven = cloned.NameIsGiven,
                    ChangedAt = context.Outer,
                };
                Copied(cloned, clone);
                return new LayerValue(context.Networks.Keep(clone));
            case "model_from_json" or "model_from_config" or "from_config":
                return new LayerValue(Opaque(ModelForm.Loaded, "its layers are in a file that is not part of the text", null));
            case "clear_session":
                context.Session = new KerasSession(context.Keras);
                context.Note("names count from the beginning again");
                return NoneValue.Instance;
            case "image_data_format" or "image_dim_ordering":
                string format = context.ImageDataFormat ?? Context.ChannelsLast;
                return new TextValue(
                    api.Last == "image_data_format" ? format
                    : format == Context.ChannelsLast ? "tf"
                    : "th"
                );
            case "set_image_data_format"
            or "set_image_dim_ordering" when (arguments.Get("data_format", 0) ?? arguments["dim_ordering"]) is TextValue ordering:
                context.ImageDataFormat = ordering.Value is "th" or "channels_first" ? "channels_first" : Context.ChannelsLast;
                context.Note($"layers have the format {context.ImageDataFormat}");
                return NoneValue.Instance;
            case "plot_model":
                context.Note("figure");
                return NoneValue.Instance;
        }

        return api.IsIn("keras.applications") ? _applications.Call(api, arguments) : null;
    }

    /// <summary>A layer or network that is called.</summary>
    public Value Apply(GraphLayer layer, CallArguments arguments)
    {
        IReadOnlyList<Value> given =
        [
            .. arguments.Positional.Concat(
                arguments
                    .Named.Where(named => named.Key is "inputs" or "x" or "initial_state" or "query" or "value" or "key")
                    .Select(named => named.Value)
            ),
        ];
        Value? mode = arguments["training"] ?? arguments.Positional.Skip(1).FirstOrDefault(value => value is BoolValue);
        bool? training = (mode as BoolValue)?.Value;
        if (mode is not (null or BoolValue or NoneValue))
        {
            context.Gap($"the argument 'training' of the layer '{layer.Name}' is not known before the program runs");
        }

        if (given.Count > 0 && given[0] is ArrayValue array)
        {
            return Eager(layer, array);
        }

        if (given.Count > 0 && given[0] is UnknownValue unknown)
        {
            // A network called with data of which nothing is known: a prediction.
            return layer is NetworkNode { Form: not ModelForm.Subclass } || unknown.Matters || context.Uncertain > 0
                ? new UnknownValue(unknown.Reason) { Matters = unknown.Matters }
                : _tensors.Connect(layer, given, training);
        }

        return _tensors.Connect(layer, given, training);
    }

    public Value NetworkMember(NetworkNode network, string name)
    {
        switch (name)
        {
            case "layers" or "output" or "outputs" when network.ChangedList.Length > 0:
                return new UnknownValue(network.ChangedList) { Matters = true };
            case "layers":
                return new SequenceValue(SequenceKind.List, [.. network.Layers.Select(Value (layer) => new LayerValue(layer))])
                {
                    LayersOf = network,
                };
            case "output" or "outputs":
                return Ends(network, outputs: true, list: name == "outputs");
            case "input" or "inputs":
                return Ends(network, outputs: false, list: name == "inputs");
            case "name":
                return new TextValue(network.Name);
            case "trainable":
                return BoolValue.Of(network.Trainable);
            case "input_shape" or "output_shape":
                return ShapeOf(name == "input_shape" ? network.InputShape : OutputOf(network));
            case "trainable_weights"
            or "trainable_variables"
            or "weights"
            or "variables"
            or "non_trainable_weights"
            or "non_trainable_variables":
                return Weights(network, name);
            case "metrics_names" or "history" or "stop_training" or "optimizer":
                return new UnknownValue($"'{name}' of a model is not known before it is trained");
            default:
                return new MethodValue(new LayerValue(network), name);
        }
    }

    public Value LayerMember(LayerNode layer, string name)
    {
        switch (name)
        {
            case "name":
                return new TextValue(layer.Name);
            case "trainable":
                return BoolValue.Of(layer.Trainable);
            case "output" when layer.Calls.Count > 0:
                return new TensorValue(layer.Calls[^1]);
            case "input" when layer.Calls is [{ Inputs: [var only] }, ..]:
                return new TensorValue(only);
            case "output" or "input":
                return InSequential(layer, name) is { } tensor
                    ? new TensorValue(tensor)
                    : new UnknownValue($"the layer '{layer.Name}' has not been called");
            case "output_shape" or "input_shape":
                TensorNode? at = layer.Calls.Count > 0 ? layer.Calls[^1] : InSequential(layer, "output");
                return ShapeOf(
                    name == "output_shape" ? at?.Shape
                    : at is { Inputs: [var before] } ? before.Shape
                    : null
                );
            case "units"
            or "filters"
            or "rate" when layer.Config[name] is { } setting && setting.GetValueKind() == System.Text.Json.JsonValueKind.Number:
                return setting.GetValue<double>() is var number && number == Math.Floor(number)
                    ? new IntValue((long)number)
                    : new FloatValue(number);
            case "kernel" or "bias" or "weights" or "activation":
                return new UnknownValue($"'{name}' of a layer is not known before the program runs");
            default:
                return new MethodValue(new LayerValue(layer), name);
        }
    }

    public Value Method(NetworkNode network, string name, CallArguments arguments)
    {
        switch (name)
        {
            case "add":
                Add(network, arguments.Get("layer", 0) ?? new UnknownValue("no layer"), whole: false);
                return NoneValue.Instance;
            case "pop":
                if (network.IsSequential && network.Sequence.Count > 0)
                {
                    network.Pop();
                    context.Networks.Changed(network);
                    context.Note($"model '{network.Name}': last layer removed");
                }

                return NoneValue.Instance;
            case "get_layer":
                return Layer(network, arguments);
            case "build":
                if (Numbers.List(arguments.Get("input_shape", 0)) is { Count: > 1 } axes)
                {
                    context.Networks.BuildOn(network, new Shape([.. axes.Skip(1).Select(axis => (int?)axis)]), takesNames: true);
                }

                return NoneValue.Instance;
            case "call" or "__call__":
                return Apply(network, arguments);
            case "save" or "save_weights" or "export":
                context.Note($"model '{network.Name}' saved");
                if (name == "save" && arguments.Get("filepath", 0) is TextValue file)
                {
                    Save(network, file.Value);
                }

                return NoneValue.Instance;
            case "load_weights":
                network.WeightsFrom = name;
                network.WeightsFile = (arguments.Get("filepath", 0) as TextValue)?.Value;
                network.Restored = (name, context.Outer);
                context.Note($"weights of '{network.Name}' from a file");
                return NoneValue.Instance;
            case "count_params":
                context.Networks.Snapshot(network);
                return network.States[^1].Model is { } model && UnknownCounts.First(model) is null
                    ? new IntValue(ParameterCounts.Of(model).Total)
                    : new UnknownValue("the parameters are not known");
            case "set_weights":
                network.WeightsFrom = name;
                network.WeightsFile = null;
                network.Restored = (name, context.Outer);
                return NoneValue.Instance;
            case "train_on_batch":
                network.BatchTrainedAt ??= context.Outer;
                context.Gap("a training by train_on_batch is not read");
                return new UnknownValue("the result of 'train_on_batch' is not known before the program runs");
            case "to_json" or "get_config" or "get_weights":
                return new UnknownValue($"the result of '{name}' is not evaluated");
            default:
                return new UnknownValue($"the method '{name}' of a model is not evaluated");
        }
    }

    public Value LayerMethod(LayerNode layer, string name, CallArguments arguments)
    {
        if (name is "call" or "__call__")
        {
            return Apply(layer, arguments);
        }

        if (name == "set_weights")
        {
            layer.WeightsFrom = name;
            context.Note($"weights of '{layer.Name}' set");
            return NoneValue.Instance;
        }

        if (name == "adapt")
        {
            context.Note($"'{layer.Name}' adapted to data");
            return NoneValue.Instance;
        }

        return new UnknownValue($"the method '{name}' of a layer is not evaluated");
    }

    public Value Subclass(ClassValue type, CallArguments arguments)
    {
        string className = type.Statement.Name;
        string reason = $"'{className}' is a class of the program, and what it computes is not read";
        switch (type.Keras)
        {
            case "Layer":
                context.CountLayer();
                return new LayerValue(layers.Foreign(className, arguments, reason));
            case "Model" or "Sequential" or "Functional":
                context.CountLayer();
                NetworkNode network = new(
                    "Functional",
                    arguments["name"] is TextValue name ? name.Value : context.Networks.NextName(className),
                    context.Inner,
                    ModelForm.Subclass
                )
                {
                    ChangedAt = context.Outer,
                    Reason = reason,
                    Application = className,
                };
                context.Note($"model of the class '{className}', which is not read");
                return new LayerValue(context.Networks.Keep(network));
            default:
                return new KerasValue(
                    type.Keras == "Callback" ? "callbacks" : type.Keras.ToLowerInvariant(),
                    className,
                    arguments.Named.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)
                );
        }
    }

    private LayerValue Sequential(CallArguments arguments)
    {
        NetworkNode network = context.Networks.Sequential(
            arguments.Get("name", 1) is TextValue { Value.Length: > 0 } name ? name.Value : null
        );
        context.Note($"model '{network.Name}': Sequential");
        Value? list = arguments.Get("layers", 0);
        if (list is null or NoneValue)
        {
            return new LayerValue(network);
        }

        network.Form = ModelForm.SequentialList;
        if (list is not SequenceValue sequence)
        {
            if (list is LayerValue)
            {
                Add(network, list, whole: true);
            }
            else
            {
                Refuse(network, $"its layers are not known{(list is UnknownValue unknown ? ": " + unknown.Reason : "")}");
            }

            return new LayerValue(network);
        }

        if (sequence.IsOpen)
        {
            Refuse(network, "its layers are not known: the list has items that are not known");
        }

        foreach (Value item in sequence.Items)
        {
            Add(network, item, whole: true);
        }

        context.Networks.BuildParts(network);
        context.Networks.Build(network);
        return new LayerValue(network);
    }

    private void Add(NetworkNode network, Value item, bool whole)
    {
        context.Tick(1 + (network.Sequence.Count / 10));
        switch (item)
        {
            case LayerValue { Layer: LayerNode refused }
                when !whole && network.SequentialTensors() is { } tensors && LayerShapes.Misfit(refused, [tensors[^1].Shape]) is { } misfit:
                context.Gap($"the layer does not fit and is not added: {misfit}");
                return;
            case LayerValue layer:
                context.Networks.Add(network, layer.Layer, whole);
                context.Note($"model '{network.Name}': {layer.Layer.ClassName} '{layer.Layer.Name}'");
                return;
            case TensorValue { Tensor.Layer: LayerNode { IsInput: true } input }:
                context.Networks.Add(network, input, whole);
                return;
            default:
                Refuse(
                    network,
                    item is UnknownValue unknown
                        ? $"one of its layers is not known: {unknown.Reason}"
                        : $"one of its layers is {item.Shown}"
                );
                return;
        }
    }

    private void Refuse(NetworkNode network, string reason)
    {
        if (network.Reason.Length == 0)
        {
            network.Reason = reason;
        }

        context.Gap(reason);
        context.Networks.Changed(network);
    }

    private Value Functional(CallArguments arguments)
    {
        Value? inputs = arguments.Get("inputs", 0) ?? arguments["input"];
        Value? outputs = arguments.Get("outputs", 1) ?? arguments["output"];
        string? name = (arguments["name"] ?? arguments.Get("name", 2)) is TextValue { Value.Length: > 0 } given ? given.Value : null;
        if (Tensors(inputs) is not { Count: > 0 } from || Tensors(outputs) is not { Count: > 0 } to)
        {
            string reason = (inputs as UnknownValue ?? outputs as UnknownValue)?.Reason ?? "its inputs or outputs are not known";
            NetworkNode unknown = Opaque(ModelForm.Functional, reason, name);
            context.Gap($"a functional model is not known: {reason}");
            return new LayerValue(unknown);
        }

        NetworkNode network = context.Networks.Functional(from, to, name);
        context.Note(
            $"model '{network.Name}': functional, {string.Join(" and ", from.Select(tensor => tensor.Shape))} to {string.Join(" and ", to.Select(tensor => tensor.Shape))}"
        );
        return new LayerValue(network);
    }

    private NetworkNode Opaque(ModelForm form, string reason, string? name)
    {
        NetworkNode network = new("Functional", name ?? context.Session.Next("model"), context.Inner, form)
        {
            NameIsGiven = name is not null,
            Reason = reason,
            ChangedAt = context.Outer,
        };
        return context.Networks.Keep(network);
    }

    private void Save(NetworkNode network, string file)
    {
        context.Networks.Saved[file] = network;
        if (network.WeightsFrom is null && context.Results.Fits.FindLast(each => each.Network == network) is { } draft)
        {
            draft.Fit = draft.Fit with { SavedAs = draft.Fit.SavedAs ?? file };
        }
    }

    private LayerValue Loaded(CallArguments arguments)
    {
        string? file = arguments.Get("filepath", 0) is TextValue text ? text.Value : null;
        NetworkNode? saved = file is null ? null : context.Networks.Saved.GetValueOrDefault(file);
        FitDraft? fit = file is null ? null : context.Results.Fits.FindLast(each => each.Saved.Any(save => save.File == file));
        NetworkNode? written = fit?.Network ?? saved;
        NetworkNode network = new(written?.ClassName ?? "Functional", written?.Name ?? "loaded", context.Inner, ModelForm.Loaded)
        {
            ChangedAt = context.Outer,
            LoadedFrom = file,
            LoadedModel = written,
            NameIsGiven = written?.NameIsGiven ?? false,
            Reason = "its layers are in a file that is not part of the text",
        };
        if (written is not null)
        {
            Copied(written, network);
            network.TrainedAt = TrainedWeights.Of(written, context);
        }

        context.Note($"model from the file {file ?? "?"}{(network.LoadedModel is { } origin ? $", which '{origin.Variable}' wrote" : "")}");
        return new LayerValue(context.Networks.Keep(network));
    }

    private void Copied(NetworkNode original, NetworkNode copy)
    {
        foreach (GraphLayer _ in original.Layers)
        {
            context.CountLayer();
        }

        NetworkCopy.Into(copy, original);
    }

    private Value Layer(NetworkNode network, CallArguments arguments)
    {
        IReadOnlyList<GraphLayer> all = network.Layers;
        if (arguments.Get("name", 0) is TextValue name)
        {
            return all.FirstOrDefault(layer => layer.Name == name.Value) is { } found
                ? new LayerValue(found)
                : new UnknownValue($"the model has no layer '{name.Value}'");
        }

        return Numbers.Whole(arguments.Get("index", 1)) is { } index && index >= -all.Count && index < all.Count
            ? new LayerValue(all[(int)(index < 0 ? index + all.Count : index)])
            : new UnknownValue("a layer that is not known");
    }

    private static Value Ends(NetworkNode network, bool outputs, bool list)
    {
        IReadOnlyList<TensorNode> tensors = network.IsSequential
            ? network.SequentialTensors() is { Count: > 0 } sequence
                ? [outputs ? sequence[^1] : sequence[0]]
                : []
            : outputs
                ? network.Outputs
                : network.Inputs;
        if (tensors.Count == 0)
        {
            return new UnknownValue("the tensors of a model that is not known") { Matters = true };
        }

        return tensors.Count == 1 && !list
            ? new TensorValue(tensors[0])
            : SequenceValue.List(tensors.Select(Value (tensor) => new TensorValue(tensor)));
    }

    private static Shape? OutputOf(NetworkNode network) =>
        network.IsSequential
            ? network.SequentialTensors() is { Count: > 0 } sequence
                ? sequence[^1].Shape
                : null
            : network.Outputs is [var only]
                ? only.Shape
                : null;

    private Value Weights(NetworkNode network, string name)
    {
        context.Networks.Snapshot(network);
        if (network.States[^1].Model is not { } model || UnknownCounts.First(model) is not null)
        {
            return new UnknownValue("the weights of a model are not known before the program runs");
        }

        IEnumerable<FlatWeight> weights = FlattenedModel.Of(model).Weights;
        int count =
            name.StartsWith("trainable", StringComparison.Ordinal) ? weights.Count(weight => weight.Trainable)
            : name.StartsWith("non", StringComparison.Ordinal) ? weights.Count(weight => !weight.Trainable)
            : weights.Count();
        return SequenceValue.List(Enumerable.Repeat<Value>(new UnknownValue("a weight is not known before the program runs"), count));
    }

    private static Value ShapeOf(Shape? shape) =>
        shape is null or { IsUnknown: true }
            ? new UnknownValue("a shape that is not known")
            : SequenceValue.Tuple([
                NoneValue.Instance,
                .. shape.Axes.Select(Value (axis) => axis is { } length ? new IntValue(length) : NoneValue.Instance),
            ]);

    // The layer's tensor in a Sequential that has it.
    private TensorNode? InSequential(GraphLayer layer, string end)
    {
        NetworkNode? network = context.Networks.All.LastOrDefault(each => each.IsSequential && each.Sequence.Contains(layer));
        TensorNode? tensor = network?.SequentialTensors()?.FirstOrDefault(each => each.Layer == layer);
        return end == "output" ? tensor
            : tensor is { Inputs: [var only] } ? only
            : null;
    }

    private Value Eager(GraphLayer layer, ArrayValue array)
    {
        Shape? sample =
            array.Shape is { Count: > 1 } axes && axes.Skip(1).All(axis => axis is null or > 0)
                ? new Shape([.. axes.Skip(1).Select(axis => (int?)axis)])
                : null;
        if (sample is not null && layer is NetworkNode network)
        {
            context.Networks.BuildOn(network, sample, takesNames: false);
        }

        Shape output = sample is null ? Shape.Unknown : LayerShapes.Of(layer, [sample]);
        return new ArrayValue(
            output.IsUnknown ? null : [array.Samples, .. output.Axes.Select(axis => (long?)axis)],
            array.Facts with
            {
                FeaturesOf = layer as NetworkNode ?? array.Facts.FeaturesOf,
            }
        )
        {
            IsBatch = array.IsBatch,
            BatchOf = array.BatchOf,
        };
    }

    private static IReadOnlyList<TensorNode>? Tensors(Value? value)
    {
        IEnumerable<Value> values = value switch
        {
            TensorValue => [value],
            SequenceValue { IsOpen: false } list => list.Items,
            DictionaryValue dictionary => dictionary.Items.Select(item => item.Value),
            _ => [],
        };
        List<TensorNode> tensors = [];
        foreach (Value each in values)
        {
            if (each is not TensorValue tensor)
            {
                return null;
            }

            tensors.Add(tensor.Tensor);
        }

        return tensors;
    }
}
