using Repro.Backends.Cpu.Graph;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Operations;
using Repro.Backends.Cpu.Operations.Elementwise;
using Repro.Backends.Losses;
using Repro.Backends.Optimizers;
using Repro.Models;

namespace Repro.Backends.Cpu;

/// <summary>A network of the Cpu engine: operations in topological order, and arrays that its steps share.</summary>
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
    private LossHead? _head;
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
        _head = HeadOf();
        foreach (Parameter parameter in _weights)
        {
            parameter.Keep(_optimizer.Slots.Count, _optimizer.StartOf);
        }
    }

    public Model Model { get; }

    public IReadOnlyList<FlatWeight> Weights => _graph.Weights;

    private LossHead Head => _head ??= HeadOf();

    public BatchResult TrainOnBatch(Tensor x, Tensor y, IDropoutMasks masks, string? from = null)
    {
        Optimizer optimizer = _optimizer ?? throw ShapeValidation.NoOptimizer(Model);
        (int entry, Shape shape) = Entry(from);
        ShapeValidation.Check(Model, x, y, Head.Labels, shape);
        if (_training is null || _training.Value.From != from)
        {
            _training = (from, NewPass([Head.Source], _graph.AboveTrainedWeights(), entry));
        }

        Pass pass = _training.Value.Pass;
        UpdateStep update = optimizer.At(OptimizerSteps, LearningRate);
        StepContext step = new(_kernels, _winograd, x.Samples, Training: true, Differentiated: true, masks)
        {
            Update = _fused && optimizer.Clipping.IsNone ? update : null,
            WinogradGradients = _winogradGradients,
        };
        pass.Forward(step, x.Values);
        PooledArray gradient = _pool.Rent(x.Samples * Head.Outputs);
        BatchResult result = Evaluate(pass, y, gradient.Array.AsSpan(0, x.Samples * Head.Outputs));
        if (!double.IsFinite(result.Loss))
        {
            gradient.Release();
            pass.Release();
            throw new NonFiniteLossException(result);
        }

        pass.Backward(Head.Source, gradient);
        pass.Release();
        WeightUpdates.Apply(_kernels, _weights, optimizer.Clipping, update);
        OptimizerSteps++;
        return result;
    }

    public BatchResult TestOnBatch(Tensor x, Tensor y, string? from = null)
    {
        (int entry, Shape shape) = Entry(from);
        ShapeValidation.Check(Model, x, y, Head.Labels, shape);
        if (_test is null || _test.Value.From != from)
        {
            _test = (from, NewPass([Head.Source], null, entry));
        }

        Pass pass = Infer(x, _test.Value.Pass);
        BatchResult result = Evaluate(pass, y, []);
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

    private (int Operation, Shape Shape) Entry(string? from) => from is null ? (0, Model.InputShape) : _graph.Find(from);

    /// <param name="entry">The operation whose tensor the caller gives; 0 for the model's input.</param>
    private Pass NewPass(IReadOnlyList<int> wanted, bool[]? differentiated, int entry = 0) =>
        new(_graph, new Plan(_graph, wanted, differentiated, _fused, entry), _pool);

    private Pass Infer(Tensor x, Pass pass)
    {
        pass.Forward(new StepContext(_kernels, _winograd, x.Samples, Training: false, Differentiated: false, null), x.Values);
        return pass;
    }

    private BatchResult Evaluate(Pass pass, Tensor y, Span<float> gradient)
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

        return Head.Evaluate(pass[Head.Source], y.Values, y.Samples, gradient, penalty);
    }

    private static Tensor Copy(float[] values, Shape shape, int samples) =>
        new(values[..(samples * shape.Elements)], [samples, .. shape.Axes.Select(axis => axis!.Value)]);
}
