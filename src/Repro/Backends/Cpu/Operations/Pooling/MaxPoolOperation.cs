using Repro.Backends.Cpu.Kernels;

namespace Repro.Backends.Cpu.Operations.Pooling;

/// <summary>Maximum pooling; remembers each window's winner where a gradient will come back.</summary>
internal sealed class MaxPoolOperation(int input, WindowGeometry geometry)
    : Operation([input], geometry.OutHeight * geometry.OutWidth * geometry.OutChannels)
{
    private int[] _winners = [];

    public WindowGeometry Geometry => geometry;

    public override IReadOnlyList<string> Arithmetic => ["maxpool"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        if (step.Differentiated && _winners.Length < step.Samples * Elements)
        {
            _winners = new int[step.Samples * Elements];
        }

        step.Kernels.MaxPoolForward(geometry, step.Samples, inputs[0], output, step.Differentiated ? _winners : null);
    }

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is { } gradient)
        {
            step.Kernels.MaxPoolBackward(geometry, step.Samples, flow.OutputGradient, _winners, gradient);
        }
    }
}
