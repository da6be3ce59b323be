using Repro.Backends;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Graph;

/// <summary>
/// RMSprop in ops: v = rho v + (1 - rho) g g; w = w - lr g / (sqrt(v) + epsilon), g with the L2 penalty's slope 2 l2 w where
/// the weight has one.
/// </summary>
internal sealed class RmsPropOps(IEager eager, RmsProp settings) : IDisposable
{
    private const string Name = "RMSprop";

    private readonly EagerOp _multiply = new("Mul", Name);
    private readonly EagerOp _square = new("Square", Name);
    private readonly EagerOp _root = new("Sqrt", Name);
    private readonly EagerOp _add = new("AddV2", Name);
    private readonly EagerOp _subtract = new("Sub", Name);
    private readonly EagerOp _divide = new("RealDiv", Name);
    private readonly Scalar _learningRate = new(eager, settings.LearningRate);
    private readonly Scalar _rho = new(eager, settings.Rho);
    private readonly Scalar _remainder = new(eager, 1f - settings.Rho);
    private readonly Scalar _epsilon = new(eager, settings.Epsilon);

    /// <summary>Moves a weight by its gradient, which is used up.</summary>
    public void Update(Parameter parameter)
    {
        if (parameter.L2 != 0) parameter.Gradient = WithPenalty(parameter);
        EagerTensor gradient = parameter.Gradient!;
        EagerTensor meanSquare = MeanSquare(parameter.MeanSquare, gradient);
        try
        {
            parameter.Replace(Moved(parameter.Values, gradient, meanSquare), meanSquare);
        }
        catch
        {
            meanSquare.Dispose();
            throw;
        }

        parameter.Gradient = null;
    }

    public void Dispose()
    {
        _learningRate.Dispose();
        _rho.Dispose();
        _remainder.Dispose();
        _epsilon.Dispose();
    }

    private EagerTensor WithPenalty(Parameter parameter)
    {
        using Scalar slope = new(eager, 2 * parameter.L2);
        using EagerTensor penalty = eager.Run(_multiply, slope.Tensor, parameter.Values);
        return eager.Run(_add, parameter.Gradient!, penalty);
    }

    private EagerTensor MeanSquare(EagerTensor before, EagerTensor gradient)
    {
        using EagerTensor square = eager.Run(_square, gradient);
        using EagerTensor news = eager.Run(_multiply, _remainder.Tensor, square);
        using EagerTensor past = eager.Run(_multiply, _rho.Tensor, before);
        return eager.Run(_add, past, news);
    }

    private EagerTensor Moved(EagerTensor values, EagerTensor gradient, EagerTensor meanSquare)
    {
        using EagerTensor root = eager.Run(_root, meanSquare);
        using EagerTensor divisor = eager.Run(_add, root, _epsilon.Tensor);
        using EagerTensor scaled = eager.Run(_multiply, _learningRate.Tensor, gradient);
        using EagerTensor move = eager.Run(_divide, scaled, divisor);
        return eager.Run(_subtract, values, move);
    }
}
