using Repro.Backends.Cpu.Threading;
using Repro.Backends.Optimizers;
using Repro.Models;

namespace Repro.Backends.Cpu.Kernels;

/// <summary>
/// A convolution or pooling of NHWC images: sizes of input and output, window, stride, and zeros before the first row and column.
/// </summary>
internal readonly record struct WindowGeometry(
    int InHeight,
    int InWidth,
    int InChannels,
    int OutHeight,
    int OutWidth,
    int OutChannels,
    Size Window,
    Size Stride,
    int PadTop,
    int PadLeft
);

/// <summary>
/// The operations of the Cpu backend over whole batches, in the order of sums that <c>docs/arithmetic.md</c> fixes.
/// The reference implementation defines each result; every other one equals it bit for bit, whatever the number of threads.
/// Arrays may be longer than needed; only the first elements count. Outputs are overwritten, never added to.
/// </summary>
internal abstract class CpuKernels
{
    /// <summary>What an optimizer keeps is stored as +0 where its magnitude is below this: 2 to the power of -120.</summary>
    internal const float LeastKept = 7.52316385e-37f;

    /// <summary><c>avx512</c>, <c>avx2</c> or <c>reference</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Runs tasks that depend on each other in nothing, on as many threads as these kernels have.</summary>
    public virtual void For<TWork>(int tasks, TWork work)
        where TWork : struct, IWork
    {
        for (int task = 0; task < tasks; task++)
        {
            work.Run(task);
        }
    }

    /// <summary>y = conv(x, kernel) + bias (x: n,h,w,c; kernel: kh,kw,c,f). Winograd where its rule says so and it is on.</summary>
    /// <param name="cache">The kernel's, where no optimizer changes it.</param>
    public abstract void ConvForward(
        in WindowGeometry g,
        int samples,
        float[] x,
        float[] kernel,
        float[]? bias,
        float[] y,
        bool winograd,
        WeightCache? cache = null
    );

    /// <summary>y = maximum(conv(x, kernel) + bias, +0).</summary>
    /// <param name="cache">The kernel's, where no optimizer changes it.</param>
    public virtual void ConvReluForward(
        in WindowGeometry g,
        int samples,
        float[] x,
        float[] kernel,
        float[]? bias,
        float[] y,
        bool winograd,
        WeightCache? cache = null
    )
    {
        ConvForward(g, samples, x, kernel, bias, y, winograd, cache);
        Relu(samples * g.OutHeight * g.OutWidth * g.OutChannels, y, y);
    }

    /// <summary>dx from dy: chain over (oy, ox, n) of the windows that cover a cell.</summary>
    public abstract void ConvBackwardData(in WindowGeometry g, int samples, float[] dy, float[] kernel, float[] dx);

    /// <summary>The kernel's gradient, in the segments that the layer's shape fixes.</summary>
    public abstract void ConvBackwardKernel(in WindowGeometry g, int samples, float[] x, float[] dy, float[] dKernel);

    /// <summary>dx from dy by Winograd's algorithm; for windows of 3x3 and a stride of 1.</summary>
    public abstract void WinogradBackwardData(in WindowGeometry g, int samples, float[] dy, float[] kernel, float[] dx);

    /// <summary>
    /// The kernel's gradient by Winograd's algorithm, in segments of <see cref="Winograd.SegmentTiles"/> tiles; for windows of 3x3 and a
    /// stride of 1.
    /// </summary>
    public abstract void WinogradBackwardKernel(in WindowGeometry g, int samples, float[] x, float[] dy, float[] dKernel);

    /// <summary>Sums of each channel: along rows, rows in order, images in order (bias gradients).</summary>
    public abstract void ChannelSums(int samples, int height, int width, int channels, float[] values, float[] sums);

    public abstract void DenseForward(int samples, int inputs, int units, float[] x, float[] kernel, float[]? bias, float[] y);

    public abstract void DenseBackwardData(int samples, int inputs, int units, float[] dy, float[] kernel, float[] dx);

    public abstract void DenseBackwardKernel(int samples, int inputs, int units, float[] x, float[] dy, float[] dKernel);

    /// <param name="winners">The index of each window's first maximum within its sample, or null where no gradient will be asked
    /// for.</param>
    public abstract void MaxPoolForward(in WindowGeometry g, int samples, float[] x, float[] y, int[]? winners);

    public abstract void MaxPoolBackward(in WindowGeometry g, int samples, float[] dy, int[] winners, float[] dx);

    public abstract void AveragePoolForward(in WindowGeometry g, int samples, float[] x, float[] y);

    public abstract void AveragePoolBackward(in WindowGeometry g, int samples, float[] dy, float[] dx);

    /// <summary>
    /// Whether <see cref="PooledConv"/>'s two passes and <see cref="DenseUpdate"/> exist; otherwise their operations run one by one.
    /// </summary>
    public virtual bool Fuses => false;

    /// <summary>y = maxpool(relu(conv(x, kernel) + bias)).</summary>
    /// <param name="winners">
    /// The place of each window's first maximum in the window, row-major, or <see cref="PooledConv.NoWinner"/>; null where no gradient
    /// will be asked for.
    /// </param>
    /// <param name="cache">The kernel's, where no optimizer changes it.</param>
    public virtual void PooledConvForward(
        in PooledConv block,
        int samples,
        float[] x,
        float[] kernel,
        float[]? bias,
        float[] y,
        byte[]? winners,
        bool winograd,
        WeightCache? cache = null
    ) => throw new NotSupportedException();

    /// <summary>The gradients of kernel, bias and input from that of the pooled output.</summary>
    public virtual void PooledConvBackward(in PooledConv block, int samples, in PooledConvFlow flow) => throw new NotSupportedException();

    /// <summary>y = maximum(x, +0); in place where both are one array.</summary>
    public abstract void Relu(int count, float[] x, float[] y);

    /// <summary>dx = y > 0 ? dy : +0.</summary>
    public abstract void ReluBackward(int count, float[] y, float[] dy, float[] dx);

    /// <summary>y = maximum(x, +0), and <paramref name="most"/> where x is larger.</summary>
    public abstract void ClippedRelu(int count, float[] x, float most, float[] y);

    /// <summary>dx = y > 0 and y &lt; most ? dy : +0.</summary>
    public abstract void ClippedReluBackward(int count, float[] y, float most, float[] dy, float[] dx);

    /// <summary>
    /// y = bias + each channel's convolution by its own kernel (x: n,h,w,c; kernel: kh,kw,c): chain(bias, or +0; ky, kx).
    /// </summary>
    public abstract void DepthwiseForward(in WindowGeometry g, int samples, float[] x, float[] kernel, float[]? bias, float[] y);

    /// <summary>dx from dy: chain over (oy, ox) of the windows that cover a cell.</summary>
    public abstract void DepthwiseBackwardData(in WindowGeometry g, int samples, float[] dy, float[] kernel, float[] dx);

    /// <summary>The kernel's gradient, in the segments of a convolution's.</summary>
    public abstract void DepthwiseBackwardKernel(in WindowGeometry g, int samples, float[] x, float[] dy, float[] dKernel);

    /// <summary>y = keep ? x * scale : +0; also dropout's backward pass.</summary>
    public abstract void Dropout(int count, float[] x, byte[] keep, float scale, float[] y);

    /// <summary>An optimizer's update of a weight and of what it keeps.</summary>
    /// <param name="slots">In the order of <see cref="Optimizer.Slots"/>.</param>
    public abstract void Update(int count, float[] weight, float[] gradient, float[][] slots, in UpdateStep step);

    /// <summary>
    /// <see cref="DenseBackwardKernel"/> and <see cref="Update"/> in one: a few rows of the gradient at a time, which are gone when the
    /// weights (inputs, units) and their slots are updated.
    /// </summary>
    public virtual void DenseUpdate(
        int samples,
        int inputs,
        int units,
        float[] x,
        float[] dy,
        float[] kernel,
        float[][] slots,
        in UpdateStep step
    ) => throw new NotSupportedException();

    /// <summary>A dense layer as a convolution of one pixel.</summary>
    protected static WindowGeometry DenseGeometry(int inputs, int units) =>
        new(1, 1, inputs, 1, 1, units, new Size(1, 1), new Size(1, 1), 0, 0);
}
