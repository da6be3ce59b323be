namespace Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

/// <summary>Memory that a thread keeps between calls: pinned, aligned to a cache line, growing only. The content is undefined.</summary>
internal sealed unsafe class WorkBuffer
{
    private const int Alignment = 64;
    private float[] _memory = [];

    public float* Take(long count)
    {
        long needed = count + Alignment / sizeof(float);
        if (_memory.LongLength < needed)
        {
            _memory = GC.AllocateUninitializedArray<float>(checked((int)needed), pinned: true);
        }

        nint address = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _memory[0]);
        return (float*)((address + Alignment - 1) & -Alignment);
    }
}

/// <summary>
/// A thread's buffers by purpose: those of the caller are shared with the workers during one call, the others are a task's own.
/// </summary>
internal sealed class Buffers
{
    [ThreadStatic]
    private static Buffers? _mine;

    public static Buffers Mine => _mine ??= new Buffers();

    /// <summary>Caller: weights in panels, or turned over.</summary>
    public WorkBuffer Panels { get; } = new();

    /// <summary>Caller: bias filled up to whole panels.</summary>
    public WorkBuffer Bias { get; } = new();

    /// <summary>Caller: sums of single images, or of groups of them.</summary>
    public WorkBuffer Partial { get; } = new();

    /// <summary>Caller: a convolution's output or its gradient that is not kept.</summary>
    public WorkBuffer Unpooled { get; } = new();

    /// <summary>Caller: each image's sums of a gradient, for a bias.</summary>
    public WorkBuffer ImageSums { get; } = new();

    /// <summary>Caller: terms of a kernel's gradient that are yet to be summed.</summary>
    public WorkBuffer Terms { get; } = new();

    /// <summary>Task: the part of a convolution's output, or of its gradient, that is worked on.</summary>
    public WorkBuffer Near { get; } = new();

    /// <summary>Task: the part of an image that it reads, with zeros around.</summary>
    public WorkBuffer Region { get; } = new();

    /// <summary>Task: results of a tile, or of a row, before they are added or cut.</summary>
    public WorkBuffer Result { get; } = new();

    /// <summary>Task: inputs that a kernel's gradient reads together.</summary>
    public WorkBuffer Packed { get; } = new();

    /// <summary>Task: a panel's gradients of some pixels.</summary>
    public WorkBuffer Gathered { get; } = new();

    /// <summary>Task: an image's chains, while they run or before they join those of the images before it.</summary>
    public WorkBuffer Chains { get; } = new();

    /// <summary>Task: the terms that are not left out, as <see cref="SparseTerm"/>s.</summary>
    public WorkBuffer Picks { get; } = new();

    /// <summary>Task: how many picks each list has.</summary>
    public WorkBuffer Counts { get; } = new();

    /// <summary>Winograd's transformed inputs: a task's, or the caller's where threads share a block.</summary>
    public WorkBuffer Transformed { get; } = new();

    /// <summary>Caller: Winograd's transformed gradients of a block.</summary>
    public WorkBuffer TransformedGradients { get; } = new();

    /// <summary>Caller: a kernel with channels and filters exchanged.</summary>
    public WorkBuffer Exchanged { get; } = new();

    /// <summary>Winograd's products, likewise.</summary>
    public WorkBuffer Products { get; } = new();
}
