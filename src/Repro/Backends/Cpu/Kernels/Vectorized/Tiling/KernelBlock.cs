namespace Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

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

/// <summary>A part of a kernel's gradient: neighbouring tiles of some neighbouring panels.</summary>
internal readonly record struct KernelBlock(KernelTiles Tiles, int First, int Last, int FirstPanel, int LastPanel)
{
    public int Count => Last - First;
}

/// <summary>A kernel's gradient cut into blocks. Any cut gives the same bits.</summary>
/// <param name="TileParts">Parts of the tiles.</param>
/// <param name="PanelParts">Parts of the panels.</param>
internal readonly record struct KernelBlocks(KernelTiles Tiles, int Panels, int TileParts, int PanelParts)
{
    public int Count => TileParts * PanelParts;

    public KernelBlock At(int index)
    {
        int row = index / PanelParts,
            column = index % PanelParts;
        return new KernelBlock(
            Tiles,
            Part(Tiles.Count, row, TileParts),
            Part(Tiles.Count, row + 1, TileParts),
            Part(Panels, column, PanelParts),
            Part(Panels, column + 1, PanelParts)
        );
    }

    /// <summary>
    /// Up to <paramref name="wanted"/> blocks, as many as can be and cut so that little is read: every part of the tiles reads its
    /// panels' gradients, every part of the panels its tiles' inputs.
    /// </summary>
    /// <param name="inputs">Floats of the inputs of all tiles.</param>
    /// <param name="gradients">Floats of the gradients of all panels.</param>
    public static KernelBlocks Of(KernelTiles tiles, int panels, long inputs, long gradients, int wanted)
    {
        KernelBlocks best = new(tiles, panels, Math.Min(wanted, tiles.Count), 1);
        for (int columns = 2; columns <= Math.Min(wanted, panels); columns++)
        {
            // Blocks as many as threads: one more would be waited for.
            if (wanted % columns != 0)
            {
                continue;
            }

            KernelBlocks cut = new(tiles, panels, Math.Min(wanted / columns, tiles.Count), columns);
            if (cut.Count > best.Count || (cut.Count == best.Count && Reads(cut) < Reads(best)))
            {
                best = cut;
            }
        }

        return best;

        long Reads(KernelBlocks blocks) => blocks.TileParts * gradients + blocks.PanelParts * inputs;
    }

    private static int Part(int length, int index, int count) => (int)((long)length * index / count);
}
