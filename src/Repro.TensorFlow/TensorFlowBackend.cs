using Repro.Backends;
using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Ops;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow;

/// <summary>
/// The TensorFlow backend: layers, gradients and optimizer as eager raw ops, one mapping above whichever binding runs them.
/// It promises statistics, not bits: TensorFlow's kernels choose their order of sums by machine, threads and batch.
/// </summary>
/// <param name="eager">What runs the ops. It stays the caller's, and outlives this and its networks.</param>
/// <param name="threads">Threads within an op, for the record; 0 for one a processor.</param>
/// <param name="libraries">Libraries and settings to record beside what the binding tells itself.</param>
internal sealed class TensorFlowBackend(IEager eager, int threads = 0, IReadOnlyDictionary<string, string>? libraries = null) : IBackend
{
    /// <summary>The version of the mapping from layers to ops; it goes up with every change that can move results.</summary>
    public const int MappingVersion = 1;

    /// <summary>The kinds of layers that the backend computes, and whether it also trains them.</summary>
    public static IReadOnlyDictionary<Type, bool> Layers { get; } =
        OperationFactory.Kinds.ToDictionary(kind => kind, kind => !OperationFactory.ForwardKinds.Contains(kind));

    /// <inheritdoc/>
    public string Name => "TensorFlow";

    /// <inheritdoc/>
    /// <remarks>The instruction set is the device, <c>CPU:0</c>: which kernels run on it is TensorFlow's own affair.</remarks>
    public BackendDescription Describe(Model model, CompileOptions? options = null)
    {
        // Asks whether the backend has every layer; makes no tensor.
        using OperationGraph graph = new(eager, model, training: true);
        return new BackendDescription(
            Name,
            eager.Device.ShortName,
            threads > 0 ? threads : Environment.ProcessorCount,
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["mapping"] = FormattableString.Invariant($"{MappingVersion}"),
                ["tensorflow"] = eager.LibraryVersion,
            },
            new SortedDictionary<string, string>((libraries ?? new Dictionary<string, string>()).ToDictionary(), StringComparer.Ordinal)
            {
                [".NET"] = Environment.Version.ToString(),
                ["binding"] = eager.Binding,
                ["device"] = eager.Device.Name,
                ["TensorFlow"] = eager.LibraryVersion,
            }
        );
    }

    /// <inheritdoc/>
    public INetwork Build(Model model, CompileOptions options) => new TensorFlowNetwork(eager, model, options);
}
