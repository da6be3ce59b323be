using System.Numerics;
using Repro.Backends;
using Repro.Models;

namespace Repro.Training.Comparison;

/// <summary>
/// An engine whose weights are moved by one unit in the last place before every training step: how far apart its training and the
/// engine's own end up is how far rounding alone carries this very run. Nothing is drawn and nothing remembered (a weight moves up
/// or down by the parity of its bits, scrambled differently for each draw), so a stopped training goes on as if it had not been stopped.
/// </summary>
/// <param name="draw">Which way each weight moves, from 0: another number, another way in which roundings may fall.</param>
/// <remarks>Disposing of the engine stays with whoever made it.</remarks>
public sealed class RoundingShadow(IBackend engine, int draw = 0) : IBackend
{
    /// <summary>Folders and records of the shadow can never pass for the engine's.</summary>
    public string Name => engine.Name + "-rounding";

    public EngineDescription Describe(Model model)
    {
        EngineDescription description = engine.Describe(model);
        return description with { Name = Name, Operations = new Dictionary<string, string>(description.Operations) { ["rounding"] = "1" } };
    }

    public INetwork Build(Model model, CompileOptions options) => new Network(engine.Build(model, options), draw);

    /// <summary>The neighbouring float32, above or below in magnitude; zeros and numbers below the normal range stay.</summary>
    internal static float Nudge(float value, int draw = 0)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        return float.IsNormal(value) ? BitConverter.Int32BitsToSingle(bits + ((BitOperations.PopCount((uint)bits * ((2 * (uint)draw) + 1)) & 1) == 0 ? 1 : -1)) : value;
    }

    private sealed class Network(INetwork network, int draw) : INetwork
    {
        private readonly (string Path, float[] Values)[] _trainable =
            [.. network.Weights.Where(weight => weight.Trainable).Select(weight => (weight.Path, new float[weight.Spec.Elements]))];

        public Model Model => network.Model;

        public IReadOnlyList<ExpandedWeight> Weights => network.Weights;

        public void ReadWeight(string path, Span<float> destination) => network.ReadWeight(path, destination);

        public void WriteWeight(string path, ReadOnlySpan<float> values) => network.WriteWeight(path, values);

        public void ReadOptimizerState(string path, Span<float> destination) => network.ReadOptimizerState(path, destination);

        public void WriteOptimizerState(string path, ReadOnlySpan<float> values) => network.WriteOptimizerState(path, values);

        public BatchResult TrainOnBatch(Tensor x, Tensor y, IDropoutMasks masks, string? from = null)
        {
            foreach ((string path, float[] values) in _trainable)
            {
                network.ReadWeight(path, values);
                foreach (ref float value in values.AsSpan())
                {
                    value = Nudge(value, draw);
                }

                network.WriteWeight(path, values);
            }

            return network.TrainOnBatch(x, y, masks, from);
        }

        public BatchResult TestOnBatch(Tensor x, Tensor y, string? from = null) => network.TestOnBatch(x, y, from);

        public Tensor Predict(Tensor x) => network.Predict(x);

        public IReadOnlyList<Tensor> Activations(Tensor x, IReadOnlyList<string> layers) => network.Activations(x, layers);

        public ScalarGradient Gradient(Tensor x, ScalarObjective objective, string? layer = null) => network.Gradient(x, objective, layer);

        public void Dispose() => network.Dispose();
    }
}
