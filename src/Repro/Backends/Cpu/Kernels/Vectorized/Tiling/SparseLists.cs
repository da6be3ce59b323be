namespace Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

/// <summary>Lists of picks behind each other.</summary>
/// <param name="capacity">From one list to the next one.</param>
/// <param name="counts">Picks of each list.</param>
/// <param name="count">Lists.</param>
internal readonly unsafe struct SparseLists(SparseTerm* picks, int capacity, int* counts, int count)
{
    public readonly SparseTerm* Picks = picks;

    public readonly int* Counts = counts;

    public int Capacity => capacity;

    public int Count => count;

    /// <summary>One of the lists.</summary>
    public SparseLists Only(int list) => new(Picks + (long)list * capacity, capacity, Counts + list, 1);
}
