using System.Text.RegularExpressions;

namespace Repro.Claims;

/// <summary>What a document says the quantity is: a constant, a range, or another quantity.</summary>
public abstract partial record Expectation
{
    private protected Expectation() { }

    /// <summary>A number, shape or text.</summary>
    /// <param name="Value">The expected value.</param>
    public sealed record Constant(Value Value) : Expectation
    {
        /// <inheritdoc/>
        public override string ToString() => Value.ToString()!;
    }

    /// <summary>A range.</summary>
    /// <param name="Low">The lowest expected number.</param>
    /// <param name="High">The highest expected number.</param>
    public sealed record Between(double Low, double High) : Expectation
    {
        /// <inheritdoc/>
        public override string ToString() => $"{new Value.Number(Low)}..{new Value.Number(High)}";
    }

    /// <summary>What is measured at another address.</summary>
    /// <param name="Address">The other address.</param>
    public sealed record Quantity(Address Address) : Expectation
    {
        /// <inheritdoc/>
        public override string ToString() => Address.Text;
    }

    /// <summary>Every form of an expected value and what it means, in Markdown.</summary>
    internal static IReadOnlyList<(string Form, string Meaning)> Forms { get; } =
    [
        ("0.9908", "A number, without a percent sign and without separators of thousands: 99.08 % is 0.9908, and 3,453,121 is 3453121."),
        ("0.7..0.8", "A range, for the relation `in`."),
        ("28x28x1", "A shape; `None` is an axis without a fixed length: `Nonex10`."),
        ("\"relu\"", "A text, in quotation marks. In a CSV file, the value is written as `\"\"\"relu\"\"\"`."),
        ("run:other/val_acc@last", "Another address: two measured values are compared."),
    ];

    /// <summary>Reads a number, <c>lo..hi</c>, <c>AxBxC</c>, a quoted text or an address.</summary>
    /// <exception cref="AddressException">The text is none of them.</exception>
    public static Expectation Parse(string text)
    {
        if (text.Length >= 2 && text[0] == '"' && text[^1] == '"')
        {
            return new Constant(new Value.Text(text[1..^1]));
        }

        if (Numbers.TryNumber(text, out double number))
        {
            return new Constant(new Value.Number(number));
        }

        string[] ends = text.Split("..", 2);
        if (ends.Length == 2 && Numbers.TryNumber(ends[0], out double low) && Numbers.TryNumber(ends[1], out double high))
        {
            return low <= high ? new Between(low, high) : throw new AddressException($"The range '{text}' ends below its start.");
        }

        if (DimensionsForm().IsMatch(text))
        {
            return new Constant(new Value.Dimensions([.. text.Split('x').Select(Axis)]));
        }

        if (Address.TryParse(text, out Address? address))
        {
            return new Quantity(address!);
        }

        throw new AddressException($"'{text}' is not an expected value. {Advice(text)}");
    }

    private static string Advice(string text)
    {
        if (
            PercentForm().Match(text) is { Success: true } percent
            && Numbers.TryNumber(percent.Groups["number"].Value, out double hundredths)
        )
        {
            return $"Write {Numbers.Readable((double)((decimal)hundredths / 100))}.";
        }

        if (ThousandsForm().IsMatch(text))
        {
            return $"Write {text.Replace(",", "", StringComparison.Ordinal)}.";
        }

        if (ShapeForm().Match(text) is { Success: true } shape)
        {
            return $"Write {string.Join('x', shape.Groups["axis"].Captures.Select(axis => axis.Value))}.";
        }

        if (Numbers.CommaAdvice(text) is { Length: > 0 } point)
        {
            return point.TrimStart();
        }

        return WordForm().IsMatch(text)
            ? $"""""
                Write a text in quotation marks; in a CSV file that is """{text}""".
                """""
            : "Write a number, lo..hi, AxBxC, a \"text\" in quotation marks, or an address.";
    }

    private static int? Axis(string text) =>
        text == "None" ? null
        : Numbers.TryCount(text, out int axis) ? axis
        : throw new AddressException($"'{text}' is too large for an axis of a shape.");

    [GeneratedRegex(@"^(?<number>-?[0-9]{1,9}(\.[0-9]{1,9})?) ?%\z")]
    private static partial Regex PercentForm();

    [GeneratedRegex(@"^-?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?\z")]
    private static partial Regex ThousandsForm();

    // As Python prints it.
    [GeneratedRegex(@"^[(\[] ?(?<axis>None|[0-9]{1,9})(, ?(?<axis>None|[0-9]{1,9}))+,? ?[)\]]\z")]
    private static partial Regex ShapeForm();

    // No word of an address has a colon.
    [GeneratedRegex(@"^\p{L}[\p{L}\p{N}_ -]*\z")]
    private static partial Regex WordForm();

    [GeneratedRegex("^(None|[0-9]+)(x(None|[0-9]+))+$")]
    private static partial Regex DimensionsForm();
}
