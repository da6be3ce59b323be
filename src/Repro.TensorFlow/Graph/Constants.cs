using Repro.Models;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Graph;

/// <summary>A float that ops read as a tensor without axes; made when first asked for.</summary>
internal sealed class Scalar(IEager eager, float value) : IDisposable
{
    private EagerTensor? _tensor;

    public EagerTensor Tensor => _tensor ??= eager.Upload([value]);

    public void Dispose()
    {
        _tensor?.Dispose();
        _tensor = null;
    }
}

/// <summary>A vector of one number; made when first asked for.</summary>
internal sealed class Vector(IEager eager, int length, float value) : IDisposable
{
    private EagerTensor? _tensor;

    public EagerTensor Tensor => _tensor ??= eager.Upload([.. Enumerable.Repeat(value, length)], length);

    public void Dispose()
    {
        _tensor?.Dispose();
        _tensor = null;
    }
}

/// <summary>Integers that ops read in the host's memory: axes, a weight's shape. Made when first asked for.</summary>
internal sealed class Integers(IEager eager, params int[] values) : IDisposable
{
    private EagerTensor? _tensor;

    public EagerTensor Tensor => _tensor ??= eager.UploadIntegers(values);

    public void Dispose()
    {
        _tensor?.Dispose();
        _tensor = null;
    }
}

/// <summary>
/// The shape of a batch, (samples, sample's axes...), which ops read in the host's memory; made again when the samples change.
/// </summary>
internal sealed class BatchShape(IEager eager, Shape sample) : IDisposable
{
    private readonly int[] _axes = [0, .. sample.Axes.Select(axis => axis!.Value)];
    private EagerTensor? _tensor;

    public EagerTensor For(int samples)
    {
        if (_tensor is not null && _axes[0] == samples)
        {
            return _tensor;
        }

        Dispose();
        _axes[0] = samples;
        return _tensor = eager.UploadIntegers(_axes);
    }

    public void Dispose()
    {
        _tensor?.Dispose();
        _tensor = null;
    }
}
