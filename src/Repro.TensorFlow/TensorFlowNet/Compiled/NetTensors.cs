using Repro.TensorFlow.Seam;
using Tensorflow;
using static Tensorflow.Binding;
using NetHandle = Tensorflow.Eager.EagerTensor;

namespace Repro.TensorFlow.TensorFlowNet;

/// <summary>Values in and out of TensorFlow.NET's tensors, and their end.</summary>
internal static unsafe class NetTensors
{
    /// <summary>A tensor with a copy of the values, in the host's memory.</summary>
    public static NetHandle FromHost<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> shape, TF_DataType type)
        where T : unmanaged
    {
        long count = 1;
        long[] axes = new long[shape.Length];
        for (int i = 0; i < axes.Length; i++)
            count = checked(count * (axes[i] = shape[i]));
        if (count != values.Length)
        {
            throw new ArgumentException(
                $"A tensor of shape {string.Join('x', axes)} has {count} values, but {values.Length} were given.",
                nameof(values)
            );
        }

        using SafeTensorHandle native = c_api.TF_AllocateTensor(type, axes, axes.Length, (ulong)values.Length * (ulong)sizeof(T));
        if (native.IsInvalid)
            throw new OutOfMemoryException($"TensorFlow has no memory for a tensor of {count} values.");
        values.CopyTo(new Span<T>((void*)c_api.TF_TensorData(native), values.Length));
        // The handle shares the memory.
        return Checked(c_api.TFE_NewTensorHandle(native, tf.Status), "TFE_NewTensorHandle");
    }

    public static NetHandle CopyTo(EagerDevice device, NetHandle tensor) =>
        Checked(
            c_api.TFE_TensorHandleCopyToDevice(tensor.EagerTensorHandle, tf.Context, device.Name, tf.Status),
            "TFE_TensorHandleCopyToDevice"
        );

    /// <summary>The values in the host's memory; waits for them.</summary>
    public static SafeTensorHandle Resolve(NetHandle tensor)
    {
        if (tensor.dtype != TF_DataType.TF_FLOAT)
            throw new ArgumentException($"The tensor has elements of type {tensor.dtype}, not float32.", nameof(tensor));

        SafeTensorHandle values = c_api.TFE_TensorHandleResolve(tensor.EagerTensorHandle, tf.Status);
        return tf.Status.ok() ? values : throw new EagerException("download", "TFE_TensorHandleResolve", tf.Status.Message);
    }

    public static void CopyOut(SafeTensorHandle values, Span<float> destination)
    {
        ulong bytes = c_api.TF_TensorByteSize(values);
        if (bytes != (ulong)destination.Length * sizeof(float))
        {
            throw new ArgumentException(
                $"The tensor has {bytes / sizeof(float)} values, but there is room for {destination.Length}.",
                nameof(destination)
            );
        }

        new ReadOnlySpan<float>((void*)c_api.TF_TensorData(values), destination.Length).CopyTo(destination);
    }

    public static void Free(Tensor tensor)
    {
        tensor.EagerTensorHandle.Dispose();
        // Nothing is left to its finalizer.
        tensor.Dispose();
    }

    private static NetHandle Checked(Tensorflow.Eager.SafeEagerTensorHandle handle, string function) =>
        tf.Status.ok() ? new NetHandle(handle) : throw new EagerException("upload", function, tf.Status.Message);
}
