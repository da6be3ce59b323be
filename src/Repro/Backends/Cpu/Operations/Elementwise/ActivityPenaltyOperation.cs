using Repro.Models;

namespace Repro.Backends.Cpu.Operations.Elementwise;

/// <summary>
/// Passes numbers on and charges for their size: the sums of magnitudes and squares, in float64 and index order, times their factors and
/// divided by the samples. Backwards the slopes join the gradient.
/// </summary>
internal sealed class ActivityPenaltyOperation(int input, int elements, Penalty penalty) : Operation([input], elements)
{
    private double _charge;

    public override IReadOnlyList<string> Arithmetic => ["penalty"];

    public override double Penalty => _charge;

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        double sizes = 0;
        double squares = 0;
        for (int i = 0; i < step.Samples * Elements; i++)
        {
            float x = output[i] = inputs[0][i];
            sizes += Math.Abs(x);
            squares += (double)x * x;
        }

        _charge = (penalty.L1 * sizes + penalty.L2 * squares) / step.Samples;
    }

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is not { } gradient)
        {
            return;
        }

        for (int i = 0; i < step.Samples * Elements; i++)
        {
            float x = flow.Output[i];
            double slope =
                2.0 * penalty.L2 * x
                + (
                    x > 0 ? penalty.L1
                    : x < 0 ? -penalty.L1
                    : 0
                );
            gradient[i] = flow.OutputGradient[i] + (float)(slope / step.Samples);
        }
    }
}
