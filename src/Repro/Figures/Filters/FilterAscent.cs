using System.Globalization;
using Repro.Backends;
using Repro.Data.Imaging;
using Repro.Randomness;

namespace Repro.Figures.Filters;

/// <summary>
/// Gradient ascent to what a filter answers most strongly to: the mean of a channel
/// is raised by 40 steps of the normalised gradient from a noisy grey. Several channels climb as one batch; each takes the way it would
/// take alone.
/// </summary>
/// <param name="network">Best one that ends with the layer; see <see cref="WeightedModel.UpTo"/>.</param>
/// <param name="scale">
/// What the network's inputs are to pixels of 0..255: 1 for the documents' VGG16; a network that is fed pixels over 255 starts and steps by
/// so much less.
/// </param>
internal sealed class FilterAscent(INetwork network, string layer, float scale = 1)
{
    public const int Steps = 40;
    private const float Grey = 128;
    private const float Noise = 20;

    /// <summary>Noise from 128 to 148, each channel's from a stream of its own.</summary>
    /// <returns>(channels, height, width, 3), the network's input size</returns>
    public Tensor Start(IReadOnlyList<int> channels, int seed)
    {
        Tensor start = new([channels.Count, .. network.Model.InputShape.Axes.Select(axis => axis!.Value)]);
        int length = start.Values.Length / channels.Count;
        for (int i = 0; i < channels.Count; i++)
        {
            RandomStream stream = new(seed, string.Create(CultureInfo.InvariantCulture, $"filter-ascent/{layer}/{channels[i]}"));
            foreach (ref float value in start.Values.AsSpan(i * length, length))
            {
                value = (Grey + Noise * stream.NextSingle()) * scale;
            }
        }

        return start;
    }

    /// <summary>Climbs in place, a step each time the caller asks for the next.</summary>
    /// <param name="images">(channels, height, width, 3); changed by every step.</param>
    public IEnumerable<AscentStep> Climb(Tensor images, IReadOnlyList<int> channels)
    {
        int length = images.Values.Length / channels.Count;
        for (int step = 0; step < Steps; step++)
        {
            ScalarGradient found = network.Gradient(images, new ScalarObjective.ChannelMeans(layer, channels));
            Tensor raw = new([.. found.Gradient.Values], [.. found.Gradient.Shape]);
            for (int i = 0; i < channels.Count; i++)
            {
                GradientNormalization.Normalise(found.Gradient.Values.AsSpan(i * length, length));
            }

            for (int i = 0; i < images.Values.Length; i++)
            {
                images.Values[i] += scale * found.Gradient.Values[i];
            }

            yield return new AscentStep(found.Values, raw, found.Gradient);
        }
    }

    /// <summary>The patterns of some channels, as the documents show them.</summary>
    /// <param name="batch">How many climb together; never changes a pattern.</param>
    public IEnumerable<Pattern> Patterns(IReadOnlyList<int> channels, int seed, int batch = 16)
    {
        foreach (int[] together in channels.Chunk(batch))
        {
            Tensor images = Start(together, seed);
            IReadOnlyList<double>[] losses = [.. Climb(images, together).Select(step => step.Losses)];
            int length = images.Values.Length / together.Length;
            for (int i = 0; i < together.Length; i++)
            {
                yield return new Pattern(
                    DeprocessImage.ToImage(images.Values.AsSpan(i * length, length), images.Shape[1], images.Shape[2]),
                    losses[0][i],
                    losses[^1][i]
                );
            }
        }
    }
}

/// <summary>One step, taken.</summary>
/// <param name="Losses">Each channel's mean before the step.</param>
/// <param name="Gradient">Of the losses, as it came.</param>
/// <param name="Normalized">What was added to the images, but for their scale.</param>
internal sealed record AscentStep(IReadOnlyList<double> Losses, Tensor Gradient, Tensor Normalized);

/// <summary>What a channel answers to.</summary>
/// <param name="FirstLoss">The channel's mean over the noise.</param>
/// <param name="LastLoss">Its mean before the last step.</param>
internal sealed record Pattern(RgbImage Image, double FirstLoss, double LastLoss)
{
    /// <summary>A dead channel is 0 for all the noise, has no gradient and stays: its pattern is the noise.</summary>
    public bool IsDead => FirstLoss == 0 && LastLoss == 0;
}
