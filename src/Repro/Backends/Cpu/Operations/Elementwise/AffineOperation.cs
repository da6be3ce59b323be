namespace Repro.Backends.Cpu.Operations.Elementwise;

/// <summary>y = fma(x, factor, offset) with constants, each for its element of a sample.</summary>
/// <param name="terms">The constant that belongs to each element of a sample.</param>
/// <param name="constants">Factors and offsets; asked for at each pass, since they may depend on weights.</param>
internal sealed class AffineOperation(
    int input,
    int[] terms,
    Func<(float[] Factors, float[] Offsets)> constants,
    IReadOnlyList<Parameter> parameters
) : Operation([input], terms.Length)
{
    public override IReadOnlyList<Parameter> Parameters { get; } = parameters;

    public override IReadOnlyList<string> Arithmetic => ["rescaling"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        (float[] factors, float[] offsets) = constants();
        for (int at = 0; at < step.Samples * Elements; at++)
        {
            int term = terms[at % Elements];
            output[at] = MathF.FusedMultiplyAdd(inputs[0][at], factors[term], offsets[term]);
        }
    }

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is not { } gradient)
        {
            return;
        }

        (float[] factors, _) = constants();
        for (int at = 0; at < step.Samples * Elements; at++)
        {
            gradient[at] = flow.OutputGradient[at] * factors[terms[at % Elements]];
        }
    }
}
