namespace Repro.Backends.Cpu.Kernels;

/// <summary>Depthwise convolutions: each channel on its own.</summary>
internal sealed partial class ReferenceKernels
{
    public override void DepthwiseForward(in WindowGeometry g, int samples, float[] x, float[] kernel, float[]? bias, float[] y)
    {
        int at = 0;
        for (int n = 0; n < samples; n++)
        {
            for (int oy = 0; oy < g.OutHeight; oy++)
            {
                for (int ox = 0; ox < g.OutWidth; ox++)
                {
                    for (int c = 0; c < g.InChannels; c++)
                    {
                        float sum = bias is null ? 0f : bias[c];
                        for (int ky = 0; ky < g.Window.Height; ky++)
                        {
                            int iy = oy * g.Stride.Height + ky - g.PadTop;
                            if (iy < 0 || iy >= g.InHeight)
                            {
                                continue;
                            }

                            for (int kx = 0; kx < g.Window.Width; kx++)
                            {
                                int ix = ox * g.Stride.Width + kx - g.PadLeft;
                                if (ix < 0 || ix >= g.InWidth)
                                {
                                    continue;
                                }

                                float input = x[((n * g.InHeight + iy) * g.InWidth + ix) * g.InChannels + c];
                                sum = MathF.FusedMultiplyAdd(input, kernel[(ky * g.Window.Width + kx) * g.InChannels + c], sum);
                            }
                        }

                        y[at++] = sum + 0f;
                    }
                }
            }
        }
    }

    public override void DepthwiseBackwardData(in WindowGeometry g, int samples, float[] dy, float[] kernel, float[] dx)
    {
        int at = 0;
        for (int n = 0; n < samples; n++)
        {
            for (int iy = 0; iy < g.InHeight; iy++)
            {
                for (int ix = 0; ix < g.InWidth; ix++)
                {
                    for (int c = 0; c < g.InChannels; c++)
                    {
                        float sum = 0f;
                        for (int oy = 0; oy < g.OutHeight; oy++)
                        {
                            int ky = iy + g.PadTop - oy * g.Stride.Height;
                            if (ky < 0 || ky >= g.Window.Height)
                            {
                                continue;
                            }

                            for (int ox = 0; ox < g.OutWidth; ox++)
                            {
                                int kx = ix + g.PadLeft - ox * g.Stride.Width;
                                if (kx < 0 || kx >= g.Window.Width)
                                {
                                    continue;
                                }

                                float gradient = dy[((n * g.OutHeight + oy) * g.OutWidth + ox) * g.InChannels + c];
                                sum = MathF.FusedMultiplyAdd(gradient, kernel[(ky * g.Window.Width + kx) * g.InChannels + c], sum);
                            }
                        }

                        dx[at++] = sum + 0f;
                    }
                }
            }
        }
    }

    public override void DepthwiseBackwardKernel(in WindowGeometry g, int samples, float[] x, float[] dy, float[] dKernel)
    {
        Segments segments = Segments.Of(g.OutHeight, g.OutWidth);
        // A channel's output has the same number as the channel itself.
        WindowGeometry channels = g with
        {
            OutChannels = g.InChannels,
        };
        int at = 0;
        for (int ky = 0; ky < g.Window.Height; ky++)
        {
            for (int kx = 0; kx < g.Window.Width; kx++)
            {
                for (int c = 0; c < g.InChannels; c++)
                {
                    float sum = 0f;
                    for (int n = 0; n < samples; n += segments.Images)
                    {
                        int images = Math.Min(segments.Images, samples - n);
                        float image = 0f;
                        for (int oy = 0; oy < g.OutHeight; oy += segments.Rows)
                        {
                            int rows = Math.Min(segments.Rows, g.OutHeight - oy);
                            image += KernelSegment(channels, x, dy, new KernelCell(ky, kx, c, c), n, images, oy, rows);
                        }

                        sum += image;
                    }

                    dKernel[at++] = sum;
                }
            }
        }
    }
}
