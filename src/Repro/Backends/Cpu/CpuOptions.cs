namespace Repro.Backends.Cpu;

/// <summary>Settings of the Cpu backend.</summary>
/// <param name="Threads">Threads that compute; 0 for one a processor. Never changes a bit.</param>
/// <param name="InstructionSet"><c>avx512</c>, <c>avx2</c>, <c>reference</c>, or <c>auto</c> for the fastest here. Never changes a
/// bit.</param>
/// <param name="Winograd">Whether large 3x3 convolutions take Winograd's algorithm. Off is another arithmetic, which records name.</param>
internal sealed record CpuOptions(int Threads = 0, string InstructionSet = CpuOptions.Auto, bool Winograd = true)
{
    public const string Auto = "auto";

    /// <summary>
    /// Whether gradients in training take Winograd's algorithm too where its second rule says so: version 2 of its arithmetic. Off is
    /// version 1, with which older records were trained.
    /// </summary>
    internal bool WinogradGradients { get; init; } = true;

    /// <summary>Whether operations are worked as one where that is faster; never changes a bit. Specs compare both ways.</summary>
    internal bool Fused { get; init; } = true;

    /// <summary>Whether the kernels of AVX-512 may run where it is missing; never changes a bit. Specs run all kernels so.</summary>
    internal bool Emulated { get; init; }
}
