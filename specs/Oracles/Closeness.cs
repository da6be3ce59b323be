namespace Repro.Specs.Oracles;

/// <summary>How far a float32 tensor may lie from its float64 oracle.</summary>
internal static class Closeness
{
    /// <summary>Outputs, weights and gradients agree to this part of their tensor's root mean square.</summary>
    /// <remarks>
    /// A rounding to float32 is off by up to 2^-24. Behind a value of the deepest network, a gradient in VGG16, are some 18 sums of at most
    /// 8,192 terms: 147,000 roundings. Like a random walk they stray by sqrt(147,000) * 2^-24 = 2.3e-5. Four times that is allowed.
    /// </remarks>
    public const double OfRootMeanSquare = 1e-4;

    /// <summary>The outputs and gradients of a single layer agree to this part of their tensor's root mean square.</summary>
    /// <remarks>
    /// Behind a value of the layers' cases are sums of at most 200 terms, and behind normalization three of them: some 600 roundings of up
    /// to 2^-24, which like a random walk stray by sqrt(600) * 2^-24 = 1.5e-6. Eight times that is allowed, since single values may stray
    /// further than the mean one.
    /// </remarks>
    public const double OfLayer = 1.2e-5;

    /// <summary>Losses agree to this relative difference.</summary>
    public const double OfLoss = 1e-5;

    public static void ShouldBeClose(ReadOnlySpan<float> actual, IReadOnlyList<double> expected, string what) =>
        ShouldBeWithin(actual, expected, OfRootMeanSquare, what);

    public static void ShouldBeCloseLayer(ReadOnlySpan<float> actual, IReadOnlyList<double> expected, string what) =>
        ShouldBeWithin(actual, expected, OfLayer, what);

    private static void ShouldBeWithin(ReadOnlySpan<float> actual, IReadOnlyList<double> expected, double part, string what)
    {
        actual.Length.Should().Be(expected.Count, what);
        double margin = part * Math.Sqrt(expected.Sum(value => value * value) / expected.Count);
        double largest = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            largest = double.MaxNumber(largest, Math.Abs(actual[i] - expected[i]));
        }

        actual.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue).Should().Be(-1, "{0} must be finite", what);
        largest.Should().BeLessThanOrEqualTo(margin, "{0} must agree with the oracle", what);
    }

    public static void ShouldBeCloseLoss(double actual, double expected, string what) =>
        actual.Should().BeApproximately(expected, OfLoss * Math.Abs(expected), what);
}
