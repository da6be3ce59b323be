using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>
/// Normalises groups of numbers of each sample by their own mean and variance: LayerNormalization and GroupNormalization.
/// </summary>
/// <param name="Shape">The shape of the batch.</param>
/// <param name="Parts">The same numbers under a shape in which the axes of a group stand alone.</param>
/// <param name="Axes">Axes of that shape that a group extends over.</param>
/// <param name="Weights">The shape of gamma and beta beside <paramref name="Parts"/>, with 1 for axes that they do not have.</param>
internal readonly record struct StandardizeShapes(int[] Shape, int[] Parts, int[] Axes, int[] Weights);

/// <inheritdoc cref="StandardizeShapes"/>
internal sealed class StandardizeOperation(
    IEager eager,
    int input,
    string layer,
    StandardizeShapes shapes,
    float epsilon,
    Parameter? gamma,
    Parameter? beta
) : Operation([input])
{
    private readonly Formulas _formulas = new(eager, layer);

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [.. gamma is null ? Array.Empty<Parameter>() : [gamma], .. beta is null ? Array.Empty<Parameter>() : [beta]];

    public override bool ReadsInputs(bool training) => true;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using Calculation c = _formulas.Begin();
        (EagerTensor normal, _) = Normal(c, inputs[0]);
        if (gamma is not null)
        {
            normal = c.Multiply(normal, c.Reshape(gamma.Values, shapes.Weights));
        }

        if (beta is not null)
        {
            normal = c.Add(normal, c.Reshape(beta.Values, shapes.Weights));
        }

        return c.Take(c.Reshape(normal, shapes.Shape));
    }

    public override void Backward(Step step, Flow flow)
    {
        using Calculation c = _formulas.Begin();
        (EagerTensor normal, EagerTensor inverse) = Normal(c, flow.Input(0));
        EagerTensor dy = c.Reshape(flow.OutputGradient, shapes.Parts);
        if (step.Training)
        {
            LeaveWeights(c, normal, dy);
        }

        if (!flow.Wants(0))
        {
            return;
        }

        if (gamma is not null)
        {
            dy = c.Multiply(dy, c.Reshape(gamma.Values, shapes.Weights));
        }

        EagerTensor along = c.Multiply(normal, c.Mean(c.Multiply(dy, normal), shapes.Axes));
        EagerTensor rest = c.Subtract(c.Subtract(dy, c.Mean(dy, shapes.Axes)), along);
        flow.Give(0, c.Take(c.Reshape(c.Multiply(inverse, rest), shapes.Shape)));
    }

    public override void Dispose() => _formulas.Dispose();

    private void LeaveWeights(Calculation c, EagerTensor normal, EagerTensor dy)
    {
        int[] others = [.. Enumerable.Range(0, shapes.Parts.Length).Where(axis => axis == 0 || shapes.Weights[axis] == 1)];
        if (gamma is { IsTrained: true })
        {
            gamma.Gradient = c.Take(c.Reshape(c.Sum(c.Multiply(dy, normal), others), [.. gamma.Spec.Shape]));
        }

        if (beta is { IsTrained: true })
        {
            beta.Gradient = c.Take(c.Reshape(c.Sum(dy, others), [.. beta.Spec.Shape]));
        }
    }

    private (EagerTensor Normal, EagerTensor Inverse) Normal(Calculation c, EagerTensor x)
    {
        EagerTensor parts = c.Reshape(x, shapes.Parts);
        EagerTensor centered = c.Subtract(parts, c.Mean(parts, shapes.Axes));
        EagerTensor variance = c.Mean(c.Run("Square", centered), shapes.Axes);
        EagerTensor inverse = c.Divide(c.Number(1), c.Run("Sqrt", c.Add(variance, c.Number(epsilon))));
        return (c.Multiply(centered, inverse), inverse);
    }
}
