using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Graph;

/// <summary>The L2 penalties of a network's weights: factor times the sum of squares.</summary>
internal static class Penalties
{
    // TensorFlow's L2Loss is half the sum of squares.
    private static readonly EagerOp HalfSquares = new("L2Loss", "L2 penalty");

    public static double Of(IEager eager, IReadOnlyList<Parameter> parameters)
    {
        double penalty = 0;
        Span<float> half = stackalloc float[1];
        foreach (Parameter parameter in parameters)
        {
            if (parameter.L2 == 0) continue;
            using EagerTensor squares = eager.Run(HalfSquares, parameter.Values);
            eager.Download(squares, half);
            penalty += parameter.L2 * (2.0 * half[0]);
        }

        return penalty;
    }
}
