namespace Repro.Backends.Cpu.Kernels.Vectorized.WinogradKernels;

/// <summary>
/// Tiles whose part of a kernel's gradient is computed together: transformed inputs, transformed gradients and sums, a matrix for each
/// of 36 cells.
/// </summary>
/// <param name="First">The first tile's number; a multiple of <see cref="Winograd.SegmentTiles"/>.</param>
/// <param name="Channels">Floats of a tile's inputs in a cell: channels up to whole registers.</param>
/// <param name="Inputs">In panels of channels, tile by tile.</param>
/// <param name="InputStep">Floats from one cell's inputs to the next one's.</param>
/// <param name="Gradients">In panels of filters, tile by tile.</param>
/// <param name="GradientStep">Floats from one cell's gradients to the next one's.</param>
/// <param name="Sums">In panels of filters, channel by channel.</param>
/// <param name="SumStep">Floats from one cell's sums to the next one's.</param>
internal readonly unsafe record struct WinogradGradientBlock(
    WindowGeometry Geometry,
    int First,
    int Tiles,
    int Channels,
    nint Inputs,
    nint InputStep,
    nint Gradients,
    nint GradientStep,
    nint Sums,
    nint SumStep
)
{
    /// <summary>A cell's inputs of the panel that begins at a channel.</summary>
    public float* InputsAt(int cell, int channel) => (float*)Inputs + cell * InputStep + (long)channel * Tiles;

    /// <summary>A cell's gradients of the panel that begins at a filter.</summary>
    public float* GradientsAt(int cell, int filter) => (float*)Gradients + cell * GradientStep + (long)filter * Tiles;

    /// <summary>A cell's sums of the panel that begins at a filter.</summary>
    public float* SumsAt(int cell, int filter) => (float*)Sums + cell * SumStep + (long)filter * Geometry.InChannels;
}
