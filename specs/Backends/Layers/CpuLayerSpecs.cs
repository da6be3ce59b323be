using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Threading;
using Repro.Specs.Backends.Cpu.Kernels;

namespace Repro.Specs.Backends.Layers;

[Category("Fast")]
internal sealed class CpuLayerSpecs : LayerContract
{
    private protected override LayerPass.Backend Backend => LayerPass.Cpu(new ReferenceKernels());
}

/// <summary>The same layers by the kernels of every register width and several threads: the same bits.</summary>
[Category("Fast")]
internal sealed class LayerBitsSpecs
{
    private static IEnumerable<string> Cases => LayerCase.Names;

    [Test]
    public void Every_instruction_set_gives_the_same_bits(
        [ValueSource(nameof(Cases))] string name,
        [Values("avx512", "avx2")] string instructionSet
    )
    {
        if (!KernelSelection.IsSupported("avx2"))
        {
            Assert.Ignore("This processor has no AVX2 with FMA.");
        }

        LayerCase oracle = LayerCase.Read(name);
        float[]? seed = oracle.InputGradients is null && oracle.WeightGradients.Length == 0 ? null : oracle.Seed();
        using Workers workers = new(3);

        LayerPass expected = LayerPass.Cpu(new ReferenceKernels())(
            oracle.Model,
            oracle.Batch(),
            oracle.Samples,
            oracle.WeightValues,
            seed,
            seed is not null
        );
        LayerPass actual = LayerPass.Cpu(KernelSelection.Named(instructionSet, workers, emulated: true))(
            oracle.Model,
            oracle.Batch(),
            oracle.Samples,
            oracle.WeightValues,
            seed,
            seed is not null
        );

        KernelData.MustEqual(actual.Output, expected.Output, expected.Output.Length, "output");
        if (seed is null)
        {
            return;
        }

        KernelData.MustEqual(actual.InputGradient!, expected.InputGradient!, expected.InputGradient!.Length, "input's gradient");
        for (int k = 0; k < expected.Gradients.Length; k++)
        {
            KernelData.MustEqual(actual.Gradients[k], expected.Gradients[k], expected.Gradients[k].Length, $"gradient {k}");
        }

        for (int k = 0; k < expected.Weights.Length; k++)
        {
            KernelData.MustEqual(actual.Weights[k], expected.Weights[k], expected.Weights[k].Length, $"weight {k}");
        }
    }
}
