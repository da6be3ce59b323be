using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Repro.Backends.Cpu;

namespace Repro.Bench;

/// <summary>The most multiply-adds that this machine's cores do: independent chains in registers and nothing else.</summary>
internal static class PeakLoop
{
    private const int Chains = 12;
    private const int Turns = 1_000_000;

    /// <summary>GFLOP/s of all workers together, a multiply-add counted as two operations.</summary>
    public static double Measure(Workers workers, string instructionSet)
    {
        bool wide = instructionSet == "avx512";
        // Kept, so that no loop can be left out.
        float[] results = new float[workers.Threads];
        double seconds = Stopwatches.Least(TimeSpan.FromSeconds(0.5), workers.Threads == 1, () =>
            workers.For(workers.Threads, i => results[i] = wide ? Loop512(Turns) : Loop256(Turns)));
        return 2.0 * (wide ? 16 : 8) * Chains * Turns * workers.Threads / seconds / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Loop512(int turns)
    {
        Vector512<float> x = Vector512.Create(0.999f), w = Vector512.Create(0.001f);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int turn = 0; turn < turns; turn++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, w);
            b = Vector512.FusedMultiplyAdd(b, x, w);
            c = Vector512.FusedMultiplyAdd(c, x, w);
            d = Vector512.FusedMultiplyAdd(d, x, w);
            e = Vector512.FusedMultiplyAdd(e, x, w);
            f = Vector512.FusedMultiplyAdd(f, x, w);
            g = Vector512.FusedMultiplyAdd(g, x, w);
            h = Vector512.FusedMultiplyAdd(h, x, w);
            i = Vector512.FusedMultiplyAdd(i, x, w);
            j = Vector512.FusedMultiplyAdd(j, x, w);
            k = Vector512.FusedMultiplyAdd(k, x, w);
            l = Vector512.FusedMultiplyAdd(l, x, w);
        }

        return (a + b + c + d + e + f + g + h + i + j + k + l).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Loop256(int turns)
    {
        Vector256<float> x = Vector256.Create(0.999f), w = Vector256.Create(0.001f);
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int turn = 0; turn < turns; turn++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, w);
            b = Vector256.FusedMultiplyAdd(b, x, w);
            c = Vector256.FusedMultiplyAdd(c, x, w);
            d = Vector256.FusedMultiplyAdd(d, x, w);
            e = Vector256.FusedMultiplyAdd(e, x, w);
            f = Vector256.FusedMultiplyAdd(f, x, w);
            g = Vector256.FusedMultiplyAdd(g, x, w);
            h = Vector256.FusedMultiplyAdd(h, x, w);
            i = Vector256.FusedMultiplyAdd(i, x, w);
            j = Vector256.FusedMultiplyAdd(j, x, w);
            k = Vector256.FusedMultiplyAdd(k, x, w);
            l = Vector256.FusedMultiplyAdd(l, x, w);
        }

        return (a + b + c + d + e + f + g + h + i + j + k + l).ToScalar();
    }
}
