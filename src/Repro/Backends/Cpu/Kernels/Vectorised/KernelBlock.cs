namespace Repro.Backends.Cpu.Kernels.Vectorised;

/// <summary>
/// How the rows of a kernel's gradient (ky, kx, c) are cut into tiles. A line is a part of the rows whose inputs lie side by side, and is
/// cut in the same way for every place in the window; tiles of one piece, at all places, follow one another, since they share inputs.
/// </summary>
/// <param name="Lines">Cells of the window, or its rows where a row's inputs are few.</param>
internal readonly record struct KernelTiles(int Lines, TileSplit Line)
{
    public int Count => Lines * Line.Pieces;

    public int LineOf(int tile) => tile % Lines;

    public int PieceOf(int tile) => tile / Lines;

    /// <summary>A tile's first row in the gradient.</summary>
    public int FirstRow(int tile) => LineOf(tile) * Line.Length + Line.Start(PieceOf(tile));

    public int Rows(int tile) => Line.Rows(PieceOf(tile));
}

/// <summary>Neighbouring tiles of a kernel's gradient.</summary>
internal readonly record struct KernelBlock(KernelTiles Tiles, int First, int Last)
{
    /// <summary>Block <paramref name="index"/> of <paramref name="count"/>.</summary>
    public static KernelBlock Of(KernelTiles tiles, int index, int count) =>
        new(tiles, (int)((long)tiles.Count * index / count), (int)((long)tiles.Count * (index + 1) / count));
}

/// <summary>The outputs that a segment runs over, in the order of its chain: some rows of one picture, or some whole pictures.</summary>
internal readonly record struct PixelRange(int Picture, int Pictures, int Row, int Rows);
