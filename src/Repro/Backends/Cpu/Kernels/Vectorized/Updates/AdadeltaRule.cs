using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Updates;

internal readonly unsafe struct AdadeltaRule(in UpdateStep step) : IWeightRule
{
    private readonly Vector256<float> _rate = Vector256.Create(step.Rate);
    private readonly Vector256<float> _kept = Vector256.Create(step.SquareKept);
    private readonly Vector256<float> _share = Vector256.Create(step.SquareShare);
    private readonly Vector256<float> _epsilon = Vector256.Create(step.Epsilon);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Move(Vector256<float> weights, Vector256<float> gradient, float* first, float* second, float* third)
    {
        Vector256<float> a = RuleMath.Fade(first, _kept, _share * (gradient * gradient));
        Vector256<float> d = Vector256.Sqrt(Vector256.Load(second) + _epsilon) * gradient / Vector256.Sqrt(a + _epsilon);
        RuleMath.Fade(second, _kept, _share * (d * d));
        return Fma.MultiplyAddNegated(_rate, d, weights);
    }
}
