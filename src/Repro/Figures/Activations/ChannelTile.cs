namespace Repro.Figures.Activations;

/// <summary>
/// A channel made fit for a grid: less its mean, over its
/// standard deviation, times 64, plus 128, clipped to 0..255, the fraction dropped.
/// </summary>
internal static class ChannelTile
{
    private const double Spread = 64;
    private const double Middle = 128;

    /// <summary>
    /// The levels; null for a blank channel, whose standard deviation is 0: the documents divide by it, and what a byte becomes of the NaN
    /// is not said anywhere.
    /// </summary>
    public static byte[]? Levels(ReadOnlySpan<float> channel)
    {
        (double mean, double deviation) = Moments.Of(channel);
        if (deviation == 0)
        {
            return null;
        }

        byte[] levels = new byte[channel.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = (byte)Math.Clamp((channel[i] - mean) / deviation * Spread + Middle, 0, 255);
        }

        return levels;
    }
}
