namespace Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

/// <summary>The outputs that a segment runs over, in the order of its chain: some rows of one image, or some whole images.</summary>
internal readonly record struct PixelRange(int Image, int Images, int Row, int Rows);
