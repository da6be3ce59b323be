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

    /// <summary>For each filter the winners in some rows of the convolution, row by row and along them.</summary>
    /// <param name="columnStep">What a column adds to a place; <paramref name="rowStep"/> a row.</param>
    /// <param name="counts">Winners of each filter.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ByFilter(
        in WindowGeometry pool,
        float* dy,
        byte* winners,
        int first,
        int end,
        int columnStep,
        int rowStep,
        SparseTerm* picks,
        int* counts
    )
    {
        int filters = pool.OutChannels;
        int capacity = PerFilter(pool, end - first);
        uint width = (uint)pool.Window.Width;
        new Span<int>(counts, filters).Clear();
        for (int row = first; row < end; row++)
        {
            long windows = (long)(row / pool.Window.Height) * pool.OutWidth * filters;
            int firstCell = row % pool.Window.Height * pool.Window.Width;
            float* value = dy + windows;
            byte* winner = winners + windows;
            int place = (row - first) * rowStep;
            for (int ox = 0; ox < pool.OutWidth; ox++, value += filters, winner += filters, place += (int)width * columnStep)
            {
                SparseTerm* list = picks;
                for (int f = 0; f < filters; f++, list += capacity)
                {
                    // Written in any case, and kept where the winner lies in this row.
                    uint column = (uint)(winner[f] - firstCell);
                    int count = counts[f];
                    list[count] = new SparseTerm(value[f], place + (int)column * columnStep);
                    counts[f] = count + (column < width ? 1 : 0);
                }
            }
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

    /// <summary>For each column of one row of the convolution the filters that won there, in order.</summary>
    /// <param name="filterStep">What a filter adds to a place.</param>
    /// <param name="picks">Room for one more than the filters for each column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ByColumn(in WindowGeometry pool, float* dy, byte* winners, int row, int filterStep, SparseTerm* picks, int* counts)
    {
        int filters = pool.OutChannels;
        int width = pool.Window.Width;
        long windows = (long)(row / pool.Window.Height) * pool.OutWidth * filters;
        int firstCell = row % pool.Window.Height * width;
        float* value = dy + windows;
        byte* winner = winners + windows;
        for (int column = 0; column < pool.OutWidth * width; column++, picks += filters + 1)
        {
            int cell = firstCell + column % width;
            int count = 0;
            int place = 0;
            for (int f = 0; f < filters; f++, place += filterStep)
            {
                picks[count] = new SparseTerm(value[f], place);
                count += winner[f] == cell ? 1 : 0;
            }

            counts[column] = count;
            if (column % width != width - 1)
            {
                continue;
            }

            value += filters;
            winner += filters;
        }
    }
}
