using Repro.Backends.Cpu.Operations;

namespace Repro.Backends.Cpu.Graph;

/// <summary>
/// Runs a plan: forward to what is wanted, and backward where asked. Tensors go back to the pool as soon as nobody needs them, so
/// prediction holds a few at a time and training those that gradients read. One object serves all passes of its kind, one after
/// another, and takes nothing from the heap once the pool has its arrays.
/// </summary>
internal sealed class Pass
{
    private readonly Plan _plan;
    private readonly BufferPool _pool;
    private readonly PooledArray _input = new(null, []);
    private readonly PooledArray?[] _tensors;
    private readonly int[] _readers;
    private readonly float[][][] _inputs;
    private readonly Gradients _gradients;
    private StepContext _step;

    public Pass(OperationGraph graph, Plan plan, BufferPool pool)
    {
        _plan = plan;
        _pool = pool;
        _tensors = new PooledArray?[plan.Count];
        _readers = new int[plan.Count];
        _inputs = [.. Enumerable.Range(0, plan.Count).Select(index => new float[plan[index]?.Inputs.Count ?? 0][])];
        _gradients = new Gradients(plan, graph, pool);
    }

    /// <summary>The tensor of a wanted operation; valid until <see cref="Release"/>, and often longer than needed.</summary>
    public float[] this[int operation] => _tensors[operation]!.Array;

    public void Forward(StepContext step, float[] input)
    {
        // A pass that an exception ended may have left some.
        DropAll();
        _step = step;
        _plan.Readers.CopyTo(_readers);
        _input.Lend(input);
        _tensors[_plan.Entry] = _input;
        for (int index = _plan.Entry + 1; index < _tensors.Length; index++)
        {
            if (_plan[index] is not { } operation)
            {
                continue;
            }

            PooledArray output = OutputOf(operation);
            if (!operation.IsIdentity(step.Training))
            {
                operation.Forward(step with { Differentiated = _plan.IsDifferentiated(index) }, InputsOf(index), output.Array);
            }

            _tensors[index] = output;
            for (int i = 0; i < operation.Inputs.Count; i++)
            {
                int read = operation.Inputs[i];
                if (--_readers[read] == 0)
                {
                    Drop(read);
                }
            }
        }
    }

    /// <summary>Gives the gradient with respect to an operation's output; several of one operation are summed.</summary>
    /// <param name="seed">The gradient; this pass keeps it.</param>
    public void Seed(int operation, PooledArray seed)
    {
        if (_plan.IsDifferentiated(operation))
        {
            _gradients.Add(operation, seed);
            return;
        }

        // With everything below frozen there is nothing to carry it to.
        seed.Release();
    }

    /// <summary>Carries a gradient from an operation's output down to the weights, or to the output of <paramref name="target"/>.</summary>
    /// <inheritdoc cref="Backward(int?)" path="/returns"/>
    public PooledArray? Backward(int from, PooledArray seed, int? target = null)
    {
        Seed(from, seed);
        return Backward(target);
    }

    /// <summary>Carries the given gradients down to the weights, or to the output of <paramref name="target"/>.</summary>
    /// <returns>The target's gradient, for the caller to release; null where no target was given or nothing reached it.</returns>
    public PooledArray? Backward(int? target = null)
    {
        for (int index = _plan.Count - 1; index >= 0; index--)
        {
            if (!_gradients.Reached(index))
            {
                continue;
            }

            PooledArray gradient = _gradients.Take(index, _step.Samples);
            if (index == target)
            {
                return gradient;
            }

            Operation operation = _plan[index]!;
            float[]?[] below = _gradients.Below(index, gradient, _step);
            if (!operation.IsIdentity(_step.Training))
            {
                operation.Backward(_step, new Flow(InputsOf(index), this[index], gradient.Array, below));
            }

            _gradients.Pass(index);
            gradient.Release();
            Drop(index);
        }

        return null;
    }

    /// <summary>Gives all tensors back to the pool.</summary>
    public void Release()
    {
        DropAll();
        _pool.EndPass();
    }

    // What the caller reads of an input is not overwritten.
    private PooledArray OutputOf(Operation operation) =>
        (operation.WorksInPlace && !_plan.IsWanted(operation.Inputs[0])) || operation.IsIdentity(_step.Training)
            ? _tensors[operation.Inputs[0]]!.Share()
            : _pool.Rent(_step.Samples * operation.Elements);

    private float[][] InputsOf(int index)
    {
        float[][] inputs = _inputs[index];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = this[_plan[index]!.Inputs[i]];
        }

        return inputs;
    }

    private void DropAll()
    {
        for (int index = 0; index < _tensors.Length; index++)
        {
            Drop(index);
        }

        _gradients.Release();
    }

    private void Drop(int index)
    {
        _tensors[index]?.Release();
        _tensors[index] = null;
    }
}
