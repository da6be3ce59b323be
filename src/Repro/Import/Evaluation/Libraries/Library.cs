using Repro.Import.Evaluation.Libraries.Files;
using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Networks;
using Repro.Import.Programs;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>What the values of a program can do: methods, properties, items, and the functions of libraries that are known here.</summary>
internal sealed class Library
{
    private readonly Context _context;
    private readonly PlainCalls _plain;
    private readonly ArrayCalls _arrays;
    private readonly TableCalls _tables;
    private readonly ArrayFiles _files;
    private readonly DataCalls _data;
    private readonly DatasetCalls _datasets;
    private readonly ImageLoaders _images;
    private readonly LayerCalls _layers;
    private readonly NetworkCalls _networks;
    private readonly TrainingCalls _training;
    private readonly TensorCalls _tensors;

    public Library(Context context, IProgram program)
    {
        _context = context;
        _plain = new PlainCalls(context, program, this);
        _arrays = new ArrayCalls(context);
        _tables = new TableCalls(context, _arrays.Item);
        _tensors = new TensorCalls(context);
        _images = new ImageLoaders(context);
        _files = new ArrayFiles(context);
        _data = new DataCalls(context, _images, _files);
        _datasets = new DatasetCalls(context, program);
        _layers = new LayerCalls(context, _tensors);
        _networks = new NetworkCalls(context, _layers);
        _training = new TrainingCalls(context, program);
    }

    public Value Call(Value function, CallArguments arguments)
    {
        switch (function)
        {
            case ApiValue api:
                return Api(api, arguments);
            case MethodValue method:
                return Method(method.Target, method.Name, arguments);
            case LayerValue layer:
                return _networks.Apply(layer.Layer, arguments);
            case KerasValue { Area: "losses" or "metrics" or "activations" or "initializers" or "schedules" } called:
                return new UnknownValue($"the result of {called.ClassName} is not computed");
            case ArrayValue or DatasetValue or TensorValue:
                return new UnknownValue("a call of data");
            default:
                return new UnknownValue($"{function.Shown} is not a function");
        }
    }

    public Value Attribute(Value target, string name) =>
        target switch
        {
            LayerValue { Network: { } network } => _networks.NetworkMember(network, name),
            LayerValue { Layer: LayerNode layer } => _networks.LayerMember(layer, name),
            TensorValue tensor => _tensors.Member(tensor, name),
            ArrayValue array => TableCalls.Member(array, name) ?? _arrays.Member(array, name),
            DatasetValue dataset => _datasets.Member(dataset, name),
            HistoryValue when name is "history" or "epoch" or "params" => new UnknownValue(
                "the history of a training is not known before it runs"
            ),
            KerasValue keras when keras.Settings.TryGetValue(name, out Value? setting) => setting,
            TextValue text when text.IsPath && name is "name" or "stem" or "parent" or "suffix" => PathCalls.Member(text, name),
            TextValue { IsPath: false } when target is TextValue && name == "T" => new UnknownValue("an attribute that is not known"),
            NoneValue => new UnknownValue($"None has no '{name}'"),
            _ => new MethodValue(target, name),
        };

    public Value Item(Value target, Value index) =>
        target switch
        {
            UnknownValue => target,
            ArrayValue array => _tables.Item(array, index) ?? _arrays.Item(array, index),
            TableIndexer indexer => _tables.Item(indexer, index),
            ArrayFileValue file => _files.Item(file, index),
            TensorValue tensor => _tensors.Item(tensor, index),
            LayerValue or HistoryValue => new UnknownValue("an item that is not known"),
            DatasetValue dataset => _datasets.Element(dataset),
            _ => _plain.Item(target, index),
        };

    public void SetItem(Value target, Value index, Value value)
    {
        switch (target)
        {
            case DictionaryValue dictionary when !index.IsUnknown:
                dictionary.Set(index, value);
                return;
            case SequenceValue { LayersOf: { } network }:
                LoseLayers(network);
                return;
            case SequenceValue { Kind: SequenceKind.List } list
                when Numbers.Whole(index) is { } at && at >= -list.Items.Count && at < list.Items.Count:
                list.Items[(int)(at < 0 ? at + list.Items.Count : at)] = value;
                return;
            case SequenceValue { Kind: SequenceKind.List } list:
                list.IsOpen = true;
                return;
            case TableIndexer { Table: var table }:
                _tables.SetItem(table);
                return;
            case ArrayValue { Facts.Columns: not null } table:
                _tables.SetItem(table);
                return;
            case ArrayValue array:
                _arrays.SetItem(array, value);
                return;
        }
    }

    /// <summary><c>del target[index]</c></summary>
    public void DeleteItem(Value target, Value index)
    {
        switch (target)
        {
            case ArrayValue { Facts.Columns: not null } table:
                _tables.DeleteItem(table, index);
                return;
            case DictionaryValue dictionary:
                dictionary.Items.RemoveAll(item => Comparisons.AreEqual(item.Key, index) == true);
                return;
            case SequenceValue { LayersOf: { } network }:
                LoseLayers(network);
                return;
            case SequenceValue { Kind: SequenceKind.List } list:
                if (Numbers.Whole(index) is { } at && at >= -list.Items.Count && at < list.Items.Count && _context.Uncertain == 0)
                {
                    list.Items.RemoveAt((int)(at < 0 ? at + list.Items.Count : at));
                }
                else
                {
                    list.IsOpen = true;
                }

                return;
        }
    }

    /// <summary>A method whose result the program does not use.</summary>
    public void CalledAlone(Value target, string method, CallArguments arguments)
    {
        if (target is ArrayValue { Facts.Columns: not null } table && method is not ("insert" or "update" or "pop"))
        {
            _tables.CalledAlone(table, method);
        }
        else if (target is ArrayValue array)
        {
            _arrays.CalledAlone(array, method);
        }
        else if (target is UnknownValue && method == "shuffle")
        {
            // A generator of random numbers.
            _arrays.Shuffle(arguments);
        }
    }

    /// <summary>A table that code changes which is not evaluated.</summary>
    public void LoseTable(ArrayValue table, string reason) => _tables.Lose(table, reason);

    public void SetAttribute(Value target, string name, Value value)
    {
        if (target is ArrayValue array)
        {
            if (array.Facts.Columns is null)
            {
                _arrays.SetAttribute(array, name);
            }
            else
            {
                _tables.SetAttribute(array, name);
            }

            return;
        }

        if (target is LayerValue layer && name == "trainable")
        {
            if (value.Truth is { } trainable)
            {
                _context.Networks.SetTrainable(layer.Layer, trainable);
            }
            else
            {
                layer.Layer.Reason = "whether it is trainable is not known";
            }

            _context.Note(
                $"'{layer.Layer.Name}' {(value.Truth == true ? "trainable" : value.Truth == false ? "frozen" : "trainable or not")}"
            );
            return;
        }

        if (target is UnknownValue && name == "trainable")
        {
            _context.Gap("it is not known which layer is frozen or opened");
            _context.Networks.LoseTrainable();
            return;
        }

        if (target is LayerValue named && name is "name" or "_name" && value is TextValue text && target is LayerValue)
        {
            named.Layer.Name = text.Value;
            foreach (NetworkNode network in _context.Networks.All)
            {
                _context.Networks.Changed(network);
            }
        }
    }

    public Value Unary(string sign, Value value) =>
        value is TensorValue tensor ? _tensors.Unary(sign, tensor) : Arithmetic.Unary(sign, value);

    public Value Binary(string sign, Value left, Value right) =>
        left is TensorValue || right is TensorValue ? _tensors.Binary(sign, left, right) : Arithmetic.Binary(sign, left, right, _context);

    /// <summary>The items of a value that has a known number of them; null for another.</summary>
    public IReadOnlyList<Value>? Items(Value value) => _plain.Items(value);

    /// <summary>What a loop over a value of an unknown number of items sees.</summary>
    public Value Element(Value source) =>
        source switch
        {
            DatasetValue dataset => _datasets.Element(dataset),
            ArrayValue { Shape: { Count: > 0 } shape } array => new ArrayValue([.. shape.Skip(1)], array.Facts) { IsBatch = true },
            SequenceValue { Items: [var first, ..] } => first,
            MethodValue => new UnknownValue("an item that is not known"),
            _ => source.IsUnknown ? source : new UnknownValue("an item that is not known"),
        };

    /// <summary>The parts of a value that is assigned to several names; null where they are not known.</summary>
    public IReadOnlyList<Value>? Unpacked(Value value, int count) =>
        value switch
        {
            ArrayValue { Shape: { Count: > 0 } shape, IsBatch: false } array when shape[0] == count =>
            [
                .. Enumerable.Range(0, count).Select(_ => new ArrayValue([.. shape.Skip(1)], array.Facts)),
            ],
            _ => Items(value),
        };

    /// <summary>A name gets a value.</summary>
    public void Named(string name, Value value, bool isProgram)
    {
        switch (value)
        {
            case LayerValue { Network: { } network }:
                if (network.Variable.Length == 0 || (isProgram && !network.HasProgramName))
                {
                    network.Variable = name;
                }

                network.HasProgramName |= isProgram;
                break;
            case GeneratorValue generator when generator.Variable.Length == 0:
                generator.Variable = name;
                _images.Named(generator);
                break;
            case HistoryValue { Fit: var fit } when fit.Fit.History.Length == 0:
                fit.Fit = fit.Fit with { History = name };
                break;
        }
    }

    /// <summary>An object of a class that is derived from one of Keras's.</summary>
    public Value Subclass(ClassValue type, CallArguments arguments) => _networks.Subclass(type, arguments);

    private Value Api(ApiValue api, CallArguments arguments) =>
        _layers.Call(api, arguments)
        ?? _networks.Call(api, arguments)
        ?? KerasObjects.Call(api, arguments, _context)
        ?? _data.Call(api, arguments)
        ?? _tables.Call(api, arguments)
        ?? _tensors.Call(api, arguments)
        ?? _arrays.Call(api, arguments)
        ?? _plain.Call(api, arguments)
        ?? Unknown(api);

    private UnknownValue Unknown(ApiValue api)
    {
        if (api.IsIn("matplotlib") || api.IsIn("seaborn"))
        {
            _context.Note("figure");
        }

        return new UnknownValue($"the result of '{api.Path}' is not known before the program runs");
    }

    // Which layers a network then has depends on the version of Keras.
    private void LoseLayers(NetworkNode network)
    {
        string reason =
            $"the code at {_context.Inner.InWords} changes the list of its layers, and what that does depends on the version of Keras";
        network.ChangedList = $"'{network.Variable}': {reason}";
        _context.Gap(reason);
        _context.Networks.Lose(network, reason);
    }

    private Value Method(Value target, string name, CallArguments arguments)
    {
        if (
            name is "append" or "extend" or "insert" or "pop" or "reverse" or "clear" or "sort" or "remove"
            && target is SequenceValue { LayersOf: { } owner }
        )
        {
            LoseLayers(owner);
            return new UnknownValue(owner.ChangedList);
        }

        return Called(target, name, arguments);
    }

    // Scaling keeps the shape. The numbers of which it computes the scale are not known.
    private Value Scaled(KerasValue scaler, string name, CallArguments arguments)
    {
        if (name == "fit")
        {
            return scaler;
        }

        if (name is not ("fit_transform" or "transform") || arguments.Get("X", 0) is not { } given)
        {
            return new UnknownValue($"the method '{name}' of {scaler.ClassName} is not evaluated");
        }

        if (given is not ArrayValue array)
        {
            return given is UnknownValue
                ? given
                : new UnknownValue($"the result of {scaler.ClassName} is not known before the program runs");
        }

        ImportedStep step = new("other", "", _context.Inner) { Detail = $"{scaler.ClassName} of scikit-learn" };
        _context.Step(array.Facts, step);
        return array.With(array.Shape, step);
    }

    private Value Called(Value target, string name, CallArguments arguments) =>
        target switch
        {
            LayerValue { Network: { } network } => _training.Method(network, name, arguments) ?? _networks.Method(network, name, arguments),
            LayerValue { Layer: LayerNode layer } => _networks.LayerMethod(layer, name, arguments),
            ArrayValue array => _tables.Method(array, name, arguments) ?? _arrays.Method(array, name, arguments),
            DatasetValue dataset => _datasets.Method(dataset, name, arguments),
            ArrayFileValue => new UnknownValue($"the method '{name}' of a file of arrays is not evaluated"),
            GeneratorValue generator => _images.GeneratorMethod(generator, name, arguments),
            TensorValue tensor => _tensors.Method(tensor, name, arguments),
            UnknownValue => target,
            KerasValue { Area: DataCalls.Scalers } scaler => Scaled(scaler, name, arguments),
            _ => _plain.Method(target, name, arguments) ?? new UnknownValue($"the method '{name}' is not evaluated"),
        };
}
