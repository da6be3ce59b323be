using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>x times a factor plus an offset, with constants along some axes.</summary>
/// <param name="constants">Factors and offsets; asked for at each pass, since they may depend on weights.</param>
/// <param name="shape">The shape of the constants beside a batch, with 1 for axes along which one serves.</param>
internal sealed class AffineOperation(
    IEager eager,
    int input,
    string layer,
    Func<(float[] Factors, float[] Offsets)> constants,
    int[] shape,
    IReadOnlyList<Parameter> parameters
) : Operation([input])
{
    private readonly Formulas _formulas = new(eager, layer);

    public override IReadOnlyList<Parameter> Parameters { get; } = parameters;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        (float[] factors, float[] offsets) = constants();
        using EagerTensor factor = eager.Upload(factors, shape);
        using EagerTensor offset = eager.Upload(offsets, shape);
        using Calculation c = _formulas.Begin();
        return c.Take(c.Add(c.Multiply(inputs[0], factor), offset));
    }

    public override void Backward(Step step, Flow flow)
    {
        if (!flow.Wants(0))
        {
            return;
        }

        using EagerTensor factor = eager.Upload(constants().Factors, shape);
        using Calculation c = _formulas.Begin();
        flow.Give(0, c.Take(c.Multiply(flow.OutputGradient, factor)));
    }

    public override void Dispose() => _formulas.Dispose();
}
