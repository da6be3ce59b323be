using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Programs;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>Arrays: their shapes, and what is done to data in them. Numbers are kept only where they are few.</summary>
internal sealed class ArrayCalls(Context context)
{
    private const int MostValues = 1000;
    private const int MostAxes = 8;

    private static readonly string[] SameShape =
    [
        "copy",
        "numpy",
        "round",
        "clip",
        "abs",
        "sqrt",
        "exp",
        "log",
        "square",
        "asarray",
        "array",
        "ascontiguousarray",
        "nan_to_num",
        "flip",
        "fliplr",
        "flipud",
        "roll",
        "tanh",
        "softmax",
        "sigmoid",
        "relu",
        "constant",
        "convert_to_tensor",
        "shuffle",
        "permutation",
    ];

    private static readonly string[] Reductions =
    [
        "mean",
        "std",
        "var",
        "sum",
        "min",
        "max",
        "amin",
        "amax",
        "any",
        "all",
        "median",
        "norm",
        "dot",
        "reduce_mean",
        "reduce_sum",
        "reduce_max",
    ];

    public Value Member(ArrayValue array, string name) =>
        name switch
        {
            "shape" => array.Shape is { } shape
                ? SequenceValue.Tuple(shape.Select(Axis))
                : new UnknownValue("the shape of an array is not known"),
            "ndim" => array.Shape is { } axes ? new IntValue(axes.Count) : new UnknownValue("the shape of an array is not known"),
            "size" => Size(array.Shape) is { } size ? new IntValue(size) : new UnknownValue("the shape of an array is not known"),
            "dtype" => array.Type is { } type ? new TextValue(type) : new UnknownValue("the type of an array is not known"),
            "T" => array.With(array.Shape is { } own ? [.. own.Reverse()] : null),
            _ => new MethodValue(array, name),
        };

    public Value Method(ArrayValue array, string name, CallArguments arguments)
    {
        switch (name)
        {
            case "reshape":
                Value? shape =
                    arguments.Positional.Count > 1
                        ? SequenceValue.Tuple(arguments.Positional)
                        : arguments.Get("newshape", 0) ?? arguments["shape"];
                return Reshaped(array, shape);
            case "astype":
                return Cast(array, arguments.Get("dtype", 0));
            case "flatten" or "ravel":
                return array.With(Size(array.Shape) is { } size ? [size] : null);
            case "transpose":
                return array.With(Permuted(array.Shape, arguments));
            case "squeeze":
                return array.With(array.Shape is { } axes ? [.. axes.Where(axis => axis != 1)] : null);
            case "tolist" or "item":
                return new UnknownValue("the numbers of an array are not known before the program runs");
            case "argmax" or "argmin" or "nonzero" or "argsort":
                return new UnknownValue("the numbers of an array are not known before the program runs");
            default:
                return SameShape.Contains(name) ? array.With(array.Shape)
                    : Reductions.Contains(name) ? new ArrayValue(arguments.Get("axis", 0) is null or NoneValue ? [] : null, DataFacts.None)
                    : new UnknownValue($"the method '{name}' of an array is not evaluated");
        }
    }

    /// <returns>Null where the function is not one on arrays.</returns>
    public Value? Call(ApiValue api, CallArguments arguments)
    {
        if (api.Path is "numpy.random.shuffle" or "random.shuffle")
        {
            Shuffle(arguments);
            return NoneValue.Instance;
        }

        if (!(api.IsIn("numpy") || api.IsIn("tensorflow") || api.IsIn("keras.backend") || api.IsIn("keras.ops")))
        {
            return null;
        }

        Value? first = arguments.Positional.Count > 0 ? arguments.Positional[0] : null;
        switch (api.Last)
        {
            case "expand_dims" when first is ArrayValue array:
                return Expanded(array, arguments.Get("axis", 1));
            case "reshape"
                when first is UnknownValue
                    && Numbers.List(arguments.Get("newshape", 1) ?? arguments["shape"]) is { Count: > 0 } axes
                    && axes.All(axis => axis is > 0):
                return new ArrayValue(axes, DataFacts.None);
            case "reshape" when first is ArrayValue array:
                return Reshaped(array, arguments.Get("newshape", 1) ?? arguments["shape"]);
            case "cast" when first is ArrayValue array:
                return Cast(array, arguments.Get("dtype", 1));
            case "one_hot" when first is ArrayValue array:
                return OneHot(array, arguments.Get("depth", 1));
            case "resize"
            or "resize_images" when first is ArrayValue array && Numbers.List(arguments.Get("size", 1)) is [{ } height, { } width]:
                return Resized(array, height, width);
            case "rgb_to_grayscale" or "grayscale_to_rgb" when first is ArrayValue { Shape: { Count: > 1 } axes } array:
                return array.With(
                    [.. axes.Take(axes.Count - 1), api.Last == "rgb_to_grayscale" ? 1 : 3],
                    new ImportedStep("other", "", context.Inner) { Detail = api.Last }
                );
            case "concatenate" or "concat" or "vstack" or "append" or "hstack" or "stack":
                return Joined(api.Last, arguments);
            case "array" or "asarray" or "constant" when first is not ArrayValue:
                return Made(first);
            case "zeros" or "ones" or "empty" or "full" when api.Last.Length > 0:
                return new ArrayValue(Numbers.List(arguments.Get("shape", 0)), DataFacts.None);
            case "zeros_like" or "ones_like" when first is ArrayValue array:
                return new ArrayValue(array.Shape, DataFacts.None);
            case "arange" or "linspace":
                return new ArrayValue([Length(api.Last, arguments)], DataFacts.None);
            case "prod" or "product":
                return Product(first);
            case "transpose" when first is ArrayValue array:
                return array.With(Permuted(array.Shape, arguments with { Positional = [.. arguments.Positional.Skip(1)] }));
            case "squeeze" when first is ArrayValue array:
                return array.With(array.Shape is { } own ? [.. own.Where(axis => axis != 1)] : null);
            case "shape" when first is ArrayValue array:
                return Member(array, "shape");
            case "float32" or "float64" or "int32" or "uint8" when first is not null && api.IsIn("numpy"):
                return first is ArrayValue values ? Cast(values, new TextValue(api.Last)) : first;
            case "sqrt"
            or "exp"
            or "log"
            or "floor"
            or "ceil"
            or "log2"
            or "log10"
            or "abs"
            or "square" when Numbers.Of(first) is { } number:
                return Scalar(api.Last, number);
            case "max"
            or "min"
            or "sum"
            or "mean"
                when first is SequenceValue { IsOpen: false, Items.Count: > 0 } list
                    && list.Items.TrueForAll(item => Numbers.Of(item) is not null):
                double[] numbers = [.. list.Items.Select(item => Numbers.Of(item)!.Value)];
                return new FloatValue(
                    api.Last switch
                    {
                        "max" => numbers.Max(),
                        "min" => numbers.Min(),
                        "sum" => numbers.Sum(),
                        _ => numbers.Average(),
                    }
                );
        }

        if (api.IsIn("numpy.random") || api.IsIn("tensorflow.random"))
        {
            Value? size =
                arguments["size"]
                ?? arguments["shape"]
                ?? (api.Last is "random" or "uniform" or "normal" or "random_sample" ? first : null);
            IReadOnlyList<long?>? shape =
                api.Last is "rand" or "randn" ? [.. arguments.Positional.Select(Numbers.Whole)]
                : size is SequenceValue ? Numbers.List(size)
                : null;
            return api.Last is "seed" or "set_seed" ? Seeded(first)
                : shape is null ? new UnknownValue("a random number")
                : new ArrayValue(shape, DataFacts.None);
        }

        if (first is ArrayValue other)
        {
            return SameShape.Contains(api.Last) ? other.With(other.Shape)
                : Reductions.Contains(api.Last) ? new ArrayValue(arguments.Get("axis", 1) is null ? [] : null, DataFacts.None)
                : null;
        }

        return null;
    }

    /// <summary>What is known of an array is what is put into it; data that are loaded become others.</summary>
    public void SetItem(ArrayValue target, Value value)
    {
        ArrayValue? source = value as ArrayValue;
        if (source is not null && target.Facts.Source is null && target.Facts.FeaturesOf is null)
        {
            target.Facts = source.Facts;
        }
        else if (target.Facts.Source is { } data && source?.Facts.Source != data)
        {
            Change(target, "other", "values that the program sets");
        }
    }

    /// <summary>A method that is called for what it does to the array, not for its result.</summary>
    public void CalledAlone(ArrayValue array, string method)
    {
        if (method is "sort" or "partition" or "fill" or "resize" or "put" or "itemset" or "setfield")
        {
            Change(array, "other", $"'{method}'");
        }
    }

    /// <summary>An attribute that the program sets: <c>x.shape = (60000, 784)</c>.</summary>
    public void SetAttribute(ArrayValue array, string name) => Change(array, "other", $"'{name}' that the program sets");

    /// <summary>A function that puts its argument into another order.</summary>
    public void Shuffle(CallArguments arguments)
    {
        Value? first = arguments.Get("x", 0);
        if (first is ArrayValue array)
        {
            Change(array, "samples", "shuffle");
        }
        else if (first is SequenceValue { Kind: SequenceKind.List } list)
        {
            list.IsOpen = true;
        }
    }

    private void Change(ArrayValue array, string kind, string what)
    {
        ImportedStep step = new(kind, "", context.Inner) { Detail = what };
        context.Step(array.Facts, step);
        array.Facts = array.Facts.With(step);
    }

    public Value Item(ArrayValue array, Value index)
    {
        IReadOnlyList<Value> indices = index is SequenceValue { Kind: SequenceKind.Tuple } tuple ? tuple.Items : [index];
        if (array.Shape is not { } shape)
        {
            return array.With(null);
        }

        int taken = indices.Count(each => each is not (NoneValue or UnknownValue { Reason: "..." }));
        List<long?> axes = [];
        int at = 0;
        foreach (Value each in indices)
        {
            if (each is NoneValue)
            {
                axes.Add(1);
            }
            else if (each is UnknownValue { Reason: "..." })
            {
                for (int rest = shape.Count - taken; rest > 0 && at < shape.Count; rest--)
                {
                    axes.Add(shape[at++]);
                }
            }
            else if (at >= shape.Count)
            {
                return new UnknownValue("an item of an array is not known");
            }
            else if (each is SliceValue slice)
            {
                axes.Add(Sliced(shape[at++], slice));
            }
            else if (each is ArrayValue or SequenceValue or UnknownValue)
            {
                axes.Add(each is SequenceValue { IsOpen: false } list ? list.Items.Count : null);
                at++;
            }
            else
            {
                at++;
            }
        }

        while (at < shape.Count)
        {
            axes.Add(shape[at++]);
        }

        bool addsAxis = indices.Any(each => each is NoneValue);
        bool cut = indices.Count > 0 && indices[0] is SliceValue and not { Start: NoneValue, Stop: NoneValue, Step: NoneValue };
        ImportedStep? step =
            addsAxis ? new ImportedStep("channel-axis", "", context.Inner) { Shape = Sample(axes) }
            : cut ? new ImportedStep("slice", "", context.Inner) { Detail = indices[0].Shown, Shape = null }
            : indices is [ArrayValue or SequenceValue or UnknownValue { Reason: not "..." }, ..]
                ? new ImportedStep("samples", "", context.Inner) { Detail = "a choice of samples" }
            : null;
        if (step is not null)
        {
            context.Step(array.Facts, step);
        }

        // The first or the last samples are a part that run files describe.
        return
            step is { Kind: "slice" }
            && indices.Skip(1).All(each => each is SliceValue { Start: NoneValue, Stop: NoneValue, Step: NoneValue })
            && indices[0] is SliceValue rows
            && array.Facts is { Source: not null, Cut: null }
            && DataCuts.OfRows(array.Samples, axes[0], rows) is { } part
            ? array.With(axes, array.Facts with { Cut = part })
            : array.With(axes, step);
    }

    private static Value Axis(long? axis) =>
        axis is { } length ? new IntValue(length) : new UnknownValue("the length of an axis is not known");

    private static long? Size(IReadOnlyList<long?>? shape) =>
        shape is null || shape.Any(axis => axis is null or < 0 or > int.MaxValue)
            ? null
            : shape.Aggregate(
                (long?)1L,
                (product, axis) => product is null || product.Value > int.MaxValue ? null : product.Value * axis!.Value
            );

    private static IReadOnlyList<int>? Sample(IReadOnlyList<long?> axes) =>
        axes.Count > 0 && axes.Skip(1).All(axis => axis is > 0 and <= int.MaxValue)
            ? [.. axes.Skip(1).Select(axis => (int)axis!.Value)]
            : null;

    private Value Reshaped(ArrayValue array, Value? written)
    {
        List<long?>? axes = Numbers.List(written) is { Count: <= MostAxes } list ? [.. list] : null;
        if (axes is null)
        {
            return array.With(null);
        }

        int left = axes.IndexOf(-1);
        if (left >= 0)
        {
            long? size = Size(array.Shape);
            long? others = Size([.. axes.Where((_, at) => at != left)]);
            axes[left] =
                size is not null && others is > 0 && size % others == 0 ? size / others
                : left == 0 ? array.Samples
                : null;
        }

        bool channel = array.Shape is { } before && axes.Count == before.Count + 1 && axes[^1] == 1;
        ImportedStep step = new(channel ? "channel-axis" : "reshape", "", context.Inner) { Shape = Sample(axes), Detail = written!.Shown };
        context.Step(array.Facts, step);
        return array.With(axes, step);
    }

    private ArrayValue Expanded(ArrayValue array, Value? axis)
    {
        if (
            array.Shape is not { } shape
            || Numbers.Whole(axis ?? new IntValue(-1)) is not { } at
            || at < -shape.Count - 1
            || at > shape.Count
        )
        {
            return array.With(null);
        }

        List<long?> axes = [.. shape];
        axes.Insert((int)(at < 0 ? at + shape.Count + 1 : at), 1);
        ImportedStep step = new("channel-axis", "", context.Inner) { Shape = Sample(axes) };
        context.Step(array.Facts, step);
        return array.With(axes, step);
    }

    private ArrayValue Cast(ArrayValue array, Value? type)
    {
        string? name = type switch
        {
            TextValue text => text.Value,
            ApiValue api => api.Last,
            _ => null,
        };
        ImportedStep step = new("cast", "", context.Inner) { Detail = name ?? "" };
        context.Step(array.Facts, step);
        return new ArrayValue(array.Shape, array.Facts.With(step))
        {
            Type = name,
            BatchOf = array.BatchOf,
            IsBatch = array.IsBatch,
        };
    }

    private Value OneHot(ArrayValue array, Value? depth)
    {
        ImportedStep step = new("one-hot", "", context.Inner) { Shape = Numbers.Count(depth) is { } classes ? [classes] : null };
        context.Step(array.Facts, step);
        return array.With(array.Shape is { } shape ? [.. shape, Numbers.Whole(depth)] : null, step);
    }

    private ArrayValue Resized(ArrayValue array, long height, long width)
    {
        ImportedStep step = new("resize", "", context.Inner)
        {
            Shape = [(int)Math.Clamp(height, 0, int.MaxValue), (int)Math.Clamp(width, 0, int.MaxValue)],
        };
        context.Step(array.Facts, step);
        return array.With(array.Shape is { Count: >= 3 } shape ? [.. shape.Take(shape.Count - 3), height, width, shape[^1]] : null, step);
    }

    private static Value Joined(string name, CallArguments arguments)
    {
        IEnumerable<Value> parts =
            arguments.Positional.Count > 0 && arguments.Positional[0] is SequenceValue list ? list.Items : arguments.Positional;
        ArrayValue[] arrays = [.. parts.OfType<ArrayValue>()];
        if (arrays.Length == 0)
        {
            return new UnknownValue("arrays that are not known are joined");
        }

        ArrayValue first = arrays[0];

        // Batches that were collected in a loop over a whole data set.
        if (first is { IsBatch: true, Shape.Count: > 0 })
        {
            return new ArrayValue([first.BatchOf, .. first.Shape.Skip(1)], first.Facts);
        }

        bool along =
            name is "concatenate" or "concat" or "vstack" or "append"
            && arguments.Get("axis", name == "append" ? 2 : 1) is null or IntValue { Value: 0 };
        long? samples = arrays.All(array => array.Samples is not null) && along ? arrays.Sum(array => array.Samples) : null;
        return first.With(first.Shape is { Count: > 0 } shape && along ? [samples, .. shape.Skip(1)] : null);
    }

    private static Value Made(Value? value)
    {
        List<long?> shape = [];
        Value? at = value;
        while (at is SequenceValue { IsOpen: false } list && shape.Count < MostAxes)
        {
            shape.Add(list.Items.Count);
            at = list.Items.Count > 0 ? list.Items[0] : null;
        }

        if (at is ArrayValue inner && inner.Shape is { } rest)
        {
            return new ArrayValue([.. shape, .. rest], inner.Facts);
        }

        if (
            value is SequenceValue { Items.Count: <= MostValues } flat
            && shape.Count == 1
            && flat.Items.TrueForAll(item => Numbers.Of(item) is not null)
        )
        {
            return new ArrayValue(shape, DataFacts.None) { Values = [.. flat.Items.Select(item => Numbers.Of(item)!.Value)] };
        }

        return value is null or UnknownValue
            ? value ?? new UnknownValue("an array of values that are not known")
            : new ArrayValue(shape.Count > 0 && at is not UnknownValue ? shape : null, DataFacts.None);
    }

    private static long? Length(string name, CallArguments arguments)
    {
        if (name == "linspace")
        {
            return Numbers.Whole(arguments.Get("num", 2)) ?? 50;
        }

        return arguments.Positional.Count == 1 ? Numbers.Whole(arguments.Positional[0]) : null;
    }

    private static Value Product(Value? value) =>
        value is SequenceValue { IsOpen: false } list
        && list.Items.TrueForAll(item => Numbers.Whole(item) is not null)
        && Size([.. list.Items.Select(Numbers.Whole)]) is { } size
            ? new IntValue(size)
            : new UnknownValue("a product of numbers that are not known");

    private static Value Scalar(string name, double number)
    {
        double result = name switch
        {
            "sqrt" => Math.Sqrt(number),
            "exp" => Math.Exp(number),
            "log" => Math.Log(number),
            "floor" => Math.Floor(number),
            "ceil" => Math.Ceiling(number),
            "log2" => Math.Log2(number),
            "log10" => Math.Log10(number),
            "square" => number * number,
            _ => Math.Abs(number),
        };
        return double.IsFinite(result) ? new FloatValue(result) : new UnknownValue("a number that is not finite");
    }

    private static IReadOnlyList<long?>? Permuted(IReadOnlyList<long?>? shape, CallArguments arguments)
    {
        Value? written = arguments.Positional.Count > 1 ? SequenceValue.Tuple(arguments.Positional) : arguments.Get("axes", 0);
        if (shape is null)
        {
            return null;
        }

        if (written is null)
        {
            return [.. shape.Reverse()];
        }

        return
            Numbers.List(written) is { } order
            && order.Count == shape.Count
            && order.All(axis => axis is { } at && at >= 0 && at < shape.Count)
            ? [.. order.Select(axis => shape[(int)axis!.Value])]
            : null;
    }

    private static long? Sliced(long? length, SliceValue slice)
    {
        if (length is not { } own || slice.Step is not NoneValue)
        {
            return slice is { Start: NoneValue, Stop: NoneValue } ? length : null;
        }

        long? start = slice.Start is NoneValue ? 0 : Numbers.Whole(slice.Start);
        long? stop = slice.Stop is NoneValue ? own : Numbers.Whole(slice.Stop);
        if (start is not { } from || stop is not { } to)
        {
            return null;
        }

        from = Math.Clamp(from < 0 ? from + own : from, 0, own);
        to = Math.Clamp(to < 0 ? to + own : to, 0, own);
        return Math.Max(0, to - from);
    }

    private UnknownValue Seeded(Value? seed)
    {
        context.Note($"seed {seed?.Shown ?? ""}");
        return new UnknownValue("a seed");
    }
}
