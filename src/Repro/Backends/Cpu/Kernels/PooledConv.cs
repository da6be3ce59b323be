namespace Repro.Backends.Cpu.Kernels;

/// <summary>
/// A convolution with ReLU and max-pooling, worked as one: the convolution's output is pooled while it is near and never kept.
/// Bits are those of the three operations one after another.
/// </summary>
/// <param name="Pool">Its input is the convolution's output.</param>
internal readonly record struct PooledConv(WindowGeometry Conv, WindowGeometry Pool)
{
    /// <summary>The winner of a window without a positive value: no gradient passes.</summary>
    public const byte NoWinner = 255;

    /// <summary>Whether windows neither overlap nor leave the image, so that each gradient goes to one cell.</summary>
    public static bool Fits(in WindowGeometry pool) =>
        pool.Window == pool.Stride
        && pool is { PadTop: 0, PadLeft: 0 }
        && pool.Window.Height * pool.Window.Width < NoWinner
        && pool.OutHeight * pool.Window.Height <= pool.InHeight
        && pool.OutWidth * pool.Window.Width <= pool.InWidth;
}

/// <summary>What the backward pass of a <see cref="PooledConv"/> reads and writes. Gradients that nobody wants are null.</summary>
/// <param name="Winograd">Whether the gradients of kernel and input are Winograd's.</param>
internal readonly record struct PooledConvFlow(
    float[] X,
    byte[] Winners,
    float[] Dy,
    float[] Kernel,
    float[]? DKernel,
    float[]? DBias,
    float[]? Dx,
    bool Winograd = false
);
