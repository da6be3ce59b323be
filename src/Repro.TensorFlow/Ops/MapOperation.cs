using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>A function of each number; backwards dx = dy times the slope.</summary>
internal sealed class MapOperation(IEager eager, int input, string layer, Function function) : Operation([input])
{
    private readonly Formulas _formulas = new(eager, layer);

    public override bool ReadsInputs(bool training) => true;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using Calculation c = _formulas.Begin();
        return c.Take(function.Value(c, inputs[0]));
    }

    public override void Backward(Step step, Flow flow)
    {
        if (!flow.Wants(0))
        {
            return;
        }

        using Calculation c = _formulas.Begin();
        flow.Give(0, c.Take(c.Multiply(flow.OutputGradient, function.Slope(c, flow.Input(0)))));
    }

    public override void Dispose() => _formulas.Dispose();
}

/// <summary>A function and its derivative, the one that Keras trains with.</summary>
internal sealed record Function(Func<Calculation, EagerTensor, EagerTensor> Value, Func<Calculation, EagerTensor, EagerTensor> Slope);
