using System.Runtime.CompilerServices;

namespace Repro.Backends.Cpu.Kernels.Vectorised;

/// <summary>
/// The gradient of a kernel: units (pictures, or groups of small ones) summed in order. A task computes one unit, and the
/// sum follows at the end; where there are few units, or kernels are too large to be kept for each, a task adds all units of a block of rows.
/// </summary>
internal static unsafe class KernelGradient<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Sums of units are kept up to this size: 16 MB.</summary>
    private const long MostPartial = 1 << 22;

    /// <summary>Elements that a task sums over the units.</summary>
    private const int SumsPerTask = 4096;

    /// <summary>More than one, so that a thread that is late holds up less.</summary>
    private const int TasksPerThread = 4;

    public static void Run(Workers workers, WindowGeometry g, int samples, float* x, float* dy, float* dKernel)
    {
        ConvShape s = ConvShape.Forward(g);
        KernelPass<TSimd, TVector> pass = new(s, Segments.Of(g.OutHeight, g.OutWidth), samples, x, dy);
        KernelTiles tiles = pass.Tiles;
        int wanted = workers.Threads == 1 ? 1 : TasksPerThread * workers.Threads;
        long elements = (long)s.Terms * s.OutChannels;
        if (pass.Units < wanted || pass.Units * elements > MostPartial)
        {
            int blocks = Math.Min(wanted, tiles.Count);
            workers.For(blocks, task =>
            {
                KernelBlock block = KernelBlock.Of(tiles, task, blocks);
                for (int unit = 0; unit < pass.Units; unit++) pass.Run(block, unit, dKernel, unit > 0);
            });
            return;
        }

        float* partial = Buffers.Mine.Partial.Take(pass.Units * elements);
        workers.For(pass.Units, unit => pass.Run(KernelBlock.Of(tiles, 0, 1), unit, partial + unit * elements, false));
        workers.For((int)((elements + SumsPerTask - 1) / SumsPerTask), task =>
        {
            long first = (long)task * SumsPerTask;
            AddUp(partial + first, pass.Units, elements, (int)Math.Min(SumsPerTask, elements - first), dKernel + first);
        });
    }

    /// <summary>One unit on the caller's thread alone, as a part of a larger task: all of <paramref name="pictures"/>. Overwrites <paramref name="term"/>.</summary>
    public static void Unit(in WindowGeometry g, int pictures, float* x, float* dy, float* term)
    {
        ConvShape s = ConvShape.Forward(g);
        KernelPass<TSimd, TVector> pass = new(s, Segments.Of(g.OutHeight, g.OutWidth), pictures, x, dy);
        pass.Run(KernelBlock.Of(pass.Tiles, 0, 1), 0, term, false);
    }

    /// <summary>Sums of some elements over the units, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddUp(float* partial, int units, long unitStep, int count, float* sums)
    {
        int i = 0;
        for (; i + TSimd.Count <= count; i += TSimd.Count)
        {
            TVector sum = TSimd.Load(partial + i);
            for (int unit = 1; unit < units; unit++) sum = TSimd.Add(sum, TSimd.Load(partial + unit * unitStep + i));
            TSimd.Store(sum, sums + i);
        }

        for (; i < count; i++)
        {
            float sum = partial[i];
            for (int unit = 1; unit < units; unit++) sum += partial[unit * unitStep + i];
            sums[i] = sum;
        }
    }
}
