using System.Globalization;
using Repro.Claims;

namespace Repro.Import.Statements;

/// <summary>A value as a tutorial states it.</summary>
internal abstract record StatedValue
{
    /// <param name="Digits">Digits behind the decimal point as they were written, of the number as it stands here: 99.3 % is 0.993 with
    /// 3.</param>
    public sealed record Number(double Amount, int Digits = 0) : StatedValue
    {
        /// <summary>Half a unit of the last digit: numbers that differ by less are rounded from each other.</summary>
        public double Rounding => 0.5 * Math.Pow(10, -Digits);

        public override string ToString() => new Value.Number(Amount).ToString();
    }

    /// <summary>Both ends belong to the span.</summary>
    public sealed record Span(double Low, double High, int Digits = 0) : StatedValue
    {
        public override string ToString() => $"{new Value.Number(Low)}..{new Value.Number(High)}";
    }

    /// <summary>A shape; null for an axis without a fixed length.</summary>
    public sealed record Axes(IReadOnlyList<int?> Lengths) : StatedValue
    {
        public override string ToString() =>
            string.Join('x', Lengths.Select(axis => axis?.ToString(CultureInfo.InvariantCulture) ?? "None"));

        public bool Equals(Axes? other) => other is not null && Lengths.SequenceEqual(other.Lengths);

        public override int GetHashCode() => Lengths.Count;
    }

    /// <summary>From one shape to another.</summary>
    public sealed record AxesSpan(Axes First, Axes Last) : StatedValue
    {
        public override string ToString() => $"{First}..{Last}";
    }

    /// <summary>Several numbers, all of which hold.</summary>
    public sealed record Several(IReadOnlyList<double> Amounts) : StatedValue
    {
        public override string ToString() => string.Join(' ', Amounts.Select(amount => new Value.Number(amount).ToString()));

        public bool Equals(Several? other) => other is not null && Amounts.SequenceEqual(other.Amounts);

        public override int GetHashCode() => Amounts.Count;
    }

    /// <summary>A name or a fact without a number: <c>sigmoid</c>.</summary>
    public sealed record Word(string Text) : StatedValue
    {
        public override string ToString() => Text;
    }

    /// <summary>Several names, in order.</summary>
    public sealed record Names(IReadOnlyList<string> Words) : StatedValue
    {
        public override string ToString() => string.Join(", ", Words);

        public bool Equals(Names? other) => other is not null && Words.SequenceEqual(other.Words);

        public override int GetHashCode() => Words.Count;
    }
}
