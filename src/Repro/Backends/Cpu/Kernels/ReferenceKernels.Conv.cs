namespace Repro.Backends.Cpu.Kernels;

/// <summary>Convolutions, and dense layers as convolutions of one pixel.</summary>
internal sealed partial class ReferenceKernels
{
    public override void ConvForward(
        in WindowGeometry g,
        int samples,
        float[] x,
        float[] kernel,
        float[]? bias,
        float[] y,
        bool winograd,
        WeightCache? cache = null
    )
    {
        if (winograd && Winograd.Applies(g))
        {
            WinogradForward(g, samples, x, kernel, bias, y);
            return;
        }

        int at = 0;
        for (int n = 0; n < samples; n++)
        {
            for (int oy = 0; oy < g.OutHeight; oy++)
            {
                for (int ox = 0; ox < g.OutWidth; ox++)
                {
                    for (int f = 0; f < g.OutChannels; f++)
                    {
                        float sum = bias is null ? 0f : bias[f];
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

                                int input = ((n * g.InHeight + iy) * g.InWidth + ix) * g.InChannels;
                                int weight = (ky * g.Window.Width + kx) * g.InChannels * g.OutChannels + f;
                                for (int c = 0; c < g.InChannels; c++)
                                {
                                    sum = MathF.FusedMultiplyAdd(x[input + c], kernel[weight + c * g.OutChannels], sum);
                                }
                            }
                        }

                        y[at++] = sum + 0f;
                    }
                }
            }
        }
    }

    public override void ConvBackwardData(in WindowGeometry g, int samples, float[] dy, float[] kernel, float[] dx)
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

                                int output = ((n * g.OutHeight + oy) * g.OutWidth + ox) * g.OutChannels;
                                int weight = ((ky * g.Window.Width + kx) * g.InChannels + c) * g.OutChannels;
                                for (int f = 0; f < g.OutChannels; f++)
                                {
                                    sum = MathF.FusedMultiplyAdd(dy[output + f], kernel[weight + f], sum);
                                }
                            }
                        }

                        dx[at++] = sum + 0f;
                    }
                }
            }
        }
    }

    public override void ConvBackwardKernel(in WindowGeometry g, int samples, float[] x, float[] dy, float[] dKernel)
    {
        Segments segments = Segments.Of(g.OutHeight, g.OutWidth);
        float[] chains = new float[g.OutChannels],
            image = new float[g.OutChannels],
            sums = new float[g.OutChannels];
        int at = 0;
        for (int ky = 0; ky < g.Window.Height; ky++)
        {
            for (int kx = 0; kx < g.Window.Width; kx++)
            {
                for (int c = 0; c < g.InChannels; c++)
                {
                    // A sum for each filter, side by side: a processor waits for a single chain.
                    Array.Clear(sums);
                    for (int n = 0; n < samples; n += segments.Images)
                    {
                        int images = Math.Min(segments.Images, samples - n);
                        Array.Clear(image);
                        for (int oy = 0; oy < g.OutHeight; oy += segments.Rows)
                        {
                            int rows = Math.Min(segments.Rows, g.OutHeight - oy);
                            KernelSegments(g, x, dy, new KernelCell(ky, kx, c, 0), n, images, oy, rows, chains);
                            Add(image, chains);
                        }

                        Add(sums, image);
                    }

                    sums.CopyTo(dKernel, at);
                    at += sums.Length;
                }
            }
        }
    }

    public override void DenseForward(int samples, int inputs, int units, float[] x, float[] kernel, float[]? bias, float[] y) =>
        ConvForward(DenseGeometry(inputs, units), samples, x, kernel, bias, y, winograd: false);

    public override void DenseBackwardData(int samples, int inputs, int units, float[] dy, float[] kernel, float[] dx) =>
        ConvBackwardData(DenseGeometry(inputs, units), samples, dy, kernel, dx);

    public override void DenseBackwardKernel(int samples, int inputs, int units, float[] x, float[] dy, float[] dKernel) =>
        ConvBackwardKernel(DenseGeometry(inputs, units), samples, x, dy, dKernel);

    /// <summary>One element of a kernel.</summary>
    private readonly record struct KernelCell(int Y, int X, int Channel, int Filter);

    /// <summary>One segment of a kernel's gradient: a chain over images, rows and columns.</summary>
    private static float KernelSegment(
        in WindowGeometry g,
        float[] x,
        float[] dy,
        KernelCell cell,
        int firstImage,
        int images,
        int firstRow,
        int rows
    )
    {
        float chain = 0f;
        for (int n = firstImage; n < firstImage + images; n++)
        {
            for (int oy = firstRow; oy < firstRow + rows; oy++)
            {
                int iy = oy * g.Stride.Height + cell.Y - g.PadTop;
                if (iy < 0 || iy >= g.InHeight)
                {
                    continue;
                }

                for (int ox = 0; ox < g.OutWidth; ox++)
                {
                    int ix = ox * g.Stride.Width + cell.X - g.PadLeft;
                    if (ix < 0 || ix >= g.InWidth)
                    {
                        continue;
                    }

                    float input = x[((n * g.InHeight + iy) * g.InWidth + ix) * g.InChannels + cell.Channel];
                    float gradient = dy[((n * g.OutHeight + oy) * g.OutWidth + ox) * g.OutChannels + cell.Filter];
                    chain = MathF.FusedMultiplyAdd(input, gradient, chain);
                }
            }
        }

        return chain + 0f;
    }

    /// <summary>As <see cref="KernelSegment"/>, for all filters.</summary>
    private static void KernelSegments(
        in WindowGeometry g,
        float[] x,
        float[] dy,
        KernelCell cell,
        int firstImage,
        int images,
        int firstRow,
        int rows,
        float[] chains
    )
    {
        Array.Clear(chains);
        for (int n = firstImage; n < firstImage + images; n++)
        {
            for (int oy = firstRow; oy < firstRow + rows; oy++)
            {
                int iy = oy * g.Stride.Height + cell.Y - g.PadTop;
                if (iy < 0 || iy >= g.InHeight)
                {
                    continue;
                }

                for (int ox = 0; ox < g.OutWidth; ox++)
                {
                    int ix = ox * g.Stride.Width + cell.X - g.PadLeft;
                    if (ix < 0 || ix >= g.InWidth)
                    {
                        continue;
                    }

                    float input = x[((n * g.InHeight + iy) * g.InWidth + ix) * g.InChannels + cell.Channel];
                    ReadOnlySpan<float> gradients = dy.AsSpan(((n * g.OutHeight + oy) * g.OutWidth + ox) * g.OutChannels, g.OutChannels);
                    for (int f = 0; f < chains.Length; f++)
                    {
                        chains[f] = MathF.FusedMultiplyAdd(input, gradients[f], chains[f]);
                    }
                }
            }
        }

        for (int f = 0; f < chains.Length; f++)
        {
            chains[f] += 0f;
        }
    }

    private static void Add(float[] sums, float[] addends)
    {
        for (int index = 0; index < sums.Length; index++)
        {
            sums[index] += addends[index];
        }
    }
}
