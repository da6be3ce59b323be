namespace Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

/// <summary>
/// What a tile computes: c[row][column] = chain(start[column]; block, outer, inner) of a[row; block, outer, inner] * b[block, outer,
/// inner][column].
/// Steps are in floats. All b and c rows are two registers long.
/// </summary>
internal unsafe struct TileTask
{
    public float* A;
    public nint ARow;
    public nint AInner;
    public nint AOuter;
    public nint ABlock;

    public float* B;
    public nint BInner;
    public nint BOuter;
    public nint BBlock;

    public int Inner;
    public int Outer;
    public int Blocks;

    /// <summary>What every row's chains start from, or null for +0.</summary>
    public float* Start;

    public float* C;
    public nint CRow;
}
