using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Kernels;

/// <summary>The updates of all optimizers, weight by weight.</summary>
internal sealed partial class ReferenceKernels
{
    public override void Update(int count, float[] weight, float[] gradient, float[][] slots, in UpdateStep step)
    {
        for (int i = 0; i < count; i++)
        {
            if (step.Shrink != 0)
            {
                weight[i] = MathF.FusedMultiplyAdd(-step.Shrink, weight[i], weight[i]);
            }

            weight[i] = step.Rule switch
            {
                UpdateRule.Sgd => Sgd(step, i, weight[i], gradient[i], slots),
                UpdateRule.RmsProp => RmsProp(step, i, weight[i], gradient[i], slots),
                UpdateRule.Adam => Adam(step, i, weight[i], gradient[i], slots),
                UpdateRule.Adagrad => Adagrad(step, i, weight[i], gradient[i], slots[0]),
                UpdateRule.Adadelta => Adadelta(step, i, weight[i], gradient[i], slots[0], slots[1]),
                UpdateRule.Adamax => Adamax(step, i, weight[i], gradient[i], slots[0], slots[1]),
                UpdateRule.Nadam => Nadam(step, i, weight[i], gradient[i], slots[0], slots[1]),
                UpdateRule.Ftrl => Ftrl(step, i, weight[i], gradient[i], slots[0], slots[1]),
                _ => throw new ArgumentOutOfRangeException(nameof(step), step.Rule, "There is no such rule."),
            };
        }
    }

    private static float Sgd(in UpdateStep step, int i, float w, float g, float[][] slots)
    {
        if (!step.HasMomentum)
        {
            return MathF.FusedMultiplyAdd(-step.Rate, g, w);
        }

        float move = step.Rate * g;
        float m = Kept(MathF.FusedMultiplyAdd(step.Momentum, slots[0][i], -move));
        slots[0][i] = m;
        return w + (step.Nesterov ? MathF.FusedMultiplyAdd(step.Momentum, m, -move) : m);
    }

    private static float RmsProp(in UpdateStep step, int i, float w, float g, float[][] slots)
    {
        float v = Kept(MathF.FusedMultiplyAdd(step.SquareKept, slots[0][i], step.SquareShare * (g * g)));
        slots[0][i] = v;
        if (step.Centered)
        {
            float[] means = slots[^1];
            float a = Kept(MathF.FusedMultiplyAdd(step.SquareKept, means[i], step.MeanShare * g));
            means[i] = a;
            v = MathF.FusedMultiplyAdd(-a, a, v);
            if (v < 0)
            {
                v = 0f;
            }
        }

        float move = step.Rate * g / (step.Inside ? MathF.Sqrt(v + step.Epsilon) : MathF.Sqrt(v) + step.Epsilon);
        if (!step.HasMomentum)
        {
            return w - move;
        }

        float m = Kept(MathF.FusedMultiplyAdd(step.Momentum, slots[1][i], move));
        slots[1][i] = m;
        return w - m;
    }

    private static float Adam(in UpdateStep step, int i, float w, float g, float[][] slots)
    {
        (float m, float v) = Moments(step, i, g, slots[0], slots[1]);
        if (step.Amsgrad)
        {
            float largest = slots[2][i];
            slots[2][i] = v = v > largest ? v : largest;
        }

        return w - step.Rate * m / (MathF.Sqrt(v) + step.Epsilon);
    }

    private static float Adagrad(in UpdateStep step, int i, float w, float g, float[] sums)
    {
        float v = MathF.FusedMultiplyAdd(g, g, sums[i]);
        sums[i] = v;
        return w - step.Rate * g / (step.Inside ? MathF.Sqrt(v + step.Epsilon) : MathF.Sqrt(v) + step.Epsilon);
    }

    private static float Adadelta(in UpdateStep step, int i, float w, float g, float[] squares, float[] moves)
    {
        float a = Kept(MathF.FusedMultiplyAdd(step.SquareKept, squares[i], step.SquareShare * (g * g)));
        squares[i] = a;
        float d = MathF.Sqrt(moves[i] + step.Epsilon) * g / MathF.Sqrt(a + step.Epsilon);
        moves[i] = Kept(MathF.FusedMultiplyAdd(step.SquareKept, moves[i], step.SquareShare * (d * d)));
        return MathF.FusedMultiplyAdd(-step.Rate, d, w);
    }

    private static float Adamax(in UpdateStep step, int i, float w, float g, float[] means, float[] maxima)
    {
        float m = Kept(MathF.FusedMultiplyAdd(g - means[i], step.MeanShare, means[i]));
        means[i] = m;
        float size = MathF.Abs(g);
        float x = Kept(step.SquareKept * maxima[i]);
        x = size > x ? size : x;
        maxima[i] = x;
        return w - step.Rate * m / (x + step.Epsilon);
    }

    private static float Nadam(in UpdateStep step, int i, float w, float g, float[] means, float[] squares)
    {
        (float m, float v) = Moments(step, i, g, means, squares);
        return w - MathF.FusedMultiplyAdd(step.Rate, m, step.GradientRate * g) / (MathF.Sqrt(v * step.SquareScale) + step.Epsilon);
    }

    private static float Ftrl(in UpdateStep step, int i, float w, float g, float[] squares, float[] sums)
    {
        float before = squares[i];
        float n = MathF.FusedMultiplyAdd(g, g, before);
        squares[i] = n;
        float root = MathF.Sqrt(n);
        float change = (root - MathF.Sqrt(before)) / step.Rate;
        float z = Kept(MathF.FusedMultiplyAdd(-change, w, sums[i] + MathF.FusedMultiplyAdd(step.Shrinkage, w, g)));
        sums[i] = z;
        float cut =
            z > step.L1 ? step.L1
            : z < -step.L1 ? -step.L1
            : z;
        return (cut - z) / (root / step.Rate + step.DoubleL2);
    }

    private static (float Mean, float Square) Moments(in UpdateStep step, int i, float g, float[] means, float[] squares)
    {
        float m = Kept(MathF.FusedMultiplyAdd(g - means[i], step.MeanShare, means[i]));
        float v = Kept(MathF.FusedMultiplyAdd(g * g - squares[i], step.SquareShare, squares[i]));
        (means[i], squares[i]) = (m, v);
        return (m, v);
    }

    // Numbers below the normal range would cost a hundred times as much.
    private static float Kept(float value) => MathF.Abs(value) < LeastKept ? 0f : value;
}
