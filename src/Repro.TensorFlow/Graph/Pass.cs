using Repro.Backends;
using Repro.TensorFlow.Ops;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Graph;

/// <summary>
/// One run of a graph: forward to what is wanted, and backward where asked (reverse mode, by walking the operations back).
/// A tensor is freed as soon as nobody needs it: prediction holds a few at a time, training those that gradients read, and the
/// backward pass frees these as it goes. Whatever is left, after an exception too, goes with <see cref="Dispose"/>.
/// </summary>
/// <param name="wanted">Operations whose tensors the caller reads.</param>
/// <param name="differentiated">Operations that a backward pass will run through; null where none follows.</param>
/// <param name="entry">The operation whose tensor the caller gives; 0 is the model's input.</param>
internal sealed class Pass(IEager eager, OperationGraph graph, Step step, IReadOnlyList<int> wanted, bool[]? differentiated, int entry = 0)
    : IDisposable
{
    private static readonly EagerOp AddOp = new("AddV2", "a sum of gradients");

    private readonly EagerTensor?[] _tensors = new EagerTensor?[graph.Operations.Count];
    private readonly EagerTensor?[] _gradients = new EagerTensor?[graph.Operations.Count];

    /// <summary>The tensor of an operation that is wanted, or that the backward pass reads.</summary>
    public EagerTensor this[int operation] => _tensors[operation]!;

    public bool IsDifferentiated(int operation) => differentiated is not null && differentiated[operation];

    /// <param name="input">The batch that enters.</param>
    /// <exception cref="ArgumentException">A wanted tensor needs an operation before the entry.</exception>
    public void Forward(Tensor input)
    {
        bool[] needed = graph.Needed(wanted, entry);
        int[] readers = CountReaders(needed);
        _tensors[entry] = entry == 0 ? graph.Input.Upload(eager, step.Samples, input.Values) : eager.Upload(input.Values, [.. input.Shape]);
        for (int index = entry + 1; index < _tensors.Length; index++)
        {
            if (!needed[index])
            {
                continue;
            }

            Operation operation = graph.Operations[index];
            _tensors[index] = operation.Forward(step, new OperationInputs(this, operation));
            foreach (int read in operation.Inputs)
            {
                if (--readers[read] == 0)
                {
                    Drop(read);
                }
            }
        }
    }

    /// <summary>Carries a gradient from an operation's output down to the weights, or to the output of <paramref name="target"/>.</summary>
    /// <param name="seed">The gradient with respect to <paramref name="from"/>'s output; taken over.</param>
    /// <inheritdoc cref="Backward(int?)" path="/returns"/>
    public EagerTensor? Backward(int from, EagerTensor seed, int? target = null)
    {
        Give(from, seed);
        return Backward(target);
    }

    /// <summary>Carries the given gradients down to the weights, or to the output of <paramref name="target"/>.</summary>
    /// <returns>The target's gradient, which becomes the caller's; null where no target was given or nothing reached it.</returns>
    public EagerTensor? Backward(int? target = null)
    {
        for (int index = _tensors.Length - 1; index >= 0; index--)
        {
            // Below what is frozen there is nothing to carry a gradient to.
            if (!IsDifferentiated(index))
            {
                continue;
            }

            if (_gradients[index] is not { } gradient)
            {
                continue;
            }

            _gradients[index] = null;
            if (index == target)
            {
                return gradient;
            }

            using (gradient)
            {
                Operation operation = graph.Operations[index];
                operation.Backward(step, new Flow(this, operation, _tensors[index]!, gradient));
                operation.Forget();
            }

            Drop(index);
        }

        return null;
    }

    /// <summary>Hands over a gradient with respect to an operation's output; those of several readers are summed.</summary>
    public void Give(int operation, EagerTensor gradient)
    {
        if (_gradients[operation] is not { } others)
        {
            _gradients[operation] = gradient;
            return;
        }

        using (gradient)
        {
            _gradients[operation] = eager.Run(AddOp, gradient, others);
        }

        others.Dispose();
    }

    /// <summary>Frees all that is left.</summary>
    public void Dispose()
    {
        for (int index = 0; index < _tensors.Length; index++)
        {
            Drop(index);
            graph.Operations[index].Forget();
            _gradients[index]?.Dispose();
            _gradients[index] = null;
        }
    }

    // How many will yet read each tensor: later operations, the caller, the backward pass.
    private int[] CountReaders(bool[] needed)
    {
        int[] readers = new int[_tensors.Length];
        foreach (int index in wanted)
        {
            readers[index]++;
        }

        for (int index = 0; index < readers.Length; index++)
        {
            if (index <= entry || !needed[index])
            {
                continue;
            }

            Operation operation = graph.Operations[index];
            if (IsDifferentiated(index) && operation.ReadsOutput)
            {
                readers[index]++;
            }

            int reads = IsDifferentiated(index) && operation.ReadsInputs(step.Training) ? 2 : 1;
            foreach (int input in operation.Inputs)
            {
                readers[input] += reads;
            }
        }

        return readers;
    }

    private void Drop(int index)
    {
        _tensors[index]?.Dispose();
        _tensors[index] = null;
    }
}
