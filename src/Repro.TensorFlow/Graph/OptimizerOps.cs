using Repro.Backends.Optimizers;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Graph;

/// <summary>
/// The optimizers in ops, with the formulas of <c>docs/arithmetic.md</c>; where these fuse a multiplication and an addition, two ops are
/// run. A gradient includes the penalty's slope, 2 l2 w and l1 with the sign of w, where the weight has one.
/// </summary>
internal sealed partial class OptimizerOps(IEager eager, Optimizer optimizer) : IDisposable
{
    private readonly Dictionary<string, (float Value, EagerTensor Tensor)> _scalars = new(StringComparer.Ordinal);
    private readonly List<EagerTensor> _temporary = [];
    private UpdateStep _step;

    /// <summary>Moves all trained weights by their gradients, which are used up.</summary>
    /// <param name="step">The number of steps before this one.</param>
    public void Update(IEnumerable<Parameter> parameters, long step, float? rate)
    {
        _step = optimizer.At(step, rate);
        Parameter[] trained = [.. parameters.Where(parameter => parameter.IsTrained)];
        foreach (Parameter parameter in trained)
        {
            if (!parameter.Spec.Penalty.IsNone)
            {
                parameter.Gradient = WithPenalty(parameter);
            }
        }

        if (!optimizer.Clipping.IsNone)
        {
            Clip(trained);
        }

        foreach (Parameter parameter in trained)
        {
            Update(parameter);
            parameter.Constrain();
        }
    }

    public void Dispose()
    {
        foreach ((_, EagerTensor tensor) in _scalars.Values)
        {
            tensor.Dispose();
        }

        _scalars.Clear();
    }

    private void Update(Parameter parameter)
    {
        try
        {
            EagerTensor[] slots = new EagerTensor[optimizer.Slots.Count];
            EagerTensor values =
                _step.Shrink == 0
                    ? parameter.Values
                    : Subtract(parameter.Values, Multiply(Number("shrink", _step.Shrink), parameter.Values));
            EagerTensor moved = Moved(values, parameter, parameter.Gradient!, slots);
            parameter.Replace(Own(moved));
            for (int slot = 0; slot < slots.Length; slot++)
            {
                parameter.ReplaceSlot(slot, Own(slots[slot]));
            }
        }
        finally
        {
            Free();
        }

        parameter.Gradient = null;
    }

    private EagerTensor WithPenalty(Parameter parameter)
    {
        try
        {
            (float l1, float l2) = parameter.Spec.Penalty;
            using Scalar slope = new(eager, 2 * l2);
            using Scalar size = new(eager, l1);
            EagerTensor gradient = parameter.Gradient!;
            if (l2 != 0)
            {
                gradient = Add(gradient, Multiply(slope.Tensor, parameter.Values));
            }

            if (l1 != 0)
            {
                gradient = Add(gradient, Multiply(size.Tensor, Sign(parameter.Values)));
            }

            return Own(gradient);
        }
        finally
        {
            Free();
        }
    }

    private void Clip(Parameter[] trained)
    {
        Clipping clipping = optimizer.Clipping;
        double all = clipping.GlobalNorm is null ? 0 : trained.Sum(Squares);
        foreach (Parameter parameter in trained)
        {
            try
            {
                if (clipping.Value is { } most)
                {
                    parameter.Gradient = Own(
                        Larger(Run(_minimum, parameter.Gradient!, Number("most", (float)most)), Number("least", -(float)most))
                    );
                }

                if (clipping.Norm is { } norm)
                {
                    Limit(parameter, norm, Squares(parameter));
                }

                if (clipping.GlobalNorm is { } global)
                {
                    Limit(parameter, global, all);
                }
            }
            finally
            {
                Free();
            }
        }
    }

    private void Limit(Parameter parameter, double most, double squares)
    {
        if (Math.Sqrt(squares) > most)
        {
            parameter.Gradient = Own(Multiply(Number("limit", (float)(most / Math.Sqrt(squares))), parameter.Gradient!));
        }
    }

    // The op halves the sum.
    private double Squares(Parameter parameter)
    {
        using EagerTensor half = eager.Run(_halfSquares, parameter.Gradient!);
        float[] sum = new float[1];
        eager.Download(half, sum);
        return 2.0 * sum[0];
    }

    /// <summary>A coefficient, which is uploaded anew only where its value has changed.</summary>
    private EagerTensor Number(string name, float value)
    {
        if (_scalars.TryGetValue(name, out (float Value, EagerTensor Tensor) known))
        {
            if (known.Value.Equals(value))
            {
                return known.Tensor;
            }

            known.Tensor.Dispose();
            _scalars.Remove(name);
        }

        EagerTensor tensor = eager.Upload([value]);
        _scalars[name] = (value, tensor);
        return tensor;
    }

    private EagerTensor Run(EagerOp op, params ReadOnlySpan<EagerTensor> inputs)
    {
        EagerTensor output = eager.Run(op, inputs);
        _temporary.Add(output);
        return output;
    }

    private EagerTensor Own(EagerTensor tensor)
    {
        _temporary.Remove(tensor);
        return tensor;
    }

    private void Free()
    {
        foreach (EagerTensor tensor in _temporary)
        {
            tensor.Dispose();
        }

        _temporary.Clear();
    }
}
