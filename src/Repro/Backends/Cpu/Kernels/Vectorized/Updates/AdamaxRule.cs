using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Updates;

internal readonly unsafe struct AdamaxRule(in UpdateStep step) : IWeightRule
{
    private readonly Vector256<float> _rate = Vector256.Create(step.Rate);
    private readonly Vector256<float> _meanShare = Vector256.Create(step.MeanShare);
    private readonly Vector256<float> _kept = Vector256.Create(step.SquareKept);
    private readonly Vector256<float> _epsilon = Vector256.Create(step.Epsilon);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Move(Vector256<float> weights, Vector256<float> gradient, float* first, float* second, float* third)
    {
        Vector256<float> m = RuleMath.Follow(first, gradient, _meanShare);
        Vector256<float> x = RuleMath.Larger(Vector256.Abs(gradient), RuleMath.Kept(_kept * Vector256.Load(second)));
        x.Store(second);
        return weights - _rate * m / (x + _epsilon);
    }
}
