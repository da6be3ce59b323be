namespace Repro.Backends.Cpu.Operations.Pooling;

/// <summary>The largest value of each channel; backwards equal ones share the gradient, dy divided by their number.</summary>
/// <param name="cells">Cells of an image, or steps of a sequence.</param>
internal sealed class GlobalMaxPoolOperation(int input, int cells, int channels) : Operation([input], channels)
{
    private readonly int _channels = channels;

    public override IReadOnlyList<string> Arithmetic => ["globalmaxpool"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        float[] x = inputs[0];
        for (int sample = 0; sample < step.Samples; sample++)
        {
            Span<float> best = output.AsSpan(sample * _channels, _channels);
            x.AsSpan(sample * cells * _channels, _channels).CopyTo(best);
            for (int cell = 1; cell < cells; cell++)
            {
                ReadOnlySpan<float> values = x.AsSpan((sample * cells + cell) * _channels, _channels);
                for (int c = 0; c < _channels; c++)
                {
                    best[c] = values[c] > best[c] ? values[c] : best[c];
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

        for (int sample = 0; sample < step.Samples; sample++)
        {
            for (int c = 0; c < _channels; c++)
            {
                float best = flow.Output[sample * _channels + c];
                int first = sample * cells * _channels + c;
                int winners = 0;
                for (int cell = 0; cell < cells; cell++)
                {
                    winners += flow.Inputs[0][first + cell * _channels] == best ? 1 : 0;
                }

                float share = flow.OutputGradient[sample * _channels + c] / winners;
                for (int cell = 0; cell < cells; cell++)
                {
                    gradient[first + cell * _channels] = flow.Inputs[0][first + cell * _channels] == best ? share : 0f;
                }
            }
        }
    }
}
