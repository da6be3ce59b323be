using Repro.Backends.Cpu.Functions;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Operations.Elementwise;

/// <summary>A function of each number; backwards dx = dy times the slope.</summary>
/// <param name="arithmetic">What records call the function.</param>
internal sealed class MapOperation<TFunction>(int input, int elements, TFunction function, string arithmetic) : Operation([input], elements)
    where TFunction : struct, IFunction
{
    public override IReadOnlyList<string> Arithmetic { get; } = [arithmetic];

    public override void Forward(StepContext step, float[][] inputs, float[] output) =>
        step.Kernels.For(step.Samples, new ValueWork(function, inputs[0], output, Elements));

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is { } gradient)
        {
            step.Kernels.For(step.Samples, new SlopeWork(function, flow.Inputs[0], flow.OutputGradient, gradient, Elements));
        }
    }

    private readonly struct ValueWork(TFunction function, float[] x, float[] y, int elements) : IWork
    {
        public void Run(int sample)
        {
            for (int i = sample * elements; i < (sample + 1) * elements; i++)
            {
                y[i] = (float)function.Value(x[i]);
            }
        }
    }

    private readonly struct SlopeWork(TFunction function, float[] x, float[] dy, float[] dx, int elements) : IWork
    {
        public void Run(int sample)
        {
            for (int i = sample * elements; i < (sample + 1) * elements; i++)
            {
                dx[i] = dy[i] * (float)function.Slope(x[i]);
            }
        }
    }
}
