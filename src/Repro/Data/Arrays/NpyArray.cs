using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Repro.Data.Arrays;

/// <summary>
/// An array of numpy's <c>.npy</c> format, versions 1 to 3: little-endian numbers in C order. Arrays of Python objects are refused, since
/// they are
/// pickles, which execute what they hold.
/// </summary>
/// <param name="Shape">Lengths of the axes, outermost first.</param>
/// <param name="Type">numpy's name of the numbers: <c>|u1</c>, <c>&lt;f4</c>.</param>
/// <param name="Data">The numbers' bytes.</param>
/// <remarks>Layout: numpy's format description, <c>numpy/lib/format.py</c>.</remarks>
internal sealed partial record NpyArray(IReadOnlyList<int> Shape, string Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>Bytes in front of the numbers, at most.</summary>
    public const int MostOfHeader = 12 + LongestHeader;

    private const int LongestHeader = 1 << 16;
    private const int MostAxes = 8;
    private const double LargestLabel = 100_000;

    private static readonly Dictionary<string, (int Size, Func<ReadOnlySpan<byte>, double> Read)> Types = new(StringComparer.Ordinal)
    {
        ["|u1"] = (1, bytes => bytes[0]),
        ["|i1"] = (1, bytes => (sbyte)bytes[0]),
        ["|b1"] = (1, bytes => bytes[0]),
        ["<u2"] = (2, bytes => BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
        ["<i2"] = (2, bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        ["<u4"] = (4, bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
        ["<i4"] = (4, bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        ["<u8"] = (8, bytes => BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
        ["<i8"] = (8, bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        ["<f4"] = (4, bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes)),
        ["<f8"] = (8, bytes => BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
    };

    /// <summary>How many numbers there are.</summary>
    public int Count => Data.Length / Types[Type].Size;

    /// <param name="content">The whole file.</param>
    /// <param name="source">How messages call it.</param>
    /// <exception cref="InputException">It is not a whole .npy file, or holds what is not read here.</exception>
    public static NpyArray Parse(ReadOnlyMemory<byte> content, string source)
    {
        (string type, int[] shape, int begin) = Begin(content.Span, source);
        long count = shape.Aggregate(1L, (product, axis) => Math.Min(product * axis, int.MaxValue));
        ReadOnlyMemory<byte> data = content[begin..];
        return count * Types[type].Size == data.Length
            ? new NpyArray(shape, type, data)
            : throw Wrong(
                source,
                FormattableString.Invariant(
                    $"announces {string.Join('x', shape)} numbers of type {type}, but has {data.Length} bytes of data."
                )
            );
    }

    /// <summary>The shape of an array whose numbers are not read.</summary>
    /// <param name="start">The first <see cref="MostOfHeader"/> bytes of the file, or all of a shorter file.</param>
    /// <param name="source">How messages call it.</param>
    /// <exception cref="InputException">It is not a .npy file, or holds what is not read here.</exception>
    public static IReadOnlyList<int> ShapeOf(ReadOnlySpan<byte> start, string source) => Begin(start, source).Shape;

    // The header, and where the numbers begin.
    private static (string Type, int[] Shape, int Begin) Begin(ReadOnlySpan<byte> bytes, string source)
    {
        if (bytes.Length < 10 || bytes[0] != 0x93 || !bytes[1..6].SequenceEqual("NUMPY"u8))
        {
            throw Wrong(source, "does not begin as a .npy file does.");
        }

        int version = bytes[6];
        int prefix = version == 1 ? 10 : 12;
        if (version is < 1 or > 3 || bytes.Length < prefix)
        {
            throw Wrong(source, $"has the format version {version}; versions 1 to 3 are read.");
        }

        long length =
            version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (length > LongestHeader || bytes.Length < prefix + length)
        {
            throw Wrong(source, "is cut short within its header.");
        }

        string header = Encoding.Latin1.GetString(bytes.Slice(prefix, (int)length));
        (string type, int[] shape) = Header(header, source);
        return (type, shape, prefix + (int)length);
    }

    /// <summary>The numbers as inputs.</summary>
    /// <exception cref="InputException">One of them is not finite.</exception>
    public ArrayValues Inputs(string source)
    {
        ArrayValues values = Values();
        return values.FirstNotFinite() is { } place ? throw NotFinite(source, place) : values;
    }

    private InputException NotFinite(string source, int place) =>
        Wrong(
            source,
            string.Create(
                CultureInfo.InvariantCulture,
                $"has a number that is NaN or infinite in sample {place / (Count / Shape[0])}; a model cannot be trained on it. Remove the sample, or fill in a number."
            )
        );

    /// <summary>The numbers; float64 is rounded to float32.</summary>
    public ArrayValues Values()
    {
        if (Type == "|u1")
        {
            return new ArrayValues(Data.ToArray());
        }

        (int size, Func<ReadOnlySpan<byte>, double> read) = Types[Type];
        float[] numbers = new float[Count];
        ReadOnlySpan<byte> bytes = Data.Span;
        for (int index = 0; index < numbers.Length; index++)
        {
            numbers[index] = (float)read(bytes.Slice(index * size, size));
        }

        return new ArrayValues(numbers);
    }

    /// <summary>The numbers as what an output is to give: one or several for each sample.</summary>
    /// <exception cref="InputException">One of them is not finite, or there are more than two axes.</exception>
    public ArrayTarget Target(string source)
    {
        if (Shape.Count is not (1 or 2) || Count == 0)
        {
            throw Wrong(
                source,
                $"has the shape {string.Join('x', Shape)}, but must have one axis, or a second one with the numbers of a sample."
            );
        }

        ArrayValues values = Values();
        return values.FirstNotFinite() is { } place ? throw NotFinite(source, place) : new ArrayTarget(values.Times(1), Count / Shape[0]);
    }

    /// <summary>The numbers as weights of samples.</summary>
    /// <exception cref="InputException">One of them is negative or not finite, or there is more than one for each sample.</exception>
    public IReadOnlyList<float> Weights(string source)
    {
        if (Shape.Skip(1).Any(axis => axis != 1))
        {
            throw Wrong(
                source,
                $"has the shape {string.Join('x', Shape)}, but 'sample_weight' must have one weight for each sample. One for each position of a sample, as an array of two axes in Keras's fit(sample_weight=...), is not supported."
            );
        }

        ArrayTarget weights = Target(source);
        return weights.Values.Any(weight => weight < 0) ? throw Wrong(source, "has a weight below 0.") : weights.Values;
    }

    /// <summary>
    /// The numbers as labels of classes; null if one of them is not a whole number from 0, or a sample has more than one.
    /// </summary>
    public int[]? Labels()
    {
        if (Shape.Count == 0 || Shape.Skip(1).Any(axis => axis != 1))
        {
            return null;
        }

        (int size, Func<ReadOnlySpan<byte>, double> read) = Types[Type];
        int[] labels = new int[Count];
        ReadOnlySpan<byte> bytes = Data.Span;
        for (int index = 0; index < labels.Length; index++)
        {
            double label = read(bytes.Slice(index * size, size));
            if (!(label >= 0 && label < LargestLabel && label == Math.Floor(label)))
            {
                return null;
            }

            labels[index] = (int)label;
        }

        return labels;
    }

    // A dictionary in Python's own writing. numpy writes its three keys in the order of their names; other orders are valid, other keys are
    // not.
    private static (string Type, int[] Shape) Header(string header, string source)
    {
        Dictionary<string, string> items =
            Items(header.Trim()) ?? throw Wrong(source, "has a header that does not give descr, fortran_order and shape alone.");
        string type = items["descr"].Trim('\'');
        if (!Types.ContainsKey(type))
        {
            string why = type.Contains('O', StringComparison.Ordinal)
                ? "Python objects, which are not read since reading them executes code"
                : $"type '{type}'";
            throw Wrong(source, $"has {why}. Numbers of the types {string.Join(", ", Types.Keys)} are read.");
        }

        if (items["fortran_order"] == "True")
        {
            throw Wrong(source, "is in Fortran order. Save numpy.ascontiguousarray(array).");
        }

        string text = items["shape"].Trim('(', ')');
        string[] axes = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        int[] shape = new int[axes.Length];
        for (int axis = 0; axis < axes.Length; axis++)
        {
            if (!int.TryParse(axes[axis], NumberStyles.None, CultureInfo.InvariantCulture, out shape[axis]) || axes.Length > MostAxes)
            {
                throw Wrong(source, $"has the shape ({text}), which is not read.");
            }
        }

        return (type, shape);
    }

    private static Dictionary<string, string>? Items(string header)
    {
        if (header.Length < 2 || header[0] != '{' || header[^1] != '}')
        {
            return null;
        }

        Dictionary<string, string> items = new(StringComparer.Ordinal);
        int at = 1;
        while (Item().Match(header, at) is { Success: true } item)
        {
            if (!items.TryAdd(item.Groups["key"].Value, item.Groups["value"].Value))
            {
                return null;
            }

            at += item.Length;
        }

        return
            items.Count == 3
            && items["descr"][0] == '\''
            && (items["fortran_order"] is "True" or "False")
            && items["shape"][0] == '('
            && header[at..].Trim() == "}"
            ? items
            : null;
    }

    private static InputException Wrong(string source, string what) => new($"{source}: the array {what}");

    [GeneratedRegex(
        @"\G\s*'(?<key>descr|fortran_order|shape)': *(?<value>'[^']{1,16}'|True|False|\([0-9, ]{0,200}\)),?",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Item();
}
