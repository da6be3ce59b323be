using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Operations.Normalization;

/// <summary>
/// Normalises groups of numbers of each sample by their own mean and variance, with trained factors and offsets: LayerNormalization and
/// GroupNormalization. Sums are float64 in index order; means, roots and results are rounded to float32.
/// </summary>
/// <param name="groups">The group of each element of a sample.</param>
/// <param name="weights">The element of gamma and beta that belongs to each element of a sample.</param>
internal sealed class StandardizeOperation(
    int input,
    int[] groups,
    int count,
    int[] weights,
    float epsilon,
    Parameter? gamma,
    Parameter? beta
) : Operation([input], groups.Length)
{
    private readonly int _size = groups.Length / count;
    private float[] _mean = [];
    private float[] _inverse = [];
    private double[] _sums = [];
    private double[] _products = [];
    private double[]? _totals;

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [.. gamma is null ? Array.Empty<Parameter>() : [gamma], .. beta is null ? Array.Empty<Parameter>() : [beta]];

    public override IReadOnlyList<string> Arithmetic => ["layernorm"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        if (_mean.Length < step.Samples * count)
        {
            _mean = new float[step.Samples * count];
            _inverse = new float[step.Samples * count];
            _sums = new double[step.Samples * count];
            _products = new double[step.Samples * count];
        }

        step.Kernels.For(step.Samples, new ForwardWork(this, inputs[0], output));
    }

    public override void Backward(StepContext step, Flow flow)
    {
        float[]? dGamma = step.GradientOf(gamma);
        float[]? dBeta = step.GradientOf(beta);
        if (dGamma is not null)
        {
            Sum(step, flow, dGamma, byNormal: true);
        }

        if (dBeta is not null)
        {
            Sum(step, flow, dBeta, byNormal: false);
        }

        if (flow.InputGradients[0] is { } gradient)
        {
            step.Kernels.For(step.Samples, new BackwardWork(this, flow.Inputs[0], flow.OutputGradient, gradient));
        }
    }

    // The gradients of gamma and beta, summed over samples and elements in order.
    private void Sum(StepContext step, Flow flow, float[] sums, bool byNormal)
    {
        double[] totals = _totals ??= new double[sums.Length];
        totals.AsSpan().Clear();
        for (int sample = 0; sample < step.Samples; sample++)
        {
            for (int i = 0; i < groups.Length; i++)
            {
                int at = sample * groups.Length + i;
                int group = sample * count + groups[i];
                double dy = flow.OutputGradient[at];
                totals[weights[i]] += byNormal ? dy * ((double)(flow.Inputs[0][at] - _mean[group]) * _inverse[group]) : dy;
            }
        }

        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = (float)totals[i];
        }
    }

    private readonly struct ForwardWork(StandardizeOperation owner, float[] x, float[] y) : IWork
    {
        public void Run(int sample)
        {
            (int[] groups, int[] weights, int count, float epsilon, float[]? factors, float[]? offsets) = owner.Settings;
            int start = sample * groups.Length;
            Span<double> sums = owner._sums.AsSpan(sample * count, count);
            sums.Clear();
            for (int i = 0; i < groups.Length; i++)
            {
                sums[groups[i]] += x[start + i];
            }

            Span<float> mean = owner._mean.AsSpan(sample * count, count);
            Span<float> inverse = owner._inverse.AsSpan(sample * count, count);
            for (int g = 0; g < count; g++)
            {
                mean[g] = (float)(sums[g] / owner._size);
            }

            sums.Clear();
            for (int i = 0; i < groups.Length; i++)
            {
                double d = x[start + i] - mean[groups[i]];
                sums[groups[i]] += d * d;
            }

            for (int g = 0; g < count; g++)
            {
                inverse[g] = (float)(1 / Math.Sqrt(sums[g] / owner._size + epsilon));
            }

            for (int i = 0; i < groups.Length; i++)
            {
                float normal = (x[start + i] - mean[groups[i]]) * inverse[groups[i]];
                y[start + i] = MathF.FusedMultiplyAdd(
                    normal,
                    factors is null ? 1f : factors[weights[i]],
                    offsets is null ? 0f : offsets[weights[i]]
                );
            }
        }
    }

    private readonly struct BackwardWork(StandardizeOperation owner, float[] x, float[] dy, float[] dx) : IWork
    {
        public void Run(int sample)
        {
            (int[] groups, int[] weights, int count, _, float[]? factors, _) = owner.Settings;
            int start = sample * groups.Length;
            Span<double> sums = owner._sums.AsSpan(sample * count, count);
            Span<double> products = owner._products.AsSpan(sample * count, count);
            sums.Clear();
            products.Clear();
            for (int i = 0; i < groups.Length; i++)
            {
                double scaled = Scaled(factors, weights, start, i);
                sums[groups[i]] += scaled;
                products[groups[i]] += scaled * Normal(start, sample, i);
            }

            for (int i = 0; i < groups.Length; i++)
            {
                int group = groups[i];
                double rest =
                    Scaled(factors, weights, start, i)
                    - sums[group] / owner._size
                    - Normal(start, sample, i) * products[group] / owner._size;
                dx[start + i] = (float)(owner._inverse[sample * count + group] * rest);
            }
        }

        private double Scaled(float[]? factors, int[] weights, int start, int i) =>
            factors is null ? dy[start + i] : (double)dy[start + i] * factors[weights[i]];

        private double Normal(int start, int sample, int i)
        {
            (int[] groups, _, int count, _, _, _) = owner.Settings;
            int group = sample * count + groups[i];
            return (double)(x[start + i] - owner._mean[group]) * owner._inverse[group];
        }
    }

    private (int[] Groups, int[] Weights, int Count, float Epsilon, float[]? Factors, float[]? Offsets) Settings =>
        (groups, weights, count, epsilon, gamma?.Values, beta?.Values);
}
