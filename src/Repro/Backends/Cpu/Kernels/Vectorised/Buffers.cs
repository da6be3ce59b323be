namespace Repro.Backends.Cpu.Kernels.Vectorised;

/// <summary>Memory that a thread keeps between calls: pinned, aligned to a cache line, growing only. The content is undefined.</summary>
internal sealed unsafe class Buffer
{
    private const int Alignment = 64;
    private float[] _memory = [];

    public float* Take(long count)
    {
        long needed = count + Alignment / sizeof(float);
        if (_memory.LongLength < needed) _memory = GC.AllocateUninitializedArray<float>(checked((int)needed), pinned: true);
        nint address = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _memory[0]);
        return (float*)((address + Alignment - 1) & -Alignment);
    }
}

/// <summary>A thread's buffers by purpose: those of the caller are shared with the workers during one call, the others are a task's own.</summary>
internal sealed class Buffers
{
    [ThreadStatic]
    private static Buffers? _mine;

    public static Buffers Mine => _mine ??= new Buffers();

    /// <summary>Caller: weights in panels, or turned over.</summary>
    public Buffer Panels { get; } = new();

    /// <summary>Caller: bias filled up to whole panels.</summary>
    public Buffer Bias { get; } = new();

    /// <summary>Caller: sums of single pictures, or of groups of them.</summary>
    public Buffer Partial { get; } = new();

    /// <summary>Caller: a convolution's output or its gradient that is not kept.</summary>
    public Buffer Unpooled { get; } = new();

    /// <summary>Caller: each picture's sums of a gradient, for a bias.</summary>
    public Buffer PictureSums { get; } = new();

    /// <summary>Caller: terms of a kernel's gradient that are yet to be summed.</summary>
    public Buffer Terms { get; } = new();

    /// <summary>Task: the part of a convolution's output, or of its gradient, that is worked on.</summary>
    public Buffer Near { get; } = new();

    /// <summary>Task: the part of a picture that it reads, with zeros around.</summary>
    public Buffer Region { get; } = new();

    /// <summary>Task: results of a tile, or of a row, before they are added or cut.</summary>
    public Buffer Result { get; } = new();

    /// <summary>Task: inputs that a kernel's gradient reads together.</summary>
    public Buffer Packed { get; } = new();

    /// <summary>Task: a panel's gradients of some pixels.</summary>
    public Buffer Gathered { get; } = new();

    /// <summary>Task: a picture's chains, while they run or before they join those of the pictures before it.</summary>
    public Buffer Chains { get; } = new();

    /// <summary>Task: the terms that are not left out, as <see cref="Pick"/>s.</summary>
    public Buffer Picks { get; } = new();

    /// <summary>Task: how many picks each list has.</summary>
    public Buffer Counts { get; } = new();

    /// <summary>Winograd's transformed inputs: a task's, or the caller's where threads share a block.</summary>
    public Buffer Transformed { get; } = new();

    /// <summary>Caller: Winograd's transformed gradients of a block.</summary>
    public Buffer TransformedGradients { get; } = new();

    /// <summary>Caller: a kernel with channels and filters exchanged.</summary>
    public Buffer Exchanged { get; } = new();

    /// <summary>Winograd's products, likewise.</summary>
    public Buffer Products { get; } = new();
}
