namespace Repro.Backends.Cpu.Kernels;

/// <summary>Pooling. Cells beyond the image do not exist: they neither win nor count.</summary>
internal sealed partial class ReferenceKernels
{
    public override void MaxPoolForward(in WindowGeometry g, int samples, float[] x, float[] y, int[]? winners)
    {
        int at = 0;
        for (int n = 0; n < samples; n++)
        {
            for (int oy = 0; oy < g.OutHeight; oy++)
            {
                for (int ox = 0; ox < g.OutWidth; ox++)
                {
                    WindowCells cells = WindowCells.At(g, oy, ox);
                    for (int c = 0; c < g.InChannels; c++, at++)
                    {
                        int sample = n * g.InHeight * g.InWidth * g.InChannels;
                        int winner = cells.Index(g, cells.Top, cells.Left, c);
                        for (int iy = cells.Top; iy < cells.Bottom; iy++)
                        {
                            for (int ix = cells.Left; ix < cells.Right; ix++)
                            {
                                int cell = cells.Index(g, iy, ix, c);
                                if (x[sample + cell] > x[sample + winner])
                                {
                                    winner = cell;
                                }
                            }
                        }

                        y[at] = x[sample + winner];
                        if (winners is not null)
                        {
                            winners[at] = winner;
                        }
                    }
                }
            }
        }
    }

    public override void MaxPoolBackward(in WindowGeometry g, int samples, float[] dy, int[] winners, float[] dx)
    {
        int inputs = g.InHeight * g.InWidth * g.InChannels;
        int outputs = g.OutHeight * g.OutWidth * g.InChannels;
        Array.Clear(dx, 0, samples * inputs);
        for (int n = 0; n < samples; n++)
        {
            for (int i = n * outputs; i < (n + 1) * outputs; i++)
            {
                dx[n * inputs + winners[i]] += dy[i];
            }
        }
    }

    public override void AveragePoolForward(in WindowGeometry g, int samples, float[] x, float[] y)
    {
        int at = 0;
        for (int n = 0; n < samples; n++)
        {
            for (int oy = 0; oy < g.OutHeight; oy++)
            {
                for (int ox = 0; ox < g.OutWidth; ox++)
                {
                    WindowCells cells = WindowCells.At(g, oy, ox);
                    for (int c = 0; c < g.InChannels; c++)
                    {
                        int sample = n * g.InHeight * g.InWidth * g.InChannels;
                        float sum = 0f;
                        for (int iy = cells.Top; iy < cells.Bottom; iy++)
                        {
                            for (int ix = cells.Left; ix < cells.Right; ix++)
                            {
                                sum += x[sample + cells.Index(g, iy, ix, c)];
                            }
                        }

                        y[at++] = sum / cells.Count;
                    }
                }
            }
        }
    }

    public override void AveragePoolBackward(in WindowGeometry g, int samples, float[] dy, float[] dx)
    {
        int inputs = g.InHeight * g.InWidth * g.InChannels;
        Array.Clear(dx, 0, samples * inputs);
        int at = 0;
        for (int n = 0; n < samples; n++)
        {
            for (int oy = 0; oy < g.OutHeight; oy++)
            {
                for (int ox = 0; ox < g.OutWidth; ox++)
                {
                    WindowCells cells = WindowCells.At(g, oy, ox);
                    for (int c = 0; c < g.InChannels; c++)
                    {
                        float share = dy[at++] / cells.Count;
                        for (int iy = cells.Top; iy < cells.Bottom; iy++)
                        {
                            for (int ix = cells.Left; ix < cells.Right; ix++)
                            {
                                dx[n * inputs + cells.Index(g, iy, ix, c)] += share;
                            }
                        }
                    }
                }
            }
        }
    }
}
