namespace Repro.Backends.Cpu.Operations.Arrangement;

/// <summary>
/// An image of another size by weights of each axis: a sum in float64 over the rows and, in each, the columns of the product of both
/// weights and the pixel, rounded once. Backwards each output adds its gradient times both weights in float64, in the order of the outputs.
/// </summary>
/// <param name="image">Height, width and channels of the input.</param>
/// <param name="rows">For each row of the output the first row of the input that counts, and the weights from it on.</param>
internal sealed class ResampleOperation(
    int input,
    (int Height, int Width, int Channels) image,
    (int Start, float[] Weights)[] rows,
    (int Start, float[] Weights)[] columns
) : Operation([input], rows.Length * columns.Length * image.Channels)
{
    private readonly double[] _sums = new double[image.Height * image.Width * image.Channels];

    public override IReadOnlyList<string> Arithmetic => ["resample"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        int at = 0;
        for (int sample = 0; sample < step.Samples; sample++)
        {
            ReadOnlySpan<float> x = inputs[0].AsSpan(sample * _sums.Length, _sums.Length);
            foreach ((int top, float[] down) in rows)
            {
                foreach ((int left, float[] along) in columns)
                {
                    for (int c = 0; c < image.Channels; c++)
                    {
                        output[at++] = Pixel(x, (top, left, c), down, along);
                    }
                }
            }
        }
    }

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is not { } gradient)
        {
            return;
        }

        int at = 0;
        for (int sample = 0; sample < step.Samples; sample++)
        {
            Array.Clear(_sums);
            foreach ((int top, float[] down) in rows)
            {
                foreach ((int left, float[] along) in columns)
                {
                    for (int c = 0; c < image.Channels; c++)
                    {
                        Spread(flow.OutputGradient[at++], (top, left, c), down, along);
                    }
                }
            }

            for (int i = 0; i < _sums.Length; i++)
            {
                gradient[sample * _sums.Length + i] = (float)_sums[i];
            }
        }
    }

    private float Pixel(ReadOnlySpan<float> x, (int Top, int Left, int Channel) place, float[] down, float[] along)
    {
        double sum = 0;
        for (int i = 0; i < down.Length; i++)
        {
            for (int j = 0; j < along.Length; j++)
            {
                sum += (double)down[i] * along[j] * x[At(place, i, j)];
            }
        }

        return (float)sum;
    }

    private void Spread(float slope, (int Top, int Left, int Channel) place, float[] down, float[] along)
    {
        for (int i = 0; i < down.Length; i++)
        {
            for (int j = 0; j < along.Length; j++)
            {
                _sums[At(place, i, j)] += (double)down[i] * along[j] * slope;
            }
        }
    }

    private int At((int Top, int Left, int Channel) place, int i, int j) =>
        ((place.Top + i) * image.Width + place.Left + j) * image.Channels + place.Channel;
}
