using Repro.Claims;
using Repro.Models;

namespace Repro.Probes.Networks;

/// <summary>Measured things as claim files write them.</summary>
internal static class ModelValues
{
    public static Value Number(long number) => new Value.Number(number);

    public static Value Text(string text) => new Value.Text(text);

    public static Value Names(IEnumerable<string> names) => new Value.Text(string.Join(' ', names));

    /// <summary>Names or windows, each once, in the order in which they first occur.</summary>
    public static Value Distinct(IEnumerable<string> names) => Names(names.Distinct(StringComparer.Ordinal));

    public static Value Flag(bool value) => new Value.Text(value ? "true" : "false");

    public static Value Dimensions(Shape shape) => new Value.Dimensions(shape.Axes);

    public static Value Dimensions(IEnumerable<int> axes) => new Value.Dimensions([.. axes.Select(axis => (int?)axis)]);

    public static Value Dimensions(Size size) => Dimensions([size.Height, size.Width]);
}
