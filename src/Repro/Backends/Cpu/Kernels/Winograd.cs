namespace Repro.Backends.Cpu.Kernels;

/// <summary>
/// Winograd's F(4x4, 3x3) (Lavin and Gray 2015): 4x4 outputs of a 3x3 convolution from 6x6 inputs with 36 products instead of 144.
/// Its rules, its sizes and the kernel's transform; the other transforms belong to the kernels.
/// </summary>
internal static class Winograd
{
    /// <summary>Outputs of a tile along a side.</summary>
    public const int Tile = 4;

    /// <summary>Inputs of a tile along a side.</summary>
    public const int Patch = 6;

    /// <summary>A kernel's weights along a side.</summary>
    public const int Window = 3;

    /// <summary>Tiles of a segment of a kernel's gradient: one chain.</summary>
    public const int SegmentTiles = 256;

    /// <summary>The least outputs along a side for the gradients; on smaller maps they gain little.</summary>
    private const int LeastSideOfGradients = 16;

    /// <summary>Elements of a transformed tile.</summary>
    public const int Cells = Patch * Patch;

    private static readonly double[,] FilterTransform =
    {
        { 1.0 / 4, 0, 0 },
        { -1.0 / 6, -1.0 / 6, -1.0 / 6 },
        { -1.0 / 6, 1.0 / 6, -1.0 / 6 },
        { 1.0 / 24, 1.0 / 12, 1.0 / 6 },
        { 1.0 / 24, -1.0 / 12, 1.0 / 6 },
        { 0, 0, 1 },
    };

    /// <summary>Whether a convolution's forward pass uses Winograd's arithmetic: decided by its shape alone.</summary>
    public static bool Applies(in WindowGeometry g) =>
        g.Window is { Height: 3, Width: 3 }
        && g.Stride is { Height: 1, Width: 1 }
        && g.InChannels >= 64
        && g.OutChannels >= 64
        && g.OutHeight >= 8
        && g.OutWidth >= 8;

    /// <summary>
    /// Whether a convolution's gradients in training use Winograd's arithmetic (version 2): decided by its shape alone. Padding "valid"
    /// is left out, since the convnets with it pool behind each convolution and then compute from the winners alone.
    /// </summary>
    public static bool AppliesToGradients(in WindowGeometry g) =>
        Applies(g)
        && g is { PadTop: 1, PadLeft: 1, OutHeight: >= LeastSideOfGradients, OutWidth: >= LeastSideOfGradients }
        && g.OutHeight == g.InHeight
        && g.OutWidth == g.InWidth;

    /// <summary>
    /// The gradient's way to the data, for a stride of 1: a convolution of the outputs' gradient with the kernel turned by half a circle.
    /// </summary>
    public static WindowGeometry BackwardData(in WindowGeometry g) =>
        new(
            g.OutHeight,
            g.OutWidth,
            g.OutChannels,
            g.InHeight,
            g.InWidth,
            g.InChannels,
            g.Window,
            g.Stride,
            Window - 1 - g.PadTop,
            Window - 1 - g.PadLeft
        );

    /// <summary>An element of the 6x3 matrix that transforms filters.</summary>
    public static double G(int row, int column) => FilterTransform[row, column];

    public static int TileRows(in WindowGeometry g) => (g.OutHeight + Tile - 1) / Tile;

    public static int TileColumns(in WindowGeometry g) => (g.OutWidth + Tile - 1) / Tile;

    /// <summary>U = G g G' of one 3x3 filter (row-major) in float64, rounded once; sums go from left to right.</summary>
    public static void TransformFilter(ReadOnlySpan<float> filter, Span<float> u)
    {
        Span<double> half = stackalloc double[Patch * 3];
        for (int i = 0; i < Patch; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                half[i * 3 + j] = G(i, 0) * filter[j] + G(i, 1) * filter[3 + j] + G(i, 2) * filter[6 + j];
            }
        }

        for (int i = 0; i < Patch; i++)
        {
            for (int j = 0; j < Patch; j++)
            {
                u[i * Patch + j] = (float)(half[i * 3] * G(j, 0) + half[i * 3 + 1] * G(j, 1) + half[i * 3 + 2] * G(j, 2));
            }
        }
    }
}
