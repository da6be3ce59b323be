using System.Diagnostics;
using System.Runtime.CompilerServices;
using Repro.TensorFlow.Seam;
using Tensorflow;
using static Tensorflow.Binding;
using EagerTensor = Repro.TensorFlow.Seam.EagerTensor;

namespace Repro.TensorFlow.TensorFlowNet;

/// <summary>
/// Eager execution through TensorFlow.NET: every op by <c>tf.Context.ExecuteOp</c>, values and devices by its <c>c_api</c>.
/// No Keras layer, no variable, no tape.
/// </summary>
internal sealed class NetEager : IEager
{
    // TensorFlow.NET keeps one native op for each name and resets it on every call, so instances take turns.
    private static readonly Lock Gate = new();

    // By reference: an op is made once and run often.
    private readonly ConditionalWeakTable<EagerOp, NetOp> _prepared = [];
    private readonly bool _onHost;
    private bool _disposed;

    /// <exception cref="InputException">There is no such device, or it is not the one that TensorFlow.NET's ops go to.</exception>
    public NetEager(EagerOptions options)
    {
        lock (Gate)
        {
            NetContext.Start(options);
            LibraryVersion = tf.VERSION;
            Devices = NetDevices.List();
            Device = NetDevices.Choose(options.Device, Devices);
            _onHost = Device.Type == "CPU";
        }
    }

    public string Binding => TensorFlowNetBinding.Name;

    public string LibraryVersion { get; }

    public IReadOnlyList<EagerDevice> Devices { get; }

    public EagerDevice Device { get; }

    /// <summary>Its ticks are those within <c>ExecuteOp</c>: TFE_Execute, and TensorFlow.NET's own work around it.</summary>
    public EagerCounters Counters { get; } = new();

    public EagerTensor Upload(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        lock (Gate)
        {
            Enter();
            Tensorflow.Eager.EagerTensor host = NetTensors.FromHost(values, shape, TF_DataType.TF_FLOAT);
            if (_onHost)
                return new NetTensor(this, host);

            // Left in the host's memory, it would be copied again for every op that reads it.
            Tensorflow.Eager.EagerTensor there = NetTensors.CopyTo(Device, host);
            NetTensors.Free(host);
            return new NetTensor(this, there);
        }
    }

    public EagerTensor UploadIntegers(params ReadOnlySpan<int> values)
    {
        lock (Gate)
        {
            Enter();
            return new NetTensor(this, NetTensors.FromHost(values, [values.Length], TF_DataType.TF_INT32));
        }
    }

    public void Download(EagerTensor tensor, Span<float> destination)
    {
        lock (Gate)
        {
            Enter();
            Tensorflow.Eager.EagerTensor source = Known(tensor);
            long began = Stopwatch.GetTimestamp();
            using SafeTensorHandle copy = NetTensors.Resolve(source);
            // On a GPU this is where the ops still on their way are waited for, so it is TensorFlow's time.
            if (!_onHost)
                Counters.ExecuteTicks += Stopwatch.GetTimestamp() - began;
            NetTensors.CopyOut(copy, destination);
        }
    }

    public void Execute(EagerOp op, ReadOnlySpan<EagerTensor> inputs, Span<EagerTensor> outputs)
    {
        lock (Gate)
        {
            Enter();
            NetOp prepared = _prepared.GetValue(op, static made => new NetOp(made));
            object[] arguments = new object[inputs.Length];
            for (int i = 0; i < inputs.Length; i++)
                arguments[i] = Known(inputs[i]);

            Tensor[] results = Run(op, prepared.Call(arguments));
            if (results.Length != outputs.Length)
            {
                foreach (Tensor result in results)
                    NetTensors.Free(result);
                throw new EagerException(op.Layer, op.Name, $"it has {results.Length} outputs, but {outputs.Length} were requested.");
            }

            for (int i = 0; i < results.Length; i++)
                outputs[i] = new NetTensor(this, (Tensorflow.Eager.EagerTensor)results[i]);
        }
    }

    /// <summary>The context stays: TensorFlow.NET has one for as long as the process lives.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        // The kept native ops hold on to the inputs of their last call.
        lock (Gate)
            NetContext.ForgetOps();
    }

    internal void Free(NetTensor tensor)
    {
        lock (Gate)
            NetTensors.Free(tensor.Inner);
    }

    private void Enter()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        NetContext.Enter();
    }

    private Tensor[] Run(EagerOp op, ExecuteOpArgs call)
    {
        long began = Stopwatch.GetTimestamp();
        try
        {
            return [.. tf.Context.ExecuteOp(op.Name, op.Name, call)];
        }
        catch (Exception exception) when (exception is TensorflowException or NotImplementedException or KeyNotFoundException)
        {
            throw new EagerException(op.Layer, op.Name, exception.Message);
        }
        finally
        {
            Counters.ExecuteTicks += Stopwatch.GetTimestamp() - began;
            Counters.Executions++;
        }
    }

    private Tensorflow.Eager.EagerTensor Known(EagerTensor tensor)
    {
        if (tensor is not NetTensor known || known.Owner != this)
            throw new ArgumentException("The tensor belongs to another binding.", nameof(tensor));

        ObjectDisposedException.ThrowIf(known.Inner.EagerTensorHandle.IsClosed, tensor);
        return known.Inner;
    }
}
