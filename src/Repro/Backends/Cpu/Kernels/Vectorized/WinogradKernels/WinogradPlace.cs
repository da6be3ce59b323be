namespace Repro.Backends.Cpu.Kernels.Vectorized.WinogradKernels;

/// <summary>Where a Winograd tile lies: its image, and its first output row and column.</summary>
internal readonly unsafe record struct WinogradPlace(int Image, int Row, int Column)
{
    /// <summary>Tiles are numbered through all images, row by row.</summary>
    public static WinogradPlace Of(in WindowGeometry g, int tile)
    {
        int columns = Winograd.TileColumns(g);
        int perImage = Winograd.TileRows(g) * columns;
        return new WinogradPlace(tile / perImage, tile % perImage / columns * Winograd.Tile, tile % columns * Winograd.Tile);
    }

    private bool ReadsInside(in WindowGeometry g) =>
        Row >= g.PadTop
        && Row - g.PadTop + Winograd.Patch <= g.InHeight
        && Column >= g.PadLeft
        && Column - g.PadLeft + Winograd.Patch <= g.InWidth;

    public bool WritesInside(in WindowGeometry g) => Row + Winograd.Tile <= g.OutHeight && Column + Winograd.Tile <= g.OutWidth;

    /// <summary>The 36 cells that the tile reads: where they lie if nothing is missing around them, or else copied.</summary>
    /// <param name="patch">Room for the copy.</param>
    /// <param name="channels">Floats from a cell to its right neighbour, at least the image's channels.</param>
    /// <param name="row">Floats from a cell to the one below it.</param>
    public float* Inputs(in WindowGeometry g, float* x, float* patch, int channels, out nint row)
    {
        if (channels == g.InChannels && ReadsInside(g))
        {
            row = (nint)g.InWidth * channels;
            return x + (((long)Image * g.InHeight + Row - g.PadTop) * g.InWidth + Column - g.PadLeft) * channels;
        }

        row = (nint)Winograd.Patch * channels;
        Copy(x, new Plane(g.InHeight, g.InWidth, g.InChannels), Row - g.PadTop, Column - g.PadLeft, Winograd.Patch, patch, channels);
        return patch;
    }

    /// <summary>The gradients of the tile's 4x4 outputs, likewise.</summary>
    /// <param name="filters">Floats from a cell to its right neighbour, at least the image's filters.</param>
    public float* Gradients(in WindowGeometry g, float* dy, float* patch, int filters, out nint row)
    {
        if (filters == g.OutChannels && WritesInside(g))
        {
            row = (nint)g.OutWidth * filters;
            return dy + (((long)Image * g.OutHeight + Row) * g.OutWidth + Column) * filters;
        }

        row = (nint)Winograd.Tile * filters;
        Copy(dy, new Plane(g.OutHeight, g.OutWidth, g.OutChannels), Row, Column, Winograd.Tile, patch, filters);
        return patch;
    }

    /// <summary>Writes some filters of the tile's outputs that lie in the image.</summary>
    /// <param name="tile">4x4 outputs, <paramref name="step"/> floats from one to the next.</param>
    /// <param name="filter">The first filter that is written, and <paramref name="count"/> how many.</param>
    public void Write(in WindowGeometry g, float* tile, int step, int filter, int count, float* y)
    {
        for (int i = 0; i < Winograd.Tile && Row + i < g.OutHeight; i++)
        {
            for (int j = 0; j < Winograd.Tile && Column + j < g.OutWidth; j++)
            {
                float* target = y + (((long)Image * g.OutHeight + Row + i) * g.OutWidth + Column + j) * g.OutChannels + filter;
                new ReadOnlySpan<float>(tile + (i * Winograd.Tile + j) * step, count).CopyTo(new Span<float>(target, count));
            }
        }
    }

    /// <summary>Copies a square of cells, zeros beyond the image and beyond its channels.</summary>
    private void Copy(float* values, Plane plane, int top, int left, int side, float* patch, int step)
    {
        for (int i = 0; i < side; i++)
        {
            for (int j = 0; j < side; j++, patch += step)
            {
                int y = top + i;
                int x = left + j;
                bool inside = y >= 0 && y < plane.Height && x >= 0 && x < plane.Width;
                int real = inside ? plane.Channels : 0;
                if (inside)
                {
                    float* source = values + (((long)Image * plane.Height + y) * plane.Width + x) * plane.Channels;
                    new ReadOnlySpan<float>(source, real).CopyTo(new Span<float>(patch, real));
                }

                new Span<float>(patch + real, step - real).Clear();
            }
        }
    }

    /// <summary>An image's sizes.</summary>
    private readonly record struct Plane(int Height, int Width, int Channels);
}
