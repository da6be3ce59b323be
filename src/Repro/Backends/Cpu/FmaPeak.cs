using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu;

/// <summary>
/// The most multiply-adds that this machine's cores do: independent chains in registers and nothing else. What a kernel reaches is
/// said as a share of it.
/// </summary>
internal static class FmaPeak
{
    // Enough to hide the latency of two units (4 or 5 cycles), and few enough for AVX2's 16 registers.
    private const int Chains = 12;
    private const int Turns = 500_000;
    private const int LeastRepetitions = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Rough = TimeSpan.FromSeconds(0.05);

    /// <summary>GFLOP/s of all workers together, a multiply-add counted as two operations; the best of several repetitions.</summary>
    /// <param name="instructionSet"><c>avx512</c> takes 512-bit vectors, everything else 256-bit ones.</param>
    /// <param name="isRough">Measures for a total of 0.05 s, for an estimate of hours.</param>
    public static double Measure(Workers workers, string instructionSet, bool isRough = false)
    {
        bool wide = instructionSet == "avx512";
        TimeSpan duration = isRough ? Rough : WarmUp + Measured;
        // Kept, so that no loop can be left out.
        float[] results = new float[workers.Threads];
        double least = double.MaxValue;
        long begin = Stopwatch.GetTimestamp();
        for (int repetition = 0; repetition < LeastRepetitions || Stopwatch.GetElapsedTime(begin) < duration; repetition++)
        {
            long start = Stopwatch.GetTimestamp();
            workers.For(workers.Threads, thread => results[thread] = wide ? Loop512(Turns) : Loop256(Turns));
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return 2.0 * (wide ? 16 : 8) * Chains * Turns * workers.Threads / least / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Loop512(int turns)
    {
        Vector512<float> x = Vector512.Create(0.999f),
            w = Vector512.Create(0.001f);
        Vector512<float> a = x,
            b = x,
            c = x,
            d = x,
            e = x,
            f = x,
            g = x,
            h = x,
            i = x,
            j = x,
            k = x,
            l = x;
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
        Vector256<float> x = Vector256.Create(0.999f),
            w = Vector256.Create(0.001f);
        Vector256<float> a = x,
            b = x,
            c = x,
            d = x,
            e = x,
            f = x,
            g = x,
            h = x,
            i = x,
            j = x,
            k = x,
            l = x;
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
