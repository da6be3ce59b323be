using Repro.Configuration;

namespace Repro.TensorFlow.Seam;

/// <summary>What a binding is opened with.</summary>
/// <param name="Device"><c>auto</c> (the first GPU where there is one, else the CPU), <c>cpu</c>, <c>gpu</c>, <c>CPU:0</c>,
/// <c>GPU:1</c>.</param>
/// <param name="Threads">Threads within an op; 0 for one each processor.</param>
/// <param name="MemoryGrowth">Whether a GPU's memory is taken as it is needed, not all at the start.</param>
/// <param name="Deterministic">Only kernels that repeat their bits on the same device; of the whole process, fixed by the first who
/// opens.</param>
/// <param name="Tf32">Whether a GPU may multiply with 10 bits of fraction; of the whole process too.</param>
internal sealed record EagerOptions(
    string Device = "auto",
    int Threads = 0,
    bool MemoryGrowth = true,
    bool Deterministic = true,
    bool Tf32 = false
)
{
    /// <summary>The options that the settings of this machine name.</summary>
    public static EagerOptions From(Settings settings) =>
        new(
            settings.TensorFlow.Device,
            settings.Threads,
            settings.TensorFlow.MemoryGrowth,
            settings.TensorFlow.Deterministic,
            settings.TensorFlow.Tf32
        );
}
