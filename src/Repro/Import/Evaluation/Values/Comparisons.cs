namespace Repro.Import.Evaluation.Values;

/// <summary>Equality and order of values.</summary>
internal static class Comparisons
{
    private const int Deepest = 8;

    /// <returns>Null where it is not known.</returns>
    public static bool? AreEqual(Value left, Value right) => AreEqual(left, right, 0);

    private static bool? AreEqual(Value left, Value right, int depth)
    {
        if (left.IsUnknown || right.IsUnknown || depth > Deepest)
        {
            return null;
        }

        if (Numbers.Of(left) is { } a && Numbers.Of(right) is { } b)
        {
            return a == b;
        }

        return (left, right) switch
        {
            (TextValue one, TextValue other) => one.Value == other.Value,
            (NoneValue, NoneValue) => true,
            (SequenceValue one, SequenceValue other) when !one.IsOpen && !other.IsOpen => one.Kind == other.Kind
                ? SameItems(one, other, depth)
                : false,
            (ApiValue one, ApiValue other) => one.Path == other.Path ? true : null,
            (LayerValue one, LayerValue other) => one.Layer == other.Layer,
            (ArrayValue or DatasetValue or TensorValue or ObjectValue or RangeValue, _)
            or (_, ArrayValue or DatasetValue or TensorValue or ObjectValue or RangeValue) => left is NoneValue || right is NoneValue
                ? false
                : null,
            (ApiValue, _) or (_, ApiValue) => left is NoneValue || right is NoneValue ? false : null,
            _ => left.GetType() == right.GetType() ? (ReferenceEquals(left, right) ? true : null) : false,
        };
    }

    private static bool? SameItems(SequenceValue left, SequenceValue right, int depth)
    {
        if (left.Items.Count != right.Items.Count)
        {
            return false;
        }

        bool? all = true;
        for (int at = 0; at < left.Items.Count; at++)
        {
            bool? same = AreEqual(left.Items[at], right.Items[at], depth + 1);
            if (same == false)
            {
                return false;
            }

            if (same is null)
            {
                all = null;
            }
        }

        return all;
    }
}

/// <summary>Numbers of values.</summary>
internal static class Numbers
{
    /// <summary>The number that a value is in arithmetic; null for a value of another type.</summary>
    public static double? Of(Value? value) =>
        value switch
        {
            IntValue whole => whole.Value,
            FloatValue number => number.Value,
            BoolValue flag => flag.Value ? 1 : 0,
            ArrayValue { Values: [var only], Shape.Count: 0 } => only,
            _ => null,
        };

    public static long? Whole(Value? value) =>
        value switch
        {
            IntValue whole => whole.Value,
            BoolValue flag => flag.Value ? 1 : 0,
            FloatValue { Value: var number } when number == Math.Floor(number) && Math.Abs(number) < 1e15 => (long)number,
            _ => null,
        };

    public static int? Count(Value? value) => Whole(value) is { } whole && whole is >= 0 and <= int.MaxValue ? (int)whole : null;

    /// <summary>A shape or size as a list of whole numbers; None is null, and so is what is not known.</summary>
    public static IReadOnlyList<long?>? List(Value? value) =>
        value switch
        {
            IntValue whole => [whole.Value],
            SequenceValue { IsOpen: false } sequence when sequence.Items.Count <= 16 => [.. sequence.Items.Select(Whole)],
            _ => null,
        };
}
