using Repro.Backends;

namespace Repro.Figures.Heat;

/// <summary>
/// Grad-CAM (Selvaraju et al. 2017): the gradient of a
/// class's score for the last convolution's output, averaged over space, weighs that output's channels; their mean is the heat map.
/// </summary>
internal static class GradCam
{
    /// <summary>The raw heat map of one image.</summary>
    /// <param name="x">(1, height, width, 3)</param>
    /// <param name="index">The class; of a network with one output 0.</param>
    /// <param name="against">What speaks against the class: of a network with one output, for the other one.</param>
    public static HeatMap Of(INetwork network, Tensor x, string layer, int index, bool against = false) =>
        Mean(Weighed(network, x, layer, index, against));

    /// <summary>The layer's output, each channel times what it counts for the class; parameters as <see cref="Of"/>'s.</summary>
    /// <returns>(1, height, width, channels)</returns>
    public static Tensor Weighed(INetwork network, Tensor x, string layer, int index, bool against = false)
    {
        float[] pooled = Pool(network.Gradient(x, new ScalarObjective.ClassScore(index), layer).Gradient);
        return Weigh(network.Activations(x, [layer])[0], against ? [.. pooled.Select(value => -value)] : pooled);
    }

    /// <summary>The mean over all axes but the last: one weight a channel.</summary>
    public static float[] Pool(Tensor gradients)
    {
        int channels = gradients.Shape[^1];
        double[] sums = new double[channels];
        for (int i = 0; i < gradients.Values.Length; i++)
        {
            sums[i % channels] += gradients.Values[i];
        }

        return [.. sums.Select(sum => (float)(sum / (gradients.Values.Length / channels)))];
    }

    /// <summary>Each channel times its weight.</summary>
    public static Tensor Weigh(Tensor features, IReadOnlyList<float> pooled)
    {
        Tensor weighed = new([.. features.Shape]);
        for (int i = 0; i < weighed.Values.Length; i++)
        {
            weighed.Values[i] = features.Values[i] * pooled[i % pooled.Count];
        }

        return weighed;
    }

    /// <summary>The mean over the channels, <c>axis=-1</c>.</summary>
    /// <param name="weighed">(1, height, width, channels)</param>
    public static HeatMap Mean(Tensor weighed)
    {
        int channels = weighed.Shape[^1];
        float[] means = new float[weighed.Values.Length / channels];
        for (int i = 0; i < means.Length; i++)
        {
            double sum = 0;
            for (int channel = 0; channel < channels; channel++)
            {
                sum += weighed.Values[i * channels + channel];
            }

            means[i] = (float)(sum / channels);
        }

        return new HeatMap(weighed.Shape[1], weighed.Shape[2], means);
    }

    /// <summary>A common slip: the mean over <c>axis=1</c>, the columns, which leaves rows by channels and no map of the image.</summary>
    public static HeatMap MeanOverColumns(Tensor weighed)
    {
        (int rows, int columns, int channels) = (weighed.Shape[1], weighed.Shape[2], weighed.Shape[3]);
        float[] means = new float[rows * channels];
        for (int row = 0; row < rows; row++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                double sum = 0;
                for (int column = 0; column < columns; column++)
                {
                    sum += weighed.Values[(row * columns + column) * channels + channel];
                }

                means[row * channels + channel] = (float)(sum / columns);
            }
        }

        return new HeatMap(rows, channels, means);
    }
}
