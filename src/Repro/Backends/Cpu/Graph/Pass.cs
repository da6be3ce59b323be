using Repro.Backends.Cpu.Operations;

namespace Repro.Backends.Cpu.Graph;

/// <summary>
/// One run of a graph: forward to what is wanted, and backward where asked. Tensors go back to the pool as soon as
/// nobody needs them, so prediction holds a few at a time and training those that gradients read.
/// </summary>
/// <param name="wanted">Operations whose tensors the caller reads.</param>
/// <param name="differentiated">Operations that a backward pass will run through; null where none follows.</param>
internal sealed class Pass(OperationGraph graph, BufferPool pool, StepContext step, IReadOnlyList<int> wanted, bool[]? differentiated)
{
    private readonly PooledArray?[] _tensors = new PooledArray?[graph.Operations.Count];
    private readonly List<PooledArray>?[] _gradients = new List<PooledArray>?[graph.Operations.Count];
    private readonly bool[] _needed = graph.Needed(wanted);

    /// <summary>The tensor of a wanted operation; valid until <see cref="Release"/>, and often longer than needed.</summary>
    public float[] this[int operation] => _tensors[operation]!.Array;

    public void Forward(float[] input)
    {
        int[] readers = CountReaders();
        StepContext final = step with { Differentiated = false };
        _tensors[0] = new PooledArray(null, input);
        for (int index = 1; index < _tensors.Length; index++)
        {
            if (!_needed[index]) continue;
            Operation operation = graph.Operations[index];
            PooledArray output = OutputOf(operation);
            if (!operation.IsIdentity(step.Training))
            {
                operation.Forward(IsDifferentiated(index) ? step : final, InputsOf(operation), output.Array);
            }

            _tensors[index] = output;
            foreach (int read in operation.Inputs)
            {
                if (--readers[read] == 0) Drop(read);
            }
        }
    }

    /// <summary>Carries a gradient from an operation's output down to the weights, or to the output of <paramref name="target"/>.</summary>
    /// <param name="seed">The gradient with respect to <paramref name="from"/>'s output; this pass keeps it.</param>
    /// <returns>The target's gradient, for the caller to release; null where no target was given or nothing reached it.</returns>
    public PooledArray? Backward(int from, PooledArray seed, int? target = null)
    {
        if (!IsDifferentiated(from))
        {
            // With everything frozen there is nothing to carry it to.
            seed.Release();
            return null;
        }

        Add(from, seed);
        for (int index = from; index >= 0; index--)
        {
            if (_gradients[index] is null) continue;
            PooledArray gradient = Sum(index);
            if (index == target) return gradient;
            Operation operation = graph.Operations[index];
            PooledArray?[] below = GradientsBelow(operation, gradient);
            if (!operation.IsIdentity(step.Training))
            {
                Flow flow = new(InputsOf(operation), this[index], gradient.Array, [.. below.Select(buffer => buffer?.Array)]);
                operation.Backward(step, flow);
            }

            // From the last input to the first: sums then find their terms in reverse graph order throughout.
            for (int i = below.Length - 1; i >= 0; i--)
            {
                if (below[i] is { } buffer) Add(operation.Inputs[i], buffer);
            }

            gradient.Release();
            Drop(index);
        }

        return null;
    }

    /// <summary>Gives all tensors back to the pool.</summary>
    public void Release()
    {
        for (int index = 0; index < _tensors.Length; index++) Drop(index);
    }

    private bool IsDifferentiated(int index) => differentiated is not null && differentiated[index];

    // How many will yet read each tensor: later operations, the caller, the backward pass.
    private int[] CountReaders()
    {
        int[] readers = new int[_tensors.Length];
        foreach (int index in wanted) readers[index]++;
        for (int index = 0; index < readers.Length; index++)
        {
            if (!_needed[index]) continue;
            if (IsDifferentiated(index)) readers[index]++;
            foreach (int input in graph.Operations[index].Inputs) readers[input] += IsDifferentiated(index) ? 2 : 1;
        }

        return readers;
    }

    private PooledArray OutputOf(Operation operation) => operation.WorksInPlace || operation.IsIdentity(step.Training)
        ? _tensors[operation.Inputs[0]]!.Share()
        : pool.Rent(step.Samples * operation.Elements);

    private float[][] InputsOf(Operation operation) => [.. operation.Inputs.Select(input => this[input])];

    private PooledArray?[] GradientsBelow(Operation operation, PooledArray gradient)
    {
        PooledArray?[] below = new PooledArray?[operation.Inputs.Count];
        for (int i = 0; i < below.Length; i++)
        {
            int input = operation.Inputs[i];
            if (!IsDifferentiated(input)) continue;
            below[i] = operation.WorksInPlace || operation.IsIdentity(step.Training)
                ? gradient.Share()
                : pool.Rent(step.Samples * graph.Operations[input].Elements);
        }

        return below;
    }

    private void Add(int index, PooledArray gradient) => (_gradients[index] ??= []).Add(gradient);

    // Several readers of one tensor: their finished gradients are summed in graph order, and arrived in reverse.
    private PooledArray Sum(int index)
    {
        List<PooledArray> terms = _gradients[index]!;
        if (terms.Count == 1) return terms[0];
        int count = step.Samples * graph.Operations[index].Elements;
        PooledArray total = pool.Rent(count);
        float[] sum = total.Array;
        terms[^1].Array.AsSpan(0, count).CopyTo(sum);
        for (int term = terms.Count - 2; term >= 0; term--)
        {
            float[] values = terms[term].Array;
            for (int i = 0; i < count; i++) sum[i] += values[i];
        }

        foreach (PooledArray term in terms) term.Release();
        return total;
    }

    private void Drop(int index)
    {
        _tensors[index]?.Release();
        _tensors[index] = null;
    }
}
