namespace Repro.Backends.Cpu.Operations;

/// <summary>The same values under another shape or name: Flatten, a linear activation.</summary>
internal sealed class IdentityOperation(int input, int elements) : Operation([input], elements)
{
    public override IReadOnlyList<string> Arithmetic => [];

    public override bool IsIdentity(bool training) => true;

    public override void Forward(StepContext step, float[][] inputs, float[] output) =>
        throw new InvalidOperationException("An identity is not computed.");

    public override void Backward(StepContext step, Flow flow) =>
        throw new InvalidOperationException("An identity's gradient is not computed.");
}
