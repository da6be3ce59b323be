using Repro.Backends.Cpu.Kernels;

namespace Repro.Backends.Cpu.Operations.Pooling;

/// <summary>Average pooling; padded cells do not count.</summary>
internal sealed class AveragePoolOperation(int input, WindowGeometry geometry)
    : Operation([input], geometry.OutHeight * geometry.OutWidth * geometry.OutChannels)
{
    public override IReadOnlyList<string> Arithmetic => ["averagepool"];

    public override void Forward(StepContext step, float[][] inputs, float[] output) =>
        step.Kernels.AveragePoolForward(geometry, step.Samples, inputs[0], output);

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is { } gradient)
        {
            step.Kernels.AveragePoolBackward(geometry, step.Samples, flow.OutputGradient, gradient);
        }
    }
}
