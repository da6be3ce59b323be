using System.Runtime.CompilerServices;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Dense;

/// <summary>
/// The chains c = chain(c; picks) of a pick's value times the row of b at its place: up to 12 registers of columns at a time.
/// </summary>
internal static unsafe class SparseRows<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int MostVectors = 12;

    /// <param name="columns">A multiple of the register.</param>
    public static void Run(SparseTerm* picks, int count, float* b, float* c, int columns)
    {
        Run(new SparseLists(picks, 0, &count, 1), b, c, 0, columns);
    }

    /// <summary>The same for several lists in order, each of which has its own chains.</summary>
    /// <param name="step">From one list's chains to the next one's; they may overlap.</param>
    public static void Run(SparseLists lists, float* b, float* c, int step, int columns)
    {
        TileSplit split = TileSplit.Of(columns / TSimd.Count, MostVectors);
        if (split.Pieces == 1)
        {
            Run(split.Rows(0), lists, b, c, step);
            return;
        }

        // Where chains overlap, all pieces of a list come before those of the next one.
        for (int list = 0; list < lists.Count; list++, c += step)
        {
            for (int piece = 0; piece < split.Pieces; piece++)
            {
                int at = split.Start(piece) * TSimd.Count;
                Run(split.Rows(piece), lists.Only(list), b + at, c + at, 0);
            }
        }
    }

    /// <summary>The end of chains: + (+0).</summary>
    public static void WithoutNegativeZeros(float* values, int count)
    {
        int i = 0;
        for (; i + TSimd.Count <= count; i += TSimd.Count)
        {
            TSimd.Store(TSimd.Add(TSimd.Load(values + i), default), values + i);
        }

        for (; i < count; i++)
        {
            values[i] += 0f;
        }
    }

    private static void Run(int vectors, SparseLists lists, float* b, float* c, int step)
    {
        switch (vectors)
        {
            case 1:
                Run<Rows1>(lists, b, c, step);
                return;
            case 2:
                Run<Rows2>(lists, b, c, step);
                return;
            case 3:
                Run<Rows3>(lists, b, c, step);
                return;
            case 4:
                Run<Rows4>(lists, b, c, step);
                return;
            case 5:
                Run<Rows5>(lists, b, c, step);
                return;
            case 6:
                Run<Rows6>(lists, b, c, step);
                return;
            case 7:
                Run<Rows7>(lists, b, c, step);
                return;
            case 8:
                Run<Rows8>(lists, b, c, step);
                return;
            case 9:
                Run<Rows9>(lists, b, c, step);
                return;
            case 10:
                Run<Rows10>(lists, b, c, step);
                return;
            case 11:
                Run<Rows11>(lists, b, c, step);
                return;
            default:
                Run<Rows12>(lists, b, c, step);
                return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TCount>(SparseLists lists, float* b, float* c, int step)
        where TCount : struct, IRows
    {
        for (int list = 0; list < lists.Count; list++, c += step)
        {
            SparseTerm* picks = lists.Picks + (long)list * lists.Capacity;
            Run<TCount>(picks, picks + lists.Counts[list], b, c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TCount>(SparseTerm* picks, SparseTerm* end, float* b, float* c)
        where TCount : struct, IRows
    {
        if (picks == end)
        {
            return;
        }

        TVector s0 = Load<TCount>(c, 0),
            s1 = Load<TCount>(c, 1),
            s2 = Load<TCount>(c, 2),
            s3 = Load<TCount>(c, 3);
        TVector s4 = Load<TCount>(c, 4),
            s5 = Load<TCount>(c, 5),
            s6 = Load<TCount>(c, 6),
            s7 = Load<TCount>(c, 7);
        TVector s8 = Load<TCount>(c, 8),
            s9 = Load<TCount>(c, 9),
            s10 = Load<TCount>(c, 10),
            s11 = Load<TCount>(c, 11);
        for (; picks < end; picks++)
        {
            TVector value = TSimd.Broadcast(picks->Value);
            float* row = b + picks->Place;
            s0 = TSimd.MultiplyAdd(value, TSimd.Load(row), s0);
            if (TCount.Count > 1)
            {
                s1 = TSimd.MultiplyAdd(value, TSimd.Load(row + TSimd.Count), s1);
            }

            if (TCount.Count > 2)
            {
                s2 = TSimd.MultiplyAdd(value, TSimd.Load(row + 2 * TSimd.Count), s2);
            }

            if (TCount.Count > 3)
            {
                s3 = TSimd.MultiplyAdd(value, TSimd.Load(row + 3 * TSimd.Count), s3);
            }

            if (TCount.Count > 4)
            {
                s4 = TSimd.MultiplyAdd(value, TSimd.Load(row + 4 * TSimd.Count), s4);
            }

            if (TCount.Count > 5)
            {
                s5 = TSimd.MultiplyAdd(value, TSimd.Load(row + 5 * TSimd.Count), s5);
            }

            if (TCount.Count > 6)
            {
                s6 = TSimd.MultiplyAdd(value, TSimd.Load(row + 6 * TSimd.Count), s6);
            }

            if (TCount.Count > 7)
            {
                s7 = TSimd.MultiplyAdd(value, TSimd.Load(row + 7 * TSimd.Count), s7);
            }

            if (TCount.Count > 8)
            {
                s8 = TSimd.MultiplyAdd(value, TSimd.Load(row + 8 * TSimd.Count), s8);
            }

            if (TCount.Count > 9)
            {
                s9 = TSimd.MultiplyAdd(value, TSimd.Load(row + 9 * TSimd.Count), s9);
            }

            if (TCount.Count > 10)
            {
                s10 = TSimd.MultiplyAdd(value, TSimd.Load(row + 10 * TSimd.Count), s10);
            }

            if (TCount.Count > 11)
            {
                s11 = TSimd.MultiplyAdd(value, TSimd.Load(row + 11 * TSimd.Count), s11);
            }
        }

        TSimd.Store(s0, c);
        if (TCount.Count > 1)
        {
            TSimd.Store(s1, c + TSimd.Count);
        }

        if (TCount.Count > 2)
        {
            TSimd.Store(s2, c + 2 * TSimd.Count);
        }

        if (TCount.Count > 3)
        {
            TSimd.Store(s3, c + 3 * TSimd.Count);
        }

        if (TCount.Count > 4)
        {
            TSimd.Store(s4, c + 4 * TSimd.Count);
        }

        if (TCount.Count > 5)
        {
            TSimd.Store(s5, c + 5 * TSimd.Count);
        }

        if (TCount.Count > 6)
        {
            TSimd.Store(s6, c + 6 * TSimd.Count);
        }

        if (TCount.Count > 7)
        {
            TSimd.Store(s7, c + 7 * TSimd.Count);
        }

        if (TCount.Count > 8)
        {
            TSimd.Store(s8, c + 8 * TSimd.Count);
        }

        if (TCount.Count > 9)
        {
            TSimd.Store(s9, c + 9 * TSimd.Count);
        }

        if (TCount.Count > 10)
        {
            TSimd.Store(s10, c + 10 * TSimd.Count);
        }

        if (TCount.Count > 11)
        {
            TSimd.Store(s11, c + 11 * TSimd.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load<TCount>(float* c, int vector)
        where TCount : struct, IRows => vector < TCount.Count ? TSimd.Load(c + vector * TSimd.Count) : default;
}
