using System.Numerics;
using Repro.Backends;
using Repro.Models;

namespace Repro.Evidence.Comparison;

/// <summary>
/// A backend whose weights are moved by one unit in the last place before every training step: how far apart its training and the
/// backend's own end up is how far rounding alone carries this very run. Nothing is drawn and nothing remembered (a weight moves up
/// or down by the parity of its bits, scrambled differently for each draw), so a stopped training goes on as if it had not been stopped.
/// </summary>
/// <param name="draw">Which way each weight moves, from 0: another number, another way in which roundings may fall.</param>
/// <remarks>Disposing of the backend stays with whoever made it.</remarks>
internal sealed class PerturbedBackend(IBackend backend, int draw = 0) : IBackend
{
    /// <summary>Folders and records of the shadow can never pass for the backend's.</summary>
    public string Name => backend.Name + "-rounding";

    public BackendDescription Describe(Model model, CompileOptions? options = null)
    {
        BackendDescription description = backend.Describe(model, options);
        return description with
        {
            Name = Name,
            Operations = new Dictionary<string, string>(description.Operations) { ["rounding"] = "1" },
        };
    }

    public INetwork Build(Model model, CompileOptions options) => new Network(backend.Build(model, options), draw);

    /// <summary>The neighbouring float32, above or below in magnitude; zeros and numbers below the normal range stay.</summary>
    internal static float Nudge(float value, int draw = 0)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        return float.IsNormal(value)
            ? BitConverter.Int32BitsToSingle(bits + ((BitOperations.PopCount((uint)bits * ((2 * (uint)draw) + 1)) & 1) == 0 ? 1 : -1))
            : value;
    }

    private sealed class Network(INetwork inner, int draw) : DelegatingNetwork(inner)
    {
        private readonly (string Path, float[] Values)[] _trainable =
        [
            .. inner.Weights.Where(weight => weight.Trainable).Select(weight => (weight.Path, new float[weight.Spec.Elements])),
        ];

        public override BatchResult TrainOnBatch(Tensor x, Tensor y, IDropoutMasks masks, string? from = null)
        {
            foreach ((string path, float[] values) in _trainable)
            {
                ReadWeight(path, values);
                foreach (ref float value in values.AsSpan())
                {
                    value = Nudge(value, draw);
                }

                WriteWeight(path, values);
            }

            return base.TrainOnBatch(x, y, masks, from);
        }
    }
}
