using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Updates;

internal readonly unsafe struct NadamRule(in UpdateStep step) : IWeightRule
{
    private readonly Vector256<float> _rate = Vector256.Create(step.Rate);
    private readonly Vector256<float> _gradientRate = Vector256.Create(step.GradientRate);
    private readonly Vector256<float> _meanShare = Vector256.Create(step.MeanShare);
    private readonly Vector256<float> _squareShare = Vector256.Create(step.SquareShare);
    private readonly Vector256<float> _squareScale = Vector256.Create(step.SquareScale);
    private readonly Vector256<float> _epsilon = Vector256.Create(step.Epsilon);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Move(Vector256<float> weights, Vector256<float> gradient, float* first, float* second, float* third)
    {
        Vector256<float> m = RuleMath.Follow(first, gradient, _meanShare);
        Vector256<float> v = RuleMath.Follow(second, gradient * gradient, _squareShare);
        Vector256<float> move = Fma.MultiplyAdd(_rate, m, _gradientRate * gradient);
        return weights - move / (Vector256.Sqrt(v * _squareScale) + _epsilon);
    }
}
