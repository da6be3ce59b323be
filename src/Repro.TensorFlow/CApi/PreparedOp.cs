using System.Text;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.CApi;

/// <summary>
/// An op's name and attributes as the C API wants them, encoded once: texts in one pinned array, so that running the op
/// allocates nothing for them. Lives as long as its <see cref="EagerOp"/>.
/// </summary>
internal sealed unsafe class PreparedOp
{
    private const int List = 16;
    private readonly byte[] _texts;
    private readonly long[] _numbers;
    private readonly int _name;
    private readonly Attribute[] _attributes;

    public PreparedOp(EagerOp op)
    {
        List<byte> texts = [];
        List<long> numbers = [];
        _name = Text(op.Name);
        _attributes = [.. op.Attributes.Select(Prepare)];
        _texts = Pinned(texts);
        _numbers = Pinned(numbers);

        Attribute Prepare(EagerAttribute attribute)
        {
            int name = Text(attribute.Name);
            return attribute switch
            {
                EagerAttribute.Text text => new(Kind.Text, name, Text(text.Value), Encoding.UTF8.GetByteCount(text.Value)),
                EagerAttribute.Integer integer => new(Kind.Integer, name, Numbers(integer.Value), 1),
                EagerAttribute.Integers integers => new(Kind.Integers, name, Numbers([.. integers.Values]), integers.Values.Count),
                EagerAttribute.Real real => new(Kind.Real, name, BitConverter.SingleToInt32Bits(real.Value), 0),
                EagerAttribute.Flag flag => new(Kind.Flag, name, flag.Value ? 1 : 0, 0),
                EagerAttribute.DataType type => new(Kind.DataType, name, type.Value, 0),
                _ => throw new ArgumentException(
                    $"Op {op.Name}: attribute '{attribute.Name}' has a kind that the C API binding does not know.",
                    nameof(op)
                ),
            };
        }

        int Text(string text)
        {
            int at = texts.Count;
            texts.AddRange(Encoding.UTF8.GetBytes(text));
            texts.Add(0);
            return at;
        }

        int Numbers(params ReadOnlySpan<long> values)
        {
            int at = numbers.Count;
            numbers.AddRange(values);
            return at;
        }
    }

    // The C API's numbers of the kinds (TF_AttrType), lists apart.
    private enum Kind
    {
        Text = 0,
        Integer = 1,
        Real = 2,
        Flag = 3,
        DataType = 4,
        Integers = Integer + List,
    }

    public byte* Name => At(_texts, _name);

    /// <summary>Whether <see cref="Check"/> has found nothing wrong.</summary>
    public bool IsChecked { get; private set; }

    /// <summary>
    /// Looks once whether the op has these attributes, of these kinds: TensorFlow's execution takes no notice of one that it does
    /// not know, and a misspelt option would be lost in silence.
    /// </summary>
    /// <returns>What is wrong, or null; the status may be left failed.</returns>
    public string? Check(CFunctions functions, nint op, nint status)
    {
        foreach (Attribute attribute in _attributes)
        {
            byte isList;
            int kind = functions.TFE_OpGetAttrType(op, At(_texts, attribute.Name), &isList, status);
            if (functions.TF_GetCode(status) != 0)
            {
                return CFunctions.Text(functions.TF_Message(status));
            }

            if (kind + (isList == 0 ? 0 : List) != (int)attribute.Kind)
            {
                return $"its attribute '{CFunctions.Text(At(_texts, attribute.Name))}' is of another kind than {attribute.Kind}.";
            }
        }

        IsChecked = true;
        return null;
    }

    public void SetAttributes(CFunctions functions, nint op)
    {
        foreach (Attribute attribute in _attributes)
        {
            byte* name = At(_texts, attribute.Name);
            switch (attribute.Kind)
            {
                case Kind.Text:
                    functions.TFE_OpSetAttrString(op, name, At(_texts, attribute.Value), (nuint)attribute.Length);
                    break;
                case Kind.Integer:
                    functions.TFE_OpSetAttrInt(op, name, _numbers[attribute.Value]);
                    break;
                case Kind.Integers:
                    functions.TFE_OpSetAttrIntList(op, name, At(_numbers, attribute.Value), attribute.Length);
                    break;
                case Kind.Real:
                    functions.TFE_OpSetAttrFloat(op, name, BitConverter.Int32BitsToSingle(attribute.Value));
                    break;
                case Kind.Flag:
                    functions.TFE_OpSetAttrBool(op, name, (byte)attribute.Value);
                    break;
                case Kind.DataType:
                    functions.TFE_OpSetAttrType(op, name, attribute.Value);
                    break;
            }
        }
    }

    private static T[] Pinned<T>(List<T> values)
    {
        T[] array = GC.AllocateUninitializedArray<T>(values.Count, pinned: true);
        values.CopyTo(array);
        return array;
    }

    // The arrays are pinned for life, so an address stays good; an empty list has none and needs none.
    private static T* At<T>(T[] array, int index)
        where T : unmanaged
    {
        fixed (T* start = array)
        {
            return start + index;
        }
    }

    /// <param name="Value">Where in the texts or numbers, or the value itself.</param>
    private readonly record struct Attribute(Kind Kind, int Name, int Value, int Length);
}
