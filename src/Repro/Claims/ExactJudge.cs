namespace Repro.Claims;

/// <summary>Relations between deterministic values.</summary>
internal static class ExactJudge
{
    /// <exception cref="AddressException">The relation cannot be asked of these values: an error in the claim file.</exception>
    public static bool Holds(Value measured, Relation relation, Expectation expected, double? margin)
    {
        if (measured is Value.Number { Amount: double.NaN })
        {
            throw new AddressException("The measured value is NaN, so it cannot be compared.");
        }

        if (expected is Expectation.Between range)
        {
            double number = Number(measured, relation);
            return range.Low <= number && number <= range.High;
        }

        Value other = ((Expectation.Constant)expected).Value;
        return relation switch
        {
            Relation.Equal => Same(measured, other),
            Relation.Contains => Contains(measured, ((Value.Text)other).Content),
            Relation.Near => Math.Abs(Number(measured, relation) - Number(other, relation)) <= Inclusive(margin!.Value),
            Relation.Less => Number(measured, relation) < Number(other, relation),
            Relation.LessOrEqual => Number(measured, relation) <= Number(other, relation),
            Relation.Greater => Number(measured, relation) > Number(other, relation),
            Relation.GreaterOrEqual => Number(measured, relation) >= Number(other, relation),
            _ => throw new AddressException($"'{relation.Sign()}' cannot be asked of the value {measured}."),
        };
    }

    // The margin belongs to the answer; 0.1 - 0.05 is not 0.05 in binary, so the last bits of the difference may not decide.
    private static double Inclusive(double margin) => margin * (1 + 1e-12);

    private static double Number(Value value, Relation relation) =>
        value switch
        {
            Value.Number number => number.Amount,
            Value.Dimensions { Axes: [int axis] } => axis,
            _ => throw new AddressException($"'{relation.Sign()}' takes numbers, but {value} is none."),
        };

    // A shape of one axis may be written as a number.
    private static bool Same(Value measured, Value other) =>
        (measured, other) switch
        {
            (Value.Number a, Value.Dimensions { Axes: [int axis] }) => a.Amount == axis,
            (Value.Dimensions { Axes: [int axis] }, Value.Number b) => axis == b.Amount,
            (Value.Number a, Value.Number b) => a.Amount == b.Amount,
            (Value.Dimensions, Value.Dimensions) or (Value.Text, Value.Text) => measured.Equals(other),
            _ => throw new AddressException($"The measured value {measured} and the expected {other} are of different kinds."),
        };

    /// <summary>
    /// <c>contains</c> means: as a run of whole words, so that <c>conv2d_1</c> is not found in <c>conv2d_12</c>. Words are what
    /// spaces and line ends separate; punctuation belongs to its word.
    /// </summary>
    internal static bool Contains(Value measured, string sought)
    {
        string[] words = Words(measured is Value.Text text ? text.Content : measured.ToString()!);
        string[] run = Words(sought);
        return run.Length > 0
            && Enumerable
                .Range(0, Math.Max(0, words.Length - run.Length + 1))
                .Any(start => words.AsSpan(start, run.Length).SequenceEqual(run));
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
