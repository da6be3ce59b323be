using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Updates;

internal readonly unsafe struct FtrlRule(in UpdateStep step) : IWeightRule
{
    private readonly Vector256<float> _rate = Vector256.Create(step.Rate);
    private readonly Vector256<float> _l1 = Vector256.Create(step.L1);
    private readonly Vector256<float> _l2 = Vector256.Create(step.DoubleL2);
    private readonly Vector256<float> _shrinkage = Vector256.Create(step.Shrinkage);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Move(Vector256<float> weights, Vector256<float> gradient, float* first, float* second, float* third)
    {
        Vector256<float> before = Vector256.Load(first);
        Vector256<float> sum = Fma.MultiplyAdd(gradient, gradient, before);
        sum.Store(first);
        Vector256<float> root = Vector256.Sqrt(sum);
        Vector256<float> change = (root - Vector256.Sqrt(before)) / _rate;
        Vector256<float> fresh = Vector256.Load(second) + Fma.MultiplyAdd(_shrinkage, weights, gradient);
        Vector256<float> z = RuleMath.Kept(Fma.MultiplyAddNegated(change, weights, fresh));
        z.Store(second);
        Vector256<float> least = -_l1;
        Vector256<float> cut = Vector256.ConditionalSelect(
            Vector256.GreaterThan(z, _l1),
            _l1,
            Vector256.ConditionalSelect(Vector256.LessThan(z, least), least, z)
        );
        return (cut - z) / (root / _rate + _l2);
    }
}
