using Repro.Backends;
using Repro.Models;

namespace Repro.Specs.Training;

/// <summary>A second backend for specs: another backend's arithmetic under a name of its own, disturbed after each training step.</summary>
/// <param name="disturb">Gets the network and the number of steps done, from 1.</param>
internal sealed class OtherBackend(IBackend inner, string name = "TensorFlow", Action<INetwork, int>? disturb = null) : IBackend
{
    public string Name => name;

    /// <summary>Networks built so far.</summary>
    public int Built { get; private set; }

    public BackendDescription Describe(Model model, CompileOptions? options = null) =>
        new(
            name,
            "made",
            1,
            new Dictionary<string, string> { ["mapping"] = "1" },
            new Dictionary<string, string> { ["libmade"] = "1.2.3" }
        );

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

    private sealed class Disturbed(INetwork inner, Action<INetwork, int>? disturb) : DelegatingNetwork(inner)
    {
        private int _steps;

        public override BatchResult TrainOnBatch(Tensor x, Tensor y, IDropoutMasks masks, string? from = null)
        {
            BatchResult result = base.TrainOnBatch(x, y, masks, from);
            disturb?.Invoke(Inner, ++_steps);
            return result;
        }
    }
}
