using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Training.State;

namespace Repro.Training.Features;

/// <summary>Everything that features depend on. Features are the same where it is the same, whichever run asks.</summary>
/// <param name="Base">The name of the base.</param>
/// <param name="Layer">The layer whose output it is; null for the base's last.</param>
/// <param name="Pooling"><c>avg</c>, or null.</param>
/// <param name="WeightsSha256">What names the base's weights, see <see cref="Weights.PretrainedWeights.Identity"/>.</param>
/// <param name="Part"><c>SET/SPLIT</c></param>
/// <param name="PixelsSha256">Of the decoded and resized pixels and labels.</param>
/// <param name="Preprocessing"><c>rescale 0.00392156862745098</c> or <c>caffe</c>.</param>
/// <param name="Backend">With its libraries where it promises no bits.</param>
/// <param name="Arithmetic">The versions of the base's operations.</param>
internal sealed record FeatureKey(
    string Base,
    string? Layer,
    string? Pooling,
    string WeightsSha256,
    string Part,
    string PixelsSha256,
    int Height,
    int Width,
    int BatchSize,
    string Preprocessing,
    [property: JsonPropertyName("Engine")] string Backend,
    string Arithmetic
)
{
    /// <summary>The columns of one-hot labels; null for labels of 0 and 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Classes { get; init; }

    /// <summary>The digest of a base out of a file, which can change under its name; null for a built-in one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Network { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>A name for people, made unique by the key's checksum.</summary>
    public string FileName() =>
        FormattableString.Invariant(
            $"{Base.Replace('/', '_')}{(Layer is null ? "" : $"-{Layer.Replace('/', '_')}")}{(Pooling is null ? "" : $"-{Pooling}")}-{Part.Replace('/', '-')}-{Digests.OfText(ToJson())[..12]}.features"
        );
}
