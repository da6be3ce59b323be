namespace Repro.Training.Comparison;

/// <summary>
/// How far two engines' losses may lie apart before rounding no longer explains it.
/// </summary>
/// <remarks>
/// <para>
/// Rounding grows in training by a factor that depends on the run, so it is measured on the run itself: a shadow of the first engine
/// (<see cref="RoundingShadow"/>) moves every weight by one unit in the last place before each step. At step or epoch k the bound is
/// 32 x max(u x loss at k, the shadow's largest distance up to k), with float32's unit roundoff u = 2^-24.
/// </para>
/// <para>
/// Why 32: the shadow rounds each weight once, which moves a sum of n products by about sqrt(n) roundings of a single product. An engine
/// that adds in another order rounds every partial sum, which moves it by up to about n / sqrt(2). The ratio sqrt(n / 2) is 32 for
/// n = 2048, more terms than the chains of these networks have between two roundings to another level (blocks, segments).
/// </para>
/// <para>
/// What it can tell: another formula, another constant, reduced precision (TF32 keeps 10 bits of 23), a wrong mask, from the first steps
/// on. What it cannot: where rounding has grown as far as it goes, after some epochs, the bound is 32 times a difference that no longer grows,
/// so only coarse differences stand out; from there on the seeds' spread decides.
/// </para>
/// </remarks>
public static class RoundingBound
{
    /// <summary>How many times the measured effect of rounding is still explained by it.</summary>
    public const double Factor = 32;

    /// <summary>float32's: 2^-24.</summary>
    public const double UnitRoundoff = 1.0 / (1 << 24);

    /// <summary>The bound at each step or epoch.</summary>
    /// <param name="losses">The first engine's.</param>
    /// <param name="shadow">Its shadow's, as many or fewer: the bound ends with them.</param>
    public static IReadOnlyList<double> Of(IReadOnlyList<double> losses, IReadOnlyList<double> shadow)
    {
        double[] bounds = new double[Math.Min(losses.Count, shadow.Count)];
        double farthest = 0;
        for (int k = 0; k < bounds.Length; k++)
        {
            farthest = Math.Max(farthest, Math.Abs(shadow[k] - losses[k]));
            bounds[k] = Factor * Math.Max(UnitRoundoff * Math.Abs(losses[k]), farthest);
        }

        return bounds;
    }

    /// <summary>The first position at which the engines lie farther apart than the bound; null where they never do.</summary>
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
