using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Updates;

internal readonly unsafe struct SgdRule(in UpdateStep step) : IWeightRule
{
    private readonly Vector256<float> _rate = Vector256.Create(step.Rate);
    private readonly Vector256<float> _momentum = Vector256.Create(step.Momentum);
    private readonly bool _hasMomentum = step.HasMomentum;
    private readonly bool _nesterov = step.Nesterov;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Move(Vector256<float> weights, Vector256<float> gradient, float* first, float* second, float* third)
    {
        if (!_hasMomentum)
        {
            return Fma.MultiplyAddNegated(_rate, gradient, weights);
        }

        Vector256<float> move = -(_rate * gradient);
        Vector256<float> m = RuleMath.Fade(first, _momentum, move);
        return weights + (_nesterov ? Fma.MultiplyAdd(_momentum, m, move) : m);
    }
}
