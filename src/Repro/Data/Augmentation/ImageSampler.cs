using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Repro.Data.Imaging;

namespace Repro.Data.Augmentation;

/// <summary>
/// Reads an image at the places of an <see cref="AffineMap"/>, by the nearest cell or bilinear between four. Safe for several threads.
/// </summary>
/// <remarks>
/// Places are float64: (M00 r + T0) + M01 c and (M10 r + T1) + M11 c, nothing fused. Bilinear weights are the places' fractions as float32;
/// fma(fraction, right - left, left) in both rows, then the same between the rows. The result times <c>rescale</c> in float64 is rounded
/// once.
/// One vector holds the channels of one cell, so no instruction set can change a bit.
/// </remarks>
/// <param name="fillValue">Grey level for <see cref="FillMode.Constant"/>.</param>
internal sealed class ImageSampler(bool bilinear, FillMode fill, float fillValue, double rescale)
{
    private const int Lanes = 4;

    [ThreadStatic]
    private static float[]? _cells;

    private readonly float[] _scale = [.. Enumerable.Range(0, 256).Select(pixel => (float)(pixel * rescale))];
    private readonly float _scaledFill = (float)(fillValue * rescale);

    /// <param name="pixels">(height, width, 3), 0 to 255</param>
    /// <param name="x">(height, width, 3), all of it is written.</param>
    public void Write(ReadOnlySpan<byte> pixels, int height, int width, ImageTransform transform, Span<float> x)
    {
        int length = height * width * RgbImage.Channels;
        if (pixels.Length != length || x.Length != length)
        {
            throw new ArgumentException($"An image of {height}x{width} has {length} values, not {pixels.Length} and {x.Length}.");
        }

        AffineMap map = AffineMap.Of(transform, height, width);
        if (bilinear)
        {
            Bilinear(pixels, height, width, map, transform.Flip, x);
        }
        else
        {
            Nearest(pixels, height, width, map, transform.Flip, x);
        }
    }

    private void Nearest(ReadOnlySpan<byte> pixels, int height, int width, AffineMap map, bool flip, Span<float> x)
    {
        int target = 0;
        for (int row = 0; row < height; row++)
        {
            double rowStart = (map.M00 * row) + map.T0;
            double columnStart = (map.M10 * row) + map.T1;
            for (int cell = 0; cell < width; cell++, target += RgbImage.Channels)
            {
                int column = flip ? width - 1 - cell : cell;
                double y = rowStart + (map.M01 * column);
                double z = columnStart + (map.M11 * column);
                if (!Inside(ref y, height) || !Inside(ref z, width))
                {
                    x.Slice(target, RgbImage.Channels).Fill(_scaledFill);
                    continue;
                }

                int source = ((Cell(y, height) * width) + Cell(z, width)) * RgbImage.Channels;
                x[target] = _scale[pixels[source]];
                x[target + 1] = _scale[pixels[source + 1]];
                x[target + 2] = _scale[pixels[source + 2]];
            }
        }
    }

    private void Bilinear(ReadOnlySpan<byte> pixels, int height, int width, AffineMap map, bool flip, Span<float> x)
    {
        ReadOnlySpan<float> cells = Widened(pixels);
        int target = 0;
        for (int row = 0; row < height; row++)
        {
            double rowStart = (map.M00 * row) + map.T0;
            double columnStart = (map.M10 * row) + map.T1;
            for (int cell = 0; cell < width; cell++, target += RgbImage.Channels)
            {
                int column = flip ? width - 1 - cell : cell;
                double y = rowStart + (map.M01 * column);
                double z = columnStart + (map.M11 * column);
                if (!Inside(ref y, height) || !Inside(ref z, width))
                {
                    x.Slice(target, RgbImage.Channels).Fill(_scaledFill);
                    continue;
                }

                Store(Between(cells, y, z, height, width), x, target);
            }
        }
    }

    // Where reflecting leaves a place within half a cell beyond the border, both neighbours are the border's cell.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Between(ReadOnlySpan<float> cells, double y, double z, int height, int width)
    {
        double top = Math.Floor(y);
        double left = Math.Floor(z);
        Vector128<float> down = Vector128.Create((float)(y - top));
        Vector128<float> right = Vector128.Create((float)(z - left));
        int top0 = Math.Max((int)top, 0) * width;
        int top1 = Math.Min((int)top + 1, height - 1) * width;
        int left0 = Math.Max((int)left, 0);
        int left1 = Math.Min((int)left + 1, width - 1);
        Vector128<float> upper = Lerp(right, At(cells, top0 + left0), At(cells, top0 + left1));
        Vector128<float> lower = Lerp(right, At(cells, top1 + left0), At(cells, top1 + left1));
        return Lerp(down, upper, lower);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Lerp(Vector128<float> fraction, Vector128<float> from, Vector128<float> to) =>
        Vector128.FusedMultiplyAdd(fraction, to - from, from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> At(ReadOnlySpan<float> cells, int cell) => Vector128.Create(cells.Slice(cell * Lanes, Lanes));

    // The fourth lane falls on the next cell, which is written later.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store(Vector128<float> value, Span<float> x, int target)
    {
        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(value);
        Vector128<float> scaled = Vector128.Narrow(low * rescale, high * rescale);
        if (target + Lanes <= x.Length)
        {
            scaled.CopyTo(x[target..]);
            return;
        }

        x[target] = scaled[0];
        x[target + 1] = scaled[1];
        x[target + 2] = scaled[2];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Inside(ref double at, int length)
    {
        if (at >= 0 && at <= length - 1)
        {
            return true;
        }

        at = FillRule.Place(at, length, fill);
        return fill != FillMode.Constant;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Cell(double at, int length) => Math.Clamp((int)Math.Floor(at + 0.5), 0, length - 1);

    // (cells, 4): a cell's channels and a zero.
    private static ReadOnlySpan<float> Widened(ReadOnlySpan<byte> pixels)
    {
        int length = pixels.Length / RgbImage.Channels * Lanes;
        if (_cells is null || _cells.Length < length)
        {
            _cells = new float[length];
        }

        Span<float> cells = _cells.AsSpan(0, length);
        for (int source = 0, target = 0; source < pixels.Length; source += RgbImage.Channels, target += Lanes)
        {
            cells[target] = pixels[source];
            cells[target + 1] = pixels[source + 1];
            cells[target + 2] = pixels[source + 2];
        }

        return cells;
    }
}
