using System.Globalization;
using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Networks;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>Python's own functions, the methods of texts, and math, functools and collections.</summary>
internal sealed class PlainCalls(Context context, IProgram program, Library library)
{
    private readonly PathCalls _paths = new(context);
    private readonly ContainerMethods _containers = new(context, library);

    /// <summary>The items of a value that has a known number of them; null for another.</summary>
    public IReadOnlyList<Value>? Items(Value value)
    {
        switch (value)
        {
            case SequenceValue { IsOpen: false } sequence:
                return [.. sequence.Items];
            case RangeValue { Count: <= EvaluationLimits.MostItems } range:
                context.Tick((int)range.Count / 10);
                return [.. Enumerable.Range(0, (int)range.Count).Select(Value (at) => new IntValue(range.Start + (at * range.Step)))];
            case TextValue { IsPath: false } text:
                return [.. text.Value.Select(Value (letter) => new TextValue(letter.ToString()))];
            case DictionaryValue dictionary:
                return [.. dictionary.Items.Select(item => item.Key)];
            case ArrayValue { Values: { } numbers }:
                return [.. numbers.Select(Value (number) => new FloatValue(number))];
            default:
                return null;
        }
    }

    public Value Item(Value target, Value index)
    {
        switch (target)
        {
            case DictionaryValue dictionary:
                return dictionary.Items.FindLast(item => Comparisons.AreEqual(item.Key, index) == true).Value
                    ?? new UnknownValue("a key that is not known");
            case TextValue text when Numbers.Whole(index) is { } at:
                return at >= -text.Value.Length && at < text.Value.Length
                    ? new TextValue(text.Value[(int)(at < 0 ? at + text.Value.Length : at)].ToString())
                    : new UnknownValue("an index outside of a text");
            case TextValue text when index is SliceValue slice && Bounds(slice, text.Value.Length) is { } bounds:
                return new TextValue(string.Concat(bounds.Select(at => text.Value[at])));
            case SequenceValue { IsOpen: true, Items: [var first, ..] } when index is not SliceValue:
                return first is ArrayValue or LayerValue ? first : new UnknownValue("an item of a list that is not known");
        }

        if (Items(target) is not { } items)
        {
            return new UnknownValue("an item that is not known");
        }

        if (index is SliceValue part)
        {
            if (Bounds(part, items.Count) is not { } own)
            {
                return new UnknownValue("a part of a list that is not known");
            }

            context.Tick(own.Count / 10);
            return new SequenceValue(
                target is SequenceValue sequence ? sequence.Kind : SequenceKind.List,
                [.. own.Select(at => items[at])]
            );
        }

        return Numbers.Whole(index) is { } number && number >= -items.Count && number < items.Count
            ? items[(int)(number < 0 ? number + items.Count : number)]
            : new UnknownValue("an index that is not known, or outside of a list");
    }

    // The indices of a slice; null where it is not known.
    private static List<int>? Bounds(SliceValue slice, int count)
    {
        long? Bound(Value value, long otherwise) => value is NoneValue ? otherwise : Numbers.Whole(value);
        long? step = Bound(slice.Step, 1);
        if (
            step is null or 0
            || Bound(slice.Start, step > 0 ? 0 : count - 1) is not { } start
            || Bound(slice.Stop, step > 0 ? count : -1 - count) is not { } stop
        )
        {
            return null;
        }

        // Negative numbers count from the end; beyond either end nothing is taken.
        long low = step > 0 ? 0 : -1;
        start = Math.Clamp(start < 0 ? start + count : start, low, step > 0 ? count : count - 1);
        stop = Math.Clamp(stop < 0 ? stop + count : stop, low, count);
        List<int> indices = [];
        for (long at = start; step > 0 ? at < stop : at > stop; at += step.Value)
        {
            indices.Add((int)at);
        }

        return indices;
    }

    /// <returns>Null where the function is not known.</returns>
    public Value? Call(ApiValue api, CallArguments arguments)
    {
        string module = api.Path[..Math.Max(0, api.Path.LastIndexOf('.'))];
        Value? first = arguments.Positional.Count > 0 ? arguments.Positional[0] : null;
        switch (module)
        {
            case "builtins":
                return Builtin(api.Last, first, arguments);
            case "math":
                return Mathematics(api.Last, first, arguments);
            case "functools":
                return api.Last == "partial" && first is not null
                    ? new PartialValue(first, arguments with { Positional = [.. arguments.Positional.Skip(1)], Written = [] })
                    : null;
            case "collections":
                return api.Last is "OrderedDict" or "defaultdict" ? new DictionaryValue() : null;
            case "pathlib" or "os.path" or "os" or "shutil":
                return _paths.Call(module, api.Last, first, arguments);
            case "time" or "datetime" or "datetime.datetime":
                return new UnknownValue("the time is not known before the program runs");
            case "copy":
                return first;
            default:
                return null;
        }
    }

    /// <returns>Null where the method is not known.</returns>
    public Value? Method(Value target, string name, CallArguments arguments) =>
        target switch
        {
            SequenceValue list => _containers.List(list, name, arguments),
            DictionaryValue dictionary => ContainerMethods.Dictionary(dictionary, name, arguments),
            TextValue { IsPath: true } path => _paths.Method(path, name, arguments),
            TextValue text => Text(text.Value, name, arguments),
            _ => null,
        };

    private Value? Builtin(string name, Value? first, CallArguments arguments)
    {
        switch (name)
        {
            case "print" or "display":
                context.Note("print");
                return NoneValue.Instance;
            case "len":
                return first is null ? null
                    : Length(first) is { } length ? new IntValue(length)
                    : new UnknownValue("the length is not known");
            case "range":
                return Range(arguments);
            case "int" or "float" or "str" or "bool" or "repr":
                return Converted(name, first);
            case "list" or "tuple" or "set" or "frozenset" or "iter":
                return first is null ? new SequenceValue(KindOf(name), [])
                    : first is SequenceValue { IsOpen: true } open ? new SequenceValue(KindOf(name), [.. open.Items]) { IsOpen = true }
                    : Items(first) is { } items ? new SequenceValue(KindOf(name), [.. items])
                    : name == "iter" ? first
                    : new UnknownValue("a list of items that are not known");
            case "dict":
                DictionaryValue dictionary = new();
                foreach ((string key, Value value) in arguments.Named)
                {
                    dictionary.Set(new TextValue(key), value);
                }

                if (first is DictionaryValue given)
                {
                    foreach ((Value key, Value value) in given.Items)
                    {
                        dictionary.Set(key, value);
                    }
                }

                return dictionary;
            case "enumerate":
                long start = Numbers.Whole(arguments.Get("start", 1)) ?? 0;
                return first is not null && Items(first) is { } numbered
                    ? SequenceValue.List(numbered.Select((item, at) => SequenceValue.Tuple(new IntValue(start + at), item)))
                    : new SequenceValue(
                        SequenceKind.List,
                        [
                            SequenceValue.Tuple(
                                new UnknownValue("a number of a loop"),
                                first is null ? new UnknownValue("nothing") : library.Element(first)
                            ),
                        ]
                    )
                    {
                        IsOpen = true,
                    };
            case "zip":
                return Zipped(arguments);
            case "reversed":
                return first is not null && Items(first) is { } forward
                    ? SequenceValue.List(forward.Reverse())
                    : new UnknownValue("a list that is not known");
            case "sorted":
                return first is not null && Items(first) is { } unsorted
                    ? Sorted(unsorted, arguments)
                    : new UnknownValue("a list that is not known");
            case "sum" or "min" or "max":
                return Reduced(name, first, arguments);
            case "abs" when Numbers.Of(first) is { } number:
                return first is IntValue whole && whole.Value > long.MinValue
                    ? new IntValue(Math.Abs(whole.Value))
                    : new FloatValue(Math.Abs(number));
            case "round" when Numbers.Of(first) is { } number:
                return arguments.Get("ndigits", 1) is { } digits && Numbers.Count(digits) is { } places and <= 15
                        ? new FloatValue(Math.Round(number, places, MidpointRounding.ToEven))
                    : Math.Abs(number) < 1e15 ? new IntValue((long)Math.Round(number, MidpointRounding.ToEven))
                    : null;
            case "pow" when arguments.Positional.Count == 2:
                return Arithmetic.Binary("**", arguments.Positional[0], arguments.Positional[1], context);
            case "divmod" when arguments.Positional.Count == 2:
                return SequenceValue.Tuple(
                    Arithmetic.Binary("//", arguments.Positional[0], arguments.Positional[1], context),
                    Arithmetic.Binary("%", arguments.Positional[0], arguments.Positional[1], context)
                );
            case "map" when arguments.Positional.Count == 2 && Items(arguments.Positional[1]) is { } mapped:
                return SequenceValue.List(mapped.Select(item => program.Call(first!, CallArguments.Of(item))).ToList());
            case "filter" when arguments.Positional.Count == 2 && Items(arguments.Positional[1]) is { } filtered:
                List<(Value Item, bool? Keep)> kept =
                [
                    .. filtered.Select(item => (item, program.Call(first!, CallArguments.Of(item)).Truth)),
                ];
                return kept.TrueForAll(each => each.Keep is not null)
                    ? SequenceValue.List(kept.Where(each => each.Keep == true).Select(each => each.Item))
                    : new UnknownValue("a list that is not known");
            case "all" or "any" when first is not null && Items(first) is { } flags:
                bool wanted = name == "any";
                return flags.Any(flag => flag.Truth == wanted) ? BoolValue.Of(wanted)
                    : flags.All(flag => flag.Truth is not null) ? BoolValue.Of(!wanted)
                    : new UnknownValue("a condition that is not known");
            case "isinstance":
                return arguments.Positional is [LayerValue layer, ApiValue type] && char.IsUpper(type.Last[0])
                    ? BoolValue.Of(
                        type.Last switch
                        {
                            "Layer" => true,
                            "Model" => layer.Network is not null,
                            _ => (LayerTable.Find(type.Last)?.Name ?? type.Last) == layer.Layer.ClassName,
                        }
                    )
                    : new UnknownValue("the type of a value is not known");
            case "hasattr" when first is LayerValue:
                return new UnknownValue("whether a layer has an attribute is not known");
            case "getattr" when arguments.Positional is [var target, TextValue attribute, ..]:
                return program.Attribute(target, attribute.Value);
            case "setattr" when arguments.Positional is [var owner, TextValue member, var set]:
                library.SetAttribute(owner, member.Value, set);
                return NoneValue.Instance;
            case "next" when first is not null:
                return first is SequenceValue { Items: [var next, ..] } ? next : library.Element(first);
            case "super":
                return new UnknownValue("a base class");
            default:
                return null;
        }
    }

    private static SequenceKind KindOf(string name) =>
        name switch
        {
            "tuple" => SequenceKind.Tuple,
            "set" or "frozenset" => SequenceKind.Set,
            _ => SequenceKind.List,
        };

    private static long? Length(Value value) =>
        value switch
        {
            SequenceValue { IsOpen: false } sequence => sequence.Items.Count,
            TextValue { IsPath: false } text => text.Value.Length,
            DictionaryValue dictionary => dictionary.Items.Count,
            RangeValue range => range.Count,
            ArrayValue array => array.Samples,
            DatasetValue { Generator: not null } generator => generator.Steps,
            DatasetValue dataset => DatasetCalls.Length(dataset),
            _ => null,
        };

    private static Value Range(CallArguments arguments)
    {
        long?[] numbers = [.. arguments.Positional.Select(Numbers.Whole)];
        if (numbers.Length is 0 or > 3 || Array.Exists(numbers, number => number is null or > int.MaxValue or < int.MinValue))
        {
            return new UnknownValue("a range that is not known");
        }

        long step = numbers.Length == 3 ? numbers[2]!.Value : 1;
        return step == 0 ? new UnknownValue("a range with the step 0")
            : numbers.Length == 1 ? new RangeValue(0, numbers[0]!.Value, 1)
            : new RangeValue(numbers[0]!.Value, numbers[1]!.Value, step);
    }

    private static Value Converted(string name, Value? value)
    {
        if (value is null)
        {
            return name switch
            {
                "int" => new IntValue(0),
                "float" => new FloatValue(0),
                "bool" => BoolValue.Of(false),
                _ => new TextValue(""),
            };
        }

        if (value is UnknownValue)
        {
            return value;
        }

        switch (name)
        {
            case "bool":
                return value.Truth is { } truth ? BoolValue.Of(truth) : new UnknownValue("a condition that is not known");
            case "str" or "repr":
                return value is TextValue text ? new TextValue(text.Value)
                    : Formats.Of(value) is { } shown ? new TextValue(shown)
                    : new UnknownValue("the text of a value that is not known");
        }

        double? number =
            Numbers.Of(value)
            ?? (
                value is TextValue written
                && double.TryParse(written.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed)
                && double.IsFinite(parsed)
                    ? parsed
                    : null
            );
        if (number is not { } known)
        {
            return new UnknownValue("a number that is not known");
        }

        return name == "float" ? new FloatValue(known)
            : Math.Abs(known) < 9e18 ? new IntValue((long)Math.Truncate(known))
            : new UnknownValue("a number that is too large");
    }

    private Value Zipped(CallArguments arguments)
    {
        IReadOnlyList<Value>?[] lists = [.. arguments.Positional.Select(Items)];
        if (lists.Length > 0 && Array.TrueForAll(lists, list => list is not null))
        {
            int count = lists.Min(list => list!.Count);
            context.Tick(count);
            return SequenceValue.List(Enumerable.Range(0, count).Select(at => SequenceValue.Tuple(lists.Select(list => list![at]))));
        }

        return new SequenceValue(SequenceKind.List, [SequenceValue.Tuple(arguments.Positional.Select(library.Element))]) { IsOpen = true };
    }

    private static Value Sorted(IReadOnlyList<Value> items, CallArguments arguments)
    {
        if (arguments["key"] is not null)
        {
            return new UnknownValue("an order that is not known");
        }

        bool down = arguments["reverse"]?.Truth == true;
        if (items.All(item => Numbers.Of(item) is not null))
        {
            return SequenceValue.List(down ? items.OrderByDescending(item => Numbers.Of(item)) : items.OrderBy(item => Numbers.Of(item)));
        }

        return items.All(item => item is TextValue)
            ? SequenceValue.List(
                down
                    ? items.OrderByDescending(item => ((TextValue)item).Value, StringComparer.Ordinal)
                    : items.OrderBy(item => ((TextValue)item).Value, StringComparer.Ordinal)
            )
            : new UnknownValue("an order that is not known");
    }

    private Value Reduced(string name, Value? first, CallArguments arguments)
    {
        IReadOnlyList<Value>? items =
            name != "sum" && arguments.Positional.Count > 1 ? arguments.Positional
            : first is null ? null
            : Items(first);
        if (items is not { Count: > 0 })
        {
            return name == "sum" && items is { Count: 0 } ? new IntValue(0) : new UnknownValue("numbers that are not known");
        }

        Value result = items[0];
        foreach (Value item in items.Skip(1))
        {
            if (Numbers.Of(item) is not { } next || Numbers.Of(result) is not { } best)
            {
                return new UnknownValue("numbers that are not known");
            }

            result =
                name == "sum" ? Arithmetic.Binary("+", result, item, context)
                : name == "max"
                    ? next > best ? item
                        : result
                : next < best ? item
                : result;
        }

        return result;
    }

    private static Value? Mathematics(string name, Value? first, CallArguments arguments)
    {
        if (Numbers.Of(first) is not { } number)
        {
            return null;
        }

        double? second = Numbers.Of(arguments.Get("", 1));
        double result = name switch
        {
            "ceil" => Math.Ceiling(number),
            "floor" => Math.Floor(number),
            "sqrt" => Math.Sqrt(number),
            "log" => second is { } b ? Math.Log(number) / Math.Log(b) : Math.Log(number),
            "log2" => Math.Log2(number),
            "log10" => Math.Log10(number),
            "exp" => Math.Exp(number),
            "pow" => second is { } exponent ? Math.Pow(number, exponent) : double.NaN,
            _ => double.NaN,
        };
        return !double.IsFinite(result) ? null
            : name is "ceil" or "floor" && Math.Abs(result) < 1e15 ? new IntValue((long)result)
            : new FloatValue(result);
    }

    private Value? Text(string text, string name, CallArguments arguments)
    {
        Value? first = arguments.Positional.Count > 0 ? arguments.Positional[0] : null;
        switch (name)
        {
            case "format":
                return Formats.Braces(text, arguments);
            case "join" when first is not null && Items(first) is { } items && items.All(item => item is TextValue):
                string joined = string.Join(text, items.Take(10_000).Select(item => ((TextValue)item).Value));
                return joined.Length <= EvaluationLimits.LongestText ? new TextValue(joined) : new UnknownValue("a text that is too long");
            case "split":
                string[] parts =
                    first is TextValue separator && separator.Value.Length > 0
                        ? text.Split(separator.Value)
                        : text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                context.Tick(parts.Length);
                return SequenceValue.List(parts.Select(Value (part) => new TextValue(part)));
            case "lower":
                return new TextValue(text.ToLowerInvariant());
            case "upper":
                return new TextValue(text.ToUpperInvariant());
            case "strip":
                return new TextValue(text.Trim());
            case "replace" when arguments.Positional is [TextValue { Value.Length: > 0 } old, TextValue present]:
                string replaced =
                    text.Length * (double)Math.Max(1, present.Value.Length) <= EvaluationLimits.LongestText * 10.0
                        ? text.Replace(old.Value, present.Value, StringComparison.Ordinal)
                        : "";
                return replaced.Length is > 0 and <= EvaluationLimits.LongestText || text.Length == 0
                    ? new TextValue(replaced)
                    : new UnknownValue("a text that is too long");
            case "startswith" when first is TextValue start:
                return BoolValue.Of(text.StartsWith(start.Value, StringComparison.Ordinal));
            case "endswith" when first is TextValue end:
                return BoolValue.Of(text.EndsWith(end.Value, StringComparison.Ordinal));
            default:
                return null;
        }
    }
}
