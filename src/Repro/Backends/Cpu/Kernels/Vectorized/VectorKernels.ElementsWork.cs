using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Kernels.Vectorized.Updates;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Kernels.Vectorized;

/// <summary>The tasks of operations on single elements.</summary>
internal sealed unsafe partial class VectorKernels<TSimd, TVector>
{
    /// <summary>What is done to some of the elements.</summary>
    private interface IPart
    {
        void Run(int first, int end);
    }

    private readonly struct PartWork<TPart>(int count, TPart part) : IWork
        where TPart : struct, IPart
    {
        public void Run(int task) => part.Run(task * ElementsPerTask, (int)Math.Min(count, (task + 1L) * ElementsPerTask));
    }

    private readonly struct ReluWork(float* x, float* y) : IPart
    {
        private readonly float* _x = x;
        private readonly float* _y = y;

        public void Run(int first, int end) => Rectifier.Run(_x + first, _y + first, end - first);
    }

    private readonly struct ReluBackwardWork(float* y, float* dy, float* dx) : IPart
    {
        private readonly float* _y = y;
        private readonly float* _dy = dy;
        private readonly float* _dx = dx;

        public void Run(int first, int end) => ReluBackward(_y, _dy, _dx, first, end);
    }

    private readonly struct ClippedReluWork(float* x, float most, float* y) : IPart
    {
        private readonly float* _x = x;
        private readonly float* _y = y;

        public void Run(int first, int end) => ClippedRelu(_x, most, _y, first, end);
    }

    private readonly struct ClippedReluBackwardWork(float* y, float most, float* dy, float* dx) : IPart
    {
        private readonly float* _y = y;
        private readonly float* _dy = dy;
        private readonly float* _dx = dx;

        public void Run(int first, int end) => ClippedReluBackward(_y, most, _dy, _dx, first, end);
    }

    private readonly struct DropoutWork(float* x, byte* keep, float scale, float* y) : IPart
    {
        private readonly float* _x = x;
        private readonly byte* _keep = keep;
        private readonly float* _y = y;

        public void Run(int first, int end) => Dropout(_x, _keep, scale, _y, first, end);
    }

    private readonly struct UpdateWork(WeightUpdate update, float* gradient) : IPart
    {
        private readonly float* _gradient = gradient;

        public void Run(int first, int end) => update.Run(first, _gradient + first, end - first);
    }
}
