namespace Repro.Configuration;

/// <summary>How the TensorFlow backend runs. Part of <see cref="Settings"/>, never of a run's configuration.</summary>
/// <param name="Library">The native library: a file, its folder, or the Python package's folder; null where none is named.</param>
/// <param name="Binding"><c>c-api</c> or <c>tensorflow.net</c>, chosen independently of the library.</param>
/// <param name="Device"><c>auto</c> (the first GPU where there is one, else the CPU), <c>cpu</c>, <c>gpu</c>, <c>CPU:0</c>,
/// <c>GPU:1</c>.</param>
/// <param name="MemoryGrowth">Whether a GPU's memory is taken as it is needed, not all at the start.</param>
/// <param name="Deterministic">Whether TensorFlow takes only kernels that repeat their bits on the same device.</param>
/// <param name="Tf32">Whether a GPU may multiply float32 with 10 bits of fraction.</param>
internal sealed record TensorFlowSettings(
    string? Library,
    string Binding = "c-api",
    string Device = "auto",
    bool MemoryGrowth = true,
    bool Deterministic = true,
    bool Tf32 = false
)
{
    /// <summary>What holds where nothing is set.</summary>
    public static TensorFlowSettings Default { get; } = new(Library: null);
}
