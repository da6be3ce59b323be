using Repro.Backends;
using Repro.Figures.Filters;

namespace Repro.Probes.Samples;

/// <summary>What was seen of an ascent while it was climbed.</summary>
/// <param name="Start">The noise that it began with.</param>
/// <param name="End">What it reached, before <c>deprocess_image</c>.</param>
/// <param name="Losses">Before each step: as many as gradients were asked for.</param>
/// <param name="StepSize">The last step's change of the image over the normalised gradient, by their root mean squares.</param>
/// <param name="Along">The cosine between the last step's change and the gradient: 1 for ascent, -1 for descent.</param>
internal sealed record SeededAscent(Tensor Start, Tensor End, IReadOnlyList<double> Losses, double StepSize, double Along)
{
    public static SeededAscent Climb(FilterAscent ascent, int channel, int seed)
    {
        Tensor images = ascent.Start([channel], seed);
        float[] start = [.. images.Values];
        float[] before = start;
        List<double> losses = [];
        double stepSize = double.NaN;
        double along = double.NaN;
        foreach (AscentStep step in ascent.Climb(images, [channel]))
        {
            losses.Add(step.Losses[0]);
            double[] change = [.. images.Values.Zip(before, (now, then) => (double)now - then)];
            stepSize = Math.Sqrt(Dot(change, change) / Dot(step.Normalized.Values, step.Normalized.Values));
            along = Dot(change, step.Gradient.Values) / Math.Sqrt(Dot(change, change) * Dot(step.Gradient.Values, step.Gradient.Values));
            before = [.. images.Values];
        }

        return new SeededAscent(new Tensor(start, [.. images.Shape]), images, losses, stepSize, along);
    }

    private static double Dot(IReadOnlyList<float> a, IReadOnlyList<float> b) => a.Zip(b, (x, y) => (double)x * y).Sum();

    private static double Dot(IReadOnlyList<double> a, IReadOnlyList<float> b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Dot(IReadOnlyList<double> a, IReadOnlyList<double> b) => a.Zip(b, (x, y) => x * y).Sum();
}
