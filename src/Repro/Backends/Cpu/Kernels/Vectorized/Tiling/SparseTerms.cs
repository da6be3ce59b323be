using System.Runtime.CompilerServices;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

/// <summary>A value that is not left out, and where the row lies that it multiplies, in floats.</summary>
internal readonly record struct SparseTerm(float Value, int Place);

/// <summary>
/// Lists of what chains read where many terms are zero: the winners of one image, or the values of a row that are not zero.
/// </summary>
internal static unsafe class SparseTerms
{
    /// <summary>The picks that <see cref="ByFilter"/> writes for each filter, one more than can be kept.</summary>
    public static int PerFilter(in WindowGeometry pool, int rows) => rows * pool.OutWidth + 1;

    /// <summary>For each of some filters the winners in some rows of the convolution, row by row and along them.</summary>
    /// <param name="firstFilter">The first one; <paramref name="lists"/> are as many.</param>
    /// <param name="columnStep">What a column adds to a place; <paramref name="rowStep"/> a row.</param>
    /// <param name="counts">Winners of each filter.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ByFilter(
        in WindowGeometry pool,
        float* dy,
        byte* winners,
        int first,
        int end,
        int firstFilter,
        int lists,
        int columnStep,
        int rowStep,
        SparseTerm* picks,
        int* counts
    )
    {
        int filters = pool.OutChannels;
        int capacity = PerFilter(pool, end - first);
        uint width = (uint)pool.Window.Width;
        int windowStep = (int)width * columnStep;
        for (int list = 0; list < lists; list++, picks += capacity)
        {
            int count = 0;
            for (int row = first; row < end; row++)
            {
                long windows = (long)(row / pool.Window.Height) * pool.OutWidth * filters + firstFilter + list;
                int firstCell = row % pool.Window.Height * pool.Window.Width;
                float* value = dy + windows;
                byte* winner = winners + windows;
                int place = (row - first) * rowStep;
                for (int ox = 0; ox < pool.OutWidth; ox++, value += filters, winner += filters, place += windowStep)
                {
                    // Written in any case, and kept where the winner lies in this row.
                    uint column = (uint)(*winner - firstCell);
                    picks[count] = new SparseTerm(*value, place + (int)column * columnStep);
                    count += (int)((column - (ulong)width) >> 63);
                }
            }

            counts[list] = count;
        }
    }

    /// <summary>The values of a row that are not zero; each step of the row adds <paramref name="step"/> to the place.</summary>
    /// <param name="picks">Room for one more than the values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int OfRow(float* values, int count, int step, SparseTerm* picks)
    {
        int picked = 0;
        int place = 0;
        for (int i = 0; i < count; i++, place += step)
        {
            picks[picked] = new SparseTerm(values[i], place);
            picked += values[i] != 0f ? 1 : 0;
        }

        return picked;
    }

    /// <summary>Lists that <see cref="ByColumn"/> writes: one for each place of a row of windows, and one for filters without a winner.</summary>
    public static int Lists(in WindowGeometry pool) => pool.OutWidth * pool.Window.Width * pool.Window.Height + 1;

    /// <summary>
    /// For each place of the convolution under one row of windows, row by row and along them, the filters that won there, in order.
    /// </summary>
    /// <param name="row">Of the windows.</param>
    /// <param name="filterStep">What a filter adds to a place.</param>
    /// <param name="picks">Room for one more than the filters for each list.</param>
    /// <param name="counts">Of each list.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ByColumn(in WindowGeometry pool, float* dy, byte* winners, int row, int filterStep, SparseTerm* picks, int* counts)
    {
        int filters = pool.OutChannels;
        int capacity = filters + 1;
        int width = pool.Window.Width;
        int cells = width * pool.Window.Height;
        int columns = pool.OutWidth * width;
        int without = cells * pool.OutWidth;
        int* lists = stackalloc int[byte.MaxValue + 1];
        new Span<int>(lists, byte.MaxValue + 1).Fill(without);
        new Span<int>(counts, Lists(pool)).Clear();
        long windows = (long)row * pool.OutWidth * filters;
        float* value = dy + windows;
        byte* winner = winners + windows;
        for (int ox = 0; ox < pool.OutWidth; ox++)
        {
            for (int cell = 0; cell < cells; cell++)
            {
                lists[cell] = cell / width * columns + ox * width + cell % width;
            }

            counts[without] = 0;
            int place = 0;
            for (int f = 0; f < filters; f++, place += filterStep)
            {
                int list = lists[winner[f]];
                int count = counts[list];
                picks[(long)list * capacity + count] = new SparseTerm(value[f], place);
                counts[list] = count + 1;
            }

            value += filters;
            winner += filters;
        }
    }
}
