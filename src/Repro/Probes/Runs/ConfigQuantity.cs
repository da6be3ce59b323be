using System.Globalization;
using Repro.Claims;

namespace Repro.Probes.Runs;

/// <summary>A quantity of a run's configuration, or of a part of it.</summary>
/// <param name="Read">Null where the configuration does not have it.</param>
internal sealed record ConfigQuantity<T>(string Name, string Meaning, Func<T, Value?> Read);

/// <summary>Settings as claims write them; null where there are none.</summary>
internal static class ConfigValues
{
    public static Value? Text(string? text) => text is null ? null : new Value.Text(text);

    public static Value? Number(double? number) => number is null ? null : new Value.Number(number.Value);

    public static Value? Flag(bool? flag) => flag is null ? null : new Value.Text(flag.Value ? "true" : "false");

    public static Value? Size((int Height, int Width)? size) =>
        size is { } pixels ? new Value.Dimensions([pixels.Height, pixels.Width]) : null;

    public static string Of(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
