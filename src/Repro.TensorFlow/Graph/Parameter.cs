using Repro.Backends;
using Repro.Models;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Graph;

/// <summary>
/// A weight inside TensorFlow: an immutable tensor that each update replaces. Zero at first; made when first asked for, so a
/// network that is only described costs none.
/// </summary>
/// <param name="trained">Whether steps of the optimiser update it.</param>
/// <param name="l2">Factor of the L2 penalty, 0 for none.</param>
internal sealed class Parameter(IEager eager, ExpandedWeight weight, bool trained, float l2) : IDisposable
{
    private readonly int[] _shape = [.. weight.Spec.Shape];
    private readonly int _length = weight.Spec.Elements;
    private EagerTensor? _values;
    private EagerTensor? _meanSquare;
    private EagerTensor? _gradient;

    public string Path => weight.Path;

    public bool IsTrained => trained;

    /// <summary>Factor of the L2 penalty, 0 for none.</summary>
    public float L2 => l2;

    public EagerTensor Values => _values ??= Zeros();

    /// <summary>RMSprop's running mean of squared gradients.</summary>
    public EagerTensor MeanSquare => _meanSquare ??= Zeros();

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

    /// <summary>Takes the new values of a moving statistic over.</summary>
    public void Replace(EagerTensor values)
    {
        _values?.Dispose();
        _values = values;
    }

    /// <summary>Takes an update's results over.</summary>
    public void Replace(EagerTensor values, EagerTensor meanSquare)
    {
        _values?.Dispose();
        _values = values;
        _meanSquare?.Dispose();
        _meanSquare = meanSquare;
    }

    public void Read(Span<float> destination) => Read(destination, values: true);

    public void ReadState(Span<float> destination) => Read(destination, values: false);

    public void Write(ReadOnlySpan<float> values) => Write(values, ref _values);

    public void WriteState(ReadOnlySpan<float> values) => Write(values, ref _meanSquare);

    public void Dispose()
    {
        _values?.Dispose();
        _meanSquare?.Dispose();
        _gradient?.Dispose();
        _values = _meanSquare = _gradient = null;
    }

    private void Read(Span<float> destination, bool values)
    {
        Fitting.CheckLength(Path, _length, destination.Length);
        eager.Download(values ? Values : MeanSquare, destination);
    }

    private void Write(ReadOnlySpan<float> values, ref EagerTensor? place)
    {
        Fitting.CheckLength(Path, _length, values.Length);
        EagerTensor written = eager.Upload(values, _shape);
        place?.Dispose();
        place = written;
    }

    private EagerTensor Zeros() => eager.Upload(new float[_length], _shape);
}
