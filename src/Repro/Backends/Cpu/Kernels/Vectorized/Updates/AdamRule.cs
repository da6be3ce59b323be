using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Updates;

internal readonly unsafe struct AdamRule(in UpdateStep step) : IWeightRule
{
    private readonly Vector256<float> _rate = Vector256.Create(step.Rate);
    private readonly Vector256<float> _meanShare = Vector256.Create(step.MeanShare);
    private readonly Vector256<float> _squareShare = Vector256.Create(step.SquareShare);
    private readonly Vector256<float> _epsilon = Vector256.Create(step.Epsilon);
    private readonly bool _amsgrad = step.Amsgrad;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Move(Vector256<float> weights, Vector256<float> gradient, float* first, float* second, float* third)
    {
        Vector256<float> m = RuleMath.Follow(first, gradient, _meanShare);
        Vector256<float> v = RuleMath.Follow(second, gradient * gradient, _squareShare);
        if (_amsgrad)
        {
            v = RuleMath.Larger(v, Vector256.Load(third));
            v.Store(third);
        }

        return weights - _rate * m / (Vector256.Sqrt(v) + _epsilon);
    }
}
