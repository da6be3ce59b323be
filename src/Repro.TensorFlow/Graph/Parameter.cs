using Repro.Backends;
using Repro.Backends.Cpu.Operations;
using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Graph;

/// <summary>
/// A weight inside TensorFlow: an immutable tensor that each update replaces. Zero at first; made when first asked for, so a
/// network that is only described costs none.
/// </summary>
/// <param name="trained">Whether steps of the optimizer update it.</param>
internal sealed class Parameter(IEager eager, FlatWeight weight, bool trained) : IDisposable
{
    private readonly int[] _shape = [.. weight.Spec.Shape];
    private readonly int _length = weight.Spec.Elements;
    private EagerTensor? _values;
    private EagerTensor?[] _slots = [];
    private Func<int, float> _start = _ => 0;
    private EagerTensor? _gradient;
    private Constraining? _constraining;

    public string Path => weight.Path;

    public bool IsTrained => trained;

    public WeightSpec Spec => weight.Spec;

    public EagerTensor Values => _values ??= Filled(0);

    /// <summary>Says how many slots the optimizer keeps, and what their elements are at first.</summary>
    public void Keep(int slots, Func<int, float> start) => (_slots, _start) = (new EagerTensor?[slots], start);

    /// <summary>What the optimizer keeps, see <see cref="Optimizer.Slots"/>.</summary>
    public EagerTensor Slot(int slot) => _slots[slot] ??= Filled(_start(slot));

    /// <summary>The present step's gradient; null where the backward pass has not come by. Setting it hands it over.</summary>
    public EagerTensor? Gradient
    {
        get => _gradient;
        set
        {
            _gradient?.Dispose();
            _gradient = value;
        }
    }

    /// <summary>Takes new values over.</summary>
    public void Replace(EagerTensor values)
    {
        _values?.Dispose();
        _values = values;
    }

    /// <summary>Takes the new values of a slot over.</summary>
    public void ReplaceSlot(int slot, EagerTensor values)
    {
        _slots[slot]?.Dispose();
        _slots[slot] = values;
    }

    /// <summary>
    /// Changes the values so that they follow the weight's constraint; computed in the host's memory, as for every backend.
    /// </summary>
    public void Constrain()
    {
        if (weight.Spec.Constraint is not { } constraint)
        {
            return;
        }

        float[] values = new float[_length];
        Read(values);
        _constraining ??= new Constraining(constraint, weight.Spec.Shape);
        _constraining.Apply(values);
        Write(values);
    }

    public void Read(Span<float> destination) => Read(Values, destination);

    public void ReadState(Span<float> destination, int slot) => Read(Slot(slot), destination);

    public void Write(ReadOnlySpan<float> values) => Write(values, ref _values);

    public void WriteState(ReadOnlySpan<float> values, int slot) => Write(values, ref _slots[slot]);

    public void Dispose()
    {
        _values?.Dispose();
        _gradient?.Dispose();
        _values = _gradient = null;
        foreach (EagerTensor? slot in _slots)
        {
            slot?.Dispose();
        }

        Array.Clear(_slots);
    }

    private void Read(EagerTensor tensor, Span<float> destination)
    {
        ShapeValidation.CheckLength(Path, _length, destination.Length);
        eager.Download(tensor, destination);
    }

    private void Write(ReadOnlySpan<float> values, ref EagerTensor? place)
    {
        ShapeValidation.CheckLength(Path, _length, values.Length);
        EagerTensor written = eager.Upload(values, _shape);
        place?.Dispose();
        place = written;
    }

    private EagerTensor Filled(float value)
    {
        float[] values = new float[_length];
        Array.Fill(values, value);
        return eager.Upload(values, _shape);
    }
}
