using Repro.Backends.Cpu.Operations;

namespace Repro.Backends.Cpu.Graph;

/// <summary>
/// What one kind of pass runs: the operations that the wanted tensors need. A convolution that only its ReLU, or its ReLU and pooling,
/// read is one operation with them. Made once for a kind of pass and used for batches of any size.
/// </summary>
internal sealed class Plan
{
    private Operation?[] _operations;
    private readonly bool[]? _differentiated;
    private readonly int[] _readers;
    private readonly bool[] _wanted;

    /// <param name="wanted">Operations whose tensors the caller reads, or whose gradients.</param>
    /// <param name="differentiated">Operations that a backward pass will run through; null where none follows.</param>
    /// <param name="fused">Whether an operation takes the place of several, see <see cref="Fusion"/>.</param>
    /// <param name="entry">The operation whose tensor the caller gives; 0 is the model's input.</param>
    /// <exception cref="ArgumentException">A wanted tensor needs an operation before the entry.</exception>
    public Plan(OperationGraph graph, IReadOnlyList<int> wanted, bool[]? differentiated, bool fused, int entry = 0)
    {
        _differentiated = differentiated;
        Entry = entry;
        _wanted = new bool[graph.Operations.Count];
        foreach (int index in wanted)
        {
            _wanted[index] = true;
        }

        _operations = Needed([.. graph.Operations], wanted);
        _readers = CountReaders(wanted);
        if (!fused)
        {
            return;
        }

        foreach (Fusion fusion in graph.Fusions)
        {
            // A batch that enters behind the convolution leaves nothing to fuse, and a larger fusion may have taken the operations.
            if (fusion.First <= entry || _operations[fusion.Last] is null || (IsDifferentiated(fusion.Last) && !fusion.HasGradient))
            {
                continue;
            }

            // Whoever else reads a tensor in between, be it the backward pass of an operation that stays, needs it.
            if (fusion.Inner.Any(index => IsReadElsewhere(index, wanted)))
            {
                continue;
            }

            _operations[fusion.Last] = fusion.Operation;
            _operations = Needed(_operations, wanted);
        }

        _readers = CountReaders(wanted);
    }

    /// <summary>The operation whose tensor the caller gives.</summary>
    public int Entry { get; }

    public int Count => _operations.Length;

    /// <summary>The operation that makes a tensor, or null where nobody needs it.</summary>
    public Operation? this[int index] => _operations[index];

    /// <summary>How many will read each tensor: later operations, the caller, the backward pass.</summary>
    public ReadOnlySpan<int> Readers => _readers;

    /// <summary>Whether the caller reads the tensor.</summary>
    public bool IsWanted(int index) => _wanted[index];

    public bool IsDifferentiated(int index) => _differentiated is not null && _differentiated[index];

    private Operation?[] Needed(Operation?[] operations, IReadOnlyList<int> wanted)
    {
        bool[] needed = new bool[operations.Length];
        foreach (int index in wanted)
        {
            needed[index] = true;
        }

        for (int index = needed.Length - 1; index > Entry; index--)
        {
            if (!needed[index])
            {
                continue;
            }

            foreach (int input in operations[index]!.Inputs)
            {
                needed[input] = true;
            }
        }

        if (needed.AsSpan(0, Entry).Contains(true))
        {
            throw new ArgumentException("The model reads a tensor from before the layer at which the batch enters.", nameof(wanted));
        }

        return [.. operations.Select((operation, index) => needed[index] ? operation : null)];
    }

    private bool IsReadElsewhere(int index, IReadOnlyList<int> wanted) =>
        wanted.Contains(index) || _operations.Sum(operation => operation?.Inputs.Count(input => input == index) ?? 0) > 1;

    private int[] CountReaders(IReadOnlyList<int> wanted)
    {
        int[] readers = new int[Count];
        foreach (int index in wanted)
        {
            readers[index]++;
        }

        for (int index = 0; index < Count; index++)
        {
            if (index <= Entry || _operations[index] is not { } operation)
            {
                continue;
            }

            if (IsDifferentiated(index))
            {
                readers[index]++;
            }

            foreach (int input in operation.Inputs)
            {
                readers[input] += IsDifferentiated(index) ? 2 : 1;
            }
        }

        return readers;
    }
}
