using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>The logarithm of a softmax along the last axis; backwards dz = dy - softmax(z) sum(dy).</summary>
internal sealed class LogSoftmaxOperation(IEager eager, int input, string layer) : Operation([input])
{
    private readonly Formulas _formulas = new(eager, layer);

    public override bool ReadsOutput => true;

    public override EagerTensor Forward(Step step, OperationInputs inputs) => eager.Run(_formulas.Op("LogSoftmax"), inputs[0]);

    public override void Backward(Step step, Flow flow)
    {
        if (!flow.Wants(0))
        {
            return;
        }

        using Calculation c = _formulas.Begin();
        EagerTensor part = c.Multiply(c.Run("Exp", flow.Output), c.Sum(flow.OutputGradient, -1));
        flow.Give(0, c.Take(c.Subtract(flow.OutputGradient, part)));
    }

    public override void Dispose() => _formulas.Dispose();
}
