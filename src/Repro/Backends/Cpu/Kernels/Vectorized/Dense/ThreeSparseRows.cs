using System.Runtime.CompilerServices;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Dense;

/// <summary>
/// <see cref="SparseRows{TSimd, TVector}"/> for three rows of b at once, such as those under a window of three rows: chains of one pick are
/// many enough to hide the time of an addition.
/// </summary>
internal static unsafe class ThreeSparseRows<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int MostVectors = 6;

    /// <summary>Whether the registers hold three rows of six and a value.</summary>
    public static bool Fits => TSimd.MaxRows >= 2 * MostVectors;

    /// <param name="bStep">From one row of b to the next one.</param>
    /// <param name="c">The chains of a list: three rows behind each other.</param>
    /// <param name="columns">Of a row; a multiple of the register.</param>
    public static void Run(SparseLists lists, float* b, int bStep, float* c, int columns)
    {
        TileSplit split = TileSplit.Of(columns / TSimd.Count, MostVectors);
        for (int piece = 0; piece < split.Pieces; piece++)
        {
            int at = split.Start(piece) * TSimd.Count;
            Run(split.Rows(piece), lists, b + at, bStep, c + at, columns);
        }
    }

    private static void Run(int vectors, SparseLists lists, float* b, int bStep, float* c, int cStep)
    {
        switch (vectors)
        {
            case 1:
                Run<Rows1>(lists, b, bStep, c, cStep);
                return;
            case 2:
                Run<Rows2>(lists, b, bStep, c, cStep);
                return;
            case 3:
                Run<Rows3>(lists, b, bStep, c, cStep);
                return;
            case 4:
                Run<Rows4>(lists, b, bStep, c, cStep);
                return;
            case 5:
                Run<Rows5>(lists, b, bStep, c, cStep);
                return;
            default:
                Run<Rows6>(lists, b, bStep, c, cStep);
                return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TCount>(SparseLists lists, float* b, int bStep, float* c, int cStep)
        where TCount : struct, IRows
    {
        for (int list = 0; list < lists.Count; list++, c += 3 * cStep)
        {
            SparseTerm* picks = lists.Picks + (long)list * lists.Capacity;
            SparseTerm* end = picks + lists.Counts[list];
            if (picks == end)
            {
                continue;
            }

            float* c1 = c + cStep;
            float* c2 = c1 + cStep;
            TVector s00 = Load<TCount>(c, 0),
                s01 = Load<TCount>(c, 1),
                s02 = Load<TCount>(c, 2),
                s03 = Load<TCount>(c, 3),
                s04 = Load<TCount>(c, 4),
                s05 = Load<TCount>(c, 5);
            TVector s10 = Load<TCount>(c1, 0),
                s11 = Load<TCount>(c1, 1),
                s12 = Load<TCount>(c1, 2),
                s13 = Load<TCount>(c1, 3),
                s14 = Load<TCount>(c1, 4),
                s15 = Load<TCount>(c1, 5);
            TVector s20 = Load<TCount>(c2, 0),
                s21 = Load<TCount>(c2, 1),
                s22 = Load<TCount>(c2, 2),
                s23 = Load<TCount>(c2, 3),
                s24 = Load<TCount>(c2, 4),
                s25 = Load<TCount>(c2, 5);
            for (; picks < end; picks++)
            {
                TVector value = TSimd.Broadcast(picks->Value);
                float* row = b + picks->Place;
                float* row1 = row + bStep;
                float* row2 = row1 + bStep;
                s00 = TSimd.MultiplyAdd(value, TSimd.Load(row), s00);
                s10 = TSimd.MultiplyAdd(value, TSimd.Load(row1), s10);
                s20 = TSimd.MultiplyAdd(value, TSimd.Load(row2), s20);
                if (TCount.Count > 1)
                {
                    s01 = TSimd.MultiplyAdd(value, TSimd.Load(row + TSimd.Count), s01);
                    s11 = TSimd.MultiplyAdd(value, TSimd.Load(row1 + TSimd.Count), s11);
                    s21 = TSimd.MultiplyAdd(value, TSimd.Load(row2 + TSimd.Count), s21);
                }

                if (TCount.Count > 2)
                {
                    s02 = TSimd.MultiplyAdd(value, TSimd.Load(row + 2 * TSimd.Count), s02);
                    s12 = TSimd.MultiplyAdd(value, TSimd.Load(row1 + 2 * TSimd.Count), s12);
                    s22 = TSimd.MultiplyAdd(value, TSimd.Load(row2 + 2 * TSimd.Count), s22);
                }

                if (TCount.Count > 3)
                {
                    s03 = TSimd.MultiplyAdd(value, TSimd.Load(row + 3 * TSimd.Count), s03);
                    s13 = TSimd.MultiplyAdd(value, TSimd.Load(row1 + 3 * TSimd.Count), s13);
                    s23 = TSimd.MultiplyAdd(value, TSimd.Load(row2 + 3 * TSimd.Count), s23);
                }

                if (TCount.Count > 4)
                {
                    s04 = TSimd.MultiplyAdd(value, TSimd.Load(row + 4 * TSimd.Count), s04);
                    s14 = TSimd.MultiplyAdd(value, TSimd.Load(row1 + 4 * TSimd.Count), s14);
                    s24 = TSimd.MultiplyAdd(value, TSimd.Load(row2 + 4 * TSimd.Count), s24);
                }

                if (TCount.Count > 5)
                {
                    s05 = TSimd.MultiplyAdd(value, TSimd.Load(row + 5 * TSimd.Count), s05);
                    s15 = TSimd.MultiplyAdd(value, TSimd.Load(row1 + 5 * TSimd.Count), s15);
                    s25 = TSimd.MultiplyAdd(value, TSimd.Load(row2 + 5 * TSimd.Count), s25);
                }
            }

            TSimd.Store(s00, c);
            TSimd.Store(s10, c1);
            TSimd.Store(s20, c2);
            if (TCount.Count > 1)
            {
                TSimd.Store(s01, c + TSimd.Count);
                TSimd.Store(s11, c1 + TSimd.Count);
                TSimd.Store(s21, c2 + TSimd.Count);
            }

            if (TCount.Count > 2)
            {
                TSimd.Store(s02, c + 2 * TSimd.Count);
                TSimd.Store(s12, c1 + 2 * TSimd.Count);
                TSimd.Store(s22, c2 + 2 * TSimd.Count);
            }

            if (TCount.Count > 3)
            {
                TSimd.Store(s03, c + 3 * TSimd.Count);
                TSimd.Store(s13, c1 + 3 * TSimd.Count);
                TSimd.Store(s23, c2 + 3 * TSimd.Count);
            }

            if (TCount.Count > 4)
            {
                TSimd.Store(s04, c + 4 * TSimd.Count);
                TSimd.Store(s14, c1 + 4 * TSimd.Count);
                TSimd.Store(s24, c2 + 4 * TSimd.Count);
            }

            if (TCount.Count > 5)
            {
                TSimd.Store(s05, c + 5 * TSimd.Count);
                TSimd.Store(s15, c1 + 5 * TSimd.Count);
                TSimd.Store(s25, c2 + 5 * TSimd.Count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load<TCount>(float* c, int vector)
        where TCount : struct, IRows => vector < TCount.Count ? TSimd.Load(c + vector * TSimd.Count) : default;
}
