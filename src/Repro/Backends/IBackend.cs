using Repro.Backends.Optimizers;
using Repro.Models;

namespace Repro.Backends;

/// <summary>A backend that turns a model into a network which trains and predicts.</summary>
internal interface IBackend
{
    /// <summary>The backend's name in addresses, folders and records: <c>Cpu</c>, <c>TensorFlow</c>.</summary>
    string Name { get; }

    /// <summary>What computes: instruction set, threads, library and operation versions. Kept in every record.</summary>
    /// <param name="options">What the model is compiled with; null for RMSprop and a cross-entropy.</param>
    /// <exception cref="ModelException">The backend lacks a layer of the model.</exception>
    BackendDescription Describe(Model model, CompileOptions? options = null);

    /// <summary>
    /// This backend, computing with the versions of operations that a record names as far as it still has them. It is used no longer than
    /// this one.
    /// </summary>
    IBackend WithArithmetic(IReadOnlyDictionary<string, string> operations) => this;

    /// <summary>
    /// Builds ("compiles") the network: what is trainable is fixed now, and weights are zero until written.
    /// </summary>
    /// <exception cref="ModelException">The backend lacks a layer of the model, or the model's loss does not fit its last layer.</exception>
    /// <exception cref="InputException">The weights need more memory than the process may use.</exception>
    INetwork Build(Model model, CompileOptions options);
}

/// <summary>Provenance of a backend.</summary>
/// <param name="InstructionSet">What the kernels were chosen for: <c>avx512</c>, <c>avx2</c>, <c>reference</c>.</param>
/// <param name="Operations">The arithmetic's version of each operation the model uses: <c>conv=1</c>.</param>
internal sealed record BackendDescription(
    string Name,
    string InstructionSet,
    int Threads,
    IReadOnlyDictionary<string, string> Operations,
    IReadOnlyDictionary<string, string> Libraries
);

/// <summary>Keras's <c>compile</c>: the loss, and the optimizer where the network is to be trained.</summary>
internal sealed record CompileOptions(Loss Loss, Optimizer? Optimizer)
{
    /// <summary>What is computed beside the loss and the accuracy.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>Whether the accuracy is recorded, of a model with one output. It is computed in any case.</summary>
    public bool HasAccuracy { get; init; } = true;

    /// <summary>
    /// What the losses of samples of each class are multiplied with in training, Keras's <c>class_weight</c>; null for 1.
    /// </summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>
    /// The losses of a model with several outputs, which take the place of <see cref="Loss"/> and <see cref="Metrics"/>; null for a model
    /// with one output.
    /// </summary>
    public IReadOnlyList<OutputLoss>? Outputs { get; init; }

    /// <summary>Whether the last column of labels is the weight of the sample, Keras's <c>sample_weight</c>.</summary>
    public bool HasSampleWeights { get; init; }

    /// <summary>All losses.</summary>
    public IEnumerable<Loss> Losses => Outputs?.Select(output => output.Loss) ?? [Loss];
}
