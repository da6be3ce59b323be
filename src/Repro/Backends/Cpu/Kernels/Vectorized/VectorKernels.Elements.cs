using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Repro.Backends.Cpu.Kernels.Vectorized.Updates;
using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Kernels.Vectorized;

/// <summary>Operations on single elements. Memory bounds them, so 256 bits serve both register widths.</summary>
internal sealed unsafe partial class VectorKernels<TSimd, TVector>
{
    /// <summary>Elements of a task, a multiple of the vector.</summary>
    private const int ElementsPerTask = 16384;

    private const int Lanes = 8;

    public override void Relu(int count, float[] x, float[] y)
    {
        AtLeast(x, count, "input");
        AtLeast(y, count, "output");
        fixed (
            float* px = x,
                py = y
        )
        {
            Share(count, new ReluWork(px, py));
        }
    }

    public override void ReluBackward(int count, float[] y, float[] dy, float[] dx)
    {
        AtLeast(y, count, "output");
        AtLeast(dy, count, "output's gradient");
        AtLeast(dx, count, "input's gradient");
        fixed (
            float* py = y,
                pdy = dy,
                pdx = dx
        )
        {
            Share(count, new ReluBackwardWork(py, pdy, pdx));
        }
    }

    public override void ClippedRelu(int count, float[] x, float most, float[] y)
    {
        AtLeast(x, count, "input");
        AtLeast(y, count, "output");
        fixed (
            float* px = x,
                py = y
        )
        {
            Share(count, new ClippedReluWork(px, most, py));
        }
    }

    public override void ClippedReluBackward(int count, float[] y, float most, float[] dy, float[] dx)
    {
        AtLeast(y, count, "output");
        AtLeast(dy, count, "output's gradient");
        AtLeast(dx, count, "input's gradient");
        fixed (
            float* py = y,
                pdy = dy,
                pdx = dx
        )
        {
            Share(count, new ClippedReluBackwardWork(py, most, pdy, pdx));
        }
    }

    public override void Dropout(int count, float[] x, byte[] keep, float scale, float[] y)
    {
        AtLeast(x, count, "input");
        AtLeast(keep, count, "mask");
        AtLeast(y, count, "output");
        fixed (
            float* px = x,
                py = y
        )
        fixed (byte* pk = keep)
        {
            Share(count, new DropoutWork(px, pk, scale, py));
        }
    }

    public override void Update(int count, float[] weight, float[] gradient, float[][] slots, in UpdateStep step)
    {
        AtLeast(weight, count, "weight");
        AtLeast(gradient, count, "gradient");
        Check(slots, count, step);
        fixed (
            float* pw = weight,
                pg = gradient,
                first = Slot(slots, 0),
                second = Slot(slots, 1),
                third = Slot(slots, 2)
        )
        {
            Share(count, new UpdateWork(new WeightUpdate(step, pw, new SlotPointers(first, second, third)), pg));
        }
    }

    private void Share<TPart>(int count, TPart part)
        where TPart : struct, IPart => workers.For((count + ElementsPerTask - 1) / ElementsPerTask, new PartWork<TPart>(count, part));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReluBackward(float* y, float* dy, float* dx, int first, int end)
    {
        int i = first;
        for (; i + Lanes <= end; i += Lanes)
        {
            (Vector256.Load(dy + i) & Vector256.GreaterThan(Vector256.Load(y + i), Vector256<float>.Zero)).Store(dx + i);
        }

        for (; i < end; i++)
        {
            dx[i] = y[i] > 0 ? dy[i] : 0f;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ClippedRelu(float* x, float most, float* y, int first, int end)
    {
        Vector256<float> limit = Vector256.Create(most);
        int i = first;
        for (; i + Lanes <= end; i += Lanes)
        {
            Vector256<float> v = Vector256.Load(x + i);
            v = Vector256.ConditionalSelect(Vector256.GreaterThan(v, limit), limit, v);
            Vector256.AndNot(v, Vector256.LessThanOrEqual(v, Vector256<float>.Zero)).Store(y + i);
        }

        for (; i < end; i++)
        {
            y[i] =
                x[i] <= 0 ? 0f
                : x[i] > most ? most
                : x[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ClippedReluBackward(float* y, float most, float* dy, float* dx, int first, int end)
    {
        Vector256<float> limit = Vector256.Create(most);
        int i = first;
        for (; i + Lanes <= end; i += Lanes)
        {
            Vector256<float> v = Vector256.Load(y + i);
            (Vector256.Load(dy + i) & Vector256.GreaterThan(v, Vector256<float>.Zero) & Vector256.LessThan(v, limit)).Store(dx + i);
        }

        for (; i < end; i++)
        {
            dx[i] = y[i] > 0 && y[i] < most ? dy[i] : 0f;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dropout(float* x, byte* keep, float scale, float* y, int first, int end)
    {
        Vector256<float> factor = Vector256.Create(scale);
        int i = first;
        for (; i + Lanes <= end; i += Lanes)
        {
            (Vector128<ushort> shorts, _) = Vector128.Widen(Vector128.CreateScalar(*(ulong*)(keep + i)).AsByte());
            (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(shorts);
            Vector256<uint> dropped = Vector256.Equals(Vector256.Create(low, high), Vector256<uint>.Zero);
            Vector256.AndNot(Vector256.Load(x + i) * factor, dropped.AsSingle()).Store(y + i);
        }

        for (; i < end; i++)
        {
            y[i] = keep[i] != 0 ? x[i] * scale : 0f;
        }
    }
}
