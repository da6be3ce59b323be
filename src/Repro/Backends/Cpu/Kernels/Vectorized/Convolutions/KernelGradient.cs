using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Kernels.Vectorized.Updates;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Convolutions;

/// <summary>
/// The gradient of a kernel: units (images, or groups of small ones) summed in order. A task computes one unit, and the
/// sum follows at the end; where there are few units, or kernels are too large to be kept for each, a task adds all units of a
/// block of rows and filters.
/// </summary>
internal static unsafe class KernelGradient<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Sums of units are kept up to this size: 16 MB.</summary>
    private const long MostPartial = 1 << 22;

    /// <summary>Tiles whose rows are updated together, while the second cache holds their gradient.</summary>
    private const int TilesPerUpdate = 16;

    /// <summary>Fewer units than this would leave a thread without work at the end.</summary>
    private const int UnitsPerThread = 4;

    public static void Run(Workers workers, WindowGeometry g, int samples, float* x, float* dy, float* dKernel)
    {
        ConvShape s = ConvShape.Forward(g);
        KernelPass<TSimd, TVector> pass = new(s, Segments.Of(g.OutHeight, g.OutWidth), samples, x, dy);
        int fewest = workers.Threads == 1 ? 1 : UnitsPerThread * workers.Threads;
        long elements = (long)s.Terms * s.OutChannels;
        bool keepsUnits = pass.Units * elements <= MostPartial;
        // One a thread: each block reads all units, so more of them cost more than a thread that is late (four a thread, on two
        // threads: 9 to 16 %).
        KernelBlocks blocks = pass.Blocks(workers.Threads);
        // A small kernel has few blocks: then units keep more of many threads busy.
        bool hasMoreUnits = blocks.Count < Math.Min(pass.Units, workers.Threads);
        if (!keepsUnits || (pass.Units < fewest && !hasMoreUnits))
        {
            workers.For(blocks.Count, new BlockWork(pass, blocks, dKernel));
            return;
        }

        float* partial = Buffers.Mine.Partial.Take(pass.Units * elements);
        workers.For(pass.Units, new UnitWork(pass, partial, elements));
        workers.For((int)((elements + SumWork.Floats - 1) / SumWork.Floats), new SumWork(partial, pass.Units, (int)elements, dKernel));
    }

    /// <summary>
    /// The gradient of a kernel of one place in the window (a dense layer's), rows by rows, each used at once to update the weights.
    /// </summary>
    public static void Update(Workers workers, WindowGeometry g, int samples, float* x, float* dy, WeightUpdate update)
    {
        ConvShape s = ConvShape.Forward(g);
        KernelPass<TSimd, TVector> pass = new(s, Segments.Of(g.OutHeight, g.OutWidth), samples, x, dy);
        KernelBlocks blocks = pass.Whole;
        blocks = blocks with { TileParts = (blocks.Tiles.Count + TilesPerUpdate - 1) / TilesPerUpdate };
        workers.For(blocks.Count, new UpdateWork(pass, blocks, s.OutChannels, update));
    }

    /// <summary>
    /// One unit on the caller's thread alone, as a part of a larger task: all of <paramref name="images"/>. Overwrites
    /// <paramref name="term"/>.
    /// </summary>
    public static void Unit(in WindowGeometry g, int images, float* x, float* dy, float* term)
    {
        ConvShape s = ConvShape.Forward(g);
        KernelPass<TSimd, TVector> pass = new(s, Segments.Of(g.OutHeight, g.OutWidth), images, x, dy);
        pass.Run(pass.Whole.At(0), 0, term, false);
    }

    private readonly struct BlockWork(KernelPass<TSimd, TVector> pass, KernelBlocks blocks, float* dKernel) : IWork
    {
        private readonly float* _dKernel = dKernel;

        public void Run(int task)
        {
            KernelBlock block = blocks.At(task);
            for (int unit = 0; unit < pass.Units; unit++)
            {
                pass.Run(block, unit, _dKernel, unit > 0);
            }
        }
    }

    private readonly struct UpdateWork(KernelPass<TSimd, TVector> pass, KernelBlocks blocks, int columns, WeightUpdate update) : IWork
    {
        public void Run(int task)
        {
            KernelBlock block = blocks.At(task);
            long first = (long)block.Tiles.FirstRow(block.First) * columns;
            int count = (int)((long)(block.Tiles.FirstRow(block.Last - 1) + block.Tiles.Rows(block.Last - 1)) * columns - first);
            float* gradient = Buffers.Mine.Near.Take(count);
            for (int unit = 0; unit < pass.Units; unit++)
            {
                pass.Run(block, unit, gradient - first, unit > 0);
            }

            update.Run(first, gradient, count);
        }
    }

    private readonly struct UnitWork(KernelPass<TSimd, TVector> pass, float* partial, long elements) : IWork
    {
        private readonly float* _partial = partial;

        public void Run(int unit) => pass.Run(pass.Whole.At(0), unit, _partial + unit * elements, false);
    }
}
