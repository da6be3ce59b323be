using BenchmarkDotNet.Attributes;
using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Threading;
using Repro.Randomness;

namespace Repro.Bench;

/// <summary>
/// The MNIST convnet's second convolution (13x13x32 to 11x11x64, batch 64: 142.7 million multiply-adds a direction) in its three
/// directions,
/// by every instruction set that the machine has, the naive reference as the peer.
/// Run it alone on the machine: <c>dotnet run -c Release --project bench -- --filter "*Convolution*"</c>.
/// </summary>
public sealed class ConvolutionBenchmark : IDisposable
{
    private const int Batch = 64;

    private readonly WindowGeometry _geometry = new(13, 13, 32, 11, 11, 64, 3, 1, 0, 0);
    private readonly float[] _kernel = Values(1, 3 * 3 * 32 * 64);
    private readonly float[] _bias = Values(2, 64);
    private readonly float[] _x = Values(3, Batch * 13 * 13 * 32);
    private readonly float[] _dy = Values(4, Batch * 11 * 11 * 64);
    private readonly float[] _y = new float[Batch * 11 * 11 * 64];
    private readonly float[] _dx = new float[Batch * 13 * 13 * 32];
    private readonly float[] _dKernel = new float[3 * 3 * 32 * 64];

    private Workers _workers = null!;
    private CpuKernels _kernels = null!;

    [ParamsSource(nameof(InstructionSets))]
    public string InstructionSet { get; set; } = "reference";

    public static IEnumerable<string> InstructionSets => KernelSelection.Names.Where(KernelSelection.IsSupported);

    [GlobalSetup]
    public void Setup()
    {
        _workers = new Workers();
        _kernels = KernelSelection.Named(InstructionSet, _workers);
    }

    [GlobalCleanup]
    public void Dispose() => _workers.Dispose();

    [Benchmark]
    public void Forward() => _kernels.ConvForward(_geometry, Batch, _x, _kernel, _bias, _y, winograd: false);

    [Benchmark]
    public void BackwardData() => _kernels.ConvBackwardData(_geometry, Batch, _dy, _kernel, _dx);

    [Benchmark]
    public void BackwardKernel() => _kernels.ConvBackwardKernel(_geometry, Batch, _x, _dy, _dKernel);

    private static float[] Values(int seed, int count)
    {
        RandomStream stream = new(seed, "bench", 0);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = 2 * stream.NextSingle() - 1;
        }

        return values;
    }
}
