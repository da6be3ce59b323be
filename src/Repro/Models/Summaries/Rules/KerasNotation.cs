using System.Globalization;

namespace Repro.Models.Summaries.Rules;

/// <summary>How Keras writes shapes and numbers.</summary>
internal static class KerasNotation
{
    /// <summary>
    /// A shape with the batch axis before it: <c>(None, 4, 4, 512)</c>; <c>?</c>, as Keras 3 writes it, where it is unknown.
    /// </summary>
    public static string Batch(Shape shape) =>
        shape switch
        {
            { IsUnknown: true } => "?",
            { Rank: 0 } => "(None,)",
            _ => $"(None, {string.Join(", ", shape.Axes.Select(Axis))})",
        };

    /// <summary>A shape as a Python tuple, without the batch: <c>(28, 28, 1)</c>.</summary>
    public static string Tuple(Shape shape) => $"({string.Join(", ", shape.Axes.Select(Axis))}{(shape.Rank == 1 ? "," : "")})";

    /// <summary>A shape with its batch axis as Python prints it: <c>(None, 10)</c>, <c>(None,)</c>.</summary>
    public static string Tuple(IReadOnlyList<int?> axes) => $"({string.Join(", ", axes.Select(Axis))}{(axes.Count == 1 ? "," : "")})";

    /// <summary>A Python list: <c>[(None, 4), (None, 4)]</c>.</summary>
    public static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    public static string Tuple(Size size) => string.Create(CultureInfo.InvariantCulture, $"({size.Height}, {size.Width})");

    /// <summary>A tensor of a layer: <c>conv1_pad[0][0]</c>.</summary>
    public static string Tensor(Node node) => $"{node.Layer.Name}[0][0]";

    /// <summary>With thousands separators: <c>14,714,688</c>.</summary>
    public static string Thousands(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Axis(int? axis) => axis?.ToString(CultureInfo.InvariantCulture) ?? "None";
}
