using System.Numerics;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Operations.Arrangement;

/// <summary>The sum of its inputs, from the first to the last. Each gets a gradient of its own: what reads one may write over it.</summary>
internal sealed class AddOperation(IReadOnlyList<int> inputs, int elements) : Operation(inputs, elements)
{
    public override IReadOnlyList<string> Arithmetic => ["add"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        for (int i = 1; i < inputs.Length; i++)
        {
            step.Kernels.For(step.Samples, new SumWork(i == 1 ? inputs[0] : output, inputs[i], output, Elements));
        }
    }

    public override void Backward(StepContext step, Flow flow)
    {
        foreach (float[]? gradient in flow.InputGradients)
        {
            if (gradient is not null)
            {
                flow.OutputGradient.AsSpan(0, step.Samples * Elements).CopyTo(gradient);
            }
        }
    }

    private readonly struct SumWork(float[] left, float[] right, float[] sum, int elements) : IWork
    {
        public void Run(int sample)
        {
            ReadOnlySpan<float> a = left.AsSpan(sample * elements, elements);
            ReadOnlySpan<float> b = right.AsSpan(sample * elements, elements);
            Span<float> to = sum.AsSpan(sample * elements, elements);
            int i = 0;
            for (; i <= elements - Vector<float>.Count; i += Vector<float>.Count)
            {
                (new Vector<float>(a[i..]) + new Vector<float>(b[i..])).CopyTo(to[i..]);
            }

            for (; i < elements; i++)
            {
                to[i] = a[i] + b[i];
            }
        }
    }
}
