namespace Repro.Backends.Cpu.Kernels.Vectorised;

/// <summary>A part of a kernel's gradient: tiles of one row of the window, and a panel of filters.</summary>
internal readonly record struct KernelBlock(int WindowRow, int Panel, int FirstTile, int LastTile, TileSplit Tiles)
{
    public int FirstRow => Tiles.Start(FirstTile);

    public int Rows => Tiles.Start(LastTile) - FirstRow;

    public int TileCount => LastTile - FirstTile;
}

/// <summary>Output rows of some pictures, in the order of a chain.</summary>
internal readonly record struct PixelRange(int Picture, int Pictures, int Row, int Rows);
