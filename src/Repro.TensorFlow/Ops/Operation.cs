using Repro.Backends;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>
/// One step of a network in TensorFlow's eager ops: reads the tensors of earlier operations and makes one. A layer is one or two
/// of them (a convolution and its activation). To add a layer, write its operation and name it in <see cref="OperationFactory"/>.
/// </summary>
/// <param name="inputs">Indices of the operations it reads, in the layer's order.</param>
internal abstract class Operation(IReadOnlyList<int> inputs) : IDisposable
{
    public IReadOnlyList<int> Inputs { get; } = inputs;

    /// <summary>Its weights in Keras's order.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>Whether a backward pass of a training changes something that it keeps.</summary>
    public virtual bool Learns => Parameters.Any(parameter => parameter.IsTrained);

    /// <summary>Why no gradient passes through it in training, as a sentence that names the layer; null where one does.</summary>
    public virtual string? Undifferentiable => null;

    /// <summary>What the last forward pass charges beside the loss.</summary>
    public virtual double Penalty => 0;

    /// <summary>Whether its backward pass reads its inputs, which are then kept until it.</summary>
    public virtual bool ReadsInputs(bool training) => false;

    /// <summary>Whether its backward pass reads its output, which is then kept until it.</summary>
    public virtual bool ReadsOutput => false;

    /// <summary>A new tensor, which becomes the caller's; the inputs stay the caller's.</summary>
    public abstract EagerTensor Forward(Step step, OperationInputs inputs);

    /// <summary>Gives the gradients that are wanted to the flow, and in training those of trained weights to their parameters.</summary>
    public abstract void Backward(Step step, Flow flow);

    /// <summary>Drops what it kept of the forward pass for the backward pass.</summary>
    public virtual void Forget() { }

    /// <summary>Frees its constants. Parameters are the network's to free.</summary>
    public virtual void Dispose() { }
}

/// <summary>What holds for all operations of one pass.</summary>
/// <param name="Samples">Images in the batch.</param>
/// <param name="Training">Training mode: dropout drops, gradients of weights are computed.</param>
/// <param name="Masks">Dropout's draws; given in training.</param>
internal sealed record Step(int Samples, bool Training, IDropoutMasks? Masks);

/// <summary>What an operation reads, in its layer's order.</summary>
internal readonly struct OperationInputs(Pass pass, Operation operation)
{
    public EagerTensor this[int which] => pass[operation.Inputs[which]];
}

/// <summary>What an operation's backward pass reads, and where it leaves the gradients of its inputs.</summary>
internal readonly struct Flow(Pass pass, Operation operation, EagerTensor output, EagerTensor gradient)
{
    /// <summary>The gradient with respect to the output.</summary>
    public EagerTensor OutputGradient => gradient;

    /// <summary>The output, where <see cref="Operation.ReadsOutput"/>.</summary>
    public EagerTensor Output => output;

    /// <summary>An input, where <see cref="Operation.ReadsInputs"/>.</summary>
    public EagerTensor Input(int which) => pass[operation.Inputs[which]];

    /// <summary>Whether anything below that input needs its gradient.</summary>
    public bool Wants(int which) => pass.IsDifferentiated(operation.Inputs[which]);

    /// <summary>Hands an input's gradient over.</summary>
    public void Give(int which, EagerTensor inputGradient) => pass.Give(operation.Inputs[which], inputGradient);
}
