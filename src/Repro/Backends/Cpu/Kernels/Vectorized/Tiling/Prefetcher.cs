using System.Runtime.Intrinsics.X86;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

/// <summary>Memory that will be read soon, brought near a little at a time while tiles compute. Addresses need not be anyone's.</summary>
internal unsafe struct Prefetcher(float* first, long floats, int turns)
{
    private const int LineBytes = 64;

    private readonly long _lines = floats * sizeof(float) / LineBytes / Math.Max(1, turns) + 1;
    private byte* _at = (byte*)first;

    /// <summary>Into the second cache.</summary>
    public void Turn()
    {
        for (long line = 0; line < _lines; line++, _at += LineBytes)
        {
            Sse.Prefetch1(_at);
        }
    }

    /// <summary>Into all caches.</summary>
    public void TurnNear()
    {
        for (long line = 0; line < _lines; line++, _at += LineBytes)
        {
            Sse.Prefetch0(_at);
        }
    }
}
