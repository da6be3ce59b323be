namespace Repro.Backends.Cpu.Operations.Normalization;

/// <summary>
/// Divides groups of numbers of each sample by their Euclidean norm, of at least 1e-6. Sums are float64 in index order. Backwards
/// dx = (dy - y sum(dy y)) / norm.
/// </summary>
/// <param name="groups">The group of each element of a sample.</param>
internal sealed class UnitNormOperation(int input, int[] groups, int count) : Operation([input], groups.Length)
{
    // Keras adds nothing to the sum of squares, but takes at least this.
    private const double LeastSquare = 1e-12;

    private readonly double[] _inverse = new double[count];
    private readonly double[] _products = new double[count];

    public override IReadOnlyList<string> Arithmetic => ["unitnorm"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        for (int sample = 0; sample < step.Samples; sample++)
        {
            int start = sample * groups.Length;
            double[] inverse = Inverse(inputs[0], start);
            for (int i = 0; i < groups.Length; i++)
            {
                output[start + i] = (float)(inputs[0][start + i] * inverse[groups[i]]);
            }
        }
    }

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is not { } gradient)
        {
            return;
        }

        for (int sample = 0; sample < step.Samples; sample++)
        {
            int start = sample * groups.Length;
            double[] inverse = Inverse(flow.Inputs[0], start);
            double[] products = _products;
            products.AsSpan().Clear();
            for (int i = 0; i < groups.Length; i++)
            {
                products[groups[i]] += flow.OutputGradient[start + i] * (double)flow.Inputs[0][start + i] * inverse[groups[i]];
            }

            for (int i = 0; i < groups.Length; i++)
            {
                double unit = flow.Inputs[0][start + i] * inverse[groups[i]];
                gradient[start + i] = (float)((flow.OutputGradient[start + i] - unit * products[groups[i]]) * inverse[groups[i]]);
            }
        }
    }

    private double[] Inverse(float[] x, int start)
    {
        _inverse.AsSpan().Clear();
        for (int i = 0; i < groups.Length; i++)
        {
            _inverse[groups[i]] += (double)x[start + i] * x[start + i];
        }

        for (int group = 0; group < _inverse.Length; group++)
        {
            _inverse[group] = 1 / Math.Sqrt(Math.Max(_inverse[group], LeastSquare));
        }

        return _inverse;
    }
}
