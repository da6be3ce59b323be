using System.Numerics;
using System.Runtime.CompilerServices;
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
/// <param name="sums">For each image its sums.</param>
internal readonly struct SquareSumWork(float[] x, float[] mean, float[] sums, int height, int width) : IWork
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int sample)
    {
        int channels = mean.Length;
        int image = sample * channels;
        sums.AsSpan(image, channels).Clear();
        for (int row = sample * height; row < (sample + 1) * height; row++)
        {
            int start = row * width * channels;
            int end = start + width * channels;
            int c = 0;
            for (; c <= channels - 2 * Vector<float>.Count; c += 2 * Vector<float>.Count)
            {
                // Two registers at a time, because each addition waits for the one before it.
                Vector<float> sum0 = default,
                    sum1 = default;
                Vector<float> mean0 = new(mean, c),
                    mean1 = new(mean, c + Vector<float>.Count);
                for (int at = start + c; at < end; at += channels)
                {
                    Vector<float> d0 = new Vector<float>(x, at) - mean0;
                    Vector<float> d1 = new Vector<float>(x, at + Vector<float>.Count) - mean1;
                    sum0 = Vector.FusedMultiplyAdd(d0, d0, sum0);
                    sum1 = Vector.FusedMultiplyAdd(d1, d1, sum1);
                }

                (new Vector<float>(sums, image + c) + sum0).CopyTo(sums, image + c);
                (new Vector<float>(sums, image + c + Vector<float>.Count) + sum1).CopyTo(sums, image + c + Vector<float>.Count);
            }

            for (; c < channels; c++)
            {
                float sum = 0f;
                for (int at = start + c; at < end; at += channels)
                {
                    float d = x[at] - mean[c];
                    sum = MathF.FusedMultiplyAdd(d, d, sum);
                }

                sums[image + c] += sum;
            }
        }
    }
}

/// <summary>One image's sums of dy times the normalised input: the gradient of gamma, in the order of all channel sums.</summary>
/// <param name="sums">For each image its sums.</param>
internal readonly struct SlopeSumWork(float[] x, float[] dy, float[] mean, float[] inverse, float[] sums, int height, int width) : IWork
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int sample)
    {
        int channels = mean.Length;
        int image = sample * channels;
        sums.AsSpan(image, channels).Clear();
        for (int row = sample * height; row < (sample + 1) * height; row++)
        {
            int start = row * width * channels;
            int end = start + width * channels;
            int c = 0;
            for (; c <= channels - 2 * Vector<float>.Count; c += 2 * Vector<float>.Count)
            {
                int next = c + Vector<float>.Count;
                Vector<float> sum0 = default,
                    sum1 = default;
                Vector<float> mean0 = new(mean, c),
                    mean1 = new(mean, next);
                Vector<float> inverse0 = new(inverse, c),
                    inverse1 = new(inverse, next);
                for (int at = start + c; at < end; at += channels)
                {
                    Vector<float> normal0 = (new Vector<float>(x, at) - mean0) * inverse0;
                    Vector<float> normal1 = (new Vector<float>(x, at + Vector<float>.Count) - mean1) * inverse1;
                    sum0 = Vector.FusedMultiplyAdd(new Vector<float>(dy, at), normal0, sum0);
                    sum1 = Vector.FusedMultiplyAdd(new Vector<float>(dy, at + Vector<float>.Count), normal1, sum1);
                }

                (new Vector<float>(sums, image + c) + sum0).CopyTo(sums, image + c);
                (new Vector<float>(sums, image + next) + sum1).CopyTo(sums, image + next);
            }

            for (; c < channels; c++)
            {
                float sum = 0f;
                for (int at = start + c; at < end; at += channels)
                {
                    sum = MathF.FusedMultiplyAdd(dy[at], (x[at] - mean[c]) * inverse[c], sum);
                }

                sums[image + c] += sum;
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
