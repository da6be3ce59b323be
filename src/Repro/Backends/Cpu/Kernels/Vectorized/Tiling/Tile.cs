using System.Runtime.CompilerServices;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

/// <summary>
/// The one loop where the backend spends its time: a tile of up to 12 rows by two registers of columns, held in registers while its
/// chains run. Convolutions, dense layers, their gradients and Winograd's products are all this loop over different strides.
/// </summary>
internal static unsafe class Tile<TSimd, TVector, TRows>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
    where TRows : struct, IRows
{
    /// <summary>
    /// c[row] = chain(start; block, outer, inner) of a * b, then + (+0). The tests of the row count vanish in compilation.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in TileTask t)
    {
        TVector startA = t.Start is null ? default : TSimd.Load(t.Start);
        TVector startB = t.Start is null ? default : TSimd.Load(t.Start + TSimd.Count);
        TVector r0a = startA,
            r0b = startB;
        TVector r1a = startA,
            r1b = startB;
        TVector r2a = startA,
            r2b = startB;
        TVector r3a = startA,
            r3b = startB;
        TVector r4a = startA,
            r4b = startB;
        TVector r5a = startA,
            r5b = startB;
        TVector r6a = startA,
            r6b = startB;
        TVector r7a = startA,
            r7b = startB;
        TVector r8a = startA,
            r8b = startB;
        TVector r9a = startA,
            r9b = startB;
        TVector r10a = startA,
            r10b = startB;
        TVector r11a = startA,
            r11b = startB;

        nint row = t.ARow,
            row2 = 2 * t.ARow;
        nint aInner = t.AInner,
            bInner = t.BInner;
        for (int block = 0; block < t.Blocks; block++)
        {
            for (int outer = 0; outer < t.Outer; outer++)
            {
                // One pointer for three rows: the others are reached by adding the row step once or twice.
                float* p0 = t.A + block * t.ABlock + outer * t.AOuter;
                float* p3 = p0 + row + row2;
                float* p6 = p3 + row + row2;
                float* p9 = p6 + row + row2;
                float* b = t.B + block * t.BBlock + outer * t.BOuter;
                for (int inner = t.Inner; inner > 0; inner--)
                {
                    TVector b0 = TSimd.Load(b);
                    TVector b1 = TSimd.Load(b + TSimd.Count);
                    TVector a = TSimd.Broadcast(*p0);
                    r0a = TSimd.MultiplyAdd(a, b0, r0a);
                    r0b = TSimd.MultiplyAdd(a, b1, r0b);
                    if (TRows.Count > 1)
                    {
                        a = TSimd.Broadcast(*(p0 + row));
                        r1a = TSimd.MultiplyAdd(a, b0, r1a);
                        r1b = TSimd.MultiplyAdd(a, b1, r1b);
                    }

                    if (TRows.Count > 2)
                    {
                        a = TSimd.Broadcast(*(p0 + row2));
                        r2a = TSimd.MultiplyAdd(a, b0, r2a);
                        r2b = TSimd.MultiplyAdd(a, b1, r2b);
                    }

                    if (TRows.Count > 3)
                    {
                        a = TSimd.Broadcast(*p3);
                        r3a = TSimd.MultiplyAdd(a, b0, r3a);
                        r3b = TSimd.MultiplyAdd(a, b1, r3b);
                    }

                    if (TRows.Count > 4)
                    {
                        a = TSimd.Broadcast(*(p3 + row));
                        r4a = TSimd.MultiplyAdd(a, b0, r4a);
                        r4b = TSimd.MultiplyAdd(a, b1, r4b);
                    }

                    if (TRows.Count > 5)
                    {
                        a = TSimd.Broadcast(*(p3 + row2));
                        r5a = TSimd.MultiplyAdd(a, b0, r5a);
                        r5b = TSimd.MultiplyAdd(a, b1, r5b);
                    }

                    if (TRows.Count > 6)
                    {
                        a = TSimd.Broadcast(*p6);
                        r6a = TSimd.MultiplyAdd(a, b0, r6a);
                        r6b = TSimd.MultiplyAdd(a, b1, r6b);
                    }

                    if (TRows.Count > 7)
                    {
                        a = TSimd.Broadcast(*(p6 + row));
                        r7a = TSimd.MultiplyAdd(a, b0, r7a);
                        r7b = TSimd.MultiplyAdd(a, b1, r7b);
                    }

                    if (TRows.Count > 8)
                    {
                        a = TSimd.Broadcast(*(p6 + row2));
                        r8a = TSimd.MultiplyAdd(a, b0, r8a);
                        r8b = TSimd.MultiplyAdd(a, b1, r8b);
                    }

                    if (TRows.Count > 9)
                    {
                        a = TSimd.Broadcast(*p9);
                        r9a = TSimd.MultiplyAdd(a, b0, r9a);
                        r9b = TSimd.MultiplyAdd(a, b1, r9b);
                    }

                    if (TRows.Count > 10)
                    {
                        a = TSimd.Broadcast(*(p9 + row));
                        r10a = TSimd.MultiplyAdd(a, b0, r10a);
                        r10b = TSimd.MultiplyAdd(a, b1, r10b);
                    }

                    if (TRows.Count > 11)
                    {
                        a = TSimd.Broadcast(*(p9 + row2));
                        r11a = TSimd.MultiplyAdd(a, b0, r11a);
                        r11b = TSimd.MultiplyAdd(a, b1, r11b);
                    }
                    p0 += aInner;
                    if (TRows.Count > 3)
                    {
                        p3 += aInner;
                    }

                    if (TRows.Count > 6)
                    {
                        p6 += aInner;
                    }

                    if (TRows.Count > 9)
                    {
                        p9 += aInner;
                    }

                    b += bInner;
                }
            }
        }

        Store(t, 0, r0a, r0b);
        if (TRows.Count > 1)
        {
            Store(t, 1, r1a, r1b);
        }

        if (TRows.Count > 2)
        {
            Store(t, 2, r2a, r2b);
        }

        if (TRows.Count > 3)
        {
            Store(t, 3, r3a, r3b);
        }

        if (TRows.Count > 4)
        {
            Store(t, 4, r4a, r4b);
        }

        if (TRows.Count > 5)
        {
            Store(t, 5, r5a, r5b);
        }

        if (TRows.Count > 6)
        {
            Store(t, 6, r6a, r6b);
        }

        if (TRows.Count > 7)
        {
            Store(t, 7, r7a, r7b);
        }

        if (TRows.Count > 8)
        {
            Store(t, 8, r8a, r8b);
        }

        if (TRows.Count > 9)
        {
            Store(t, 9, r9a, r9b);
        }

        if (TRows.Count > 10)
        {
            Store(t, 10, r10a, r10b);
        }

        if (TRows.Count > 11)
        {
            Store(t, 11, r11a, r11b);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(in TileTask t, int row, TVector first, TVector second)
    {
        float* c = t.C + row * t.CRow;
        TSimd.Store(TSimd.Add(first, default), c);
        TSimd.Store(TSimd.Add(second, default), c + TSimd.Count);
    }
}
