using System.Runtime.CompilerServices;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

namespace Repro.Backends.Cpu.Kernels.Vectorized.DepthwiseKernels;

/// <summary>
/// What the cells of a row have in common where none of their windows is cut: each reads rows by columns of values, one register of
/// channels at a time. Steps are in floats.
/// </summary>
internal unsafe struct CellsTask
{
    /// <summary>The first cell's first value; the next cell's lies <see cref="ValueStep"/> behind it.</summary>
    public float* Values;
    public nint ValueRow;
    public nint ValueColumn;
    public nint ValueStep;

    /// <summary>The weight (or its chain) of a window's first value.</summary>
    public float* Weights;
    public nint WeightRow;
    public nint WeightColumn;

    /// <summary>The first cell's sum, or its gradient where the kernel's gradient is computed.</summary>
    public float* Cells;
    public nint CellStep;
    public int Count;

    /// <summary>What each cell's chain starts from, or null for +0.</summary>
    public float* Start;

    /// <summary>Channels from the first one on: whole registers.</summary>
    public int Channels;
}

/// <summary>
/// The loops of depthwise convolutions over cells whose windows are not cut. The weights, or their chains, stay in registers for all
/// cells; each chain has the reference's order.
/// </summary>
internal static unsafe class DepthwiseCells<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>The largest window side with a loop of its own.</summary>
    public const int LargestSide = 3;

    /// <summary>Cells become chain(start; row, column) of value * weight, then + (+0).</summary>
    public static void Sum(int rows, int columns, in CellsTask t)
    {
        switch (rows, columns)
        {
            case (1, 1):
                Sum<Rows1, Rows1>(t);
                break;
            case (1, 2):
                Sum<Rows1, Rows2>(t);
                break;
            case (1, 3):
                Sum<Rows1, Rows3>(t);
                break;
            case (2, 1):
                Sum<Rows2, Rows1>(t);
                break;
            case (2, 2):
                Sum<Rows2, Rows2>(t);
                break;
            case (2, 3):
                Sum<Rows2, Rows3>(t);
                break;
            case (3, 1):
                Sum<Rows3, Rows1>(t);
                break;
            case (3, 2):
                Sum<Rows3, Rows2>(t);
                break;
            default:
                Sum<Rows3, Rows3>(t);
                break;
        }
    }

    /// <summary>The chains of a window's weights go on with value * cell, the cells in order.</summary>
    public static void Accumulate(int rows, int columns, in CellsTask t)
    {
        switch (rows, columns)
        {
            case (1, 1):
                Accumulate<Rows1, Rows1>(t);
                break;
            case (1, 2):
                Accumulate<Rows1, Rows2>(t);
                break;
            case (1, 3):
                Accumulate<Rows1, Rows3>(t);
                break;
            case (2, 1):
                Accumulate<Rows2, Rows1>(t);
                break;
            case (2, 2):
                Accumulate<Rows2, Rows2>(t);
                break;
            case (2, 3):
                Accumulate<Rows2, Rows3>(t);
                break;
            case (3, 1):
                Accumulate<Rows3, Rows1>(t);
                break;
            case (3, 2):
                Accumulate<Rows3, Rows2>(t);
                break;
            default:
                Accumulate<Rows3, Rows3>(t);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TRows, TColumns>(in CellsTask t)
        where TRows : struct, IRows
        where TColumns : struct, IRows
    {
        nint row = t.ValueRow,
            column = t.ValueColumn,
            valueStep = t.ValueStep;
        nint weightRow = t.WeightRow,
            weightColumn = t.WeightColumn,
            cellStep = t.CellStep;
        for (int c = 0; c < t.Channels; c += TSimd.Count)
        {
            float* value = t.Values + c;
            float* cell = t.Cells + c;
            float* weight = t.Weights + c;
            TVector w00 = TSimd.Load(weight);
            TVector w01 = TColumns.Count > 1 ? TSimd.Load(weight + weightColumn) : default;
            TVector w02 = TColumns.Count > 2 ? TSimd.Load(weight + 2 * weightColumn) : default;
            TVector w10 = TRows.Count > 1 ? TSimd.Load(weight + weightRow) : default;
            TVector w11 = TRows.Count > 1 && TColumns.Count > 1 ? TSimd.Load(weight + weightRow + weightColumn) : default;
            TVector w12 = TRows.Count > 1 && TColumns.Count > 2 ? TSimd.Load(weight + weightRow + 2 * weightColumn) : default;
            TVector w20 = TRows.Count > 2 ? TSimd.Load(weight + 2 * weightRow) : default;
            TVector w21 = TRows.Count > 2 && TColumns.Count > 1 ? TSimd.Load(weight + 2 * weightRow + weightColumn) : default;
            TVector w22 = TRows.Count > 2 && TColumns.Count > 2 ? TSimd.Load(weight + 2 * weightRow + 2 * weightColumn) : default;
            TVector start = t.Start is null ? default : TSimd.Load(t.Start + c);
            for (int i = t.Count; i > 0; i--, value += valueStep, cell += cellStep)
            {
                TVector sum = start;
                sum = TSimd.MultiplyAdd(TSimd.Load(value), w00, sum);

                if (TColumns.Count > 1)
                {
                    sum = TSimd.MultiplyAdd(TSimd.Load(value + column), w01, sum);
                }

                if (TColumns.Count > 2)
                {
                    sum = TSimd.MultiplyAdd(TSimd.Load(value + 2 * column), w02, sum);
                }

                if (TRows.Count > 1)
                {
                    sum = TSimd.MultiplyAdd(TSimd.Load(value + row), w10, sum);
                }

                if (TRows.Count > 1 && TColumns.Count > 1)
                {
                    sum = TSimd.MultiplyAdd(TSimd.Load(value + row + column), w11, sum);
                }

                if (TRows.Count > 1 && TColumns.Count > 2)
                {
                    sum = TSimd.MultiplyAdd(TSimd.Load(value + row + 2 * column), w12, sum);
                }

                if (TRows.Count > 2)
                {
                    sum = TSimd.MultiplyAdd(TSimd.Load(value + 2 * row), w20, sum);
                }

                if (TRows.Count > 2 && TColumns.Count > 1)
                {
                    sum = TSimd.MultiplyAdd(TSimd.Load(value + 2 * row + column), w21, sum);
                }

                if (TRows.Count > 2 && TColumns.Count > 2)
                {
                    sum = TSimd.MultiplyAdd(TSimd.Load(value + 2 * row + 2 * column), w22, sum);
                }

                TSimd.Store(TSimd.Add(sum, default), cell);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<TRows, TColumns>(in CellsTask t)
        where TRows : struct, IRows
        where TColumns : struct, IRows
    {
        nint row = t.ValueRow,
            column = t.ValueColumn,
            valueStep = t.ValueStep;
        nint weightRow = t.WeightRow,
            weightColumn = t.WeightColumn,
            cellStep = t.CellStep;
        for (int c = 0; c < t.Channels; c += TSimd.Count)
        {
            float* value = t.Values + c;
            float* cell = t.Cells + c;
            float* weight = t.Weights + c;
            TVector w00 = TSimd.Load(weight);
            TVector w01 = TColumns.Count > 1 ? TSimd.Load(weight + weightColumn) : default;
            TVector w02 = TColumns.Count > 2 ? TSimd.Load(weight + 2 * weightColumn) : default;
            TVector w10 = TRows.Count > 1 ? TSimd.Load(weight + weightRow) : default;
            TVector w11 = TRows.Count > 1 && TColumns.Count > 1 ? TSimd.Load(weight + weightRow + weightColumn) : default;
            TVector w12 = TRows.Count > 1 && TColumns.Count > 2 ? TSimd.Load(weight + weightRow + 2 * weightColumn) : default;
            TVector w20 = TRows.Count > 2 ? TSimd.Load(weight + 2 * weightRow) : default;
            TVector w21 = TRows.Count > 2 && TColumns.Count > 1 ? TSimd.Load(weight + 2 * weightRow + weightColumn) : default;
            TVector w22 = TRows.Count > 2 && TColumns.Count > 2 ? TSimd.Load(weight + 2 * weightRow + 2 * weightColumn) : default;
            for (int i = t.Count; i > 0; i--, value += valueStep, cell += cellStep)
            {
                TVector dy = TSimd.Load(cell);
                w00 = TSimd.MultiplyAdd(TSimd.Load(value), dy, w00);

                if (TColumns.Count > 1)
                {
                    w01 = TSimd.MultiplyAdd(TSimd.Load(value + column), dy, w01);
                }

                if (TColumns.Count > 2)
                {
                    w02 = TSimd.MultiplyAdd(TSimd.Load(value + 2 * column), dy, w02);
                }

                if (TRows.Count > 1)
                {
                    w10 = TSimd.MultiplyAdd(TSimd.Load(value + row), dy, w10);
                }

                if (TRows.Count > 1 && TColumns.Count > 1)
                {
                    w11 = TSimd.MultiplyAdd(TSimd.Load(value + row + column), dy, w11);
                }

                if (TRows.Count > 1 && TColumns.Count > 2)
                {
                    w12 = TSimd.MultiplyAdd(TSimd.Load(value + row + 2 * column), dy, w12);
                }

                if (TRows.Count > 2)
                {
                    w20 = TSimd.MultiplyAdd(TSimd.Load(value + 2 * row), dy, w20);
                }

                if (TRows.Count > 2 && TColumns.Count > 1)
                {
                    w21 = TSimd.MultiplyAdd(TSimd.Load(value + 2 * row + column), dy, w21);
                }

                if (TRows.Count > 2 && TColumns.Count > 2)
                {
                    w22 = TSimd.MultiplyAdd(TSimd.Load(value + 2 * row + 2 * column), dy, w22);
                }
            }

            TSimd.Store(w00, weight);

            if (TColumns.Count > 1)
            {
                TSimd.Store(w01, weight + weightColumn);
            }

            if (TColumns.Count > 2)
            {
                TSimd.Store(w02, weight + 2 * weightColumn);
            }

            if (TRows.Count > 1)
            {
                TSimd.Store(w10, weight + weightRow);
            }

            if (TRows.Count > 1 && TColumns.Count > 1)
            {
                TSimd.Store(w11, weight + weightRow + weightColumn);
            }

            if (TRows.Count > 1 && TColumns.Count > 2)
            {
                TSimd.Store(w12, weight + weightRow + 2 * weightColumn);
            }

            if (TRows.Count > 2)
            {
                TSimd.Store(w20, weight + 2 * weightRow);
            }

            if (TRows.Count > 2 && TColumns.Count > 1)
            {
                TSimd.Store(w21, weight + 2 * weightRow + weightColumn);
            }

            if (TRows.Count > 2 && TColumns.Count > 2)
            {
                TSimd.Store(w22, weight + 2 * weightRow + 2 * weightColumn);
            }
        }
    }
}
