using Repro.Models;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Graph;

/// <summary>The ops of one layer by their names, made once; a <see cref="Calculation"/> runs them.</summary>
/// <param name="layer">The layer's path, for messages.</param>
internal sealed class Formulas(IEager eager, string layer) : IDisposable
{
    private readonly Dictionary<string, EagerOp> _ops = new(StringComparer.Ordinal);
    private readonly Dictionary<float, Scalar> _scalars = [];
    private readonly Dictionary<string, Integers> _integers = new(StringComparer.Ordinal);

    public IEager Eager => eager;

    public Calculation Begin() => new(this);

    /// <summary>The op of that name, with the attributes that it has whenever this layer runs it.</summary>
    public EagerOp Op(string name, params EagerAttribute[] attributes)
    {
        if (!_ops.TryGetValue(name, out EagerOp? op))
        {
            _ops.Add(name, op = new EagerOp(name, layer, attributes));
        }

        return op;
    }

    public EagerTensor Number(float value)
    {
        if (!_scalars.TryGetValue(value, out Scalar? scalar))
        {
            _scalars.Add(value, scalar = new Scalar(eager, value));
        }

        return scalar.Tensor;
    }

    public EagerTensor Whole(params int[] values)
    {
        string key = string.Join(' ', values);
        if (!_integers.TryGetValue(key, out Integers? integers))
        {
            _integers.Add(key, integers = new Integers(eager, values));
        }

        return integers.Tensor;
    }

    public void Dispose()
    {
        foreach (Scalar scalar in _scalars.Values)
        {
            scalar.Dispose();
        }

        foreach (Integers integers in _integers.Values)
        {
            integers.Dispose();
        }

        _scalars.Clear();
        _integers.Clear();
    }
}

/// <summary>One run of some formulas. Tensors in between are freed at its end; the result is taken out by <see cref="Take"/>.</summary>
internal sealed class Calculation(Formulas formulas) : IDisposable
{
    private readonly List<EagerTensor> _made = [];

    public EagerTensor Number(float value) => formulas.Number(value);

    public EagerTensor Whole(params int[] values) => formulas.Whole(values);

    /// <summary>Runs an op of one output.</summary>
    public EagerTensor Run(EagerOp op, params ReadOnlySpan<EagerTensor> inputs)
    {
        EagerTensor output = formulas.Eager.Run(op, inputs);
        _made.Add(output);
        return output;
    }

    /// <summary>Runs an op without attributes.</summary>
    public EagerTensor Run(string op, params ReadOnlySpan<EagerTensor> inputs) => Run(formulas.Op(op), inputs);

    public EagerTensor Add(EagerTensor a, EagerTensor b) => Run("AddV2", a, b);

    public EagerTensor Subtract(EagerTensor a, EagerTensor b) => Run("Sub", a, b);

    public EagerTensor Multiply(EagerTensor a, EagerTensor b) => Run("Mul", a, b);

    public EagerTensor Divide(EagerTensor a, EagerTensor b) => Run("RealDiv", a, b);

    /// <summary>One where a condition holds, the other elsewhere.</summary>
    public EagerTensor Select(EagerTensor condition, EagerTensor one, EagerTensor other) => Run("SelectV2", condition, one, other);

    /// <summary>1 where a condition holds, else 0.</summary>
    public EagerTensor Indicator(EagerTensor condition) => Select(condition, Number(1), Number(0));

    public EagerTensor Reshape(EagerTensor tensor, params int[] shape) => Run("Reshape", tensor, Whole(shape));

    /// <summary>The sum over axes, which stay with length 1.</summary>
    public EagerTensor Sum(EagerTensor tensor, params int[] axes) =>
        Run(formulas.Op("Sum", new EagerAttribute.Flag("keep_dims", true)), tensor, Whole(axes));

    /// <summary>The mean over axes, which stay with length 1.</summary>
    public EagerTensor Mean(EagerTensor tensor, params int[] axes) =>
        Run(formulas.Op("Mean", new EagerAttribute.Flag("keep_dims", true)), tensor, Whole(axes));

    /// <summary>An axis or a number of rows, which some ops want without axes of its own.</summary>
    public EagerTensor Single(int value) => Run("Reshape", Whole(value), Whole());

    /// <summary>A tensor of this calculation becomes the caller's.</summary>
    public EagerTensor Take(EagerTensor tensor)
    {
        if (!_made.Remove(tensor))
        {
            throw new InvalidOperationException("The tensor was not made by this calculation.");
        }

        return tensor;
    }

    public void Dispose()
    {
        foreach (EagerTensor tensor in _made)
        {
            tensor.Dispose();
        }

        _made.Clear();
    }
}

/// <summary>Lengths of a sample's axes.</summary>
internal static class Lengths
{
    /// <summary>A batch's shape with -1 for the samples.</summary>
    public static int[] Batch(Shape sample) => [-1, .. sample.Axes.Select(axis => axis!.Value)];
}
