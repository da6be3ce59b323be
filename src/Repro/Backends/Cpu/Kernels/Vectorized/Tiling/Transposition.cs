using System.Runtime.CompilerServices;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

/// <summary>Some matrices of (rows x columns), one after another, written as (columns x rows); a task takes some columns of one.</summary>
internal readonly unsafe struct Transposition(float* source, int rows, int columns, float* target) : IWork
{
    /// <summary>Columns of a task: what a cache line holds.</summary>
    private const int Together = 16;

    private readonly float* _source = source;
    private readonly float* _target = target;

    private int TasksEach => (columns + Together - 1) / Together;

    public static void Run(Workers workers, int matrices, float* source, int rows, int columns, float* target)
    {
        Transposition work = new(source, rows, columns, target);
        workers.For(matrices * work.TasksEach, work);
    }

    public void Run(int task)
    {
        int first = task % TasksEach * Together;
        long matrix = (long)(task / TasksEach) * rows * columns;
        Turn(_source + matrix + first, rows, columns, Math.Min(Together, columns - first), _target + matrix + (long)first * rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn(float* source, int rows, int columns, int taken, float* target)
    {
        for (int row = 0; row < rows; row++, source += columns)
        {
            for (int column = 0; column < taken; column++)
            {
                target[(long)column * rows + row] = source[column];
            }
        }
    }
}
