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

    /// <summary>Tiles whose rows are updated together, while the second cache holds their gradient.</summary>
    private const int TilesPerUpdate = 16;

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
            workers.For(blocks, new BlockWork(pass, blocks, dKernel));
            return;
        }

        float* partial = Buffers.Mine.Partial.Take(pass.Units * elements);
        workers.For(pass.Units, new UnitWork(pass, partial, elements));
        workers.For((int)((elements + SumWork.Floats - 1) / SumWork.Floats), new SumWork(partial, pass.Units, (int)elements, dKernel));
    }

    /// <summary>
    /// The gradient of a kernel of one place in the window (a dense layer's), rows by rows, each used at once to update the weights.
    /// </summary>
    public static void Update(Workers workers, WindowGeometry g, int samples, float* x, float* dy, KernelUpdate update)
    {
        ConvShape s = ConvShape.Forward(g);
        KernelPass<TSimd, TVector> pass = new(s, Segments.Of(g.OutHeight, g.OutWidth), samples, x, dy);
        int blocks = (pass.Tiles.Count + TilesPerUpdate - 1) / TilesPerUpdate;
        workers.For(blocks, new UpdateWork(pass, blocks, s.OutChannels, update));
    }

    /// <summary>One unit on the caller's thread alone, as a part of a larger task: all of <paramref name="pictures"/>. Overwrites <paramref name="term"/>.</summary>
    public static void Unit(in WindowGeometry g, int pictures, float* x, float* dy, float* term)
    {
        ConvShape s = ConvShape.Forward(g);
        KernelPass<TSimd, TVector> pass = new(s, Segments.Of(g.OutHeight, g.OutWidth), pictures, x, dy);
        pass.Run(KernelBlock.Of(pass.Tiles, 0, 1), 0, term, false);
    }

    private readonly struct BlockWork(KernelPass<TSimd, TVector> pass, int blocks, float* dKernel) : IWork
    {
        private readonly float* _dKernel = dKernel;

        public void Run(int task)
        {
            KernelBlock block = KernelBlock.Of(pass.Tiles, task, blocks);
            for (int unit = 0; unit < pass.Units; unit++) pass.Run(block, unit, _dKernel, unit > 0);
        }
    }

    private readonly struct UpdateWork(KernelPass<TSimd, TVector> pass, int blocks, int columns, KernelUpdate update) : IWork
    {
        public void Run(int task)
        {
            KernelBlock block = KernelBlock.Of(pass.Tiles, task, blocks);
            long first = (long)block.Tiles.FirstRow(block.First) * columns;
            int count = (int)((long)(block.Tiles.FirstRow(block.Last - 1) + block.Tiles.Rows(block.Last - 1)) * columns - first);
            float* gradient = Buffers.Mine.Near.Take(count);
            for (int unit = 0; unit < pass.Units; unit++) pass.Run(block, unit, gradient - first, unit > 0);
            VectorKernels<TSimd, TVector>.RmsProp(update.Weights + first, gradient, update.MeanSquares + first, update.Settings, 0, count);
        }
    }

    private readonly struct UnitWork(KernelPass<TSimd, TVector> pass, float* partial, long elements) : IWork
    {
        private readonly float* _partial = partial;

        public void Run(int unit) => pass.Run(KernelBlock.Of(pass.Tiles, 0, 1), unit, _partial + unit * elements, false);
    }
}
