using System.Runtime.CompilerServices;

namespace Repro.Backends.Cpu.Kernels.Vectorised;

/// <summary>
/// Winograd's forward pass over blocks of tiles, numbered through all pictures: inputs are transformed with channels in lanes, the 36
/// products run as tiles over packed weights, and outputs are transformed with filters in lanes. As a rule a task does all three for a
/// block that it keeps near. Weights too large for a cache would be read from memory for each such block: then all threads share a
/// large block, and do one after the other.
/// </summary>
internal static unsafe class WinogradForward<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Transformed inputs and products that a task keeps near: 256 KB, unless that makes too few tiles.</summary>
    private const int BlockFloats = 1 << 16;

    /// <summary>Transformed weights that a cache still holds: 16 MB.</summary>
    private const long CachedWeights = 1 << 22;

    /// <summary>Transformed inputs and products of a block that threads share: 16 MB.</summary>
    private const int SharedFloats = 1 << 22;

    /// <summary>Tiles of a task that transforms a part of a shared block.</summary>
    private const int TilesPerTask = 8;

    public static void Run(Workers workers, WindowGeometry g, int samples, float* x, WinogradWeights weights, float* start, float* y)
    {
        int tiles = samples * Winograd.TileRows(g) * Winograd.TileColumns(g);
        if (IsShared(g))
        {
            RunShared(workers, g, tiles, x, weights, start, y);
            return;
        }

        int perTask = Math.Max(2 * TSimd.MaxRows, BlockFloats / (Winograd.Cells * (g.InChannels + g.OutChannels)));
        perTask = Math.Clamp((tiles + 2 * workers.Threads - 1) / (2 * workers.Threads), 1, perTask);
        workers.For((tiles + perTask - 1) / perTask, new BlockWork(g, perTask, tiles, x, weights, start, y));
    }

    /// <summary>Whether the transformed weights are too large for each task to read them.</summary>
    public static bool IsShared(in WindowGeometry g) => Winograd.Cells * (long)g.InChannels * g.OutChannels > CachedWeights;

    /// <summary>The most tiles of a block that threads share.</summary>
    public static int SharedTiles(in WindowGeometry g) => Math.Max(2 * TSimd.MaxRows, SharedFloats / (Winograd.Cells * (g.InChannels + g.OutChannels)));

    /// <summary>Tiles cut into blocks that threads share.</summary>
    public static TileSplit SharedBlocks(in WindowGeometry g, int tiles) => TileSplit.Of(tiles, SharedTiles(g));

    private static void RunShared(Workers workers, WindowGeometry g, int tiles, float* x, WinogradWeights weights, float* start, float* y)
    {
        TileSplit blocks = SharedBlocks(g, tiles);
        for (int piece = 0; piece < blocks.Pieces; piece++)
        {
            WinogradBlock block = Take(g, weights, blocks.Start(piece), blocks.Rows(piece));
            int parts = (block.Tiles + TilesPerTask - 1) / TilesPerTask;
            workers.For(parts, new InputWork(g, block, x));
            workers.For(Winograd.Cells, new ProductWork(g, block, weights));
            workers.For(parts, new OutputWork(g, block, start, y));
        }
    }

    /// <summary>A block in buffers of the caller's thread.</summary>
    private static WinogradBlock Take(in WindowGeometry g, WinogradWeights weights, int first, int tiles)
    {
        int channels = (g.InChannels + TSimd.Count - 1) / TSimd.Count * TSimd.Count;
        int filters = weights.First.Count * weights.First.Width;
        long inputStep = WinogradPacking.CacheStep((long)tiles * channels);
        long outputStep = WinogradPacking.CacheStep((long)tiles * filters);
        float* v = Buffers.Mine.Transformed.Take(Winograd.Cells * inputStep);
        float* m = Buffers.Mine.Products.Take(Winograd.Cells * outputStep);
        return new WinogradBlock(first, tiles, channels, filters, (nint)v, (nint)inputStep, (nint)m, (nint)outputStep);
    }

    private static void TransformInputs(in WindowGeometry g, in WinogradBlock block, int from, int end, float* x)
    {
        int channels = block.Channels;
        float* patch = Buffers.Mine.Region.Take((long)Winograd.Cells * channels);
        for (int tile = from; tile < end; tile++)
        {
            TilePlace place = TileAt(g, block.First + tile);
            float* source = patch;
            nint row = (nint)Winograd.Patch * channels;
            if (channels == g.InChannels && place.ReadsInside(g))
            {
                // Nothing is missing around it: read where it lies.
                row = (nint)g.InWidth * channels;
                source = x + (((long)place.Picture * g.InHeight + place.Row - g.PadTop) * g.InWidth + place.Column - g.PadLeft) * channels;
            }
            else
            {
                ReadPatch(g, place, x, patch, channels);
            }

            float* v = (float*)block.Inputs + (long)tile * channels;
            for (int c = 0; c < channels; c += TSimd.Count) TransformInput(source + c, channels, row, v + c, block.InputStep);
        }
    }

    private static void TransformOutputs(in WindowGeometry g, in WinogradBlock block, int from, int end, float* start, float* y)
    {
        float* output = Buffers.Mine.Region.Take(Winograd.Tile * Winograd.Tile * TSimd.Count);
        for (int tile = from; tile < end; tile++)
        {
            TilePlace place = TileAt(g, block.First + tile);
            bool whole = g.OutChannels % TSimd.Count == 0 && place.WritesInside(g);
            float* target = y + (((long)place.Picture * g.OutHeight + place.Row) * g.OutWidth + place.Column) * g.OutChannels;
            float* m = (float*)block.Products + (long)tile * block.Filters;
            for (int f = 0; f < g.OutChannels; f += TSimd.Count)
            {
                TVector bias = start is null ? default : TSimd.Load(start + f);
                if (whole)
                {
                    TransformOutput(m + f, block.OutputStep, bias, target + f, g.OutChannels, (nint)g.OutWidth * g.OutChannels);
                    continue;
                }

                TransformOutput(m + f, block.OutputStep, bias, output, TSimd.Count, Winograd.Tile * TSimd.Count);
                WriteTile(g, place, output, f, Math.Min(TSimd.Count, g.OutChannels - f), y);
            }
        }
    }

    private static void Multiply(in WindowGeometry g, in WinogradBlock block, WinogradWeights weights, int cell) => Multiply(
        g.InChannels, block.Tiles, (float*)block.Inputs + cell * block.InputStep, block.Channels, weights.At(cell),
        (float*)block.Products + cell * block.OutputStep, block.Filters);

    /// <summary>One cell's product of (tiles x channels) and (channels x filters).</summary>
    private static void Multiply(int terms, int tiles, float* v, int vStep, Panels weights, float* m, int mStep)
    {
        TileSplit split = TileSplit.Of(tiles, TSimd.MaxRows);
        for (int panel = 0; panel < weights.Count; panel++)
            for (int piece = 0; piece < split.Pieces; piece++)
            {
                int row = split.Start(piece);
                TileTask t = new()
                {
                    A = v + (long)row * vStep,
                    ARow = vStep,
                    AInner = 1,
                    B = weights.At(panel),
                    BInner = weights.RowStep,
                    Inner = terms,
                    Outer = 1,
                    Blocks = 1,
                    C = m + (long)row * mStep + panel * weights.Width,
                    CRow = mStep,
                };
                Tiles<TSimd, TVector>.Run(split.Rows(piece), t);
            }
    }

    private static TilePlace TileAt(in WindowGeometry g, int tile)
    {
        int columns = Winograd.TileColumns(g);
        int perPicture = Winograd.TileRows(g) * columns;
        return new TilePlace(tile / perPicture, tile % perPicture / columns * Winograd.Tile, tile % columns * Winograd.Tile);
    }

    /// <summary>The 36 cells of a patch, zeros beyond the picture and beyond the channels.</summary>
    private static void ReadPatch(in WindowGeometry g, TilePlace place, float* x, float* patch, int channels)
    {
        for (int i = 0; i < Winograd.Patch; i++)
            for (int j = 0; j < Winograd.Patch; j++, patch += channels)
            {
                int iy = place.Row + i - g.PadTop;
                int ix = place.Column + j - g.PadLeft;
                bool inside = iy >= 0 && iy < g.InHeight && ix >= 0 && ix < g.InWidth;
                int real = inside ? g.InChannels : 0;
                if (inside)
                {
                    float* source = x + (((long)place.Picture * g.InHeight + iy) * g.InWidth + ix) * g.InChannels;
                    new ReadOnlySpan<float>(source, real).CopyTo(new Span<float>(patch, real));
                }

                new Span<float>(patch + real, channels - real).Clear();
            }
    }

    private static void WriteTile(in WindowGeometry g, TilePlace place, float* tile, int filter, int count, float* y)
    {
        for (int i = 0; i < Winograd.Tile && place.Row + i < g.OutHeight; i++)
            for (int j = 0; j < Winograd.Tile && place.Column + j < g.OutWidth; j++)
            {
                float* target = y + (((long)place.Picture * g.OutHeight + place.Row + i) * g.OutWidth + place.Column + j) * g.OutChannels + filter;
                new ReadOnlySpan<float>(tile + (i * Winograd.Tile + j) * TSimd.Count, count).CopyTo(new Span<float>(target, count));
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformInput(float* patch, nint column, nint row, float* v, nint cellStep)
    {
        float* half = stackalloc float[Winograd.Cells * 16];
        for (int j = 0; j < Winograd.Patch; j++) Input(patch + j * column, row, half + j * TSimd.Count, Winograd.Patch * TSimd.Count);
        for (int i = 0; i < Winograd.Patch; i++) Input(half + i * Winograd.Patch * TSimd.Count, TSimd.Count, v + i * Winograd.Patch * cellStep, cellStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformOutput(float* m, nint cellStep, TVector bias, float* tile, nint column, nint row)
    {
        float* half = stackalloc float[Winograd.Tile * Winograd.Patch * 16];
        for (int j = 0; j < Winograd.Patch; j++)
        {
            (TVector t0, TVector t1, TVector t2, TVector t3) = Output(m + j * cellStep, Winograd.Patch * cellStep);
            float* to = half + j * TSimd.Count;
            TSimd.Store(t0, to);
            TSimd.Store(t1, to + Winograd.Patch * TSimd.Count);
            TSimd.Store(t2, to + 2 * Winograd.Patch * TSimd.Count);
            TSimd.Store(t3, to + 3 * Winograd.Patch * TSimd.Count);
        }

        for (int i = 0; i < Winograd.Tile; i++)
        {
            (TVector y0, TVector y1, TVector y2, TVector y3) = Output(half + i * Winograd.Patch * TSimd.Count, TSimd.Count);
            float* target = tile + i * row;
            TSimd.Store(TSimd.Add(TSimd.Add(y0, bias), default), target);
            TSimd.Store(TSimd.Add(TSimd.Add(y1, bias), default), target + column);
            TSimd.Store(TSimd.Add(TSimd.Add(y2, bias), default), target + 2 * column);
            TSimd.Store(TSimd.Add(TSimd.Add(y3, bias), default), target + 3 * column);
        }
    }

    /// <summary>Six values to six; the reference's order of operations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Input(float* d, nint step, float* t, nint targetStep)
    {
        TVector d0 = TSimd.Load(d), d1 = TSimd.Load(d + step), d2 = TSimd.Load(d + 2 * step);
        TVector d3 = TSimd.Load(d + 3 * step), d4 = TSimd.Load(d + 4 * step), d5 = TSimd.Load(d + 5 * step);
        TVector a = TSimd.MultiplyAdd(TSimd.Broadcast(-4f), d2, d4);
        TVector b = TSimd.MultiplyAdd(TSimd.Broadcast(-4f), d1, d3);
        TVector c = TSimd.Subtract(d4, d2);
        TVector e = TSimd.Subtract(d3, d1);
        TVector four = TSimd.Broadcast(4f), five = TSimd.Broadcast(-5f);
        TSimd.Store(TSimd.MultiplyAdd(four, d0, TSimd.MultiplyAdd(five, d2, d4)), t);
        TSimd.Store(TSimd.Add(a, b), t + targetStep);
        TSimd.Store(TSimd.Subtract(a, b), t + 2 * targetStep);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(2f), e, c), t + 3 * targetStep);
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(-2f), e, c), t + 4 * targetStep);
        TSimd.Store(TSimd.MultiplyAdd(four, d1, TSimd.MultiplyAdd(five, d3, d5)), t + 5 * targetStep);
    }

    /// <summary>Six values to four; the reference's order of operations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector T0, TVector T1, TVector T2, TVector T3) Output(float* m, nint step)
    {
        TVector m0 = TSimd.Load(m), m1 = TSimd.Load(m + step), m2 = TSimd.Load(m + 2 * step);
        TVector m3 = TSimd.Load(m + 3 * step), m4 = TSimd.Load(m + 4 * step), m5 = TSimd.Load(m + 5 * step);
        TVector s = TSimd.Add(m1, m2);
        TVector d = TSimd.Subtract(m1, m2);
        TVector p = TSimd.Add(m3, m4);
        TVector q = TSimd.Subtract(m3, m4);
        return (
            TSimd.Add(TSimd.Add(m0, s), p),
            TSimd.MultiplyAdd(TSimd.Broadcast(2f), q, d),
            TSimd.MultiplyAdd(TSimd.Broadcast(4f), p, s),
            TSimd.Add(TSimd.MultiplyAdd(TSimd.Broadcast(8f), q, d), m5));
    }

    private readonly struct BlockWork(
        WindowGeometry g, int perTask, int tiles, float* x, WinogradWeights weights, float* start, float* y) : IWork
    {
        private readonly float* _x = x;
        private readonly float* _start = start;
        private readonly float* _y = y;

        public void Run(int task)
        {
            WinogradBlock block = Take(g, weights, task * perTask, Math.Min(perTask, tiles - task * perTask));
            TransformInputs(g, block, 0, block.Tiles, _x);
            for (int cell = 0; cell < Winograd.Cells; cell++) Multiply(g, block, weights, cell);
            TransformOutputs(g, block, 0, block.Tiles, _start, _y);
        }
    }

    private readonly struct InputWork(WindowGeometry g, WinogradBlock block, float* x) : IWork
    {
        private readonly float* _x = x;

        public void Run(int task) => TransformInputs(g, block, task * TilesPerTask, Math.Min(block.Tiles, (task + 1) * TilesPerTask), _x);
    }

    private readonly struct ProductWork(WindowGeometry g, WinogradBlock block, WinogradWeights weights) : IWork
    {
        public void Run(int cell) => Multiply(g, block, weights, cell);
    }

    private readonly struct OutputWork(WindowGeometry g, WinogradBlock block, float* start, float* y) : IWork
    {
        private readonly float* _start = start;
        private readonly float* _y = y;

        public void Run(int task) => TransformOutputs(g, block, task * TilesPerTask, Math.Min(block.Tiles, (task + 1) * TilesPerTask), _start, _y);
    }

    /// <summary>A tile's picture, and its first output row and column.</summary>
    private readonly record struct TilePlace(int Picture, int Row, int Column)
    {
        public bool ReadsInside(in WindowGeometry g) =>
            Row >= g.PadTop && Row - g.PadTop + Winograd.Patch <= g.InHeight && Column >= g.PadLeft && Column - g.PadLeft + Winograd.Patch <= g.InWidth;

        public bool WritesInside(in WindowGeometry g) => Row + Winograd.Tile <= g.OutHeight && Column + Winograd.Tile <= g.OutWidth;
    }
}
