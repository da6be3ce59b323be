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
    /// <param name="steps">How many steps are climbed; at least 1.</param>
    public static SeededAscent Climb(FilterAscent ascent, int channel, int seed, int steps)
    {
        Tensor images = ascent.Start([channel], seed);
        Tensor start = new([.. images.Values], [.. images.Shape]);
        float[] before = [.. images.Values];
        List<double> losses = [];
        foreach (AscentStep step in ascent.Climb(images, [channel]))
        {
            losses.Add(step.Losses[0]);
            if (losses.Count < steps)
            {
                images.Values.CopyTo(before, 0);
                continue;
            }

            double[] change = [.. images.Values.Zip(before, (now, then) => (double)now - then)];
            double stepSize = Math.Sqrt(Dot(change, change) / Dot(step.Normalized.Values, step.Normalized.Values));
            double along =
                Dot(change, step.Gradient.Values) / Math.Sqrt(Dot(change, change) * Dot(step.Gradient.Values, step.Gradient.Values));
            return new SeededAscent(start, images, losses, stepSize, along);
        }

        throw new ArgumentOutOfRangeException(nameof(steps), steps, $"An ascent has {FilterAscent.Steps} steps.");
    }

    private static double Dot(IReadOnlyList<float> a, IReadOnlyList<float> b) => a.Zip(b, (x, y) => (double)x * y).Sum();

    private static double Dot(IReadOnlyList<double> a, IReadOnlyList<float> b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Dot(IReadOnlyList<double> a, IReadOnlyList<double> b) => a.Zip(b, (x, y) => x * y).Sum();
}
