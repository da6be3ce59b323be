namespace Repro.Backends.Cpu.Kernels;

/// <summary>The cells of one window that lie inside the image: rows Top up to Bottom, columns Left up to Right, both exclusive.</summary>
internal readonly record struct WindowCells(int Top, int Bottom, int Left, int Right)
{
    public int Count => (Bottom - Top) * (Right - Left);

    public static WindowCells At(in WindowGeometry g, int outY, int outX)
    {
        int top = outY * g.Stride.Height - g.PadTop;
        int left = outX * g.Stride.Width - g.PadLeft;
        return new WindowCells(
            Math.Max(0, top),
            Math.Min(g.InHeight, top + g.Window.Height),
            Math.Max(0, left),
            Math.Min(g.InWidth, left + g.Window.Width)
        );
    }

    /// <summary>A cell's index within its sample.</summary>
    public int Index(in WindowGeometry g, int y, int x, int channel) => (y * g.InWidth + x) * g.InChannels + channel;
}
