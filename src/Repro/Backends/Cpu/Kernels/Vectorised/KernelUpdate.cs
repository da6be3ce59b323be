namespace Repro.Backends.Cpu.Kernels.Vectorised;

/// <summary>A kernel's weights and their running mean squares, and how RMSprop updates both.</summary>
internal readonly unsafe struct KernelUpdate(float* weights, float* meanSquares, RmsProp settings)
{
    public float* Weights { get; } = weights;

    public float* MeanSquares { get; } = meanSquares;

    public RmsProp Settings { get; } = settings;
}
