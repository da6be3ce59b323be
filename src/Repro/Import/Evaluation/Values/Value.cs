using System.Globalization;
using Repro.Import.Networks;

namespace Repro.Import.Evaluation.Values;

/// <summary>A value of the program that is read. What is not known is an <see cref="UnknownValue"/>.</summary>
internal abstract class Value
{
    /// <summary>As Python prints it.</summary>
    public abstract string Shown { get; }

    /// <summary>Whether it is true in a condition; null where that is not known.</summary>
    public virtual bool? Truth => true;

    public bool IsUnknown => this is UnknownValue;
}

/// <summary>A value that is not known.</summary>
/// <param name="reason">A clause: "the function 'open' is not evaluated".</param>
internal sealed class UnknownValue(string reason) : Value
{
    public string Reason => reason;

    /// <summary>Whether it has to do with networks or trainings, so that a reader should learn of it.</summary>
    public bool Matters { get; init; }

    public override string Shown => "?";

    public override bool? Truth => null;
}

internal sealed class NoneValue : Value
{
    public static NoneValue Instance { get; } = new();

    public override string Shown => "None";

    public override bool? Truth => false;
}

internal sealed class BoolValue(bool value) : Value
{
    public bool Value => value;

    public override string Shown => value ? "True" : "False";

    public override bool? Truth => value;

    public static BoolValue Of(bool value) => new(value);
}

internal sealed class IntValue(long value) : Value
{
    public long Value => value;

    public override string Shown => value.ToString(CultureInfo.InvariantCulture);

    public override bool? Truth => value != 0;
}

internal sealed class FloatValue(double value) : Value
{
    public double Value => value;

    public override string Shown => Python(value);

    public override bool? Truth => value != 0;

    // 1e-05, 0.0001, 255.0
    private static string Python(double value)
    {
        double size = Math.Abs(value);
        if (value == 0 || (size >= 1e-4 && size < 1e16))
        {
            string text =
                ((decimal)size).ToString(CultureInfo.InvariantCulture) is var plain
                && double.Parse(plain, CultureInfo.InvariantCulture) == size
                    ? plain
                    : size.ToString("R", CultureInfo.InvariantCulture);
            if (!text.Contains('.', StringComparison.Ordinal) && !text.Contains('E', StringComparison.Ordinal))
            {
                text += ".0";
            }

            return value < 0 ? "-" + text : text;
        }

        return value.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();
    }
}

internal sealed class TextValue(string value) : Value
{
    public string Value => value;

    /// <summary>Whether it is a path that pathlib made: <c>/</c> joins it.</summary>
    public bool IsPath { get; init; }

    /// <summary>Of a file that the program downloads, its address; null for other texts.</summary>
    public string? Url { get; init; }

    public override string Shown => $"'{value}'";

    public override bool? Truth => value.Length > 0;
}

internal enum SequenceKind
{
    List,
    Tuple,
    Set,
}

/// <summary>A list, tuple or set; a list may be changed, and all its names see that.</summary>
internal sealed class SequenceValue(SequenceKind kind, List<Value> items) : Value
{
    private const int MostShown = 40;

    public SequenceKind Kind => kind;

    public List<Value> Items => items;

    /// <summary>Whether it may have items that are not known: the list was changed where it is not known how often.</summary>
    public bool IsOpen { get; set; }

    /// <summary>The network whose list of layers it is; null for another list.</summary>
    public NetworkNode? LayersOf { get; init; }

    public override bool? Truth => IsOpen ? null : items.Count > 0;

    public override string Shown
    {
        get
        {
            (string open, string close) = kind switch
            {
                SequenceKind.List => ("[", "]"),
                SequenceKind.Tuple => ("(", items.Count == 1 ? ",)" : ")"),
                _ => ("{", "}"),
            };
            return open
                + string.Join(
                    ", ",
                    items.Take(MostShown).Select(item => item is SequenceValue or DictionaryValue ? Short(item) : item.Shown)
                )
                + (items.Count > MostShown ? ", ..." : "")
                + close;
        }
    }

    public static SequenceValue Tuple(params IEnumerable<Value> items) => new(SequenceKind.Tuple, [.. items]);

    public static SequenceValue List(params IEnumerable<Value> items) => new(SequenceKind.List, [.. items]);

    // A list may contain itself: only one level within is shown.
    private static string Short(Value value) =>
        value is SequenceValue inner
        && inner.Items.Count <= MostShown
        && !inner.Items.Exists(item => item is SequenceValue or DictionaryValue)
            ? inner.Shown
            : "...";
}

internal sealed class RangeValue(long start, long stop, long step) : Value
{
    public long Start => start;

    public long Step => step;

    public long Count =>
        step > 0 ? (stop > start ? 1 + ((stop - 1 - start) / step) : 0) : (start > stop ? 1 + ((start - 1 - stop) / -step) : 0);

    public override string Shown => string.Create(CultureInfo.InvariantCulture, $"range({start}, {stop}{(step == 1 ? "" : $", {step}")})");

    public override bool? Truth => Count > 0;
}

internal sealed class DictionaryValue : Value
{
    public List<(Value Key, Value Value)> Items { get; } = [];

    public override string Shown => "{...}";

    public override bool? Truth => Items.Count > 0;

    public Value? Find(string key) => Items.FindLast(item => item.Key is TextValue text && text.Value == key).Value;

    public void Set(Value key, Value value)
    {
        int at = Items.FindIndex(item => Comparisons.AreEqual(item.Key, key) == true);
        if (at >= 0)
        {
            Items[at] = (key, value);
        }
        else
        {
            Items.Add((key, value));
        }
    }
}

internal sealed class SliceValue(Value start, Value stop, Value step) : Value
{
    public Value Start => start;

    public Value Stop => stop;

    public Value Step => step;

    public override string Shown => $"{start.Shown}:{stop.Shown}";
}

/// <summary>A name of a library: a module, class, function or constant, by its path.</summary>
/// <param name="path">With the library's present name: <c>keras.layers.Conv2D</c>, <c>numpy.array</c>.</param>
internal sealed class ApiValue(string path) : Value
{
    public string Path => path;

    /// <summary>The part of the path behind the last dot.</summary>
    public string Last => path[(path.LastIndexOf('.') + 1)..];

    public override string Shown => path;
}

/// <summary>A method of a value, before it is called.</summary>
internal sealed class MethodValue(Value target, string name) : Value
{
    public Value Target => target;

    public string Name => name;

    public override string Shown => name;
}

/// <summary><c>functools.partial</c></summary>
internal sealed class PartialValue(Value function, CallArguments arguments) : Value
{
    public Value Function => function;

    public CallArguments Arguments => arguments;

    public override string Shown => "partial(...)";
}
