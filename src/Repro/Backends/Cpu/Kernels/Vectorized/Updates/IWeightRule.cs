using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Updates;

/// <summary>An optimizer's formula for eight weights at once. <see cref="ReferenceKernels"/> has each formula for one weight.</summary>
internal unsafe interface IWeightRule
{
    /// <summary>The new weights. What is kept is read and written at the pointers.</summary>
    Vector256<float> Move(Vector256<float> weights, Vector256<float> gradient, float* first, float* second, float* third);
}

/// <summary>What several formulas do.</summary>
internal static class RuleMath
{
    /// <summary>The values, with +0 for those whose magnitude is below <see cref="CpuKernels.LeastKept"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Kept(Vector256<float> values) =>
        Vector256.AndNot(values, Vector256.LessThan(Vector256.Abs(values), Vector256.Create(CpuKernels.LeastKept)));

    /// <summary>The larger of both, the second where they cannot be compared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Larger(Vector256<float> one, Vector256<float> other) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(one, other), one, other);

    /// <summary>The root that a gradient is divided by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Root(Vector256<float> square, Vector256<float> epsilon, bool inside) =>
        inside ? Vector256.Sqrt(square + epsilon) : Vector256.Sqrt(square) + epsilon;

    /// <summary>A running mean: kept + share (fresh - kept).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<float> Follow(float* kept, Vector256<float> fresh, Vector256<float> share)
    {
        Vector256<float> before = Vector256.Load(kept);
        Vector256<float> now = Kept(Fma.MultiplyAdd(fresh - before, share, before));
        now.Store(kept);
        return now;
    }

    /// <summary>A running mean: share kept + part, where the part is already multiplied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<float> Fade(float* kept, Vector256<float> share, Vector256<float> part)
    {
        Vector256<float> now = Kept(Fma.MultiplyAdd(share, Vector256.Load(kept), part));
        now.Store(kept);
        return now;
    }
}
