using Repro.Backends.Cpu.Operations;

namespace Repro.Backends.Cpu.Graph;

/// <summary>The gradients that are on their way through a backward pass, by the operation whose output they belong to.</summary>
internal sealed class Gradients
{
    private readonly Plan _plan;
    private readonly OperationGraph _graph;
    private readonly BufferPool _pool;
    private readonly List<PooledArray>[] _arrived;
    private readonly PooledArray?[][] _below;
    private readonly float[]?[][] _arrays;

    public Gradients(Plan plan, OperationGraph graph, BufferPool pool)
    {
        _plan = plan;
        _graph = graph;
        _pool = pool;
        _arrived = [.. Enumerable.Range(0, plan.Count).Select(_ => new List<PooledArray>(1))];
        _below = [.. Enumerable.Range(0, plan.Count).Select(index => new PooledArray?[plan[index]?.Inputs.Count ?? 0])];
        _arrays = [.. Enumerable.Range(0, plan.Count).Select(index => new float[]?[plan[index]?.Inputs.Count ?? 0])];
    }

    public void Add(int index, PooledArray gradient) => _arrived[index].Add(gradient);

    public bool Reached(int index) => _arrived[index].Count > 0;

    /// <summary>The whole gradient of an operation's output, for the caller to release.</summary>
    public PooledArray Take(int index, int samples)
    {
        // Several readers of one tensor: their finished gradients are summed in graph order, and arrived in reverse.
        List<PooledArray> terms = _arrived[index];
        PooledArray total = terms.Count == 1 ? terms[0] : Sum(terms, samples * _graph.Operations[index].Elements);
        terms.Clear();
        return total;
    }

    /// <summary>Where an operation writes the gradients of its inputs; null for those that want none.</summary>
    public float[]?[] Below(int index, PooledArray gradient, StepContext step)
    {
        Operation operation = _plan[index]!;
        for (int i = 0; i < operation.Inputs.Count; i++)
        {
            int input = operation.Inputs[i];
            PooledArray? buffer = null;
            if (_plan.IsDifferentiated(input))
            {
                buffer =
                    operation.WorksInPlace || operation.IsIdentity(step.Training)
                        ? gradient.Share()
                        : _pool.Rent(step.Samples * _graph.Operations[input].Elements);
            }

            _below[index][i] = buffer;
            _arrays[index][i] = buffer?.Array;
        }

        return _arrays[index];
    }

    /// <summary>The gradients of an operation's inputs are written and go on.</summary>
    public void Pass(int index)
    {
        // From the last input to the first: sums then find their terms in reverse graph order throughout.
        PooledArray?[] below = _below[index];
        for (int i = below.Length - 1; i >= 0; i--)
        {
            if (below[i] is { } buffer)
            {
                Add(_plan[index]!.Inputs[i], buffer);
            }
        }
    }

    /// <summary>Gives back what nobody took, since the pass ended early.</summary>
    public void Release()
    {
        foreach (List<PooledArray> terms in _arrived)
        {
            foreach (PooledArray term in terms)
            {
                term.Release();
            }

            terms.Clear();
        }
    }

    private PooledArray Sum(List<PooledArray> terms, int count)
    {
        PooledArray total = _pool.Rent(count);
        float[] sum = total.Array;
        terms[^1].Array.AsSpan(0, count).CopyTo(sum);
        for (int term = terms.Count - 2; term >= 0; term--)
        {
            float[] values = terms[term].Array;
            for (int i = 0; i < count; i++)
            {
                sum[i] += values[i];
            }
        }

        foreach (PooledArray term in terms)
        {
            term.Release();
        }

        return total;
    }
}
