namespace Repro.Backends.Cpu.Operations.Sequences;

/// <summary>
/// The row of a table that each number names. A row's gradient is the sum of those of its uses from +0, in their order; the numbers get
/// none.
/// </summary>
/// <param name="rows">Rows of the table.</param>
internal sealed class EmbeddingOperation(string layer, int input, int length, int rows, int width, Parameter table)
    : Operation([input], length * width)
{
    public override IReadOnlyList<Parameter> Parameters { get; } = [table];

    public override IReadOnlyList<string> Arithmetic => ["embedding"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        for (int i = 0; i < step.Samples * length; i++)
        {
            table.Values.AsSpan(Row(inputs[0][i]) * width, width).CopyTo(output.AsSpan(i * width));
        }
    }

    public override void Backward(StepContext step, Flow flow)
    {
        if (step.GradientOf(table) is { } gradient)
        {
            gradient.AsSpan().Clear();
            for (int i = 0; i < step.Samples * length; i++)
            {
                int row = Row(flow.Inputs[0][i]) * width;
                for (int c = 0; c < width; c++)
                {
                    gradient[row + c] += flow.OutputGradient[i * width + c];
                }
            }
        }

        flow.InputGradients[0]?.AsSpan(0, step.Samples * length).Clear();
    }

    private int Row(float number) =>
        number >= 0 && number < rows
            ? (int)number
            : throw new ArgumentException(
                FormattableString.Invariant($"Layer '{layer}' (Embedding): {number} is not a number from 0 to {rows - 1}.")
            );
}
