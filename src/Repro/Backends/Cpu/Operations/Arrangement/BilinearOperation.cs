namespace Repro.Backends.Cpu.Operations.Arrangement;

/// <summary>
/// Bilinear upsampling with half-pixel centers. Weights are float32; a row's two cells are joined as fma(f, right - left, left), then the
/// two rows likewise. Backwards each output adds its gradient times the four weights, from +0 in the order of the outputs.
/// </summary>
internal sealed class BilinearOperation : Operation
{
    private readonly int _inHeight;
    private readonly int _inWidth;
    private readonly int _channels;
    private readonly (int Low, int High, float Share)[] _rows;
    private readonly (int Low, int High, float Share)[] _columns;

    public BilinearOperation(int input, int inHeight, int inWidth, int channels, int outHeight, int outWidth)
        : base([input], outHeight * outWidth * channels)
    {
        (_inHeight, _inWidth, _channels) = (inHeight, inWidth, channels);
        _rows = Places(inHeight, outHeight);
        _columns = Places(inWidth, outWidth);
    }

    public override IReadOnlyList<string> Arithmetic => ["bilinear"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        int at = 0;
        for (int sample = 0; sample < step.Samples; sample++)
        {
            foreach ((int top, int bottom, float down) in _rows)
            {
                foreach ((int left, int right, float along) in _columns)
                {
                    for (int c = 0; c < _channels; c++)
                    {
                        float above = Along(inputs[0], sample, top, left, right, along, c);
                        float below = Along(inputs[0], sample, bottom, left, right, along, c);
                        output[at++] = MathF.FusedMultiplyAdd(down, below - above, above);
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

        gradient.AsSpan(0, step.Samples * _inHeight * _inWidth * _channels).Clear();
        int at = 0;
        for (int sample = 0; sample < step.Samples; sample++)
        {
            foreach ((int top, int bottom, float down) in _rows)
            {
                foreach ((int left, int right, float along) in _columns)
                {
                    for (int c = 0; c < _channels; c++)
                    {
                        float dy = flow.OutputGradient[at++];
                        float above = dy * (1f - down);
                        float below = dy * down;
                        gradient[Place(sample, top, left, c)] += above * (1f - along);
                        gradient[Place(sample, top, right, c)] += above * along;
                        gradient[Place(sample, bottom, left, c)] += below * (1f - along);
                        gradient[Place(sample, bottom, right, c)] += below * along;
                    }
                }
            }
        }
    }

    private float Along(float[] x, int sample, int row, int left, int right, float share, int c)
    {
        float first = x[Place(sample, row, left, c)];
        return MathF.FusedMultiplyAdd(share, x[Place(sample, row, right, c)] - first, first);
    }

    private int Place(int sample, int row, int column, int c) => ((sample * _inHeight + row) * _inWidth + column) * _channels + c;

    private static (int Low, int High, float Share)[] Places(int input, int output)
    {
        float scale = (float)input / output;
        (int, int, float)[] places = new (int, int, float)[output];
        for (int i = 0; i < output; i++)
        {
            float at = (i + 0.5f) * scale - 0.5f;
            float floor = MathF.Floor(at);
            places[i] = (Math.Max((int)floor, 0), Math.Min((int)MathF.Ceiling(at), input - 1), at - floor);
        }

        return places;
    }
}
