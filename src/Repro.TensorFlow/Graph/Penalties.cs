using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Graph;

/// <summary>The penalties of a network's weights: factors times the sums of magnitudes and of squares.</summary>
internal static class Penalties
{
    // TensorFlow's L2Loss is half the sum of squares.
    private static readonly EagerOp HalfSquares = new("L2Loss", "L2 penalty");
    private static readonly EagerOp Sizes = new("Abs", "L1 penalty");

    public static double Of(IEager eager, IReadOnlyList<Parameter> parameters)
    {
        double penalty = 0;
        Span<float> half = stackalloc float[1];
        foreach (Parameter parameter in parameters)
        {
            (float l1, float l2) = parameter.Spec.Penalty;
            if (l1 != 0)
            {
                using EagerTensor sizes = eager.Run(Sizes, parameter.Values);
                float[] values = new float[parameter.Spec.Elements];
                eager.Download(sizes, values);
                penalty += l1 * values.Sum(value => (double)value);
            }

            if (l2 == 0)
            {
                continue;
            }

            using EagerTensor squares = eager.Run(HalfSquares, parameter.Values);
            eager.Download(squares, half);
            penalty += l2 * (2.0 * half[0]);
        }

        return penalty;
    }
}
