namespace Repro.Backends.Cpu.Operations.Arrangement;

/// <summary>How inputs are joined number by number.</summary>
internal enum MergeKind
{
    Add,
    Subtract,
    Multiply,
    Average,
    Maximum,
    Minimum,
}

/// <summary>
/// Joins inputs number by number, from the first to the last; the mean is the sum divided by the number of inputs. Gradients of a number
/// that is repeated are added from +0 in the order of the outputs. Of equal maxima or minima the one of the first input gets the gradient.
/// </summary>
/// <param name="lengths">Elements of each input in one sample.</param>
/// <param name="sources">For each input the element that each element of the output reads; null for the same.</param>
internal sealed class MergeOperation(IReadOnlyList<int> inputs, int elements, MergeKind kind, int[] lengths, int[]?[] sources)
    : Operation(inputs, elements)
{
    public override IReadOnlyList<string> Arithmetic => ["merge"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        for (int sample = 0; sample < step.Samples; sample++)
        {
            for (int i = 0; i < Elements; i++)
            {
                output[sample * Elements + i] = Joined(inputs, sample, i);
            }
        }
    }

    public override void Backward(StepContext step, Flow flow)
    {
        for (int input = 0; input < lengths.Length; input++)
        {
            if (flow.InputGradients[input] is not { } gradient)
            {
                continue;
            }

            gradient.AsSpan(0, step.Samples * lengths[input]).Clear();
            for (int sample = 0; sample < step.Samples; sample++)
            {
                for (int i = 0; i < Elements; i++)
                {
                    int at = sample * lengths[input] + (sources[input] is { } from ? from[i] : i);
                    gradient[at] += Share(flow, sample, input, i);
                }
            }
        }
    }

    private float Read(float[][] inputs, int sample, int input, int i) =>
        inputs[input][sample * lengths[input] + (sources[input] is { } from ? from[i] : i)];

    private float Joined(float[][] inputs, int sample, int i)
    {
        float joined = Read(inputs, sample, 0, i);
        for (int input = 1; input < inputs.Length; input++)
        {
            float next = Read(inputs, sample, input, i);
            joined = kind switch
            {
                MergeKind.Subtract => joined - next,
                MergeKind.Multiply => joined * next,
                MergeKind.Maximum => next > joined ? next : joined,
                MergeKind.Minimum => next < joined ? next : joined,
                _ => joined + next,
            };
        }

        return kind == MergeKind.Average ? joined / inputs.Length : joined;
    }

    private float Share(Flow flow, int sample, int input, int i)
    {
        float dy = flow.OutputGradient[sample * Elements + i];
        switch (kind)
        {
            case MergeKind.Add:
                return dy;
            case MergeKind.Subtract:
                return input == 0 ? dy : -dy;
            case MergeKind.Average:
                return dy / lengths.Length;
            case MergeKind.Multiply:
                for (int other = 0; other < lengths.Length; other++)
                {
                    if (other != input)
                    {
                        dy *= Read(flow.Inputs, sample, other, i);
                    }
                }

                return dy;
            default:
                return Winner(flow, sample, i) == input ? dy : 0f;
        }
    }

    private int Winner(Flow flow, int sample, int i)
    {
        for (int input = 0; input < lengths.Length; input++)
        {
            if (Read(flow.Inputs, sample, input, i) == flow.Output[sample * Elements + i])
            {
                return input;
            }
        }

        return -1;
    }
}
