namespace Repro.Backends.Cpu.Kernels;

/// <summary>
/// The definition of every operation: plain scalar loops in the order of <c>docs/arithmetic.md</c>.
/// Slow on purpose; the vector kernels must equal it bit for bit. Also what runs on a processor without fused multiply-add.
/// </summary>
internal sealed partial class ReferenceKernels : CpuKernels
{
    public override string Name => "reference";

    public override void ChannelSums(int samples, int height, int width, int channels, float[] values, float[] sums)
    {
        for (int c = 0; c < channels; c++)
        {
            float total = 0;
            int at = c;
            for (int n = 0; n < samples; n++)
            {
                float image = 0;
                for (int y = 0; y < height; y++)
                {
                    float row = 0;
                    for (int x = 0; x < width; x++, at += channels)
                    {
                        row += values[at];
                    }

                    image += row;
                }

                total += image;
            }

            sums[c] = total;
        }
    }

    public override void Relu(int count, float[] x, float[] y)
    {
        // IEEE maximum: -0 becomes +0, and a NaN stays to be seen.
        for (int i = 0; i < count; i++)
        {
            y[i] = x[i] <= 0 ? 0f : x[i];
        }
    }

    public override void ReluBackward(int count, float[] y, float[] dy, float[] dx)
    {
        for (int i = 0; i < count; i++)
        {
            dx[i] = y[i] > 0 ? dy[i] : 0f;
        }
    }

    public override void ClippedRelu(int count, float[] x, float most, float[] y)
    {
        for (int i = 0; i < count; i++)
        {
            y[i] =
                x[i] <= 0 ? 0f
                : x[i] > most ? most
                : x[i];
        }
    }

    public override void ClippedReluBackward(int count, float[] y, float most, float[] dy, float[] dx)
    {
        for (int i = 0; i < count; i++)
        {
            dx[i] = y[i] > 0 && y[i] < most ? dy[i] : 0f;
        }
    }

    public override void Dropout(int count, float[] x, byte[] keep, float scale, float[] y)
    {
        for (int i = 0; i < count; i++)
        {
            y[i] = keep[i] != 0 ? x[i] * scale : 0f;
        }
    }
}
