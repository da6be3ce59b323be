namespace Repro.Backends.Cpu.Kernels.Vectorised;

/// <summary>
/// How the rows of a kernel's gradient (ky, kx, c) are cut into tiles. A tile stays within one row of the window, where its inputs lie
/// side by side.
/// </summary>
internal readonly record struct KernelTiles(int Lines, TileSplit Line)
{
    public static KernelTiles Of(in ConvShape s, int mostRows) => new(s.Window.Height, TileSplit.Of(s.Window.Width * s.InChannels, mostRows));

    public int Count => Lines * Line.Pieces;

    /// <summary>The row of the window that a tile belongs to.</summary>
    public int LineOf(int tile) => tile / Line.Pieces;

    /// <summary>A tile's first row within its row of the window.</summary>
    public int Start(int tile) => Line.Start(tile % Line.Pieces);

    /// <summary>A tile's first row in the whole gradient.</summary>
    public int FirstRow(int tile) => LineOf(tile) * Line.Length + (tile == Count ? 0 : Start(tile));

    public int Rows(int tile) => Line.Rows(tile % Line.Pieces);
}

/// <summary>Neighbouring tiles of a kernel's gradient.</summary>
internal readonly record struct KernelBlock(KernelTiles Tiles, int First, int Last)
{
    public int FirstRow => Tiles.FirstRow(First);

    public int Rows => Tiles.FirstRow(Last) - FirstRow;

    /// <summary>Block <paramref name="index"/> of <paramref name="count"/>.</summary>
    public static KernelBlock Of(KernelTiles tiles, int index, int count) =>
        new(tiles, (int)((long)tiles.Count * index / count), (int)((long)tiles.Count * (index + 1) / count));
}

/// <summary>The outputs that a segment runs over, in the order of its chain: some rows of one picture, or some whole pictures.</summary>
internal readonly record struct PixelRange(int Picture, int Pictures, int Row, int Rows);
