using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

/// <summary>The sum of some rows, from +0 and in order; a task takes some columns.</summary>
internal readonly unsafe struct SumWork(float* rows, int count, int columns, float* sums) : IWork
{
    /// <summary>Columns of a task.</summary>
    public const int Floats = 4096;

    private readonly float* _rows = rows;
    private readonly float* _sums = sums;

    public void Run(int task)
    {
        int first = task * Floats;
        Sum(_rows, count, columns, first, Math.Min(columns, first + Floats), _sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(float* rows, int count, int columns, int first, int end, float* sums)
    {
        int c = first;
        for (; c + 32 <= end; c += 32)
        {
            Vector256<float> s0 = default,
                s1 = default,
                s2 = default,
                s3 = default;
            float* at = rows + c;
            for (int n = 0; n < count; n++, at += columns)
            {
                s0 += Vector256.Load(at);
                s1 += Vector256.Load(at + 8);
                s2 += Vector256.Load(at + 16);
                s3 += Vector256.Load(at + 24);
            }

            s0.Store(sums + c);
            s1.Store(sums + c + 8);
            s2.Store(sums + c + 16);
            s3.Store(sums + c + 24);
        }

        for (; c < end; c++)
        {
            float sum = 0f;
            for (int n = 0; n < count; n++)
            {
                sum += rows[(long)n * columns + c];
            }

            sums[c] = sum;
        }
    }
}
