using Repro.Backends.Cpu;
using Repro.Keras.Layers;
using Repro.TensorFlow;

namespace Repro.Cli.Reference;

/// <summary>What the backends compute of a layer.</summary>
/// <param name="Layer">Keras's name of the class.</param>
/// <param name="CpuForward">Whether the Cpu backend computes its outputs.</param>
/// <param name="CpuTraining">Whether the Cpu backend trains it.</param>
/// <param name="TensorFlowForward">Whether the TensorFlow backend computes its outputs.</param>
/// <param name="TensorFlowTraining">Whether the TensorFlow backend trains it.</param>
internal sealed record LayerSupport(string Layer, bool CpuForward, bool CpuTraining, bool TensorFlowForward, bool TensorFlowTraining)
{
    /// <summary>The layers that are read, in the order of their names.</summary>
    public static IReadOnlyList<LayerSupport> All { get; } = [.. KerasLayers.Names.Select(Of)];

    /// <summary><c>yes</c> or <c>no</c> for each backend's forward pass and training, in the order of the parameters.</summary>
    public IEnumerable<string> Answers =>
        ((bool[])[CpuForward, CpuTraining, TensorFlowForward, TensorFlowTraining]).Select(answer => answer ? "yes" : "no");

    private static LayerSupport Of(string name)
    {
        Type kind = KerasLayers.KindOf(name);
        bool cpu = CpuBackend.Layers.TryGetValue(kind, out bool cpuTraining);
        bool tensorFlow = TensorFlowBackend.Layers.TryGetValue(kind, out bool tensorFlowTraining);
        return new LayerSupport(name, cpu, cpuTraining, tensorFlow, tensorFlowTraining);
    }
}
