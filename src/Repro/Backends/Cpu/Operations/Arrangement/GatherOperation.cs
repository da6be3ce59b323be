using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Operations.Arrangement;

/// <summary>
/// Each number of the output is one of the input, or 0: cropping, padding, repeating, transposing. Backwards the gradients of one number
/// are added from +0 in the order of the outputs.
/// </summary>
/// <param name="length">Elements of the input in one sample.</param>
/// <param name="sources">For each element of the output the element of the input that it is, or -1.</param>
internal sealed class GatherOperation(int input, int length, int[] sources) : Operation([input], sources.Length)
{
    public override IReadOnlyList<string> Arithmetic => [];

    public override void Forward(StepContext step, float[][] inputs, float[] output) =>
        step.Kernels.For(step.Samples, new ForwardWork(inputs[0], length, sources, output));

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is { } gradient)
        {
            step.Kernels.For(step.Samples, new BackwardWork(flow.OutputGradient, length, sources, gradient));
        }
    }

    private readonly struct ForwardWork(float[] x, int length, int[] sources, float[] y) : IWork
    {
        public void Run(int sample)
        {
            int from = sample * length;
            int to = sample * sources.Length;
            for (int i = 0; i < sources.Length; i++)
            {
                y[to + i] = sources[i] < 0 ? 0f : x[from + sources[i]];
            }
        }
    }

    private readonly struct BackwardWork(float[] dy, int length, int[] sources, float[] dx) : IWork
    {
        public void Run(int sample)
        {
            int from = sample * length;
            int to = sample * sources.Length;
            dx.AsSpan(from, length).Clear();
            for (int i = 0; i < sources.Length; i++)
            {
                if (sources[i] >= 0)
                {
                    dx[from + sources[i]] += dy[to + i];
                }
            }
        }
    }
}
