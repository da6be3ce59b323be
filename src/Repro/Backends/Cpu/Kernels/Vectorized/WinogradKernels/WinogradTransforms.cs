using System.Runtime.CompilerServices;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

namespace Repro.Backends.Cpu.Kernels.Vectorized.WinogradKernels;

/// <summary>
/// Winograd's transforms of one tile and of sums over tiles, channels or filters in lanes; first along one side, then along the other.
/// </summary>
internal static unsafe class WinogradTransforms<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>6x6 inputs to the 36 cells of <paramref name="v"/>.</summary>
    /// <param name="column">Floats from an input to its right neighbour, and <paramref name="row"/> to the one below it.</param>
    /// <param name="cellStep">Floats from a cell to the next one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Input(float* patch, nint column, nint row, float* v, nint cellStep)
    {
        float* half = stackalloc float[Winograd.Cells * 16];
        for (int j = 0; j < Winograd.Patch; j++)
        {
            InputLine(patch + j * column, row, half + j * TSimd.Count, Winograd.Patch * TSimd.Count);
        }

        for (int i = 0; i < Winograd.Patch; i++)
        {
            InputLine(half + i * Winograd.Patch * TSimd.Count, TSimd.Count, v + i * Winograd.Patch * cellStep, cellStep);
        }
    }

    /// <summary>The 36 cells of <paramref name="m"/> to 4x4 outputs, with <paramref name="bias"/>, and ReLU where wanted.</summary>
    /// <param name="cellStep">Floats from a cell to the next one.</param>
    /// <param name="column">Floats from an output to its right neighbour, and <paramref name="row"/> to the one below it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Output(float* m, nint cellStep, TVector bias, bool relu, float* tile, nint column, nint row)
    {
        float* half = stackalloc float[Winograd.Tile * Winograd.Patch * 16];
        for (int j = 0; j < Winograd.Patch; j++)
        {
            (TVector t0, TVector t1, TVector t2, TVector t3) = OutputLine(m + j * cellStep, Winograd.Patch * cellStep);
            float* to = half + j * TSimd.Count;
            TSimd.Store(t0, to);
            TSimd.Store(t1, to + Winograd.Patch * TSimd.Count);
            TSimd.Store(t2, to + 2 * Winograd.Patch * TSimd.Count);
            TSimd.Store(t3, to + 3 * Winograd.Patch * TSimd.Count);
        }

        for (int i = 0; i < Winograd.Tile; i++)
        {
            (TVector y0, TVector y1, TVector y2, TVector y3) = OutputLine(half + i * Winograd.Patch * TSimd.Count, TSimd.Count);
            float* target = tile + i * row;
            y0 = TSimd.Add(TSimd.Add(y0, bias), default);
            y1 = TSimd.Add(TSimd.Add(y1, bias), default);
            y2 = TSimd.Add(TSimd.Add(y2, bias), default);
            y3 = TSimd.Add(TSimd.Add(y3, bias), default);
            if (relu)
            {
                (y0, y1, y2, y3) = (TSimd.Relu(y0), TSimd.Relu(y1), TSimd.Relu(y2), TSimd.Relu(y3));
            }

            TSimd.Store(y0, target);
            TSimd.Store(y1, target + column);
            TSimd.Store(y2, target + 2 * column);
            TSimd.Store(y3, target + 3 * column);
        }
    }

    /// <summary>4x4 gradients of outputs to the 36 cells of <paramref name="w"/>.</summary>
    /// <param name="column">Floats from a gradient to its right neighbour, and <paramref name="row"/> to the one below it.</param>
    /// <param name="cellStep">Floats from a cell to the next one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(float* tile, nint column, nint row, float* w, nint cellStep)
    {
        float* half = stackalloc float[Winograd.Tile * Winograd.Patch * 16];
        for (int j = 0; j < Winograd.Tile; j++)
        {
            GradientLine(tile + j * column, row, half + j * TSimd.Count, Winograd.Tile * TSimd.Count);
        }

        for (int i = 0; i < Winograd.Patch; i++)
        {
            GradientLine(half + i * Winograd.Tile * TSimd.Count, TSimd.Count, w + i * Winograd.Patch * cellStep, cellStep);
        }
    }

    /// <summary>The 36 sums of <paramref name="m"/> to the gradients of a kernel's 3x3 weights.</summary>
    /// <param name="cellStep">Floats from a cell to the next one.</param>
    /// <param name="step">Floats from a weight's gradient to the next one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Kernel(float* m, nint cellStep, float* gradient, nint step)
    {
        float* half = stackalloc float[Winograd.Window * Winograd.Patch * 16];
        for (int j = 0; j < Winograd.Patch; j++)
        {
            KernelLine(m + j * cellStep, Winograd.Patch * cellStep, half + j * TSimd.Count, Winograd.Patch * TSimd.Count);
        }

        for (int i = 0; i < Winograd.Window; i++)
        {
            KernelLine(half + i * Winograd.Patch * TSimd.Count, TSimd.Count, gradient + i * Winograd.Window * step, step);
        }
    }

    /// <summary>Six values to six; the reference's order of operations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputLine(float* d, nint step, float* t, nint targetStep)
    {
        TVector d0 = TSimd.Load(d),
            d1 = TSimd.Load(d + step),
            d2 = TSimd.Load(d + 2 * step);
        TVector d3 = TSimd.Load(d + 3 * step),
            d4 = TSimd.Load(d + 4 * step),
            d5 = TSimd.Load(d + 5 * step);
        TVector a = TSimd.MultiplyAdd(TSimd.Broadcast(-4f), d2, d4);
        TVector b = TSimd.MultiplyAdd(TSimd.Broadcast(-4f), d1, d3);
        TVector c = TSimd.Subtract(d4, d2);
        TVector e = TSimd.Subtract(d3, d1);
        TVector four = TSimd.Broadcast(4f),
            five = TSimd.Broadcast(-5f);
        TSimd.Store(TSimd.MultiplyAdd(four, d0, TSimd.MultiplyAdd(five, d2, d4)), t);
        TSimd.Store(TSimd.Add(a, b), t + targetStep);
        TSimd.Store(TSimd.Subtract(a, b), t + 2 * targetStep);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(2f), e, c), t + 3 * targetStep);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(-2f), e, c), t + 4 * targetStep);
        TSimd.Store(TSimd.MultiplyAdd(four, d1, TSimd.MultiplyAdd(five, d3, d5)), t + 5 * targetStep);
    }

    /// <summary>Six values to four; the reference's order of operations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector T0, TVector T1, TVector T2, TVector T3) OutputLine(float* m, nint step)
    {
        TVector m0 = TSimd.Load(m),
            m1 = TSimd.Load(m + step),
            m2 = TSimd.Load(m + 2 * step);
        TVector m3 = TSimd.Load(m + 3 * step),
            m4 = TSimd.Load(m + 4 * step),
            m5 = TSimd.Load(m + 5 * step);
        TVector s = TSimd.Add(m1, m2);
        TVector d = TSimd.Subtract(m1, m2);
        TVector p = TSimd.Add(m3, m4);
        TVector q = TSimd.Subtract(m3, m4);
        return (
            TSimd.Add(TSimd.Add(m0, s), p),
            TSimd.MultiplyAdd(TSimd.Broadcast(2f), q, d),
            TSimd.MultiplyAdd(TSimd.Broadcast(4f), p, s),
            TSimd.Add(TSimd.MultiplyAdd(TSimd.Broadcast(8f), q, d), m5)
        );
    }

    /// <summary>Four values to six; the reference's order of operations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GradientLine(float* y, nint step, float* t, nint targetStep)
    {
        TVector y0 = TSimd.Load(y),
            y1 = TSimd.Load(y + step),
            y2 = TSimd.Load(y + 2 * step),
            y3 = TSimd.Load(y + 3 * step);
        TVector a = TSimd.Add(y0, y2);
        TVector b = TSimd.Add(y1, y3);
        TVector c = TSimd.MultiplyAdd(TSimd.Broadcast(4f), y2, y0);
        TVector e = TSimd.MultiplyAdd(TSimd.Broadcast(4f), y3, y1);
        TSimd.Store(y0, t);
        TSimd.Store(TSimd.Add(a, b), t + targetStep);
        TSimd.Store(TSimd.Subtract(a, b), t + 2 * targetStep);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(2f), e, c), t + 3 * targetStep);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(-2f), e, c), t + 4 * targetStep);
        TSimd.Store(y3, t + 5 * targetStep);
    }

    /// <summary>Six values to three; the reference's order of operations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void KernelLine(float* m, nint step, float* t, nint targetStep)
    {
        TVector m0 = TSimd.Load(m),
            m1 = TSimd.Load(m + step),
            m2 = TSimd.Load(m + 2 * step);
        TVector m3 = TSimd.Load(m + 3 * step),
            m4 = TSimd.Load(m + 4 * step),
            m5 = TSimd.Load(m + 5 * step);
        TVector s = TSimd.Add(m1, m2);
        TVector d = TSimd.Subtract(m2, m1);
        TVector p = TSimd.Add(m3, m4);
        TVector q = TSimd.Subtract(m3, m4);
        TVector sixth = TSimd.MultiplyAdd(TSimd.Broadcast(-1f / 6), s, default);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(1f / 4), m0, TSimd.MultiplyAdd(TSimd.Broadcast(1f / 24), p, sixth)), t);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(1f / 12), q, TSimd.MultiplyAdd(TSimd.Broadcast(1f / 6), d, default)), t + targetStep);
        TSimd.Store(TSimd.Add(TSimd.MultiplyAdd(TSimd.Broadcast(1f / 6), p, sixth), m5), t + 2 * targetStep);
    }
}
