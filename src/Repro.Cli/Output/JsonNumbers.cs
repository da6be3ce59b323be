using System.Globalization;
using System.Text.Json.Nodes;

namespace Repro.Cli.Output;

/// <summary>
/// Numbers in JSON: NaN and the infinities, which JSON has no numbers for, as the texts that System.Text.Json takes for them.
/// </summary>
internal static class JsonNumbers
{
    public static JsonNode Of(double number) =>
        double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture));
}
