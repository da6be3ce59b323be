using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

/// <summary>ReLU: maximum(x, +0), where -0 becomes +0 and NaN stays.</summary>
internal static unsafe class Rectifier
{
    private const int Lanes = 8;

    /// <param name="y">May be <paramref name="x"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* x, float* y, int count)
    {
        int i = 0;
        for (; i + Lanes <= count; i += Lanes)
        {
            Vector256<float> v = Vector256.Load(x + i);
            Vector256.AndNot(v, Vector256.LessThanOrEqual(v, Vector256<float>.Zero)).Store(y + i);
        }

        for (; i < count; i++)
        {
            y[i] = x[i] <= 0 ? 0f : x[i];
        }
    }
}
