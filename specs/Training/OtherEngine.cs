using Repro.Backends;
using Repro.Models;

namespace Repro.Specs.Training;

/// <summary>A second engine for specs: another engine's arithmetic under a name of its own, disturbed after each training step.</summary>
/// <param name="disturb">Gets the network and the number of steps done, from 1.</param>
internal sealed class OtherEngine(IBackend inner, string name = "TensorFlow", Action<INetwork, int>? disturb = null) : IBackend
{
    public string Name => name;

    /// <summary>Networks built so far.</summary>
    public int Built { get; private set; }

    public EngineDescription Describe(Model model) => new(
        name, "made", 1, new Dictionary<string, string> { ["mapping"] = "1" }, new Dictionary<string, string> { ["libmade"] = "1.2.3" });

    public INetwork Build(Model model, CompileOptions options)
    {
        Built++;
        return new Disturbed(inner.Build(model, options), disturb);
    }

    /// <summary>Multiplies a weight by 1 + <paramref name="relative"/>.</summary>
    public static void Scale(INetwork network, string path, float relative)
    {
        float[] values = new float[network.Weights.Single(weight => weight.Path == path).Spec.Elements];
        network.ReadWeight(path, values);
        network.WriteWeight(path, Array.ConvertAll(values, value => value * (1 + relative)));
    }

    private sealed class Disturbed(INetwork inner, Action<INetwork, int>? disturb) : INetwork
    {
        private int _steps;

        public Model Model => inner.Model;

        public IReadOnlyList<ExpandedWeight> Weights => inner.Weights;

        public void ReadWeight(string path, Span<float> destination) => inner.ReadWeight(path, destination);

        public void WriteWeight(string path, ReadOnlySpan<float> values) => inner.WriteWeight(path, values);

        public void ReadOptimizerState(string path, Span<float> destination) => inner.ReadOptimizerState(path, destination);

        public void WriteOptimizerState(string path, ReadOnlySpan<float> values) => inner.WriteOptimizerState(path, values);

        public BatchResult TrainOnBatch(Tensor x, Tensor y, IDropoutMasks masks, string? from = null)
        {
            BatchResult result = inner.TrainOnBatch(x, y, masks, from);
            disturb?.Invoke(inner, ++_steps);
            return result;
        }

        public BatchResult TestOnBatch(Tensor x, Tensor y, string? from = null) => inner.TestOnBatch(x, y, from);

        public Tensor Predict(Tensor x) => inner.Predict(x);

        public IReadOnlyList<Tensor> Activations(Tensor x, IReadOnlyList<string> layers) => inner.Activations(x, layers);

        public ScalarGradient Gradient(Tensor x, ScalarObjective objective, string? layer = null) => inner.Gradient(x, objective, layer);

        public void Dispose() => inner.Dispose();
    }
}
