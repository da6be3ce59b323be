using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Evidence.Comparison;

/// <summary>
/// How far two backends' losses may lie apart before rounding no longer explains it.
/// </summary>
/// <remarks>
/// <para>
/// Rounding grows in training by a factor that depends on the run, so it is measured on the run itself: shadows of the first backend
/// (<see cref="PerturbedBackend"/>) move every weight by one unit in the last place before each step. At step or epoch k the bound is
/// F x max(u x loss at k, the shadows' largest distance up to k), with float32's unit roundoff u = 2^-24 and F = 32, or more where
/// batch normalization takes statistics of more numbers (<see cref="FactorOf"/>).
/// </para>
/// <para>
/// Why 32: the shadow rounds each weight once, which moves a sum of n products by about sqrt(n) roundings of a single product. A backend
/// that adds in another order rounds every partial sum, which moves it by up to about n / sqrt(2). The ratio sqrt(n / 2) is 32 for
/// n = 2048, of the order of this suite's longest sums. It also covers that a shadow is one draw: two trainings that rounding has carried
/// apart for good lie more than 32 times as far from each other as from a third in about 2 % of cases. It does not cover the rare event: at
/// a step
/// where a gradient passes near zero, or a ReLU near its corner, one rounding in many jumps. Hence several shadows where they are cheap.
/// Cpu and TensorFlow's kernels, measured
/// on the MNIST convnet, stayed within 1.1 times the shadow's largest distance.
/// </para>
/// <para>
/// Why more with batch normalization: a mean or variance of a batch is a sum of n = samples x places of a channel, in a forward pass, and
/// every output of the channel is divided by its root. A backend that adds the squares one after another rounds n partial sums that grow
/// evenly, so that the variance strays by u sqrt(n) / 3 of itself as a random walk, and the outputs by u sqrt(n) / 6. The shadow's nudge of
/// gamma moves them by about u. So F is at least sqrt(n / 2) of this n too, by the rule of the paragraph before. Measured against float64
/// with 20 images of 75x75, n = 112,500: TensorFlow's kernel strays by
/// 52 u (the formula: 56 u), the Cpu backend, which adds rows first, by 1.3 u.
/// </para>
/// <para>
/// What it can tell: another formula, another constant, reduced precision (TF32 keeps 10 bits of 23), a wrong mask, from the first steps
/// on. What it cannot: training amplifies rounding a thousandfold within a few dozen steps, and the bound with it. <see cref="Sharp"/> says
/// how far
/// it was sharp; where it no longer is, only coarse differences stand out, and the seeds' spread decides.
/// </para>
/// </remarks>
internal static class RoundingBound
{
    /// <summary>How many times the measured effect of rounding is still explained by it, in networks without longer sums.</summary>
    public const double Factor = 32;

    /// <summary>float32's: 2^-24.</summary>
    public const double UnitRoundoff = 1.0 / (1 << 24);

    private const double SharpShare = 0.01;

    /// <summary>
    /// The factor of a network: <see cref="Factor"/>, or sqrt(n / 2) where batch normalization takes statistics of n numbers and that is
    /// more.
    /// </summary>
    /// <param name="batch">Samples of a training step.</param>
    public static double FactorOf(Model model, int batch)
    {
        double longest = 0;
        foreach (FlatNode node in FlattenedModel.Of(model).Nodes)
        {
            if (node is not { Layer: BatchNormalization layer, Trainable: true, IsInference: false, OutputShape.IsKnown: true })
            {
                continue;
            }

            int channels = node.OutputShape[layer.AxisOf(node.OutputShape.Rank)]!.Value;
            longest = Math.Max(longest, (double)batch * node.OutputShape.Elements / channels);
        }

        return Math.Max(Factor, Math.Sqrt(longest / 2));
    }

    /// <summary>The bound at each step or epoch, in a network without long sums.</summary>
    /// <inheritdoc cref="Of(double, IReadOnlyList{double}, IReadOnlyList{IReadOnlyList{double}})"/>
    public static IReadOnlyList<double> Of(IReadOnlyList<double> losses, params IReadOnlyList<IReadOnlyList<double>> shadows) =>
        Of(Factor, losses, shadows);

    /// <summary>The bound at each step or epoch.</summary>
    /// <param name="factor">See <see cref="FactorOf"/>.</param>
    /// <param name="losses">The first backend's.</param>
    /// <param name="shadows">Its shadows', as many or fewer: the bound ends with them.</param>
    public static IReadOnlyList<double> Of(double factor, IReadOnlyList<double> losses, params IReadOnlyList<IReadOnlyList<double>> shadows)
    {
        double[] bounds = new double[shadows.Aggregate(losses.Count, (least, shadow) => Math.Min(least, shadow.Count))];
        double farthest = 0;
        for (int k = 0; k < bounds.Length; k++)
        {
            farthest = shadows.Aggregate(farthest, (far, shadow) => Math.Max(far, Math.Abs(shadow[k] - losses[k])));
            bounds[k] = factor * Math.Max(UnitRoundoff * Math.Abs(losses[k]), farthest);
        }

        return bounds;
    }

    /// <summary>How many steps or epochs from the first on have a bound of at most 1 % of the loss.</summary>
    public static int Sharp(IReadOnlyList<double> losses, IReadOnlyList<double> bounds) =>
        bounds.TakeWhile((bound, k) => bound <= SharpShare * Math.Abs(losses[k])).Count();

    /// <summary>The first position at which the backends lie farther apart than the bound; null where they never do.</summary>
    public static int? FirstBeyond(IReadOnlyList<double> first, IReadOnlyList<double> second, IReadOnlyList<double> bounds)
    {
        for (int k = 0; k < bounds.Count; k++)
        {
            // Written so that a difference that is not a number lies beyond.
            if (!(Math.Abs(first[k] - second[k]) <= bounds[k]))
            {
                return k;
            }
        }

        return null;
    }
}
