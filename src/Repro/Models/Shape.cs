using System.Globalization;

namespace Repro.Models;

/// <summary>
/// The shape of one sample's tensor, without the batch axis: <c>150x150x3</c> or <c>8192</c>.
/// An axis whose length is unknown until data arrives is <see langword="null"/> (Keras prints <c>None</c>).
/// </summary>
internal sealed class Shape : IEquatable<Shape>
{
    private readonly int?[] _axes;

    public Shape(params int?[] axes)
    {
        foreach (int? axis in axes)
        {
            if (axis is <= 0)
            {
                throw new ModelException($"A shape's axis must be at least 1, but {axis} was given.");
            }
        }

        _axes = axes;
    }

    private Shape(bool isUnknown)
    {
        _axes = [];
        IsUnknown = isUnknown;
    }

    /// <summary>The shape of a tensor of which not even the number of axes is known: the output of a layer that is not supported.</summary>
    public static Shape Unknown { get; } = new(isUnknown: true);

    public bool IsUnknown { get; }

    public int Rank => _axes.Length;

    public int? this[int axis] => _axes[axis];

    public IReadOnlyList<int?> Axes => _axes;

    public bool IsKnown => !IsUnknown && Array.TrueForAll(_axes, axis => axis is not null);

    /// <summary>The number of elements.</summary>
    /// <exception cref="ModelException">An axis is unknown.</exception>
    public int Elements
    {
        get
        {
            if (IsUnknown)
            {
                throw new ModelException("The elements of a tensor of unknown shape cannot be counted.");
            }

            long product = 1;
            foreach (int? axis in _axes)
            {
                product *= axis ?? throw new ModelException($"The shape {this} has an unknown axis, so its elements cannot be counted.");
            }

            return checked((int)product);
        }
    }

    public bool Equals(Shape? other) => other is not null && IsUnknown == other.IsUnknown && _axes.AsSpan().SequenceEqual(other._axes);

    public override bool Equals(object? obj) => Equals(obj as Shape);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int? axis in _axes)
        {
            hash.Add(axis);
        }

        return hash.ToHashCode();
    }

    /// <summary>
    /// The claim files' notation: <c>4x4x512</c>, with <c>None</c> for an unknown axis and <c>?</c> for an unknown shape.
    /// </summary>
    public override string ToString() =>
        IsUnknown ? "?" : string.Join('x', _axes.Select(axis => axis?.ToString(CultureInfo.InvariantCulture) ?? "None"));
}
