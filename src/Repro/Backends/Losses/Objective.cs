using Repro.Models;

namespace Repro.Backends.Losses;

/// <summary>A scalar of each sample that a gradient is asked of: where it is read, its value, and its slope there.</summary>
/// <param name="operation">The backend's operation whose tensor it reads.</param>
internal abstract class Objective(int operation)
{
    public int Operation => operation;

    /// <param name="find">A backend's operation that makes the output of the layer with that path, and its shape.</param>
    /// <param name="last">The operation that makes the model's output.</param>
    /// <param name="output">That output's shape.</param>
    /// <param name="samples">How many the batch holds.</param>
    /// <exception cref="ArgumentException">There is no such layer, channel or class, or not a channel for each sample.</exception>
    public static Objective Of(
        Func<string, (int Operation, Shape Shape)> find,
        int last,
        Shape output,
        int samples,
        ScalarObjective objective
    ) =>
        objective switch
        {
            ScalarObjective.ChannelMean mean => ChannelMeanOf(find, mean.Layer, [mean.Channel]),
            ScalarObjective.ChannelMeans means when means.Channels.Count == samples => ChannelMeanOf(find, means.Layer, means.Channels),
            ScalarObjective.ChannelMeans means => throw new ArgumentException(
                $"{means.Channels.Count} channels are named for {samples} samples: name one for each.",
                nameof(objective)
            ),
            ScalarObjective.ClassScore score when score.Index >= 0 && score.Index < output.Elements => new ClassScore(last, score.Index),
            ScalarObjective.ClassScore score => throw new ArgumentException(
                $"There is no class {score.Index}: the model's output is {output}.",
                nameof(objective)
            ),
            _ => throw new ArgumentException($"The objective {objective} is unknown.", nameof(objective)),
        };

    /// <summary>The scalar of one sample.</summary>
    /// <param name="number">The sample's place in the batch.</param>
    public abstract double Value(int number, ReadOnlySpan<float> sample);

    /// <summary>Overwrites one sample's gradient with respect to the tensor it reads.</summary>
    public abstract void Slope(int number, Span<float> sample);

    private static ChannelMean ChannelMeanOf(Func<string, (int Operation, Shape Shape)> find, string layer, IReadOnlyList<int> chosen)
    {
        (int operation, Shape shape) = find(layer);
        int channels = shape[shape.Rank - 1]!.Value;
        foreach (int channel in chosen)
        {
            if (channel < 0 || channel >= channels)
            {
                throw new ArgumentException($"Layer '{layer}' has {channels} channels, so there is no channel {channel}.", nameof(chosen));
            }
        }

        return new ChannelMean(operation, channels, chosen);
    }
}

/// <summary>The mean of one channel, in float64 and row-major order; the slope is 1/cells, rounded once.</summary>
/// <param name="chosen">One for each sample, or one for all.</param>
internal sealed class ChannelMean(int operation, int channels, IReadOnlyList<int> chosen) : Objective(operation)
{
    public override double Value(int number, ReadOnlySpan<float> sample)
    {
        double sum = 0;
        for (int at = ChannelOf(number); at < sample.Length; at += channels)
        {
            sum += sample[at];
        }

        return sum / (sample.Length / channels);
    }

    public override void Slope(int number, Span<float> sample)
    {
        sample.Clear();
        float slope = (float)(1.0 / (sample.Length / channels));
        for (int at = ChannelOf(number); at < sample.Length; at += channels)
        {
            sample[at] = slope;
        }
    }

    private int ChannelOf(int number) => chosen[chosen.Count == 1 ? 0 : number];
}

/// <summary>One component of the model's output.</summary>
internal sealed class ClassScore(int operation, int index) : Objective(operation)
{
    public override double Value(int number, ReadOnlySpan<float> sample) => sample[index];

    public override void Slope(int number, Span<float> sample)
    {
        sample.Clear();
        sample[index] = 1;
    }
}
