using Repro.Backends.Cpu.Kernels.Vectorized.Pooling;

namespace Repro.Backends.Cpu.Kernels.Vectorized.WinogradKernels;

/// <summary>
/// Where the outputs of Winograd's forward pass go: to an array of the convolution's outputs, as they are or through ReLU, or through
/// ReLU and a max-pooling of 2x2, whose windows lie within a tile, so that the convolution's outputs are never written to memory.
/// </summary>
/// <param name="start">Bias filled up to whole panels, or null.</param>
/// <param name="y">The convolution's outputs, or the pooled ones.</param>
/// <param name="relu">Whether outputs that are not pooled go through ReLU.</param>
internal readonly unsafe struct WinogradOutputs(float* start, float* y, bool relu)
{
    private readonly WindowGeometry? _pool;
    private readonly byte* _winners;

    private WinogradOutputs(float* start, float* y, WindowGeometry pool, byte* winners)
        : this(start, y, relu: false)
    {
        // A tile is worked as an image of its own.
        _pool = pool with
        {
            InWidth = Winograd.Tile,
        };
        _winners = winners;
    }

    /// <summary>Bias filled up to whole panels, or null.</summary>
    public float* Start { get; } = start;

    /// <summary>The convolution's outputs, or the pooled ones.</summary>
    public float* Y { get; } = y;

    /// <summary>Whether outputs that are not pooled go through ReLU.</summary>
    public bool Relu { get; } = relu;

    public bool ArePooled => _pool is not null;

    /// <summary>Whether a pooling can take a tile's outputs from the registers' lanes.</summary>
    /// <param name="lanes">Floats in a register.</param>
    public static bool CanPool(in WindowGeometry pool, int lanes) => pool.Window is { Height: 2, Width: 2 } && pool.InChannels % lanes == 0;

    /// <inheritdoc cref="PooledConv"/>
    /// <param name="start">Bias filled up to whole panels, or null.</param>
    /// <param name="y">The pooled outputs.</param>
    /// <param name="winners">Null where no gradient will be asked for.</param>
    public static WinogradOutputs Pooled(in WindowGeometry pool, float* start, float* y, byte* winners) => new(start, y, pool, winners);

    /// <summary>Writes the pooled outputs of a tile.</summary>
    /// <param name="tile">4x4 outputs of the convolution with all their filters; those outside the image belong to no window.</param>
    public void Pool(WinogradPlace place, float* tile)
    {
        WindowGeometry pool = _pool!.Value;
        int row = place.Row / 2,
            column = place.Column / 2;
        pool = pool with { OutWidth = Math.Min(Winograd.Tile / 2, pool.OutWidth - column) };
        int rows = Math.Min(Winograd.Tile / 2, pool.OutHeight - row);
        for (int i = 0; i < rows; i++)
        {
            long at = (((long)place.Image * pool.OutHeight + row + i) * _pool.Value.OutWidth + column) * pool.OutChannels;
            ReluPool.Forward(pool, tile + 2 * i * Winograd.Tile * pool.InChannels, Y + at, _winners is null ? null : _winners + at);
        }
    }
}
