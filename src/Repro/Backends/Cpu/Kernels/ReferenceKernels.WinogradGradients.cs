namespace Repro.Backends.Cpu.Kernels;

/// <summary>Winograd's gradients, one tile and one pair of channel and filter at a time.</summary>
internal sealed partial class ReferenceKernels
{
    public override void WinogradBackwardData(in WindowGeometry g, int samples, float[] dy, float[] kernel, float[] dx)
    {
        const int last = Winograd.Window * Winograd.Window - 1;
        float[] turned = new float[kernel.Length];
        for (int k = 0; k <= last; k++)
        {
            for (int c = 0; c < g.InChannels; c++)
            {
                for (int f = 0; f < g.OutChannels; f++)
                {
                    turned[((last - k) * g.OutChannels + f) * g.InChannels + c] = kernel[(k * g.InChannels + c) * g.OutChannels + f];
                }
            }
        }

        WinogradForward(Winograd.BackwardData(g), samples, dy, turned, null, dx);
    }

    public override void WinogradBackwardKernel(in WindowGeometry g, int samples, float[] x, float[] dy, float[] dKernel)
    {
        float[] v = TransformInputs(g, samples, x);
        float[] w = TransformGradients(g, samples, dy);
        int tiles = samples * Winograd.TileRows(g) * Winograd.TileColumns(g);
        Span<float> m = stackalloc float[Winograd.Cells];
        for (int c = 0; c < g.InChannels; c++)
        {
            for (int f = 0; f < g.OutChannels; f++)
            {
                for (int cell = 0; cell < Winograd.Cells; cell++)
                {
                    m[cell] = SumOfSegments(g, tiles, v, w, c, f, cell);
                }

                for (int j = 0; j < Winograd.Patch; j++)
                {
                    TransformSums(m[j..], Winograd.Patch);
                }

                for (int i = 0; i < Winograd.Window; i++)
                {
                    TransformSums(m[(i * Winograd.Patch)..], 1);
                }

                for (int i = 0; i < Winograd.Window; i++)
                {
                    for (int j = 0; j < Winograd.Window; j++)
                    {
                        dKernel[((i * Winograd.Window + j) * g.InChannels + c) * g.OutChannels + f] = m[i * Winograd.Patch + j];
                    }
                }
            }
        }
    }

    /// <summary>One cell's products of a channel and a filter: segments of tiles, each a chain, summed in order.</summary>
    private static float SumOfSegments(in WindowGeometry g, int tiles, float[] v, float[] w, int channel, int filter, int cell)
    {
        float sum = 0f;
        for (int first = 0; first < tiles; first += Winograd.SegmentTiles)
        {
            float chain = 0f;
            for (int tile = first; tile < Math.Min(tiles, first + Winograd.SegmentTiles); tile++)
            {
                float input = v[(tile * g.InChannels + channel) * Winograd.Cells + cell];
                float gradient = w[(tile * g.OutChannels + filter) * Winograd.Cells + cell];
                chain = MathF.FusedMultiplyAdd(input, gradient, chain);
            }

            sum += chain + 0f;
        }

        return sum;
    }

    /// <summary>The transformed inputs: tile, channel, 36 cells.</summary>
    private static float[] TransformInputs(in WindowGeometry g, int samples, float[] x)
    {
        float[] v = new float[samples * Winograd.TileRows(g) * Winograd.TileColumns(g) * g.InChannels * Winograd.Cells];
        int at = 0;
        for (int n = 0; n < samples; n++)
        {
            for (int tileY = 0; tileY < g.OutHeight; tileY += Winograd.Tile)
            {
                for (int tileX = 0; tileX < g.OutWidth; tileX += Winograd.Tile)
                {
                    for (int c = 0; c < g.InChannels; c++, at += Winograd.Cells)
                    {
                        Span<float> patch = v.AsSpan(at, Winograd.Cells);
                        ReadPatch(g, x, n, tileY - g.PadTop, tileX - g.PadLeft, c, patch);
                        for (int j = 0; j < Winograd.Patch; j++)
                        {
                            TransformInput(patch[j..], Winograd.Patch);
                        }

                        for (int i = 0; i < Winograd.Patch; i++)
                        {
                            TransformInput(patch[(i * Winograd.Patch)..], 1);
                        }
                    }
                }
            }
        }

        return v;
    }

    /// <summary>The transformed gradients of the outputs: tile, filter, 36 cells.</summary>
    private static float[] TransformGradients(in WindowGeometry g, int samples, float[] dy)
    {
        float[] w = new float[samples * Winograd.TileRows(g) * Winograd.TileColumns(g) * g.OutChannels * Winograd.Cells];
        int at = 0;
        for (int n = 0; n < samples; n++)
        {
            for (int tileY = 0; tileY < g.OutHeight; tileY += Winograd.Tile)
            {
                for (int tileX = 0; tileX < g.OutWidth; tileX += Winograd.Tile)
                {
                    for (int f = 0; f < g.OutChannels; f++, at += Winograd.Cells)
                    {
                        Span<float> cells = w.AsSpan(at, Winograd.Cells);
                        for (int i = 0; i < Winograd.Tile && tileY + i < g.OutHeight; i++)
                        {
                            for (int j = 0; j < Winograd.Tile && tileX + j < g.OutWidth; j++)
                            {
                                cells[i * Winograd.Patch + j] = dy[
                                    ((n * g.OutHeight + tileY + i) * g.OutWidth + tileX + j) * g.OutChannels + f
                                ];
                            }
                        }

                        for (int j = 0; j < Winograd.Tile; j++)
                        {
                            TransformGradient(cells[j..], Winograd.Patch);
                        }

                        for (int i = 0; i < Winograd.Patch; i++)
                        {
                            TransformGradient(cells[(i * Winograd.Patch)..], 1);
                        }
                    }
                }
            }
        }

        return w;
    }

    /// <summary>Four values to six in place, <paramref name="step"/> apart.</summary>
    private static void TransformGradient(Span<float> y, int step)
    {
        (float y0, float y1, float y2, float y3) = (y[0], y[step], y[2 * step], y[3 * step]);
        float a = y0 + y2;
        float b = y1 + y3;
        float c = MathF.FusedMultiplyAdd(4f, y2, y0);
        float e = MathF.FusedMultiplyAdd(4f, y3, y1);
        y[step] = a + b;
        y[2 * step] = a - b;
        y[3 * step] = MathF.FusedMultiplyAdd(2f, e, c);
        y[4 * step] = MathF.FusedMultiplyAdd(-2f, e, c);
        y[5 * step] = y3;
    }

    /// <summary>Six values to three in place, <paramref name="step"/> apart.</summary>
    private static void TransformSums(Span<float> m, int step)
    {
        (float m0, float m1, float m2) = (m[0], m[step], m[2 * step]);
        (float m3, float m4, float m5) = (m[3 * step], m[4 * step], m[5 * step]);
        float s = m1 + m2;
        float d = m2 - m1;
        float p = m3 + m4;
        float q = m3 - m4;
        float sixth = MathF.FusedMultiplyAdd(-1f / 6, s, 0f);
        m[0] = MathF.FusedMultiplyAdd(1f / 4, m0, MathF.FusedMultiplyAdd(1f / 24, p, sixth));
        m[step] = MathF.FusedMultiplyAdd(1f / 12, q, MathF.FusedMultiplyAdd(1f / 6, d, 0f));
        m[2 * step] = MathF.FusedMultiplyAdd(1f / 6, p, sixth) + m5;
    }
}
