using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>x above 0, and a trained slope times x up to 0.</summary>
internal sealed class PReluOperation(IEager eager, int input, string layer, Shape shape, Parameter alpha) : Operation([input])
{
    private readonly Formulas _formulas = new(eager, layer);

    public override IReadOnlyList<Parameter> Parameters { get; } = [alpha];

    public override bool ReadsInputs(bool training) => true;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using Calculation c = _formulas.Begin();
        return c.Take(c.Select(c.Run("Greater", inputs[0], c.Number(0)), inputs[0], c.Multiply(alpha.Values, inputs[0])));
    }

    public override void Backward(Step step, Flow flow)
    {
        using Calculation c = _formulas.Begin();
        EagerTensor dy = flow.OutputGradient;
        EagerTensor x = flow.Input(0);
        if (step.Training && alpha.IsTrained)
        {
            int[] shared = [0, .. Enumerable.Range(0, shape.Rank).Where(axis => alpha.Spec.Shape[axis] == 1).Select(axis => axis + 1)];
            EagerTensor below = c.Multiply(dy, c.Run("Minimum", x, c.Number(0)));
            alpha.Gradient = c.Take(c.Reshape(c.Sum(below, shared), [.. alpha.Spec.Shape]));
        }

        if (!flow.Wants(0))
        {
            return;
        }

        EagerTensor low = c.Select(c.Run("Less", x, c.Number(0)), c.Multiply(alpha.Values, dy), c.Number(0));
        flow.Give(0, c.Take(c.Select(c.Run("Greater", x, c.Number(0)), dy, low)));
    }

    public override void Dispose() => _formulas.Dispose();
}
