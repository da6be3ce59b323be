using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Updates;

internal readonly unsafe struct RmsPropRule(in UpdateStep step) : IWeightRule
{
    private readonly Vector256<float> _rate = Vector256.Create(step.Rate);
    private readonly Vector256<float> _kept = Vector256.Create(step.SquareKept);
    private readonly Vector256<float> _share = Vector256.Create(step.SquareShare);
    private readonly Vector256<float> _epsilon = Vector256.Create(step.Epsilon);
    private readonly Vector256<float> _meanShare = Vector256.Create(step.MeanShare);
    private readonly Vector256<float> _momentum = Vector256.Create(step.Momentum);
    private readonly bool _hasMomentum = step.HasMomentum;
    private readonly bool _centered = step.Centered;
    private readonly bool _inside = step.Inside;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Move(Vector256<float> weights, Vector256<float> gradient, float* first, float* second, float* third)
    {
        Vector256<float> v = RuleMath.Fade(first, _kept, _share * (gradient * gradient));
        if (_centered)
        {
            Vector256<float> a = RuleMath.Fade(_hasMomentum ? third : second, _kept, _meanShare * gradient);
            v = Fma.MultiplyAddNegated(a, a, v);
            v = Vector256.AndNot(v, Vector256.LessThan(v, Vector256<float>.Zero));
        }

        Vector256<float> move = _rate * gradient / RuleMath.Root(v, _epsilon, _inside);
        return weights - (_hasMomentum ? RuleMath.Fade(second, _momentum, move) : move);
    }
}
