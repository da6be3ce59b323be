using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Pooling;

/// <summary>
/// ReLU and max-pooling of windows that do not overlap, channels in lanes. The maximum is found first and then passed through ReLU,
/// which gives the same value; where that is positive the winner is the same too, and elsewhere no gradient passes.
/// </summary>
internal static unsafe class ReluPool
{
    private const int Lanes = 8;

    /// <summary>One row of pooled outputs.</summary>
    /// <param name="x">The first of the rows of the convolution that it reads.</param>
    /// <param name="winners">Null where no gradient will be asked for.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(in WindowGeometry pool, float* x, float* y, byte* winners)
    {
        int channels = pool.InChannels;
        int height = pool.Window.Height,
            width = pool.Window.Width;
        bool twoByTwo = height == 2 && width == 2;
        nint row = (nint)pool.InWidth * channels;
        for (int ox = 0; ox < pool.OutWidth; ox++, x += (nint)width * channels, y += channels)
        {
            int c = 0;
            for (; c + Lanes <= channels; c += Lanes)
            {
                Vector256<float> best = Vector256.Load(x + c);
                Vector256<int> winner = Vector256<int>.Zero;
                if (twoByTwo)
                {
                    Challenge(ref best, ref winner, Vector256.Load(x + c + channels), 1);
                    Challenge(ref best, ref winner, Vector256.Load(x + c + row), 2);
                    Challenge(ref best, ref winner, Vector256.Load(x + c + row + channels), 3);
                }
                else
                {
                    for (int cell = 1; cell < height * width; cell++)
                    {
                        Challenge(ref best, ref winner, Vector256.Load(x + c + cell / width * row + (nint)(cell % width) * channels), cell);
                    }
                }

                Vector256.AndNot(best, Vector256.LessThanOrEqual(best, Vector256<float>.Zero)).Store(y + c);
                if (winners is null)
                {
                    continue;
                }

                winner |= ~Vector256.GreaterThan(best, Vector256<float>.Zero).AsInt32();
                Vector128<short> narrow = Vector128.Narrow(winner.GetLower(), winner.GetUpper());
                *(ulong*)(winners + c) = Vector128.Narrow(narrow, narrow).AsUInt64().ToScalar();
            }

            for (; c < channels; c++)
            {
                float best = x[c];
                byte winner = 0;
                for (int cell = 1; cell < height * width; cell++)
                {
                    float value = x[c + cell / width * row + (nint)(cell % width) * channels];
                    if (value > best)
                    {
                        (best, winner) = (value, (byte)cell);
                    }
                }

                y[c] = best <= 0 ? 0f : best;
                if (winners is not null)
                {
                    winners[c] = best > 0 ? winner : PooledConv.NoWinner;
                }
            }

            if (winners is not null)
            {
                winners += channels;
            }
        }
    }

    /// <summary>
    /// An image's gradient of the convolution, zeros where no window reaches, and each channel's sum of it: rows from +0, then rows in
    /// order.
    /// </summary>
    /// <param name="rowSums">Scratch: the window's height times the channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(in WindowGeometry pool, float* dy, byte* winners, float* dx, float* rowSums, float* sums)
    {
        int channels = pool.InChannels;
        int height = pool.Window.Height,
            width = pool.Window.Width;
        nint row = (nint)pool.InWidth * channels;
        int rest = (pool.InWidth - pool.OutWidth * width) * channels;
        new Span<float>(sums, channels).Clear();
        for (int oy = 0; oy < pool.OutHeight; oy++, dx += height * row)
        {
            new Span<float>(rowSums, height * channels).Clear();
            float* to = dx;
            for (int ox = 0; ox < pool.OutWidth; ox++, to += width * channels, dy += channels, winners += channels)
            {
                for (int y = 0; y < height; y++)
                {
                    Spread(channels, width, y * width, dy, winners, to + y * row, rowSums + (nint)y * channels);
                }
            }

            for (int y = 0; y < height; y++)
            {
                new Span<float>(to + y * row, rest).Clear();
                for (int c = 0; c < channels; c++)
                {
                    sums[c] += rowSums[y * channels + c];
                }
            }
        }

        new Span<float>(dx, checked((int)((pool.InHeight - pool.OutHeight * height) * row))).Clear();
    }

    /// <summary>The sums of <see cref="Backward"/> alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sums(in WindowGeometry pool, float* dy, byte* winners, float* rowSums, float* sums)
    {
        int channels = pool.InChannels;
        int height = pool.Window.Height,
            width = pool.Window.Width;
        new Span<float>(sums, channels).Clear();
        for (int oy = 0; oy < pool.OutHeight; oy++)
        {
            new Span<float>(rowSums, height * channels).Clear();
            for (int ox = 0; ox < pool.OutWidth; ox++, dy += channels, winners += channels)
            {
                for (int y = 0; y < height; y++)
                {
                    AddToRow(channels, y * width, width, dy, winners, rowSums + (nint)y * channels);
                }
            }

            for (int y = 0; y < height; y++)
            {
                for (int c = 0; c < channels; c++)
                {
                    sums[c] += rowSums[y * channels + c];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToRow(int channels, int firstCell, int width, float* dy, byte* winners, float* rowSum)
    {
        int c = 0;
        for (; c + Lanes <= channels; c += Lanes)
        {
            Vector256<uint> column = (Avx2.ConvertToVector256Int32(winners + c) - Vector256.Create(firstCell)).AsUInt32();
            Vector256<float> passed = Vector256.Load(dy + c) & Vector256.LessThan(column, Vector256.Create((uint)width)).AsSingle();
            (Vector256.Load(rowSum + c) + passed).Store(rowSum + c);
        }

        for (; c < channels; c++)
        {
            rowSum[c] += (uint)(winners[c] - firstCell) < (uint)width ? dy[c] : 0f;
        }
    }

    /// <summary>One row of one window. Losers add +0 to the row's sum, which changes nothing, so the winner alone is added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(int channels, int width, int firstCell, float* dy, byte* winners, float* dx, float* rowSum)
    {
        int c = 0;
        for (; c + Lanes <= channels; c += Lanes)
        {
            // From +0, as max-pooling adds: -0 does not pass.
            Vector256<float> gradient = Vector256.Load(dy + c) + Vector256<float>.Zero;
            Vector256<int> winner = Avx2.ConvertToVector256Int32(winners + c);
            Vector256<float> passed = Vector256<float>.Zero;
            for (int x = 0; x < width; x++)
            {
                Vector256<float> share = gradient & Vector256.Equals(winner, Vector256.Create(firstCell + x)).AsSingle();
                share.Store(dx + (nint)x * channels + c);
                passed |= share;
            }

            (Vector256.Load(rowSum + c) + passed).Store(rowSum + c);
        }

        for (; c < channels; c++)
        {
            for (int x = 0; x < width; x++)
            {
                float share = winners[c] == firstCell + x ? dy[c] + 0f : 0f;
                dx[(nint)x * channels + c] = share;
                rowSum[c] += share;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Challenge(ref Vector256<float> best, ref Vector256<int> winner, Vector256<float> value, int cell)
    {
        Vector256<float> better = Vector256.GreaterThan(value, best);
        best = Vector256.ConditionalSelect(better, value, best);
        winner = Vector256.ConditionalSelect(better.AsInt32(), Vector256.Create(cell), winner);
    }
}
