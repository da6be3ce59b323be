namespace Repro.Backends.Cpu.Operations.Pooling;

/// <summary>
/// The mean of each channel over the whole image: summed along each row from +0, the rows' sums in order, divided by the cells.
/// </summary>
internal sealed class GlobalAveragePoolOperation(int input, int height, int width, int channels) : Operation([input], channels)
{
    private readonly float[] _row = new float[channels];

    public override IReadOnlyList<string> Arithmetic => ["globalaveragepool"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        int image = height * width * Elements;
        for (int sample = 0; sample < step.Samples; sample++)
        {
            Span<float> sums = output.AsSpan(sample * Elements, Elements);
            sums.Clear();
            for (int y = 0; y < height; y++)
            {
                ReadOnlySpan<float> cells = inputs[0].AsSpan(sample * image + y * width * Elements, width * Elements);
                _row.AsSpan().Clear();
                for (int x = 0; x < width; x++)
                {
                    Add(cells.Slice(x * Elements, Elements), _row);
                }

                Add(_row, sums);
            }

            foreach (ref float sum in sums)
            {
                sum /= height * width;
            }
        }
    }

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is not { } gradient)
        {
            return;
        }

        int cells = height * width;
        for (int sample = 0; sample < step.Samples; sample++)
        {
            for (int c = 0; c < Elements; c++)
            {
                _row[c] = flow.OutputGradient[sample * Elements + c] / cells;
            }

            for (int cell = 0; cell < cells; cell++)
            {
                _row.CopyTo(gradient.AsSpan((sample * cells + cell) * Elements));
            }
        }
    }

    private static void Add(ReadOnlySpan<float> terms, Span<float> sums)
    {
        for (int c = 0; c < sums.Length; c++)
        {
            sums[c] += terms[c];
        }
    }
}
