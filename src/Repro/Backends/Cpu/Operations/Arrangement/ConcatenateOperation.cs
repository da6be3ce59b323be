namespace Repro.Backends.Cpu.Operations.Arrangement;

/// <summary>Its inputs' channels behind one another, cell by cell; the gradient goes back in the same pieces.</summary>
/// <param name="cells">Cells of one sample.</param>
/// <param name="channels">Of each input.</param>
internal sealed class ConcatenateOperation(IReadOnlyList<int> inputs, int cells, int[] channels) : Operation(inputs, cells * channels.Sum())
{
    private readonly int _width = channels.Sum();

    public override IReadOnlyList<string> Arithmetic => [];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        int rows = step.Samples * cells;
        for (int i = 0, start = 0; i < channels.Length; start += channels[i++])
        {
            int width = channels[i];
            float[] from = inputs[i];
            for (int row = 0; row < rows; row++)
            {
                from.AsSpan(row * width, width).CopyTo(output.AsSpan(row * _width + start));
            }
        }
    }

    public override void Backward(StepContext step, Flow flow)
    {
        int rows = step.Samples * cells;
        for (int i = 0, start = 0; i < channels.Length; start += channels[i++])
        {
            if (flow.InputGradients[i] is not { } gradient)
            {
                continue;
            }

            int width = channels[i];
            for (int row = 0; row < rows; row++)
            {
                flow.OutputGradient.AsSpan(row * _width + start, width).CopyTo(gradient.AsSpan(row * width));
            }
        }
    }
}
