namespace Repro.Backends.Cpu.Kernels;

/// <summary>Winograd's forward pass, one tile and one channel at a time.</summary>
internal sealed partial class ReferenceKernels
{
    private static void WinogradForward(in WindowGeometry g, int samples, float[] x, float[] kernel, float[]? bias, float[] y)
    {
        float[] u = TransformKernel(g, kernel);
        float[] v = new float[g.InChannels * Winograd.Cells];
        float[] m = new float[Winograd.Cells];
        for (int n = 0; n < samples; n++)
        {
            for (int tileY = 0; tileY < g.OutHeight; tileY += Winograd.Tile)
            {
                for (int tileX = 0; tileX < g.OutWidth; tileX += Winograd.Tile)
                {
                    for (int c = 0; c < g.InChannels; c++)
                    {
                        Span<float> patch = v.AsSpan(c * Winograd.Cells, Winograd.Cells);
                        ReadPatch(g, x, n, tileY - g.PadTop, tileX - g.PadLeft, c, patch);
                        for (int i = 0; i < Winograd.Patch; i++)
                        {
                            TransformInput(patch[i..], Winograd.Patch);
                        }

                        for (int i = 0; i < Winograd.Patch; i++)
                        {
                            TransformInput(patch[(i * Winograd.Patch)..], 1);
                        }
                    }

                    for (int f = 0; f < g.OutChannels; f++)
                    {
                        // A chain over channels for each cell, side by side: a processor waits for a single chain.
                        Array.Clear(m);
                        for (int c = 0; c < g.InChannels; c++)
                        {
                            ReadOnlySpan<float> patch = v.AsSpan(c * Winograd.Cells, Winograd.Cells);
                            ReadOnlySpan<float> filter = u.AsSpan((c * g.OutChannels + f) * Winograd.Cells, Winograd.Cells);
                            for (int i = 0; i < m.Length; i++)
                            {
                                m[i] = MathF.FusedMultiplyAdd(patch[i], filter[i], m[i]);
                            }
                        }

                        for (int i = 0; i < m.Length; i++)
                        {
                            m[i] += 0f;
                        }

                        for (int i = 0; i < Winograd.Patch; i++)
                        {
                            TransformOutput(m.AsSpan(i), Winograd.Patch);
                        }

                        for (int i = 0; i < Winograd.Tile; i++)
                        {
                            TransformOutput(m.AsSpan(i * Winograd.Patch), 1);
                        }

                        WriteTile(g, y, n, tileY, tileX, f, m, bias is null ? 0f : bias[f]);
                    }
                }
            }
        }
    }

    /// <summary>The transformed kernel: channel, filter, 36 cells.</summary>
    private static float[] TransformKernel(in WindowGeometry g, float[] kernel)
    {
        float[] u = new float[g.InChannels * g.OutChannels * Winograd.Cells];
        Span<float> filter = stackalloc float[9];
        for (int pair = 0; pair < g.InChannels * g.OutChannels; pair++)
        {
            for (int k = 0; k < 9; k++)
            {
                filter[k] = kernel[k * g.InChannels * g.OutChannels + pair];
            }

            Winograd.TransformFilter(filter, u.AsSpan(pair * Winograd.Cells, Winograd.Cells));
        }

        return u;
    }

    private static void ReadPatch(in WindowGeometry g, float[] x, int n, int top, int left, int channel, Span<float> patch)
    {
        for (int i = 0; i < Winograd.Patch; i++)
        {
            for (int j = 0; j < Winograd.Patch; j++)
            {
                int iy = top + i;
                int ix = left + j;
                bool inside = iy >= 0 && iy < g.InHeight && ix >= 0 && ix < g.InWidth;
                patch[i * Winograd.Patch + j] = inside ? x[((n * g.InHeight + iy) * g.InWidth + ix) * g.InChannels + channel] : 0f;
            }
        }
    }

    private static void WriteTile(in WindowGeometry g, float[] y, int n, int tileY, int tileX, int filter, float[] m, float bias)
    {
        for (int i = 0; i < Winograd.Tile && tileY + i < g.OutHeight; i++)
        {
            for (int j = 0; j < Winograd.Tile && tileX + j < g.OutWidth; j++)
            {
                y[((n * g.OutHeight + tileY + i) * g.OutWidth + tileX + j) * g.OutChannels + filter] =
                    m[i * Winograd.Patch + j] + bias + 0f;
            }
        }
    }

    /// <summary>Six values in place, <paramref name="step"/> apart.</summary>
    private static void TransformInput(Span<float> d, int step)
    {
        (float d0, float d1, float d2) = (d[0], d[step], d[2 * step]);
        (float d3, float d4, float d5) = (d[3 * step], d[4 * step], d[5 * step]);
        float a = MathF.FusedMultiplyAdd(-4f, d2, d4);
        float b = MathF.FusedMultiplyAdd(-4f, d1, d3);
        float c = d4 - d2;
        float e = d3 - d1;
        d[0] = MathF.FusedMultiplyAdd(4f, d0, MathF.FusedMultiplyAdd(-5f, d2, d4));
        d[step] = a + b;
        d[2 * step] = a - b;
        d[3 * step] = MathF.FusedMultiplyAdd(2f, e, c);
        d[4 * step] = MathF.FusedMultiplyAdd(-2f, e, c);
        d[5 * step] = MathF.FusedMultiplyAdd(4f, d1, MathF.FusedMultiplyAdd(-5f, d3, d5));
    }

    /// <summary>Six values to four in place, <paramref name="step"/> apart.</summary>
    private static void TransformOutput(Span<float> m, int step)
    {
        (float m0, float m1, float m2) = (m[0], m[step], m[2 * step]);
        (float m3, float m4, float m5) = (m[3 * step], m[4 * step], m[5 * step]);
        float s = m1 + m2;
        float d = m1 - m2;
        float p = m3 + m4;
        float q = m3 - m4;
        m[0] = m0 + s + p;
        m[step] = MathF.FusedMultiplyAdd(2f, q, d);
        m[2 * step] = MathF.FusedMultiplyAdd(4f, p, s);
        m[3 * step] = MathF.FusedMultiplyAdd(8f, q, d) + m5;
    }
}
