using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Dense;

/// <summary>
/// y = x kernel + bias for a few samples: each weight is read from memory once, a few rows at a time, and serves all samples while it is
/// near. Inputs that are zero (after ReLU or dropout) are left out. A task computes some units.
/// </summary>
/// <param name="threads">Threads that share the tasks.</param>
/// <param name="bias">Or null.</param>
internal readonly unsafe struct DenseForward<TSimd, TVector>(
    int threads,
    int samples,
    int inputs,
    int units,
    float* x,
    float* kernel,
    float* bias,
    float* y
) : IWork
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int MostUnitsPerTask = 256;

    /// <summary>A line of the cache for each row of weights, and whole registers.</summary>
    private const int FewestUnitsPerTask = 16;

    /// <summary>Weights that stay in the nearest cache: 24 KB.</summary>
    private const int NearFloats = 6144;

    private readonly float* _x = x;
    private readonly float* _kernel = kernel;
    private readonly float* _bias = bias;
    private readonly float* _y = y;

    private readonly int _unitsPerTask = Math.Clamp(
        (units / threads + FewestUnitsPerTask - 1) / FewestUnitsPerTask * FewestUnitsPerTask,
        FewestUnitsPerTask,
        MostUnitsPerTask
    );

    public int Tasks => (units + _unitsPerTask - 1) / _unitsPerTask;

    public void Run(int task)
    {
        int first = task * _unitsPerTask;
        int count = Math.Min(_unitsPerTask, units - first);
        for (int n = 0; n < samples; n++)
        {
            Span<float> start = new(_y + (long)n * units + first, count);
            if (_bias is null)
            {
                start.Clear();
            }
            else
            {
                new ReadOnlySpan<float>(_bias + first, count).CopyTo(start);
            }
        }

        int rows = NearFloats / count;
        SparseTerm* picks = (SparseTerm*)Buffers.Mine.Picks.Take(2L * (rows + 1));
        for (int row = 0; row < inputs; row += rows)
        {
            float* b = _kernel + (long)row * units + first;
            for (int n = 0; n < samples; n++)
            {
                int picked = SparseTerms.OfRow(_x + (long)n * inputs + row, Math.Min(rows, inputs - row), units, picks);
                SparseRows<TSimd, TVector>.Run(picks, picked, b, _y + (long)n * units + first, count);
            }
        }

        for (int n = 0; n < samples; n++)
        {
            SparseRows<TSimd, TVector>.WithoutNegativeZeros(_y + (long)n * units + first, count);
        }
    }
}
