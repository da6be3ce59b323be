using Repro.Models;
using Repro.Models.Layers;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>A recurrent layer forward, one step after another: SimpleRNN, LSTM or GRU.</summary>
/// <param name="layer">The layer's path.</param>
/// <param name="steps">Steps of the sequence.</param>
/// <param name="weights">Kernel, recurrent kernel and, where there is one, bias.</param>
internal sealed class RecurrentOperation(
    IEager eager,
    int input,
    string layer,
    Recurrent recurrent,
    int steps,
    IReadOnlyList<Parameter> weights
) : Operation([input])
{
    private readonly Formulas _formulas = new(eager, layer);

    public override IReadOnlyList<Parameter> Parameters => weights;

    public override string? Undifferentiable =>
        $"Layer '{layer}' ({recurrent.TypeName}): the TensorFlow backend computes this kind of layer, but does not train it or layers before it.";

    private int Units => recurrent.Units;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using Calculation c = _formulas.Begin();
        EagerTensor state = c.Run("Fill", c.Whole(step.Samples, Units), c.Number(0));
        EagerTensor cell = state;
        EagerTensor[] states = new EagerTensor[steps];
        for (int t = 0; t < steps; t++)
        {
            int at = recurrent.GoBackwards ? steps - 1 - t : t;
            (state, cell) = Next(c, c.Run("GatherV2", inputs[0], c.Single(at), c.Single(1)), state, cell);
            states[t] = state;
        }

        if (!recurrent.ReturnSequences)
        {
            return c.Take(c.Run("Identity", state));
        }

        return c.Take(
            c.Run(
                _formulas.Op(
                    "Pack",
                    new EagerAttribute.Integer("N", steps),
                    new EagerAttribute.DataType("T", 1),
                    new EagerAttribute.Integer("axis", 1)
                ),
                states
            )
        );
    }

    public override void Backward(Step step, Flow flow) => throw new ModelException(Undifferentiable!);

    public override void Dispose() => _formulas.Dispose();

    private (EagerTensor State, EagerTensor Cell) Next(Calculation c, EagerTensor x, EagerTensor state, EagerTensor cell)
    {
        EagerTensor given = WithBias(c, c.Run("MatMul", x, weights[0].Values), row: 0);
        switch (recurrent)
        {
            case LSTM lstm:
                EagerTensor sums = c.Add(given, c.Run("MatMul", state, weights[1].Values));
                EagerTensor kept = c.Multiply(Apply(c, lstm.RecurrentActivation, Gate(c, sums, 1)), cell);
                EagerTensor fresh = c.Multiply(
                    Apply(c, lstm.RecurrentActivation, Gate(c, sums, 0)),
                    Apply(c, lstm.Activation, Gate(c, sums, 2))
                );
                EagerTensor next = c.Add(kept, fresh);
                return (c.Multiply(Apply(c, lstm.RecurrentActivation, Gate(c, sums, 3)), Apply(c, lstm.Activation, next)), next);
            case GRU gru:
                EagerTensor after = Next(c, gru, given, state);
                return (after, after);
            default:
                EagerTensor simple = Apply(c, recurrent.Activation, c.Add(given, c.Run("MatMul", state, weights[1].Values)));
                return (simple, simple);
        }
    }

    private EagerTensor Next(Calculation c, GRU gru, EagerTensor given, EagerTensor state)
    {
        EagerTensor kept = c.Run("MatMul", state, weights[1].Values);
        // The second row of the bias belongs to the recurrent product.
        if (gru.ResetAfter)
        {
            kept = WithBias(c, kept, row: 1);
        }

        EagerTensor update = Apply(c, gru.RecurrentActivation, c.Add(Gate(c, given, 0), Gate(c, kept, 0)));
        EagerTensor reset = Apply(c, gru.RecurrentActivation, c.Add(Gate(c, given, 1), Gate(c, kept, 1)));
        EagerTensor recurrentPart = gru.ResetAfter
            ? c.Multiply(reset, Gate(c, kept, 2))
            : c.Run("MatMul", c.Multiply(reset, state), Gate(c, weights[1].Values, 2));
        EagerTensor fresh = Apply(c, gru.Activation, c.Add(Gate(c, given, 2), recurrentPart));
        return c.Add(c.Multiply(update, state), c.Multiply(c.Subtract(c.Number(1), update), fresh));
    }

    private EagerTensor WithBias(Calculation c, EagerTensor product, int row)
    {
        if (weights.Count < 3)
        {
            return product;
        }

        bool hasRows = weights[2].Spec.Shape.Count > 1;
        return c.Add(product, hasRows ? c.Run("GatherV2", weights[2].Values, c.Single(row), c.Single(0)) : weights[2].Values);
    }

    private EagerTensor Gate(Calculation c, EagerTensor all, int gate) => c.Run("Slice", all, c.Whole(0, gate * Units), c.Whole(-1, Units));

    private static EagerTensor Apply(Calculation c, Activation function, EagerTensor x) =>
        function switch
        {
            Activation.Linear => x,
            Activation.Relu => c.Run("Relu", x),
            Activation.Sigmoid => c.Run("Sigmoid", x),
            _ => Functions.Of(function)!.Value(c, x),
        };
}
