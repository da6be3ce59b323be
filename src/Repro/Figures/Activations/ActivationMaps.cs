using Repro.Backends;

namespace Repro.Figures.Activations;

/// <summary>A layer's output for one image, taken apart.</summary>
internal static class ActivationMaps
{
    /// <param name="maps">(1, height, width, channels)</param>
    /// <returns>(height, width)</returns>
    public static float[] Channel(this Tensor maps, int channel)
    {
        int channels = maps.Shape[^1];
        float[] values = new float[maps.Values.Length / maps.Samples / channels];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = maps.Values[i * channels + channel];
        }

        return values;
    }
}
