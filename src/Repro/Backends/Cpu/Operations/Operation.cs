using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Operations;

/// <summary>
/// One step of a network: reads the tensors of earlier operations and makes one tensor. A layer is one or two of them
/// (a convolution and its activation). To add a layer, write its operation and name it in <c>OperationFactory</c>.
/// </summary>
/// <param name="inputs">Indices of the operations it reads, in the layer's order.</param>
/// <param name="elements">Elements of its output in one sample.</param>
internal abstract class Operation(IReadOnlyList<int> inputs, int elements)
{
    public IReadOnlyList<int> Inputs { get; } = inputs;

    public int Elements { get; } = elements;

    /// <summary>Its weights in Keras's order.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>What its results depend on, as records name it: <c>conv</c>, <c>dense</c>.</summary>
    public abstract IReadOnlyList<string> Arithmetic { get; }

    /// <summary>Whether it is the identity in this mode: then its output is its input's array, and it is not called.</summary>
    public virtual bool IsIdentity(bool training) => false;

    /// <summary>
    /// Whether it may overwrite its only input, which nobody else reads: then <see cref="Forward"/> gets one array for both,
    /// and so does <see cref="Backward"/> for the gradients.
    /// </summary>
    public virtual bool WorksInPlace => false;

    /// <summary>Whether a backward pass of a training changes something that it keeps.</summary>
    public virtual bool Learns => Parameters.Any(parameter => parameter.IsTrained);

    /// <summary>Why no gradient passes through it, as a sentence that names the layer; null where one does.</summary>
    public virtual string? Undifferentiable => null;

    /// <summary>What the last forward pass charges beside the loss.</summary>
    public virtual double Penalty => 0;

    /// <summary>Overwrites <paramref name="output"/>.</summary>
    public abstract void Forward(StepContext step, float[][] inputs, float[] output);

    /// <summary>
    /// Overwrites the gradients of the inputs that want one (the others are null) and, in training, of the trained weights.
    /// </summary>
    public abstract void Backward(StepContext step, Flow flow);
}

/// <summary>What an operation's backward pass reads and writes: its tensors of the forward pass and their gradients.</summary>
internal readonly record struct Flow(float[][] Inputs, float[] Output, float[] OutputGradient, float[]?[] InputGradients);

/// <summary>What holds for all operations of one pass.</summary>
/// <param name="Winograd">Whether the backend takes Winograd's algorithm where its rule says so.</param>
/// <param name="Samples">Images in the batch.</param>
/// <param name="Training">Training mode: dropout drops, gradients of weights are computed.</param>
/// <param name="Differentiated">Whether the operation's backward pass will follow.</param>
/// <param name="Masks">Dropout's draws; given in training.</param>
internal readonly record struct StepContext(
    CpuKernels Kernels,
    bool Winograd,
    int Samples,
    bool Training,
    bool Differentiated,
    IDropoutMasks? Masks
)
{
    /// <summary>Whether gradients take Winograd's algorithm where its rule for them says so.</summary>
    public bool WinogradGradients { get; init; }

    /// <summary>Given where operations may update weights as they make their gradients.</summary>
    public UpdateStep? Update { get; init; }

    /// <summary>
    /// How a weight is updated as its gradient is made; null where it is not. A penalty joins the finished gradient first, and a constraint
    /// comes last.
    /// </summary>
    public UpdateStep? UpdateOf(Parameter parameter) => Training && parameter is { IsTrained: true, HasRules: false } ? Update : null;

    /// <summary>Where a weight's gradient goes; null where none is wanted.</summary>
    public float[]? GradientOf(Parameter? parameter) => Training && parameter is { IsTrained: true } ? parameter.Gradient : null;
}
