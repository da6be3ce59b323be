namespace Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

/// <summary>Tiles of any number of rows.</summary>
internal static class Tiles<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Columns of a tile, and the width of a panel: two registers.</summary>
    public static int Width => 2 * TSimd.Count;

    public static void Run(int rows, in TileTask t)
    {
        switch (rows)
        {
            case 1:
                Tile<TSimd, TVector, Rows1>.Run(t);
                return;
            case 2:
                Tile<TSimd, TVector, Rows2>.Run(t);
                return;
            case 3:
                Tile<TSimd, TVector, Rows3>.Run(t);
                return;
            case 4:
                Tile<TSimd, TVector, Rows4>.Run(t);
                return;
            case 5:
                Tile<TSimd, TVector, Rows5>.Run(t);
                return;
            case 6:
                Tile<TSimd, TVector, Rows6>.Run(t);
                return;
            case 7:
                Tile<TSimd, TVector, Rows7>.Run(t);
                return;
            case 8:
                Tile<TSimd, TVector, Rows8>.Run(t);
                return;
            case 9:
                Tile<TSimd, TVector, Rows9>.Run(t);
                return;
            case 10:
                Tile<TSimd, TVector, Rows10>.Run(t);
                return;
            case 11:
                Tile<TSimd, TVector, Rows11>.Run(t);
                return;
            case 12:
                Tile<TSimd, TVector, Rows12>.Run(t);
                return;
            default:
                throw new ArgumentOutOfRangeException(nameof(rows), rows, "A tile has 1 to 12 rows.");
        }
    }
}

/// <summary>Cuts a length into the fewest pieces of at most a tile's rows, as even as can be.</summary>
internal readonly record struct TileSplit(int Length, int Pieces)
{
    public static TileSplit Of(int length, int most) => new(length, (length + most - 1) / most);

    public int MostRows => (Length + Pieces - 1) / Pieces;

    public int Start(int piece) => (int)((long)Length * piece / Pieces);

    public int Rows(int piece) => Start(piece + 1) - Start(piece);
}
