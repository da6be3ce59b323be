using Repro.Models.Layers;

namespace Repro.Backends.Imaging;

/// <summary>TensorFlow's ImageProjectiveTransform without perspective, in its own float32 arithmetic.</summary>
internal static class AffineSampler
{
    public static void Apply(
        AffineMatrix matrix,
        RandomAffine layer,
        ReadOnlySpan<float> from,
        Span<float> to,
        (int Height, int Width, int Channels) size
    )
    {
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                float column = Place(matrix.A0 * x + matrix.A1 * y + matrix.A2, size.Width, layer.FillMode);
                float row = Place(matrix.B0 * x + matrix.B1 * y + matrix.B2, size.Height, layer.FillMode);
                for (int c = 0; c < size.Channels; c++)
                {
                    to[(y * size.Width + x) * size.Channels + c] = layer.IsBilinear
                        ? Blend(row, column, c, layer, from, size)
                        : Read(
                            (int)MathF.Round(row, MidpointRounding.AwayFromZero),
                            (int)MathF.Round(column, MidpointRounding.AwayFromZero),
                            c,
                            layer,
                            from,
                            size
                        );
                }
            }
        }
    }

    private static float Blend(
        float row,
        float column,
        int c,
        RandomAffine layer,
        ReadOnlySpan<float> from,
        (int Height, int Width, int Channels) size
    )
    {
        (float top, float left) = (MathF.Floor(row), MathF.Floor(column));
        (float bottom, float right) = (top + 1, left + 1);
        float above =
            (right - column) * Read((int)top, (int)left, c, layer, from, size)
            + (column - left) * Read((int)top, (int)right, c, layer, from, size);
        float below =
            (right - column) * Read((int)bottom, (int)left, c, layer, from, size)
            + (column - left) * Read((int)bottom, (int)right, c, layer, from, size);
        return (bottom - row) * above + (row - top) * below;
    }

    private static float Read(
        int row,
        int column,
        int c,
        RandomAffine layer,
        ReadOnlySpan<float> from,
        (int Height, int Width, int Channels) size
    ) =>
        row >= 0 && row < size.Height && column >= 0 && column < size.Width
            ? from[(row * size.Width + column) * size.Channels + c]
            : layer.FillValue;

    // Where a place beyond the image is read. In "wrap" TensorFlow's own counting has a period of length - 1 in places.
    private static float Place(float at, int length, FillMode mode)
    {
        switch (mode)
        {
            case FillMode.Reflect:
                return Reflected(at, length);
            case FillMode.Wrap:
                if (length <= 1)
                {
                    return 0;
                }

                float last = length - 1;
                if (at < 0)
                {
                    at += length * ((int)(-at / last) + 1);
                }
                else if (at > last)
                {
                    at -= length * (int)(at / last);
                }

                return Math.Clamp(at, 0, last);
            case FillMode.Nearest:
                return Math.Clamp(at, 0, length - 1);
            default:
                return at;
        }
    }

    private static float Reflected(float at, int length)
    {
        if (length <= 1)
        {
            return 0;
        }

        float period = 2 * length;
        if (at < 0)
        {
            if (at < -period)
            {
                at = period * (int)(-at / period) + at;
            }

            at = at < -length ? at + period : -at - 1;
        }
        else if (at > length - 1)
        {
            at -= period * (int)(at / period);
            if (at >= length)
            {
                at = period - at - 1;
            }
        }

        return Math.Clamp(at, 0, length - 1);
    }
}
