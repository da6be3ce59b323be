namespace Repro.Backends.Cpu.Kernels.Vectorized.Updates;

/// <summary>What an optimizer keeps for some weights; a pointer without use is null.</summary>
internal readonly unsafe struct SlotPointers(float* first, float* second, float* third)
{
    public float* First { get; } = first;

    public float* Second { get; } = second;

    public float* Third { get; } = third;
}
