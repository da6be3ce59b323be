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
    private LossHeads? _heads;
    private float[] _logits = [];
    private float[][] _slopes = [];

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
        _heads = HeadsOf();
        _optimizer = new OptimizerOps(eager, options.Optimizer);
        _slots = options.Optimizer.Slots;
        foreach (Parameter parameter in _graph.Parameters)
        {
            parameter.Keep(_slots.Count, options.Optimizer.StartOf);
        }
    }

    public Model Model { get; }

    public IReadOnlyList<FlatWeight> Weights => _graph.Weights;

    private LossHeads Heads => _heads ??= HeadsOf();

    public BatchResult TrainOnBatch(Tensor x, Tensor y, IDropoutMasks masks, string? from = null)
    {
        OptimizerOps optimizer = _optimizer ?? throw ShapeValidation.NoOptimizer(Model);
        (int entry, Shape shape) = Entry(from);
        ShapeValidation.Check(Model, x, y, Heads.Labels, shape);
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
        ShapeValidation.Check(Model, x, y, Heads.Labels, shape);
        using Pass pass = Infer(x, Heads.Sources, entry);
        return Evaluate(pass, y, training: false);
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

    private LossHeads HeadsOf() => LossHeads.Of(Model, _options, index => EndOf(_graph.Outputs[index]));

    private (Activation Last, int Output, int Logits) EndOf(int output) =>
        _graph.Operations[output] switch
        {
            SigmoidOperation last => (Activation.Sigmoid, output, last.Inputs[0]),
            SoftmaxOperation last => (Activation.Softmax, output, last.Inputs[0]),
            _ => (Activation.Linear, output, output),
        };

    // Leaves every trained weight's gradient in its parameter; all else is freed before the update.
    private BatchResult Differentiate(Tensor x, Tensor y, IDropoutMasks masks, int entry)
    {
        using Pass pass = new(_eager, _graph, new Step(x.Samples, Training: true, masks), Heads.Sources, _trained, entry);
        pass.Forward(x);
        BatchResult result = Evaluate(pass, y, training: true);
        if (!double.IsFinite(result.Loss))
        {
            throw new NonFiniteLossException(result);
        }

        for (int index = 0; index < Heads.Count; index++)
        {
            Span<float> slopes = _slopes[index].AsSpan(0, x.Samples * Heads[index].Outputs);
            pass.Give(
                Heads[index].Source,
                _eager.Upload(slopes, [x.Samples, .. Model.OutputShapes[index].Axes.Select(axis => axis!.Value)])
            );
        }

        pass.Backward();
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

    // The logits are few: loss, correct answers and gradients (left in _slopes) are computed here, in float64, as for every backend.
    private BatchResult Evaluate(Pass pass, Tensor y, bool training)
    {
        LossHeads heads = Heads;
        if (_slopes.Length != heads.Count)
        {
            _slopes = [.. Enumerable.Range(0, heads.Count).Select(_ => Array.Empty<float>())];
        }

        heads.Begin(y);
        for (int index = 0; index < heads.Count; index++)
        {
            int count = y.Samples * heads[index].Outputs;
            Grow(ref _logits, count);
            if (training)
            {
                Grow(ref _slopes[index], count);
            }

            Span<float> logits = _logits.AsSpan(0, count);
            _eager.Download(pass[heads[index].Source], logits);
            heads.Add(index, logits, training ? _slopes[index].AsSpan(0, count) : []);
        }

        return heads.Result(Penalties.Of(_eager, _graph.Parameters) + _graph.Operations.Sum(operation => operation.Penalty));
    }

    private static void Grow(ref float[] array, int count)
    {
        if (array.Length < count)
        {
            array = new float[count];
        }
    }

    private Tensor Download(EagerTensor tensor, Shape shape, int samples)
    {
        Tensor copy = new([samples, .. shape.Axes.Select(axis => axis!.Value)]);
        _eager.Download(tensor, copy.Values);
        return copy;
    }
}
