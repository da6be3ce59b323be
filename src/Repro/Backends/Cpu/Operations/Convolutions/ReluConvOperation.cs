namespace Repro.Backends.Cpu.Operations.Convolutions;

/// <summary>A convolution and its ReLU as one, for passes in which no gradient comes back.</summary>
internal sealed class ReluConvOperation(ConvOperation conv) : Operation(conv.Inputs, conv.Elements)
{
    public override IReadOnlyList<Parameter> Parameters => conv.Parameters;

    public override IReadOnlyList<string> Arithmetic => [.. conv.Arithmetic, "relu"];

    public override void Forward(StepContext step, float[][] inputs, float[] output) =>
        step.Kernels.ConvReluForward(
            conv.Geometry,
            step.Samples,
            inputs[0],
            conv.Kernel.Values,
            conv.Bias?.Values,
            output,
            step.Winograd,
            conv.Kernel.Cache
        );

    /// <exception cref="NotSupportedException">Always: a plan with a gradient runs both operations one by one.</exception>
    public override void Backward(StepContext step, Flow flow) => throw new NotSupportedException();
}
