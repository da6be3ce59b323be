namespace Repro.Backends;

/// <summary>What a backend promises about the bits of its results.</summary>
internal static class Determinism
{
    private const string Cpu = "Cpu";

    /// <summary>
    /// Whether the backend gives the same bits for the same seed. Records of the others are repeated in the statistical sense only.
    /// </summary>
    /// <param name="backend">The name that records give it.</param>
    public static bool GivesSameBits(string backend) => backend == Cpu;
}
