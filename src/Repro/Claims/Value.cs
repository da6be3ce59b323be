using System.Globalization;

namespace Repro.Claims;

/// <summary>A measured or expected value.</summary>
public abstract record Value
{
    private protected Value() { }

    /// <summary>A number.</summary>
    /// <param name="Amount">A share of one where a document writes per cent.</param>
    public sealed record Number(double Amount) : Value
    {
        /// <inheritdoc/>
        public override string ToString() => Amount.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>A shape or size, <c>4x4x512</c>.</summary>
    /// <param name="Axes">The lengths of the axes; null for an axis of unknown length.</param>
    public sealed record Dimensions(IReadOnlyList<int?> Axes) : Value
    {
        /// <inheritdoc/>
        public override string ToString() => string.Join('x', Axes.Select(axis => axis?.ToString(CultureInfo.InvariantCulture) ?? "None"));

        /// <inheritdoc/>
        public bool Equals(Dimensions? other) => other is not null && Axes.SequenceEqual(other.Axes);

        /// <inheritdoc/>
        public override int GetHashCode() => Axes.Count;
    }

    /// <summary>A text, or a list of names written with spaces between.</summary>
    /// <param name="Content">The text, without quotation marks.</param>
    public sealed record Text(string Content) : Value
    {
        /// <inheritdoc/>
        public override string ToString() => $"\"{Content}\"";
    }
}
