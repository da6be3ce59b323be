namespace Repro.TensorFlow.Seam;

/// <summary>What a binding is opened with.</summary>
/// <param name="Device"><c>auto</c> (the first GPU where there is one, else the CPU), <c>cpu</c>, <c>gpu</c>, <c>CPU:0</c>, <c>GPU:1</c>.</param>
/// <param name="Threads">Threads within an op; 0 for one each processor.</param>
/// <param name="MemoryGrowth">Whether a GPU's memory is taken as it is needed, not all at the start.</param>
public sealed record EagerOptions(string Device = "auto", int Threads = 0, bool MemoryGrowth = true);
