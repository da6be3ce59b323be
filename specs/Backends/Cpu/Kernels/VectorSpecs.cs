using System.Collections.Concurrent;
using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Threading;

namespace Repro.Specs.Backends.Cpu.Kernels;

/// <summary>
/// Specs that hold for each vector width (the wide one emulated where AVX-512 is missing), for 1, 2 and 3 threads, and for the tasks that
/// are planned for 64.
/// </summary>
[TestFixtureSource(nameof(Backends))]
[Category("Fast")]
internal abstract class VectorSpecs(string instructionSet, int threads)
{
    // The reference is slow, and the same for every fixture of a class.
    private static readonly ConcurrentDictionary<object, Lazy<float[][]>> References = new();

    // Their tasks run in the calling thread.
    private const int ManyThreads = 64;

    private Workers? _workers;
    private CpuKernels? _kernels;

    /// <summary>Instruction set and threads.</summary>
    public static IEnumerable<object[]> Backends =>
        [
            ["avx512", 1],
            ["avx512", 2],
            ["avx512", ManyThreads],
            ["avx2", 1],
            ["avx2", 3],
            ["avx2", ManyThreads],
        ];

    protected static ReferenceKernels Reference { get; } = new();

    protected CpuKernels Kernels => _kernels!;

    [OneTimeSetUp]
    public void Start()
    {
        if (!KernelSelection.IsSupported("avx2"))
        {
            Assert.Ignore("This processor has no AVX2 with FMA.");
        }

        _workers = threads == ManyThreads ? new Workers(threads, new Unobserved()) : new Workers(threads);
        _kernels = KernelSelection.Named(instructionSet, _workers, emulated: true);
    }

    [OneTimeTearDown]
    public void Stop() => _workers?.Dispose();

    private protected delegate void ToData(CpuKernels kernels, WindowGeometry g, int samples, float[] dy, float[] kernel, float[] dx);

    private protected delegate void ToKernel(CpuKernels kernels, WindowGeometry g, int samples, float[] x, float[] dy, float[] dKernel);

    /// <summary>A gradient to the data on made values.</summary>
    private protected void MustEqualReference(WindowGeometry g, int samples, ToData backward)
    {
        float[] dy = KernelData.Values(samples * KernelData.Outputs(g), 4);
        float[] kernel = KernelData.Values(KernelData.Weights(g), 2);
        float[] expected = Expected(
            ("dx", g, samples),
            samples * KernelData.Inputs(g),
            dx => backward(Reference, g, samples, dy, kernel, dx)
        );
        MustEqualReference(expected.Length, expected, dx => backward(Kernels, g, samples, dy, kernel, dx), "dx");
    }

    /// <summary>A gradient to the kernel on made values.</summary>
    private protected void MustEqualReference(WindowGeometry g, int samples, ToKernel backward)
    {
        float[] x = KernelData.Values(samples * KernelData.Inputs(g), 1);
        float[] dy = KernelData.Values(samples * KernelData.Outputs(g), 4);
        float[] expected = Expected(("dKernel", g, samples), KernelData.Weights(g), dk => backward(Reference, g, samples, x, dy, dk));
        MustEqualReference(expected.Length, expected, dk => backward(Kernels, g, samples, x, dy, dk), "dKernel");
    }

    /// <summary>What the reference computes, once for all instruction sets and threads.</summary>
    /// <param name="what">The operation and its arguments, within a class of specs.</param>
    private protected float[] Expected(object what, int count, Action<float[]> reference) =>
        Expected(
            what,
            () =>
            {
                float[] expected = new float[count];
                reference(expected);
                return [expected];
            }
        )[0];

    /// <summary>Several arrays of the reference, computed once.</summary>
    private protected float[][] Expected(object what, Func<float[][]> reference) =>
        References.GetOrAdd((GetType(), what), _ => new Lazy<float[][]>(reference)).Value;

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

    private sealed class Unobserved : ILoopObserver
    {
        public void LoopStarts(Type work, int tasks) { }

        public void TaskEnds() { }
    }
}
