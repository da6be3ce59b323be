using Repro.Backends;
using Repro.Models;

namespace Repro.Training.Jobs.Queue;

/// <summary>An engine whose networks pass a queue's gate before every batch.</summary>
public sealed class GatedBackend(IBackend inner, QueueGate gate) : IBackend
{
    public string Name => inner.Name;

    public EngineDescription Describe(Model model) => inner.Describe(model);

    public IBackend WithArithmetic(IReadOnlyDictionary<string, string> operations) => new GatedBackend(inner.WithArithmetic(operations), gate);

    public INetwork Build(Model model, CompileOptions options) => new Network(inner.Build(model, options), gate);

    private sealed class Network(INetwork inner, QueueGate gate) : INetwork
    {
        public Model Model => inner.Model;

        public IReadOnlyList<ExpandedWeight> Weights => inner.Weights;

        public void ReadWeight(string path, Span<float> destination) => inner.ReadWeight(path, destination);

        public void WriteWeight(string path, ReadOnlySpan<float> values) => inner.WriteWeight(path, values);

        public void ReadOptimizerState(string path, Span<float> destination) => inner.ReadOptimizerState(path, destination);

        public void WriteOptimizerState(string path, ReadOnlySpan<float> values) => inner.WriteOptimizerState(path, values);

        public BatchResult TrainOnBatch(Tensor x, Tensor y, IDropoutMasks masks, string? from = null)
        {
            gate.Pass();
            return inner.TrainOnBatch(x, y, masks, from);
        }

        public BatchResult TestOnBatch(Tensor x, Tensor y, string? from = null)
        {
            gate.Pass();
            return inner.TestOnBatch(x, y, from);
        }

        // Features of a base take minutes and come before the first step, where a stop has no checkpoint to write.
        public Tensor Predict(Tensor x)
        {
            gate.Pass();
            gate.Token.ThrowIfCancellationRequested();
            return inner.Predict(x);
        }

        public IReadOnlyList<Tensor> Activations(Tensor x, IReadOnlyList<string> layers)
        {
            gate.Pass();
            return inner.Activations(x, layers);
        }

        public ScalarGradient Gradient(Tensor x, ScalarObjective objective, string? layer = null)
        {
            gate.Pass();
            return inner.Gradient(x, objective, layer);
        }

        public void Dispose() => inner.Dispose();
    }
}
