using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Dense;

/// <summary>
/// dx = dy kernel' for a few samples, with samples in lanes: the kernel is read where it lies, row by row, and need not be turned about.
/// A task computes the gradient of some inputs.
/// </summary>
internal readonly unsafe struct DenseBackwardData<TSimd, TVector>(int inputs, int units, float* kernel, Panels turned, float* dx) : IWork
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int InputsPerTask = 192;

    private readonly float* _kernel = kernel;
    private readonly float* _dx = dx;

    private static int Width => Tiles<TSimd, TVector>.Width;

    /// <param name="buffer">For the gradients as (units x samples).</param>
    public static void Run(Workers workers, int samples, int inputs, int units, float* dy, float* kernel, float* dx, WorkBuffer buffer)
    {
        Panels turned = Panels.Empty(units, samples, Width, buffer);
        for (int panel = 0; panel < turned.Count; panel++)
        {
            Turn(dy + (long)panel * Width * units, units, turned.ColumnsOf(panel), turned.At(panel));
        }

        workers.For((inputs + InputsPerTask - 1) / InputsPerTask, new DenseBackwardData<TSimd, TVector>(inputs, units, kernel, turned, dx));
    }

    public void Run(int task)
    {
        int end = Math.Min(inputs, (task + 1) * InputsPerTask);
        float* result = Buffers.Mine.Result.Take((long)TSimd.MaxRows * Width);
        for (int first = task * InputsPerTask; first < end; first += TSimd.MaxRows)
        {
            int rows = Math.Min(TSimd.MaxRows, end - first);
            for (int panel = 0; panel < turned.Count; panel++)
            {
                TileTask t = new()
                {
                    A = _kernel + (long)first * units,
                    ARow = units,
                    AInner = 1,
                    B = turned.At(panel),
                    BInner = turned.RowStep,
                    Inner = units,
                    Outer = 1,
                    Blocks = 1,
                    C = result,
                    CRow = Width,
                };
                Tiles<TSimd, TVector>.Run(rows, t);
                Turn(result, Width, rows, _dx + (long)panel * Width * inputs + first, turned.ColumnsOf(panel));
            }
        }
    }

    /// <summary>Some samples' gradients (sample, unit) as (unit, sample), filled up with zeros.</summary>
    private static void Turn(float* dy, int units, int real, float* target)
    {
        new Span<float>(target, units * Width).Clear();
        for (int sample = 0; sample < real; sample++, dy += units)
        {
            for (int unit = 0; unit < units; unit++)
            {
                target[unit * Width + sample] = dy[unit];
            }
        }
    }

    /// <summary>A tile's results (input, sample) to where each sample lies.</summary>
    private void Turn(float* result, int step, int rows, float* target, int real)
    {
        for (int sample = 0; sample < real; sample++, target += inputs)
        {
            for (int row = 0; row < rows; row++)
            {
                target[row] = result[row * step + sample];
            }
        }
    }
}
