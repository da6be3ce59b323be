using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Kernels;

namespace Repro.Specs.Backends.Cpu.Kernels;

/// <summary>Specs that hold for each vector width (the wide one emulated where AVX-512 is missing) and for 1, 2 and 3 threads.</summary>
[TestFixtureSource(nameof(Engines))]
[Category("Fast")]
public abstract class VectorSpecs(string instructionSet, int threads)
{
    private Workers? _workers;
    private CpuKernels? _kernels;

    /// <summary>Instruction set and threads.</summary>
    public static IEnumerable<object[]> Engines =>
        from name in new[] { "avx512", "avx2" } from threads in new[] { 1, 2, 3 } select new object[] { name, threads };

    protected static ReferenceKernels Reference { get; } = new();

    protected CpuKernels Kernels => _kernels!;

    [OneTimeSetUp]
    public void Start()
    {
        if (!KernelSelection.IsSupported("avx2")) Assert.Ignore("This processor has no AVX2 with FMA.");

        _workers = new Workers(threads);
        _kernels = KernelSelection.Named(instructionSet, _workers, emulated: true);
    }

    [OneTimeTearDown]
    public void Stop() => _workers?.Dispose();

    /// <summary>Runs the kernel twice into scrambled buffers; each time the bits must be the reference's.</summary>
    protected static void MustEqualReference(int count, float[] expected, Action<float[]> kernel, string what)
    {
        for (int time = 0; time < 2; time++)
        {
            float[] actual = KernelData.Scrambled(count);
            kernel(actual);
            KernelData.MustEqual(actual, expected, count, what);
        }
    }
}
