using System.Numerics;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Operations.Normalization;

/// <summary>What batch normalisation knows of each channel on the way back: dbeta and dgamma divided by n.</summary>
internal readonly record struct ChannelTerms(float[] Mean, float[] Inverse, float[] Slope, float[] BetaShare, float[] GammaShare);

/// <summary>y = fma(x - mean, slope, beta) of one sample. Lanes hold different channels, so their number changes no bit.</summary>
internal readonly struct NormalWork(float[] x, float[] mean, float[] slope, float[] beta, float[] y, int elements) : IWork
{
    public void Run(int sample)
    {
        int channels = slope.Length;
        for (int cell = sample * elements; cell < (sample + 1) * elements; cell += channels)
        {
            int c = 0;
            for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
            {
                Vector<float> centred = new Vector<float>(x, cell + c) - new Vector<float>(mean, c);
                Vector.FusedMultiplyAdd(centred, new Vector<float>(slope, c), new Vector<float>(beta, c)).CopyTo(y, cell + c);
            }

            for (; c < channels; c++)
            {
                y[cell + c] = MathF.FusedMultiplyAdd(x[cell + c] - mean[c], slope[c], beta[c]);
            }
        }
    }
}

/// <summary>dx = slope dy of one sample: the statistics are constants here.</summary>
internal readonly struct ScaleWork(float[] dy, float[] slope, float[] dx, int elements) : IWork
{
    public void Run(int sample)
    {
        int channels = slope.Length;
        for (int cell = sample * elements; cell < (sample + 1) * elements; cell += channels)
        {
            int c = 0;
            for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
            {
                (new Vector<float>(dy, cell + c) * new Vector<float>(slope, c)).CopyTo(dx, cell + c);
            }

            for (; c < channels; c++)
            {
                dx[cell + c] = dy[cell + c] * slope[c];
            }
        }
    }
}

/// <summary>One image's sums of (x - mean)^2: along each row from +0, the rows in order.</summary>
/// <param name="sums">For each image its sums, and a row to work in.</param>
internal readonly struct SquareSumWork(float[] x, float[] mean, float[] sums, int height, int width) : IWork
{
    public void Run(int sample)
    {
        int channels = mean.Length;
        int image = 2 * sample * channels;
        int row = image + channels;
        sums.AsSpan(image, channels).Clear();
        int cell = sample * height * width * channels;
        for (int y = 0; y < height; y++)
        {
            sums.AsSpan(row, channels).Clear();
            for (int end = cell + width * channels; cell < end; cell += channels)
            {
                int c = 0;
                for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
                {
                    Vector<float> d = new Vector<float>(x, cell + c) - new Vector<float>(mean, c);
                    Vector.FusedMultiplyAdd(d, d, new Vector<float>(sums, row + c)).CopyTo(sums, row + c);
                }

                for (; c < channels; c++)
                {
                    float d = x[cell + c] - mean[c];
                    sums[row + c] = MathF.FusedMultiplyAdd(d, d, sums[row + c]);
                }
            }

            for (int c = 0; c < channels; c++)
            {
                sums[image + c] += sums[row + c];
            }
        }
    }
}

/// <summary>One image's sums of dy times the normalised input: the gradient of gamma, in the order of all channel sums.</summary>
/// <param name="sums">For each image its sums, and a row to work in.</param>
internal readonly struct SlopeSumWork(float[] x, float[] dy, float[] mean, float[] inverse, float[] sums, int height, int width) : IWork
{
    public void Run(int sample)
    {
        int channels = mean.Length;
        int image = 2 * sample * channels;
        int row = image + channels;
        sums.AsSpan(image, channels).Clear();
        int cell = sample * height * width * channels;
        for (int y = 0; y < height; y++)
        {
            sums.AsSpan(row, channels).Clear();
            for (int end = cell + width * channels; cell < end; cell += channels)
            {
                int c = 0;
                for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
                {
                    Vector<float> normal = (new Vector<float>(x, cell + c) - new Vector<float>(mean, c)) * new Vector<float>(inverse, c);
                    Vector
                        .FusedMultiplyAdd(new Vector<float>(dy, cell + c), normal, new Vector<float>(sums, row + c))
                        .CopyTo(sums, row + c);
                }

                for (; c < channels; c++)
                {
                    float normal = (x[cell + c] - mean[c]) * inverse[c];
                    sums[row + c] = MathF.FusedMultiplyAdd(dy[cell + c], normal, sums[row + c]);
                }
            }

            for (int c = 0; c < channels; c++)
            {
                sums[image + c] += sums[row + c];
            }
        }
    }
}

/// <summary>dx = slope fma(-xh, dgamma/n, dy - dbeta/n) of one sample, xh the normalised input.</summary>
internal readonly struct InputGradientWork(float[] x, float[] dy, ChannelTerms terms, float[] dx, int elements) : IWork
{
    public void Run(int sample)
    {
        (float[] mean, float[] inverse, float[] slope, float[] beta, float[] gamma) = terms;
        int channels = mean.Length;
        for (int cell = sample * elements; cell < (sample + 1) * elements; cell += channels)
        {
            int c = 0;
            for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
            {
                Vector<float> normal = (new Vector<float>(x, cell + c) - new Vector<float>(mean, c)) * new Vector<float>(inverse, c);
                Vector<float> rest = new Vector<float>(dy, cell + c) - new Vector<float>(beta, c);
                (new Vector<float>(slope, c) * Vector.FusedMultiplyAdd(-normal, new Vector<float>(gamma, c), rest)).CopyTo(dx, cell + c);
            }

            for (; c < channels; c++)
            {
                float normal = (x[cell + c] - mean[c]) * inverse[c];
                dx[cell + c] = slope[c] * MathF.FusedMultiplyAdd(-normal, gamma[c], dy[cell + c] - beta[c]);
            }
        }
    }
}
