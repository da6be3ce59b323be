using Repro.Models;

namespace Repro.Backends.Objectives;

/// <summary>A scalar of each sample that a gradient is asked of: where it is read, its value, and its slope there.</summary>
/// <param name="operation">The engine's operation whose tensor it reads.</param>
internal abstract class Objective(int operation)
{
    public int Operation => operation;

    /// <param name="find">An engine's operation that makes the output of the layer with that path, and its shape.</param>
    /// <param name="last">The operation that makes the model's output.</param>
    /// <param name="output">That output's shape.</param>
    /// <exception cref="ArgumentException">There is no such layer, channel or class.</exception>
    public static Objective Of(Func<string, (int Operation, Shape Shape)> find, int last, Shape output, ScalarObjective objective) => objective switch
    {
        ScalarObjective.ChannelMean mean => ChannelMeanOf(find, mean),
        ScalarObjective.ClassScore score when score.Index >= 0 && score.Index < output.Elements => new ClassScore(last, score.Index),
        ScalarObjective.ClassScore score => throw new ArgumentException($"There is no class {score.Index}: the model's output is {output}.", nameof(objective)),
        _ => throw new ArgumentException($"The objective {objective} is unknown.", nameof(objective)),
    };

    /// <summary>The scalar of one sample.</summary>
    public abstract double Value(ReadOnlySpan<float> sample);

    /// <summary>Overwrites one sample's gradient with respect to the tensor it reads.</summary>
    public abstract void Slope(Span<float> sample);

    private static ChannelMean ChannelMeanOf(Func<string, (int Operation, Shape Shape)> find, ScalarObjective.ChannelMean mean)
    {
        (int operation, Shape shape) = find(mean.Layer);
        int channels = shape[shape.Rank - 1]!.Value;
        return mean.Channel >= 0 && mean.Channel < channels
            ? new ChannelMean(operation, channels, mean.Channel)
            : throw new ArgumentException($"Layer '{mean.Layer}' has {channels} channels, so there is no channel {mean.Channel}.", nameof(mean));
    }
}

/// <summary>The mean of one channel, in float64 and row-major order; the slope is 1/cells, rounded once.</summary>
internal sealed class ChannelMean(int operation, int channels, int channel) : Objective(operation)
{
    public override double Value(ReadOnlySpan<float> sample)
    {
        double sum = 0;
        for (int at = channel; at < sample.Length; at += channels) sum += sample[at];
        return sum / (sample.Length / channels);
    }

    public override void Slope(Span<float> sample)
    {
        sample.Clear();
        float slope = (float)(1.0 / (sample.Length / channels));
        for (int at = channel; at < sample.Length; at += channels) sample[at] = slope;
    }
}

/// <summary>One component of the model's output.</summary>
internal sealed class ClassScore(int operation, int index) : Objective(operation)
{
    public override double Value(ReadOnlySpan<float> sample) => sample[index];

    public override void Slope(Span<float> sample)
    {
        sample.Clear();
        sample[index] = 1;
    }
}
