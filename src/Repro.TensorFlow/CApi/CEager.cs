using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.CApi;

/// <summary>Eager execution through TensorFlow's C API.</summary>
internal sealed unsafe class CEager : IEager
{
    private const int Float32 = 1;
    private const int Int32 = 3;
    private const int MostAxes = 8;

    // By reference: an op is made once and run often, and comparing its attributes each time would cost more than the call.
    private readonly ConditionalWeakTable<EagerOp, PreparedOp> _prepared = [];
    private readonly CFunctions _functions;
    private readonly nint _status;
    private readonly nint _context;
    private readonly byte[] _device;
    private readonly bool _onHost;
    private bool _disposed;

    /// <param name="library">A loaded library that exports all of <see cref="CFunctions.Symbols"/>.</param>
    /// <exception cref="InputException">TensorFlow makes no context, or has no such device.</exception>
    public CEager(nint library, EagerOptions options)
    {
        _functions = new CFunctions(library);
        LibraryVersion = CFunctions.Text(_functions.TF_Version());
        _status = _functions.TF_NewStatus();
        try
        {
            _context = NewContext(options);
            Devices = ListDevices();
            Device = DeviceChoice.Choose(options.Device, Devices);
        }
        catch
        {
            FreeContext();
            throw;
        }

        // Pinned: its address is given away on every call.
        _device = Pinned(Device.Name);
        _onHost = Device.Type == "CPU";
    }

    public string Binding => "c-api";

    public string LibraryVersion { get; }

    public IReadOnlyList<EagerDevice> Devices { get; }

    public EagerDevice Device { get; }

    public EagerCounters Counters { get; } = new();

    private byte* DeviceName => (byte*)Unsafe.AsPointer(ref _device[0]);

    public EagerTensor Upload(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        nint host = FromHost(Float32, values, shape);
        if (_onHost)
        {
            return new CTensor(this, host);
        }

        nint there = _functions.TFE_TensorHandleCopyToDevice(host, _context, DeviceName, _status);
        _functions.TFE_DeleteTensorHandle(host);
        ThrowIfFailed("upload", "TFE_TensorHandleCopyToDevice");
        return new CTensor(this, there);
    }

    public EagerTensor UploadIntegers(params ReadOnlySpan<int> values) => new CTensor(this, FromHost(Int32, values, [values.Length]));

    public void Download(EagerTensor tensor, Span<float> destination)
    {
        nint handle = HandleOf(tensor);
        int type = _functions.TFE_TensorHandleDataType(handle);
        if (type != Float32)
        {
            throw new ArgumentException($"The tensor has elements of TensorFlow's type {type}, not float32.", nameof(tensor));
        }

        long began = Stopwatch.GetTimestamp();
        nint copy = _functions.TFE_TensorHandleResolve(handle, _status);
        // On a GPU this is where the ops still on their way are waited for, so it is TensorFlow's time.
        if (!_onHost)
        {
            Counters.ExecuteTicks += Stopwatch.GetTimestamp() - began;
        }

        ThrowIfFailed("download", "TFE_TensorHandleResolve");
        try
        {
            nuint bytes = _functions.TF_TensorByteSize(copy);
            if (bytes != (nuint)destination.Length * sizeof(float))
            {
                throw new ArgumentException(
                    $"The tensor has {bytes / sizeof(float)} values, but there is room for {destination.Length}.",
                    nameof(destination)
                );
            }

            new ReadOnlySpan<float>(_functions.TF_TensorData(copy), destination.Length).CopyTo(destination);
        }
        finally
        {
            _functions.TF_DeleteTensor(copy);
        }
    }

    public void Execute(EagerOp op, ReadOnlySpan<EagerTensor> inputs, Span<EagerTensor> outputs)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        PreparedOp prepared = _prepared.GetValue(op, static made => new PreparedOp(made));
        nint* results = stackalloc nint[outputs.Length];
        int count = outputs.Length;
        nint native = _functions.TFE_NewOp(_context, prepared.Name, _status);
        ThrowIfFailed(op.Layer, op.Name);
        try
        {
            _functions.TFE_OpSetDevice(native, DeviceName, _status);
            ThrowIfFailed(op.Layer, op.Name);
            foreach (EagerTensor input in inputs)
            {
                _functions.TFE_OpAddInput(native, HandleOf(input), _status);
                ThrowIfFailed(op.Layer, op.Name);
            }

            if (!prepared.IsChecked && prepared.Check(_functions, native, _status) is { } wrong)
            {
                _ = Failure();
                throw new EagerException(op.Layer, op.Name, wrong);
            }

            prepared.SetAttributes(_functions, native);
            long began = Stopwatch.GetTimestamp();
            _functions.TFE_Execute(native, results, &count, _status);
            Counters.ExecuteTicks += Stopwatch.GetTimestamp() - began;
            Counters.Executions++;
            ThrowIfFailed(op.Layer, op.Name);
        }
        finally
        {
            _functions.TFE_DeleteOp(native);
        }

        if (count != outputs.Length)
        {
            for (int i = 0; i < count; i++)
            {
                _functions.TFE_DeleteTensorHandle(results[i]);
            }

            throw new EagerException(op.Layer, op.Name, $"it has {count} outputs, but {outputs.Length} were requested.");
        }

        for (int i = 0; i < count; i++)
        {
            outputs[i] = new CTensor(this, results[i]);
        }
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        // A tensor must not outlive its context: the last one to go takes it along.
        if (Counters.LiveTensors == 0)
        {
            FreeContext();
        }
    }

    internal void Free(nint handle)
    {
        _functions.TFE_DeleteTensorHandle(handle);
        if (_disposed && Counters.LiveTensors == 1)
        {
            FreeContext();
        }
    }

    private void FreeContext()
    {
        if (_context != 0)
        {
            _functions.TFE_DeleteContext(_context);
        }

        _functions.TF_DeleteStatus(_status);
    }

    private nint NewContext(EagerOptions options)
    {
        nint native = _functions.TFE_NewContextOptions();
        try
        {
            byte[] config = ConfigProto.Encode(options);
            fixed (byte* bytes = config)
            {
                _functions.TFE_ContextOptionsSetConfig(native, bytes, (nuint)config.Length, _status);
            }

            if (Failure() is { } refused)
            {
                throw new InputException($"TensorFlow {LibraryVersion} refuses the settings of its devices: {refused}");
            }

            nint context = _functions.TFE_NewContext(native, _status);
            return Failure() is { } reason
                ? throw new InputException($"TensorFlow {LibraryVersion} cannot start on this machine: {reason}")
                : context;
        }
        finally
        {
            _functions.TFE_DeleteContextOptions(native);
        }
    }

    private List<EagerDevice> ListDevices()
    {
        nint list = _functions.TFE_ContextListDevices(_context, _status);
        if (Failure() is { } reason)
        {
            throw new InputException($"TensorFlow {LibraryVersion} does not list its devices: {reason}");
        }

        try
        {
            List<EagerDevice> devices = [];
            for (int i = 0; i < _functions.TF_DeviceListCount(list); i++)
            {
                devices.Add(
                    new EagerDevice(
                        CFunctions.Text(_functions.TF_DeviceListName(list, i, _status)),
                        CFunctions.Text(_functions.TF_DeviceListType(list, i, _status))
                    )
                );
            }

            return devices;
        }
        finally
        {
            _functions.TF_DeleteDeviceList(list);
        }
    }

    /// <summary>A handle on a copy of the values in the host's memory.</summary>
    private nint FromHost<T>(int type, ReadOnlySpan<T> values, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (shape.Length > MostAxes)
        {
            throw new ArgumentException($"A tensor has at most {MostAxes} axes here, not {shape.Length}.", nameof(shape));
        }

        long* axes = stackalloc long[MostAxes];
        long count = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            axes[i] = shape[i];
            count = checked(count * shape[i]);
        }

        if (count != values.Length)
        {
            throw new ArgumentException(
                $"A tensor of shape {string.Join('x', shape.ToArray())} has {count} values, but {values.Length} were given.",
                nameof(values)
            );
        }

        nint tensor = _functions.TF_AllocateTensor(type, axes, shape.Length, (nuint)values.Length * (nuint)sizeof(T));
        if (tensor == 0)
        {
#pragma warning disable MA0012, CA2201 // The tool reports it as any other lack of memory.
            throw new OutOfMemoryException($"TensorFlow has no memory for a tensor of {count} values.");
#pragma warning restore MA0012, CA2201
        }

        values.CopyTo(new Span<T>(_functions.TF_TensorData(tensor), values.Length));
        nint handle = _functions.TFE_NewTensorHandle(tensor, _status);
        // The handle shares the memory.
        _functions.TF_DeleteTensor(tensor);
        ThrowIfFailed("upload", "TFE_NewTensorHandle");
        return handle;
    }

    private nint HandleOf(EagerTensor tensor)
    {
        if (tensor is not CTensor known || known.Owner != this)
        {
            throw new ArgumentException("The tensor belongs to another binding.", nameof(tensor));
        }

        ObjectDisposedException.ThrowIf(known.Handle == 0, tensor);
        return known.Handle;
    }

    private void ThrowIfFailed(string layer, string op)
    {
        if (_functions.TF_GetCode(_status) != 0)
        {
            throw new EagerException(layer, op, Failure()!);
        }
    }

    /// <summary>TensorFlow's words where the last call failed; the status is fine again afterwards.</summary>
    private string? Failure()
    {
        if (_functions.TF_GetCode(_status) == 0)
        {
            return null;
        }

        string reason = CFunctions.Text(_functions.TF_Message(_status));
        fixed (byte* nothing = "\0"u8)
        {
            _functions.TF_SetStatus(_status, 0, nothing);
        }

        return reason;
    }

    private static byte[] Pinned(string text)
    {
        byte[] bytes = GC.AllocateArray<byte>(Encoding.UTF8.GetByteCount(text) + 1, pinned: true);
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }
}
