namespace Repro.Backends.Cpu.Operations;

/// <summary>Where the batch enters; always operation 0. A pass puts the caller's array in its place and never calls it.</summary>
internal sealed class InputOperation(int elements) : Operation([], elements)
{
    public override IReadOnlyList<string> Arithmetic => [];

    public override void Forward(StepContext step, float[][] inputs, float[] output) =>
        throw new InvalidOperationException("The input is given, not computed.");

    public override void Backward(StepContext step, Flow flow) => throw new InvalidOperationException("Nothing lies below the input.");
}
