namespace Repro.Backends.Cpu.Kernels.Vectorised;

/// <summary>Where a Winograd tile lies: its picture, and its first output row and column.</summary>
internal readonly unsafe record struct WinogradPlace(int Picture, int Row, int Column)
{
    /// <summary>Tiles are numbered through all pictures, row by row.</summary>
    public static WinogradPlace Of(in WindowGeometry g, int tile)
    {
        int columns = Winograd.TileColumns(g);
        int perPicture = Winograd.TileRows(g) * columns;
        return new WinogradPlace(tile / perPicture, tile % perPicture / columns * Winograd.Tile, tile % columns * Winograd.Tile);
    }

    public bool ReadsInside(in WindowGeometry g) =>
        Row >= g.PadTop && Row - g.PadTop + Winograd.Patch <= g.InHeight && Column >= g.PadLeft && Column - g.PadLeft + Winograd.Patch <= g.InWidth;

    public bool WritesInside(in WindowGeometry g) => Row + Winograd.Tile <= g.OutHeight && Column + Winograd.Tile <= g.OutWidth;

    /// <summary>Copies the 36 cells that the tile reads, zeros beyond the picture and beyond the channels.</summary>
    /// <param name="channels">Floats of a cell in <paramref name="patch"/>, at least the picture's channels.</param>
    public void Read(in WindowGeometry g, float* x, float* patch, int channels)
    {
        for (int i = 0; i < Winograd.Patch; i++)
            for (int j = 0; j < Winograd.Patch; j++, patch += channels)
            {
                int iy = Row + i - g.PadTop;
                int ix = Column + j - g.PadLeft;
                bool inside = iy >= 0 && iy < g.InHeight && ix >= 0 && ix < g.InWidth;
                int real = inside ? g.InChannels : 0;
                if (inside)
                {
                    float* source = x + (((long)Picture * g.InHeight + iy) * g.InWidth + ix) * g.InChannels;
                    new ReadOnlySpan<float>(source, real).CopyTo(new Span<float>(patch, real));
                }

                new Span<float>(patch + real, channels - real).Clear();
            }
    }

    /// <summary>Writes some filters of the tile's outputs that lie in the picture.</summary>
    /// <param name="tile">4x4 outputs, <paramref name="step"/> floats from one to the next.</param>
    /// <param name="filter">The first filter that is written, and <paramref name="count"/> how many.</param>
    public void Write(in WindowGeometry g, float* tile, int step, int filter, int count, float* y)
    {
        for (int i = 0; i < Winograd.Tile && Row + i < g.OutHeight; i++)
            for (int j = 0; j < Winograd.Tile && Column + j < g.OutWidth; j++)
            {
                float* target = y + (((long)Picture * g.OutHeight + Row + i) * g.OutWidth + Column + j) * g.OutChannels + filter;
                new ReadOnlySpan<float>(tile + (i * Winograd.Tile + j) * step, count).CopyTo(new Span<float>(target, count));
            }
    }
}
