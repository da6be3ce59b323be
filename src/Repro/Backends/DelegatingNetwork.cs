using Repro.Models;

namespace Repro.Backends;

/// <summary>A network that passes every call on to another one; a derived class changes some of them.</summary>
/// <param name="inner">Disposed of with this network.</param>
internal abstract class DelegatingNetwork(INetwork inner) : INetwork
{
    public Model Model => Inner.Model;

    public IReadOnlyList<FlatWeight> Weights => Inner.Weights;

    protected INetwork Inner { get; } = inner;

    public void ReadWeight(string path, Span<float> destination) => Inner.ReadWeight(path, destination);

    public void WriteWeight(string path, ReadOnlySpan<float> values) => Inner.WriteWeight(path, values);

    public IReadOnlyList<string> OptimizerSlots => Inner.OptimizerSlots;

    public long OptimizerSteps
    {
        get => Inner.OptimizerSteps;
        set => Inner.OptimizerSteps = value;
    }

    public float? LearningRate
    {
        get => Inner.LearningRate;
        set => Inner.LearningRate = value;
    }

    public void ReadOptimizerState(string path, Span<float> destination, int slot = 0) => Inner.ReadOptimizerState(path, destination, slot);

    public void WriteOptimizerState(string path, ReadOnlySpan<float> values, int slot = 0) => Inner.WriteOptimizerState(path, values, slot);

    public virtual BatchResult TrainOnBatch(Tensor x, Tensor y, IDropoutMasks masks, string? from = null) =>
        Inner.TrainOnBatch(x, y, masks, from);

    public virtual BatchResult TestOnBatch(Tensor x, Tensor y, string? from = null) => Inner.TestOnBatch(x, y, from);

    public virtual Tensor Predict(Tensor x) => Inner.Predict(x);

    public virtual IReadOnlyList<Tensor> Activations(Tensor x, IReadOnlyList<string> layers) => Inner.Activations(x, layers);

    public virtual ScalarGradient Gradient(Tensor x, ScalarObjective objective, string? layer = null) =>
        Inner.Gradient(x, objective, layer);

    public void Dispose() => Inner.Dispose();
}
