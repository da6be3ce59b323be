using Repro.Backends.Cpu.Kernels.Vectorized.DepthwiseKernels;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Kernels.Vectorized;

/// <summary>
/// Depthwise convolutions with channels in lanes. A task is a row of outputs or inputs, for the kernel's gradient a segment's images.
/// </summary>
internal sealed unsafe partial class VectorKernels<TSimd, TVector>
{
    public override void DepthwiseForward(in WindowGeometry g, int samples, float[] x, float[] kernel, float[]? bias, float[] y)
    {
        CheckDepthwise(g, samples, x, kernel, y);
        CheckBias(bias, g.InChannels);
        fixed (
            float* px = x,
                pk = kernel,
                pb = bias,
                py = y
        )
        {
            workers.For(samples * g.OutHeight, new DepthwiseForwardWork(g, px, pk, pb, py));
        }
    }

    public override void DepthwiseBackwardData(in WindowGeometry g, int samples, float[] dy, float[] kernel, float[] dx)
    {
        CheckDepthwise(g, samples, dx, kernel, dy);
        fixed (
            float* pdy = dy,
                pk = kernel,
                pdx = dx
        )
        {
            workers.For(samples * g.InHeight, new DepthwiseBackwardWork(g, pdy, pk, pdx));
        }
    }

    public override void DepthwiseBackwardKernel(in WindowGeometry g, int samples, float[] x, float[] dy, float[] dKernel)
    {
        CheckDepthwise(g, samples, x, dKernel, dy);
        Segments segments = Segments.Of(g.OutHeight, g.OutWidth);
        int groups = (samples + segments.Images - 1) / segments.Images;
        int weights = g.Window.Height * g.Window.Width * g.InChannels;
        fixed (
            float* px = x,
                pdy = dy,
                pdk = dKernel
        )
        {
            float* partial = Buffers.Mine.Partial.Take((long)groups * weights);
            workers.For(groups, new DepthwiseKernelWork(g, segments, samples, px, pdy, partial));
            AddUp(partial, groups, weights, pdk);
        }
    }

    private static void CheckDepthwise(in WindowGeometry g, int samples, float[] x, float[] kernel, float[] y)
    {
        AtLeast(x, samples * Inputs(g), "input");
        AtLeast(kernel, (long)g.Window.Height * g.Window.Width * g.InChannels, "kernel");
        AtLeast(y, samples * Outputs(g), "output");
    }

    private readonly struct DepthwiseForwardWork(WindowGeometry g, float* x, float* kernel, float* bias, float* y) : IWork
    {
        private readonly float* _x = x;
        private readonly float* _kernel = kernel;
        private readonly float* _bias = bias;
        private readonly float* _y = y;

        public void Run(int task) =>
            DepthwiseRows<TSimd, TVector>.Forward(
                g,
                task % g.OutHeight,
                _x + task / g.OutHeight * Inputs(g),
                _kernel,
                _bias,
                _y + (long)task * g.OutWidth * g.InChannels
            );
    }

    private readonly struct DepthwiseBackwardWork(WindowGeometry g, float* dy, float* kernel, float* dx) : IWork
    {
        private readonly float* _dy = dy;
        private readonly float* _kernel = kernel;
        private readonly float* _dx = dx;

        public void Run(int task) =>
            DepthwiseRows<TSimd, TVector>.Backward(
                g,
                task % g.InHeight,
                _dy + task / g.InHeight * Outputs(g),
                _kernel,
                _dx + (long)task * g.InWidth * g.InChannels
            );
    }

    private readonly struct DepthwiseKernelWork(WindowGeometry g, Segments segments, int samples, float* x, float* dy, float* partial)
        : IWork
    {
        private readonly float* _x = x;
        private readonly float* _dy = dy;
        private readonly float* _partial = partial;

        public void Run(int task)
        {
            int first = task * segments.Images;
            int images = Math.Min(segments.Images, samples - first);
            int weights = g.Window.Height * g.Window.Width * g.InChannels;
            DepthwiseRows<TSimd, TVector>.KernelGradient(
                g,
                segments.Rows,
                images,
                _x + first * Inputs(g),
                _dy + first * Outputs(g),
                _partial + (long)task * weights
            );
        }
    }
}
