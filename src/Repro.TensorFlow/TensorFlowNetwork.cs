using Repro.Backends;
using Repro.Backends.Losses;
using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Ops;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow;

/// <summary>A network inside TensorFlow: operations in topological order, each a few eager ops.</summary>
internal sealed partial class TensorFlowNetwork : INetwork
{
    private readonly IEager _eager;
    private readonly OperationGraph _graph;
    private readonly OptimizerOps? _optimizer;
    private readonly IReadOnlyList<string> _slots = [];
    private readonly CompileOptions _options;
    private readonly bool[] _trained;
    private readonly Dictionary<string, Parameter> _parameters;
    private LossHead? _head;
    private float[] _logits = [];
    private float[] _slopes = [];

    /// <exception cref="ModelException">It is to be trained, and its last layer does not fit the loss.</exception>
    public TensorFlowNetwork(IEager eager, Model model, CompileOptions options)
    {
        _eager = eager;
        Model = model;
        _graph = new OperationGraph(eager, model, training: options.Optimizer is not null);
        _options = options;
        _trained = _graph.AboveTrainedWeights();
        _parameters = _graph.Parameters.ToDictionary(parameter => parameter.Path, StringComparer.Ordinal);
        if (options.Optimizer is null)
        {
            return;
        }

        RequireDifferentiable();
        _head = HeadOf();
        _optimizer = new OptimizerOps(eager, options.Optimizer);
        _slots = options.Optimizer.Slots;
        foreach (Parameter parameter in _graph.Parameters)
        {
            parameter.Keep(_slots.Count, options.Optimizer.StartOf);
        }
    }

    public Model Model { get; }

    public IReadOnlyList<FlatWeight> Weights => _graph.Weights;

    private LossHead Head => _head ??= HeadOf();

    public BatchResult TrainOnBatch(Tensor x, Tensor y, IDropoutMasks masks, string? from = null)
    {
        OptimizerOps optimizer = _optimizer ?? throw ShapeValidation.NoOptimizer(Model);
        (int entry, Shape shape) = Entry(from);
        ShapeValidation.Check(Model, x, y, Head.Labels, shape);
        try
        {
            BatchResult result = Differentiate(x, y, masks, entry);
            optimizer.Update(_graph.Parameters, OptimizerSteps, LearningRate);
            OptimizerSteps++;
            return result;
        }
        finally
        {
            foreach (Parameter parameter in _graph.Parameters)
            {
                parameter.Gradient = null;
            }
        }
    }

    public BatchResult TestOnBatch(Tensor x, Tensor y, string? from = null)
    {
        (int entry, Shape shape) = Entry(from);
        ShapeValidation.Check(Model, x, y, Head.Labels, shape);
        using Pass pass = Infer(x, [Head.Source], entry);
        return Evaluate(pass, y, []);
    }

    public Tensor Predict(Tensor x)
    {
        ShapeValidation.Check(Model, x);
        using Pass pass = Infer(x, [_graph.Output]);
        return Download(pass[_graph.Output], Model.OutputShapes[0], x.Samples);
    }

    public IReadOnlyList<Tensor> Activations(Tensor x, IReadOnlyList<string> layers)
    {
        ShapeValidation.Check(Model, x);
        (int Operation, Shape Shape)[] wanted = [.. layers.Select(_graph.Find)];
        using Pass pass = Infer(x, [.. wanted.Select(layer => layer.Operation)]);
        return [.. wanted.Select(layer => Download(pass[layer.Operation], layer.Shape, x.Samples))];
    }

    /// <summary>Frees weights, state and constants inside TensorFlow.</summary>
    public void Dispose()
    {
        _graph.Dispose();
        _optimizer?.Dispose();
    }

    private (int Operation, Shape Shape) Entry(string? from) => from is null ? (0, Model.InputShape) : _graph.Find(from);

    private void RequireDifferentiable()
    {
        for (int index = 0; index < _trained.Length; index++)
        {
            if (_trained[index] && _graph.Operations[index].Undifferentiable is { } reason)
            {
                throw new ModelException(reason);
            }
        }
    }

    private LossHead HeadOf()
    {
        Operation last = _graph.Operations[_graph.Output];
        Activation activation = last switch
        {
            SigmoidOperation => Activation.Sigmoid,
            SoftmaxOperation => Activation.Softmax,
            _ => Activation.Linear,
        };
        return LossHead.Of(Model, _options, activation, _graph.Output, activation == Activation.Linear ? _graph.Output : last.Inputs[0]);
    }

    // Leaves every trained weight's gradient in its parameter; all else is freed before the update.
    private BatchResult Differentiate(Tensor x, Tensor y, IDropoutMasks masks, int entry)
    {
        using Pass pass = new(_eager, _graph, new Step(x.Samples, Training: true, masks), [Head.Source], _trained, entry);
        pass.Forward(x);
        int count = x.Samples * Head.Outputs;
        if (_slopes.Length < count)
        {
            _slopes = new float[count];
        }

        Span<float> slopes = _slopes.AsSpan(0, count);
        BatchResult result = Evaluate(pass, y, slopes);
        if (!double.IsFinite(result.Loss))
        {
            throw new NonFiniteLossException(result);
        }

        pass.Backward(Head.Source, _eager.Upload(slopes, [x.Samples, .. Model.OutputShapes[0].Axes.Select(axis => axis!.Value)]));
        return result;
    }

    private Pass Infer(Tensor x, IReadOnlyList<int> wanted, int entry = 0)
    {
        Pass pass = new(_eager, _graph, new Step(x.Samples, Training: false, null), wanted, null, entry);
        try
        {
            pass.Forward(x);
            return pass;
        }
        catch
        {
            pass.Dispose();
            throw;
        }
    }

    // The logits are few: loss, correct answers and gradient are computed here, in float64, as for every engine.
    private BatchResult Evaluate(Pass pass, Tensor y, Span<float> gradient)
    {
        int count = y.Samples * Head.Outputs;
        if (_logits.Length < count)
        {
            _logits = new float[count];
        }

        Span<float> logits = _logits.AsSpan(0, count);
        _eager.Download(pass[Head.Source], logits);
        return Head.Evaluate(
            logits,
            y.Values,
            y.Samples,
            gradient,
            Penalties.Of(_eager, _graph.Parameters) + _graph.Operations.Sum(operation => operation.Penalty)
        );
    }

    private Tensor Download(EagerTensor tensor, Shape shape, int samples)
    {
        Tensor copy = new([samples, .. shape.Axes.Select(axis => axis!.Value)]);
        _eager.Download(tensor, copy.Values);
        return copy;
    }
}
