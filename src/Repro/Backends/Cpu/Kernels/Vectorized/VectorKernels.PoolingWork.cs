using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Kernels.Vectorized;

/// <summary>The tasks of pooling: an image's row of outputs forward, and an image backward.</summary>
internal sealed unsafe partial class VectorKernels<TSimd, TVector>
{
    private readonly struct MaxPoolWork(WindowGeometry g, float* x, float* y, int* winners) : IWork
    {
        private readonly float* _x = x;
        private readonly float* _y = y;
        private readonly int* _winners = winners;

        public void Run(int task) =>
            MaxPoolRow(g, task % g.OutHeight, _x + task / g.OutHeight * Inputs(g), _y, _winners, (long)task * g.OutWidth * g.InChannels);
    }

    private readonly struct MaxPoolBackwardWork(WindowGeometry g, float* dy, int* winners, float* dx) : IWork
    {
        private readonly float* _dy = dy;
        private readonly int* _winners = winners;
        private readonly float* _dx = dx;

        public void Run(int n) => MaxPoolBackward(g, _dy + n * Outputs(g), _winners + n * Outputs(g), _dx + n * Inputs(g));
    }

    private readonly struct AveragePoolWork(WindowGeometry g, float* x, float* y) : IWork
    {
        private readonly float* _x = x;
        private readonly float* _y = y;

        public void Run(int task) =>
            AveragePoolRow(g, task % g.OutHeight, _x + task / g.OutHeight * Inputs(g), _y + (long)task * g.OutWidth * g.InChannels);
    }

    private readonly struct AveragePoolBackwardWork(WindowGeometry g, float* dy, float* dx) : IWork
    {
        private readonly float* _dy = dy;
        private readonly float* _dx = dx;

        public void Run(int n) => AveragePoolBackward(g, _dy + n * Outputs(g), _dx + n * Inputs(g));
    }
}
