using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Kernels.Vectorized.WinogradKernels;

/// <summary>
/// Winograd's forward pass over blocks of tiles, numbered through all images: inputs are transformed with channels in lanes, the 36
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

    /// <summary>Transformed inputs and products of a block that threads share: 16 MB.</summary>
    private const int SharedFloats = 1 << 22;

    /// <summary>Tiles of a task that transforms a part of a shared block.</summary>
    private const int TilesPerTask = 8;

    public static void Run(Workers workers, WindowGeometry g, int samples, float* x, WinogradWeights weights, in WinogradOutputs outputs)
    {
        int tiles = samples * Winograd.TileRows(g) * Winograd.TileColumns(g);
        if (IsShared(g))
        {
            RunShared(workers, g, tiles, x, weights, outputs);
            return;
        }

        int perTask = Math.Max(3 * TSimd.MaxRows, BlockFloats / (Winograd.Cells * (g.InChannels + g.OutChannels)));
        perTask = Math.Clamp((tiles + 2 * workers.Threads - 1) / (2 * workers.Threads), 1, perTask);
        workers.For((tiles + perTask - 1) / perTask, new BlockWork(g, perTask, tiles, x, weights, outputs));
    }

    /// <summary>Whether the transformed weights are too large for each task to read them.</summary>
    public static bool IsShared(in WindowGeometry g) => WinogradPacking.AreMany(g.InChannels, g.OutChannels);

    /// <summary>The most tiles of a block that threads share.</summary>
    public static int SharedTiles(in WindowGeometry g) =>
        Math.Max(2 * TSimd.MaxRows, SharedFloats / (Winograd.Cells * (g.InChannels + g.OutChannels)));

    /// <summary>Tiles cut into blocks that threads share.</summary>
    public static TileSplit SharedBlocks(in WindowGeometry g, int tiles) => TileSplit.Of(tiles, SharedTiles(g));

    private static void RunShared(
        Workers workers,
        WindowGeometry g,
        int tiles,
        float* x,
        WinogradWeights weights,
        in WinogradOutputs outputs
    )
    {
        TileSplit blocks = SharedBlocks(g, tiles);
        for (int piece = 0; piece < blocks.Pieces; piece++)
        {
            WinogradBlock block = Take(g, weights, blocks.Start(piece), blocks.Rows(piece));
            int parts = (block.Tiles + TilesPerTask - 1) / TilesPerTask;
            workers.For(parts, new InputWork(g, block, x));
            workers.For(Winograd.Cells, new ProductWork(g, block, weights));
            workers.For(parts, new OutputWork(g, block, outputs));
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
            WinogradPlace place = WinogradPlace.Of(g, block.First + tile);
            float* source = place.Inputs(g, x, patch, channels, out nint row);
            float* v = (float*)block.Inputs + (long)tile * channels;
            for (int c = 0; c < channels; c += TSimd.Count)
            {
                WinogradTransforms<TSimd, TVector>.Input(source + c, channels, row, v + c, block.InputStep);
            }
        }
    }

    private static void TransformOutputs(in WindowGeometry g, in WinogradBlock block, int from, int end, in WinogradOutputs outputs)
    {
        if (outputs.ArePooled)
        {
            TransformAndPool(g, block, from, end, outputs);
            return;
        }

        float* start = outputs.Start,
            y = outputs.Y;
        float* output = Buffers.Mine.Result.Take(Winograd.Tile * Winograd.Tile * TSimd.Count);
        for (int tile = from; tile < end; tile++)
        {
            WinogradPlace place = WinogradPlace.Of(g, block.First + tile);
            bool whole = g.OutChannels % TSimd.Count == 0 && place.WritesInside(g);
            float* target = y + (((long)place.Image * g.OutHeight + place.Row) * g.OutWidth + place.Column) * g.OutChannels;
            float* m = (float*)block.Products + (long)tile * block.Filters;
            for (int f = 0; f < g.OutChannels; f += TSimd.Count)
            {
                TVector bias = start is null ? default : TSimd.Load(start + f);
                if (whole)
                {
                    WinogradTransforms<TSimd, TVector>.Output(
                        m + f,
                        block.OutputStep,
                        bias,
                        outputs.Relu,
                        target + f,
                        g.OutChannels,
                        (nint)g.OutWidth * g.OutChannels
                    );
                    continue;
                }

                WinogradTransforms<TSimd, TVector>.Output(
                    m + f,
                    block.OutputStep,
                    bias,
                    outputs.Relu,
                    output,
                    TSimd.Count,
                    Winograd.Tile * TSimd.Count
                );
                place.Write(g, output, TSimd.Count, f, Math.Min(TSimd.Count, g.OutChannels - f), y);
            }
        }
    }

    private static void TransformAndPool(in WindowGeometry g, in WinogradBlock block, int from, int end, in WinogradOutputs outputs)
    {
        int filters = g.OutChannels;
        float* output = Buffers.Mine.Result.Take((long)Winograd.Tile * Winograd.Tile * filters);
        for (int tile = from; tile < end; tile++)
        {
            float* m = (float*)block.Products + (long)tile * block.Filters;
            for (int f = 0; f < filters; f += TSimd.Count)
            {
                TVector bias = outputs.Start is null ? default : TSimd.Load(outputs.Start + f);
                WinogradTransforms<TSimd, TVector>.Output(
                    m + f,
                    block.OutputStep,
                    bias,
                    outputs.Relu,
                    output + f,
                    filters,
                    Winograd.Tile * filters
                );
            }

            outputs.Pool(WinogradPlace.Of(g, block.First + tile), output);
        }
    }

    /// <param name="fetchesAhead">Whether the weights are too many for a near cache, so that the next panel's are fetched early.</param>
    private static void Multiply(in WindowGeometry g, in WinogradBlock block, WinogradWeights weights, int cell, bool fetchesAhead) =>
        Multiply(
            g.InChannels,
            block.Tiles,
            (float*)block.Inputs + cell * block.InputStep,
            block.Channels,
            weights.At(cell),
            (float*)block.Products + cell * block.OutputStep,
            block.Filters,
            fetchesAhead
        );

    /// <summary>One cell's product of (tiles x channels) and (channels x filters).</summary>
    private static void Multiply(int terms, int tiles, float* v, int vStep, Panels weights, float* m, int mStep, bool fetchesAhead)
    {
        TileSplit split = TileSplit.Of(tiles, TSimd.MaxRows);
        for (int panel = 0; panel < weights.Count; panel++)
        {
            bool fetches = fetchesAhead && panel + 1 < weights.Count;
            Prefetcher next = new(weights.At(panel + 1), fetches ? weights.Step : 0, split.Pieces);
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
                if (fetches)
                {
                    next.TurnNear();
                }

                Tiles<TSimd, TVector>.Run(split.Rows(piece), t);
            }
        }
    }

    private readonly struct BlockWork(WindowGeometry g, int perTask, int tiles, float* x, WinogradWeights weights, WinogradOutputs outputs)
        : IWork
    {
        private readonly float* _x = x;

        public void Run(int task)
        {
            WinogradBlock block = Take(g, weights, task * perTask, Math.Min(perTask, tiles - task * perTask));
            TransformInputs(g, block, 0, block.Tiles, _x);
            for (int cell = 0; cell < Winograd.Cells; cell++)
            {
                Multiply(g, block, weights, cell, fetchesAhead: false);
            }

            TransformOutputs(g, block, 0, block.Tiles, outputs);
        }
    }

    private readonly struct InputWork(WindowGeometry g, WinogradBlock block, float* x) : IWork
    {
        private readonly float* _x = x;

        public void Run(int task) => TransformInputs(g, block, task * TilesPerTask, Math.Min(block.Tiles, (task + 1) * TilesPerTask), _x);
    }

    private readonly struct ProductWork(WindowGeometry g, WinogradBlock block, WinogradWeights weights) : IWork
    {
        public void Run(int cell) => Multiply(g, block, weights, cell, fetchesAhead: true);
    }

    private readonly struct OutputWork(WindowGeometry g, WinogradBlock block, WinogradOutputs outputs) : IWork
    {
        public void Run(int task) =>
            TransformOutputs(g, block, task * TilesPerTask, Math.Min(block.Tiles, (task + 1) * TilesPerTask), outputs);
    }
}
