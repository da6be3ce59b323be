using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.Specs.Backends.Cpu.SameBits;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Cpu;

/// <summary>A training step takes nothing from the managed heap once the first steps have taken what all need.</summary>
[Category("Fast")]
// It counts what the whole process allocates.
[NonParallelizable]
internal sealed class SteadyStateSpecs
{
    private const int Steps = 3;
    private const int Attempts = 30;

    [Test]
    public void A_step_allocates_nothing(
        [Values("binary", "softmax", "winograd", "residual", "adam", "sgd-nesterov", "nadam-legacy", "rmsprop-momentum")] string training,
        [Values("avx512", "avx2")] string instructionSet,
        [Values] bool fused
    )
    {
        if (!KernelSelection.IsSupported(instructionSet))
        {
            Assert.Ignore($"not run: this processor lacks {instructionSet}");
        }

        // One thread, the caller's, does all the work, and nobody else's allocations are counted.
        Least(training, new CpuOptions(1, instructionSet) { Fused = fused }, GC.GetAllocatedBytesForCurrentThread).Should().Be(0);
    }

    [Test]
    public void Nor_do_the_threads_that_help([Values("binary", "softmax", "winograd", "residual")] string training)
    {
        if (!KernelSelection.IsSupported("avx2"))
        {
            Assert.Ignore("not run: this processor lacks AVX2 with FMA");
        }

        // The whole process is counted; what others allocate meanwhile can only add to some of the attempts.
        Least(training, new CpuOptions(2), () => GC.GetTotalAllocatedBytes(precise: true)).Should().Be(0);
    }

    private static long Least(string training, CpuOptions options, Func<long> allocated)
    {
        (Model model, int samples) = Trainings.Case(training);
        Loss loss = model.OutputShapes[0].Elements == 1 ? Loss.BinaryCrossentropy : Loss.CategoricalCrossentropy;
        using CpuBackend backend = new(options);
        using INetwork network = backend.Build(
            model,
            new CompileOptions(loss, Trainings.Optimizers.GetValueOrDefault(training, new RmsProp(LearningRate: 1e-6f)))
        );
        SeededInputs.FillWeights(network);
        Tensor x = SeededInputs.Batch(model, 1000, samples);
        Tensor y = SeededInputs.Labels(2000, samples, model.OutputShapes[0].Elements);
        EveryOther masks = new();
        network.TrainOnBatch(x, y, masks);

        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            long before = allocated();
            for (int step = 0; step < Steps; step++)
            {
                network.TrainOnBatch(x, y, masks);
            }

            least = Math.Min(least, allocated() - before);
        }

        return least;
    }

    private sealed class EveryOther : IDropoutMasks
    {
        public void Fill(string layer, float rate, Span<byte> keep)
        {
            for (int i = 0; i < keep.Length; i++)
            {
                keep[i] = (byte)(i % 2);
            }
        }

        public void FillNormal(string layer, Span<float> numbers) => numbers.Fill(1);

        public void FillUniform(string layer, Span<float> numbers) => numbers.Fill(0.25f);
    }
}
