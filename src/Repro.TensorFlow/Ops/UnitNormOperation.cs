using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>Divides groups of numbers of each sample by their Euclidean norm, of at least 1e-6.</summary>
/// <param name="axes">Axes of a batch that a group extends over.</param>
internal sealed class UnitNormOperation(IEager eager, int input, string layer, int[] axes) : Operation([input])
{
    private readonly Formulas _formulas = new(eager, layer);

    public override bool ReadsInputs(bool training) => true;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using Calculation c = _formulas.Begin();
        return c.Take(c.Multiply(inputs[0], Inverse(c, inputs[0])));
    }

    public override void Backward(Step step, Flow flow)
    {
        if (!flow.Wants(0))
        {
            return;
        }

        using Calculation c = _formulas.Begin();
        EagerTensor inverse = Inverse(c, flow.Input(0));
        EagerTensor unit = c.Multiply(flow.Input(0), inverse);
        EagerTensor along = c.Multiply(unit, c.Sum(c.Multiply(flow.OutputGradient, unit), axes));
        flow.Give(0, c.Take(c.Multiply(inverse, c.Subtract(flow.OutputGradient, along))));
    }

    public override void Dispose() => _formulas.Dispose();

    private EagerTensor Inverse(Calculation c, EagerTensor x) =>
        c.Run("Rsqrt", c.Run("Maximum", c.Sum(c.Run("Square", x), axes), c.Number(1e-12f)));
}
