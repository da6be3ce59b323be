namespace Repro.Data.Arrays;

/// <summary>What one of a model's outputs is to give for each sample.</summary>
/// <param name="Values">(samples, <paramref name="Width"/>), all finite.</param>
/// <param name="Width">Numbers of a sample.</param>
internal sealed record ArrayTarget(IReadOnlyList<float> Values, int Width)
{
    /// <summary>Some of the samples, in that order.</summary>
    public ArrayTarget Part(IReadOnlyList<int> numbers) =>
        new([.. numbers.SelectMany(number => Enumerable.Range(number * Width, Width).Select(place => Values[place]))], Width);
}
