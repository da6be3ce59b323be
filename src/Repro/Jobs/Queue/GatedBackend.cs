using Repro.Backends;
using Repro.Models;

namespace Repro.Jobs.Queue;

/// <summary>A backend whose networks pass a queue's gate before every batch.</summary>
internal sealed class GatedBackend(IBackend inner, QueueGate gate) : IBackend
{
    public string Name => inner.Name;

    public BackendDescription Describe(Model model, CompileOptions? options = null) => inner.Describe(model, options);

    public IBackend WithArithmetic(IReadOnlyDictionary<string, string> operations) =>
        new GatedBackend(inner.WithArithmetic(operations), gate);

    public INetwork Build(Model model, CompileOptions options) => new Network(inner.Build(model, options), gate);

    private sealed class Network(INetwork inner, QueueGate gate) : DelegatingNetwork(inner)
    {
        public override BatchResult TrainOnBatch(Tensor x, Tensor y, IDropoutMasks masks, string? from = null)
        {
            gate.Pass();
            return base.TrainOnBatch(x, y, masks, from);
        }

        public override BatchResult TestOnBatch(Tensor x, Tensor y, string? from = null)
        {
            gate.Pass();
            return base.TestOnBatch(x, y, from);
        }

        public override Tensor Predict(Tensor x)
        {
            gate.Pass();
            return base.Predict(x);
        }

        public override IReadOnlyList<Tensor> Activations(Tensor x, IReadOnlyList<string> layers)
        {
            gate.Pass();
            return base.Activations(x, layers);
        }

        public override ScalarGradient Gradient(Tensor x, ScalarObjective objective, string? layer = null)
        {
            gate.Pass();
            return base.Gradient(x, objective, layer);
        }
    }
}
