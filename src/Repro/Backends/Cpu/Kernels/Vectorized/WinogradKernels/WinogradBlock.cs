namespace Repro.Backends.Cpu.Kernels.Vectorized.WinogradKernels;

/// <summary>
/// Tiles that go through Winograd's steps together, and where their transformed inputs and products lie: a matrix for each of 36 cells.
/// </summary>
/// <param name="First">The first tile's number.</param>
/// <param name="Channels">Floats of a tile's inputs in a cell: channels up to whole registers.</param>
/// <param name="Filters">Floats of a tile's products in a cell: filters up to whole panels.</param>
/// <param name="InputStep">Floats from one cell's inputs to the next one's.</param>
/// <param name="OutputStep">Floats from one cell's products to the next one's.</param>
internal readonly record struct WinogradBlock(
    int First,
    int Tiles,
    int Channels,
    int Filters,
    nint Inputs,
    nint InputStep,
    nint Products,
    nint OutputStep
);
