using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Updates;

internal readonly unsafe struct AdagradRule(in UpdateStep step) : IWeightRule
{
    private readonly Vector256<float> _rate = Vector256.Create(step.Rate);
    private readonly Vector256<float> _epsilon = Vector256.Create(step.Epsilon);
    private readonly bool _inside = step.Inside;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Move(Vector256<float> weights, Vector256<float> gradient, float* first, float* second, float* third)
    {
        Vector256<float> v = Fma.MultiplyAdd(gradient, gradient, Vector256.Load(first));
        v.Store(first);
        return weights - _rate * gradient / RuleMath.Root(v, _epsilon, _inside);
    }
}
