using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>Passes numbers on and charges for their size, divided by the samples; backwards the slopes join the gradient.</summary>
internal sealed class ActivityPenaltyOperation(IEager eager, int input, string layer, int elements, Penalty penalty) : Operation([input])
{
    private readonly Formulas _formulas = new(eager, layer);
    private double _charge;

    public override double Penalty => _charge;

    public override bool ReadsInputs(bool training) => true;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using Calculation c = _formulas.Begin();
        float[] values = new float[step.Samples * elements];
        eager.Download(inputs[0], values);
        _charge =
            (penalty.L1 * values.Sum(value => (double)Math.Abs(value)) + penalty.L2 * values.Sum(value => (double)value * value))
            / step.Samples;
        return c.Take(c.Run("Identity", inputs[0]));
    }

    public override void Backward(Step step, Flow flow)
    {
        if (!flow.Wants(0))
        {
            return;
        }

        using Calculation c = _formulas.Begin();
        EagerTensor x = flow.Input(0);
        EagerTensor slope = c.Add(c.Multiply(c.Number(2 * penalty.L2), x), c.Multiply(c.Number(penalty.L1), c.Run("Sign", x)));
        flow.Give(0, c.Take(c.Add(flow.OutputGradient, c.Divide(slope, c.Number(step.Samples)))));
    }

    public override void Dispose() => _formulas.Dispose();
}
