using Repro.Backends.Cpu.Graph;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Operations;
using Repro.Backends.Cpu.Operations.Elementwise;
using Repro.Backends.Losses;
using Repro.Backends.Optimizers;
using Repro.Models;

namespace Repro.Backends.Cpu;

/// <summary>A network of the Cpu backend: operations in topological order, and arrays that its steps share.</summary>
internal sealed partial class CpuNetwork : INetwork
{
    private readonly OperationGraph _graph;
    private readonly CpuKernels _kernels;
    private readonly bool _winograd;
    private readonly bool _winogradGradients;
    private readonly Optimizer? _optimizer;
    private readonly CompileOptions _options;
    private readonly bool _fused;
    private readonly BufferPool _pool = new();
    private readonly Parameter[] _weights;
    private readonly Operation[] _charging;
    private readonly Dictionary<string, Parameter> _parameters;
    private LossHeads? _heads;
    private PooledArray[] _slopes = [];
    private (string? From, Pass Pass)? _training;
    private (string? From, Pass Pass)? _test;
    private Pass? _predict;

    /// <exception cref="ModelException">It is to be trained, and its last layer does not fit the loss.</exception>
    public CpuNetwork(Model model, OperationGraph graph, CompileOptions options, CpuKernels kernels, CpuOptions settings)
    {
        Model = model;
        _graph = graph;
        _kernels = kernels;
        _winograd = settings.Winograd;
        _winogradGradients = settings is { Winograd: true, WinogradGradients: true };
        _fused = settings.Fused && kernels.Fuses;
        _optimizer = options.Optimizer;
        _options = options;
        _weights = [.. graph.Parameters];
        _charging = [.. graph.Operations.Where(operation => operation is ActivityPenaltyOperation)];
        _parameters = graph.Parameters.ToDictionary(parameter => parameter.Path, StringComparer.Ordinal);
        if (_optimizer is null)
        {
            return;
        }

        RequireDifferentiable();
        _heads = HeadsOf();
        foreach (Parameter parameter in _weights)
        {
            parameter.Keep(_optimizer.Slots.Count, _optimizer.StartOf);
        }
    }

    public Model Model { get; }

    public IReadOnlyList<FlatWeight> Weights => _graph.Weights;

    private LossHeads Heads => _heads ??= HeadsOf();

    public BatchResult TrainOnBatch(Tensor x, Tensor y, IDropoutMasks masks, string? from = null)
    {
        Optimizer optimizer = _optimizer ?? throw ShapeValidation.NoOptimizer(Model);
        (int entry, Shape shape) = Entry(from);
        ShapeValidation.Check(Model, x, y, Heads.Labels, shape);
        if (_training is null || _training.Value.From != from)
        {
            _training = (from, NewPass(Heads.Sources, _graph.AboveTrainedWeights(), entry));
        }

        Pass pass = _training.Value.Pass;
        UpdateStep update = optimizer.At(OptimizerSteps, LearningRate);
        StepContext step = new(_kernels, _winograd, x.Samples, Training: true, Differentiated: true, masks)
        {
            Update = _fused && optimizer.Clipping.IsNone ? update : null,
            WinogradGradients = _winogradGradients,
        };
        pass.Forward(step, x.Values);
        BatchResult result = Evaluate(pass, y, training: true);
        if (!double.IsFinite(result.Loss))
        {
            foreach (PooledArray slopes in _slopes)
            {
                slopes.Release();
            }

            pass.Release();
            throw new NonFiniteLossException(result);
        }

        for (int index = 0; index < _slopes.Length; index++)
        {
            pass.Seed(Heads[index].Source, _slopes[index]);
        }

        pass.Backward();
        pass.Release();
        WeightUpdates.Apply(_kernels, _weights, optimizer.Clipping, update);
        OptimizerSteps++;
        return result;
    }

    public BatchResult TestOnBatch(Tensor x, Tensor y, string? from = null)
    {
        (int entry, Shape shape) = Entry(from);
        ShapeValidation.Check(Model, x, y, Heads.Labels, shape);
        if (_test is null || _test.Value.From != from)
        {
            _test = (from, NewPass(Heads.Sources, null, entry));
        }

        Pass pass = Infer(x, _test.Value.Pass);
        BatchResult result = Evaluate(pass, y, training: false);
        pass.Release();
        return result;
    }

    public Tensor Predict(Tensor x)
    {
        ShapeValidation.Check(Model, x);
        Pass pass = Infer(x, _predict ??= NewPass([_graph.Output], null));
        Tensor output = Copy(pass[_graph.Output], Model.OutputShapes[0], x.Samples);
        pass.Release();
        return output;
    }

    public IReadOnlyList<Tensor> Activations(Tensor x, IReadOnlyList<string> layers)
    {
        ShapeValidation.Check(Model, x);
        (int Operation, Shape Shape)[] wanted = [.. layers.Select(_graph.Find)];
        Pass pass = Infer(x, NewPass([.. wanted.Select(layer => layer.Operation)], null));
        Tensor[] outputs = [.. wanted.Select(layer => Copy(pass[layer.Operation], layer.Shape, x.Samples))];
        pass.Release();
        return outputs;
    }

    public ScalarGradient Gradient(Tensor x, ScalarObjective objective, string? layer = null)
    {
        ShapeValidation.Check(Model, x);
        Objective scalar = Objective.Of(_graph.Find, _graph.Output, Model.OutputShapes[0], x.Samples, objective);
        (int target, Shape shape) = layer is null ? (0, Model.InputShape) : _graph.Find(layer);
        bool[] above = _graph.Above(target);
        if (!above[scalar.Operation])
        {
            throw ShapeValidation.Independent(objective, layer);
        }

        Pass pass = NewPass([scalar.Operation, target], above);
        pass.Forward(new StepContext(_kernels, _winograd, x.Samples, Training: false, Differentiated: true, null), x.Values);
        int elements = _graph.Operations[scalar.Operation].Elements;
        double[] values = new double[x.Samples];
        PooledArray seed = _pool.Rent(x.Samples * elements);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = scalar.Value(i, pass[scalar.Operation].AsSpan(i * elements, elements));
            scalar.Slope(i, seed.Array.AsSpan(i * elements, elements));
        }

        PooledArray gradient = pass.Backward(scalar.Operation, seed, target)!;
        Tensor result = Copy(gradient.Array, shape, x.Samples);
        gradient.Release();
        pass.Release();
        return new ScalarGradient(values, result);
    }

    public void Dispose()
    {
        // All memory is managed, and the threads belong to the backend.
    }

    private void RequireDifferentiable()
    {
        bool[] above = _graph.AboveTrainedWeights();
        for (int index = 0; index < above.Length; index++)
        {
            if (above[index] && _graph.Operations[index].Undifferentiable is { } reason)
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

    private (int Operation, Shape Shape) Entry(string? from) => from is null ? (0, Model.InputShape) : _graph.Find(from);

    /// <param name="entry">The operation whose tensor the caller gives; 0 for the model's input.</param>
    private Pass NewPass(IReadOnlyList<int> wanted, bool[]? differentiated, int entry = 0) =>
        new(_graph, new Plan(_graph, wanted, differentiated, _fused, entry), _pool);

    private Pass Infer(Tensor x, Pass pass)
    {
        pass.Forward(new StepContext(_kernels, _winograd, x.Samples, Training: false, Differentiated: false, null), x.Values);
        return pass;
    }

    // In training the slopes of each head are left in _slopes.
    private BatchResult Evaluate(Pass pass, Tensor y, bool training)
    {
        LossHeads heads = Heads;
        if (_slopes.Length != heads.Count)
        {
            _slopes = new PooledArray[heads.Count];
        }

        heads.Begin(y);
        for (int index = 0; index < heads.Count; index++)
        {
            int count = y.Samples * heads[index].Outputs;
            Span<float> gradient = [];
            if (training)
            {
                _slopes[index] = _pool.Rent(count);
                gradient = _slopes[index].Array.AsSpan(0, count);
            }

            heads.Add(index, pass[heads[index].Source], gradient);
        }

        return heads.Result(Penalty());
    }

    private double Penalty()
    {
        double penalty = 0;
        foreach (Parameter parameter in _weights)
        {
            penalty += parameter.Penalty();
        }

        foreach (Operation operation in _charging)
        {
            penalty += operation.Penalty;
        }

        return penalty;
    }

    private static Tensor Copy(float[] values, Shape shape, int samples) =>
        new(values[..(samples * shape.Elements)], [samples, .. shape.Axes.Select(axis => axis!.Value)]);
}
