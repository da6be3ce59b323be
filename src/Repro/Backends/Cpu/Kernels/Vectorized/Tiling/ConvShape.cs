using Repro.Models;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

/// <summary>
/// A convolution as the tiles see it: forward, or backward to the data, which is the forward pass over the gradient with
/// <see cref="Dilation"/> - 1 zeros between its cells, a border, and the kernel turned about.
/// </summary>
internal readonly record struct ConvShape(
    int InHeight,
    int InWidth,
    int InChannels,
    int OutHeight,
    int OutWidth,
    int OutChannels,
    Size Window,
    Size Stride,
    Size Dilation,
    int PadTop,
    int PadLeft
)
{
    public int Cells => Window.Height * Window.Width;

    /// <summary>Terms of a chain.</summary>
    public int Terms => Cells * InChannels;

    /// <summary>True where windows read nothing but the image, so that it can be used where it lies.</summary>
    public bool StaysInside =>
        Dilation is { Height: 1, Width: 1 } && PadTop == 0 && PadLeft == 0 && RowsRead(OutHeight) <= InHeight && ColumnsRead <= InWidth;

    /// <summary>Columns that the windows of a row read, border and zeros included.</summary>
    public int ColumnsRead => (OutWidth - 1) * Stride.Width + Window.Width;

    public static ConvShape Forward(in WindowGeometry g) =>
        new(
            g.InHeight,
            g.InWidth,
            g.InChannels,
            g.OutHeight,
            g.OutWidth,
            g.OutChannels,
            g.Window,
            g.Stride,
            new Size(1, 1),
            g.PadTop,
            g.PadLeft
        );

    public static ConvShape BackwardData(in WindowGeometry g) =>
        new(
            g.OutHeight,
            g.OutWidth,
            g.OutChannels,
            g.InHeight,
            g.InWidth,
            g.InChannels,
            g.Window,
            new Size(1, 1),
            g.Stride,
            g.Window.Height - 1 - g.PadTop,
            g.Window.Width - 1 - g.PadLeft
        );

    /// <summary>Rows that the windows of some output rows read.</summary>
    public int RowsRead(int outRows) => (outRows - 1) * Stride.Height + Window.Height;
}
