using System.Text.Json;
using Repro.Backends;

namespace Repro.Specs.Oracles;

/// <summary>What an oracle kept of a tensor: shape, mean, Euclidean norm, first and last values.</summary>
internal static class Digest
{
    public static void ShouldBeClose(Tensor tensor, JsonElement digest, string what)
    {
        tensor.Shape.Should().Equal(digest.Doubles("shape").Select(axis => (int)axis), what);
        ShouldBeClose(tensor.Values, digest, Closeness.OfRootMeanSquare, what);
    }

    /// <param name="part">The margin, as a part of the oracle's root mean square.</param>
    public static void ShouldBeClose(ReadOnlySpan<float> values, JsonElement digest, double part, string what)
    {
        values.Length.Should().Be((int)digest.Doubles("shape").Aggregate((product, axis) => product * axis), what);
        double norm = digest.GetProperty("l2").GetDouble();
        double margin = part * norm / Math.Sqrt(values.Length);
        double sum = 0;
        double squares = 0;
        foreach (float value in values)
        {
            sum += value;
            squares += (double)value * value;
        }

        (sum / values.Length).Should().BeApproximately(digest.GetProperty("mean").GetDouble(), margin, "the mean of {0}", what);
        Math.Sqrt(squares).Should().BeApproximately(norm, part * norm, "the norm of {0}", what);
        double[] first = digest.Doubles("first");
        double[] last = digest.Doubles("last");
        for (int i = 0; i < first.Length; i++)
        {
            ((double)values[i]).Should().BeApproximately(first[i], margin, "value {0} of {1}", i, what);
            ((double)values[values.Length - last.Length + i])
                .Should()
                .BeApproximately(last[i], margin, "value {0} from the end of {1}", last.Length - i, what);
        }
    }
}
