namespace Repro.Backends.Cpu.Operations.Arrangement;

/// <summary>
/// Sums of products of two inputs along one axis of each, in float64 and in the order of that axis; gradients likewise in the order of the
/// other input's numbers.
/// </summary>
internal sealed class DotOperation(IReadOnlyList<int> inputs, DotPlaces first, DotPlaces second)
    : Operation(inputs, first.Others * second.Others)
{
    public override IReadOnlyList<string> Arithmetic => ["dot"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        for (int sample = 0; sample < step.Samples; sample++)
        {
            ReadOnlySpan<float> a = first.Of(inputs[0], sample);
            ReadOnlySpan<float> b = second.Of(inputs[1], sample);
            for (int i = 0; i < Elements; i++)
            {
                double sum = 0;
                for (int k = 0; k < first.Length; k++)
                {
                    sum += (double)a[first.Place(i / second.Others, k)] * b[second.Place(i % second.Others, k)];
                }

                output[sample * Elements + i] = (float)sum;
            }
        }
    }

    public override void Backward(StepContext step, Flow flow)
    {
        for (int sample = 0; sample < step.Samples; sample++)
        {
            ReadOnlySpan<float> dy = flow.OutputGradient.AsSpan(sample * Elements, Elements);
            if (flow.InputGradients[0] is { } da)
            {
                Pull(dy, (second.Others, 1), first, second, second.Of(flow.Inputs[1], sample), first.Of(da, sample));
            }

            if (flow.InputGradients[1] is { } db)
            {
                Pull(dy, (1, second.Others), second, first, first.Of(flow.Inputs[0], sample), second.Of(db, sample));
            }
        }
    }

    // The gradient of one input: the sum over the places of the other one of dy times the other's number.
    private static void Pull(
        ReadOnlySpan<float> dy,
        (int Own, int Other) strides,
        DotPlaces own,
        DotPlaces other,
        ReadOnlySpan<float> values,
        Span<float> gradient
    )
    {
        for (int i = 0; i < own.Others; i++)
        {
            for (int k = 0; k < own.Length; k++)
            {
                double sum = 0;
                for (int j = 0; j < other.Others; j++)
                {
                    sum += (double)dy[i * strides.Own + j * strides.Other] * values[other.Place(j, k)];
                }

                gradient[own.Place(i, k)] = (float)sum;
            }
        }
    }
}

/// <summary>Where the numbers of one input lie: axes before the summed one, the summed one, and axes behind it.</summary>
internal readonly record struct DotPlaces(int Outer, int Length, int Inner)
{
    /// <summary>Numbers of the axes that are not summed over.</summary>
    public int Others => Outer * Inner;

    public int Place(int other, int k) => (other / Inner * Length + k) * Inner + other % Inner;

    public Span<float> Of(float[] values, int sample) => values.AsSpan(sample * Others * Length, Others * Length);
}
