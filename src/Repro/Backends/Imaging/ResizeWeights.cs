using Repro.Models.Layers;
using Repro.Numerics;

namespace Repro.Backends.Imaging;

/// <summary>
/// What each pixel of a resized axis takes of the pixels before, by the rules of <c>tf.image.resize</c>: centers at (i + 0.5) n / o.
/// Weights that fall outside the image are dropped, and the rest is scaled to a sum of 1. Computed in float64, rounded to float32.
/// </summary>
internal static class ResizeWeights
{
    private const double TableSize = 1024;

    /// <summary>For each pixel of the output the first pixel of the input that counts, and the weights from it on.</summary>
    public static (int Start, float[] Weights)[] Of(ResizeMethod method, bool antialias, int input, int output)
    {
        (int, float[])[] all = new (int, float[])[output];
        double scale = (double)input / output;
        for (int i = 0; i < output; i++)
        {
            all[i] = method switch
            {
                ResizeMethod.Area => Overlap(i * scale, (i + 1) * scale, input),
                ResizeMethod.Nearest => (Math.Min((int)((i + 0.5) * scale), input - 1), [1f]),
                // Without antialiasing TensorFlow looks up the cubic in a table.
                ResizeMethod.Bicubic when !antialias => Looked((i + 0.5) * scale - 0.5, input),
                ResizeMethod.Bilinear when !antialias => Blend(Math.Clamp((i + 0.5) * scale - 0.5, 0, input - 1), input),
                _ => Filtered(method, (i + 0.5) * scale, antialias ? Math.Max(scale, 1) : 1, input),
            };
        }

        return all;
    }

    private static (int Start, float[] Weights) Overlap(double from, double to, int input)
    {
        int first = (int)from;
        int end = Math.Min((int)Math.Ceiling(to), input);
        return Normalized(first, [.. Enumerable.Range(first, end - first).Select(j => Math.Min(to, j + 1) - Math.Max(from, j))]);
    }

    private static (int Start, float[] Weights) Blend(double center, int input)
    {
        int low = (int)center;
        return low + 1 < input ? (low, [(float)(1 - (center - low)), (float)(center - low)]) : (low, [1f]);
    }

    private static (int Start, float[] Weights) Looked(double center, int input)
    {
        int first = (int)Math.Floor(center);
        double offset = Math.Round((center - first) * TableSize, MidpointRounding.ToEven) / TableSize;
        int start = Math.Max(first - 1, 0);
        int end = Math.Min(first + 3, input);
        return Normalized(start, [.. Enumerable.Range(start, end - start).Select(j => Keys(j - first - offset))]);
    }

    private static (int Start, float[] Weights) Filtered(ResizeMethod method, double center, double stretch, int input)
    {
        double radius = Radius(method) * stretch;
        int start = Math.Max((int)Math.Ceiling(center - radius - 0.5), 0);
        int last = Math.Min((int)Math.Floor(center + radius - 0.5), input - 1);
        return Normalized(start, [.. Enumerable.Range(start, last - start + 1).Select(j => Filter(method, (j + 0.5 - center) / stretch))]);
    }

    private static (int Start, float[] Weights) Normalized(int start, double[] weights)
    {
        double sum = weights.Sum();
        return (start, [.. weights.Select(weight => (float)(weight / sum))]);
    }

    private static double Radius(ResizeMethod method) =>
        method switch
        {
            ResizeMethod.Bilinear => 1,
            ResizeMethod.Lanczos3 => 3,
            ResizeMethod.Lanczos5 => 5,
            ResizeMethod.Gaussian => 1.5,
            _ => 2,
        };

    private static double Filter(ResizeMethod method, double x) =>
        method switch
        {
            ResizeMethod.Bilinear => Math.Max(0, 1 - Math.Abs(x)),
            ResizeMethod.Lanczos3 => Lanczos(x, 3),
            ResizeMethod.Lanczos5 => Lanczos(x, 5),
            // A standard deviation of a third of the radius, 0.5.
            ResizeMethod.Gaussian => Math.Abs(x) >= 1.5 ? 0 : Elementary.Exp(-2 * x * x),
            ResizeMethod.MitchellCubic => Mitchell(Math.Abs(x)),
            _ => Keys(x),
        };

    // The cubic with the slope -0.5.
    private static double Keys(double signed)
    {
        double x = Math.Abs(signed);
        return x < 1 ? (1.5 * x - 2.5) * x * x + 1
            : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2
            : 0;
    }

    private static double Mitchell(double x) =>
        x < 1 ? ((7 * x - 12) * x * x + 16.0 / 3) / 6
        : x < 2 ? (((-7.0 / 3 * x + 12) * x - 20) * x + 32.0 / 3) / 6
        : 0;

    private static double Lanczos(double x, int radius)
    {
        if (Math.Abs(x) >= radius)
        {
            return 0;
        }

        return Math.Abs(x) < 1e-3 ? 1 : radius * SinePi(x) * SinePi(x / radius) / (Math.PI * Math.PI * x * x);
    }

    private static double SinePi(double x) => Trigonometry.SinCos(Math.PI * x).Sine;
}
