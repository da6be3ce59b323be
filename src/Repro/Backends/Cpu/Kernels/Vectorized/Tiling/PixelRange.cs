namespace Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

/// <summary>The outputs that a segment runs over, in the order of its chain: some rows of one picture, or some whole pictures.</summary>
internal readonly record struct PixelRange(int Picture, int Pictures, int Row, int Rows);
