using Repro.Backends.Cpu;

namespace Repro.Specs.Backends.Cpu.SameBits;

/// <summary>
/// The same seed gives the same bits, within one process: for every instruction set, at any number of threads, again and again.
/// </summary>
[Category("Fast")]
internal sealed class SameBitsSpecs
{
    [Test]
    public void Same_bits(
        [Values("binary", "softmax", "winograd", "residual", "mobilenet", "mixed")] string training,
        [Values("avx512", "avx2")] string instructionSet,
        [Values(1, 2, 3, 4, 5)] int threads,
        [Values] bool fused
    )
    {
        if (!KernelSelection.IsSupported("avx2"))
        {
            Assert.Ignore("not run: this processor lacks AVX2 with FMA");
        }

        using CpuBackend backend = new(new CpuOptions(threads, instructionSet) { Fused = fused, Emulated = true });

        RecordedHashes.Line(training, Trainings.Run(training, backend)).Should().Be(RecordedHashes.Of(training));
    }

    [Test]
    public void Same_bits_by_the_reference([Values("binary", "softmax", "winograd", "residual", "mobilenet", "mixed")] string training)
    {
        using CpuBackend backend = new(new CpuOptions(Threads: 1, "reference"));

        RecordedHashes.Line(training, Trainings.Run(training, backend)).Should().Be(RecordedHashes.Of(training));
    }

    [Test]
    public void Same_bits_with_each_optimizer(
        [ValueSource(typeof(Trainings), nameof(Trainings.OptimizerNames))] string training,
        [Values("avx512", "avx2", "reference")] string instructionSet,
        [Values(1, 3)] int threads,
        [Values] bool fused
    )
    {
        if (instructionSet != "reference" && !KernelSelection.IsSupported("avx2"))
        {
            Assert.Ignore("not run: this processor lacks AVX2 with FMA");
        }

        using CpuBackend backend = new(new CpuOptions(threads, instructionSet) { Fused = fused, Emulated = true });

        RecordedHashes.Line(training, Trainings.Run(training, backend)).Should().Be(RecordedHashes.Of(training));
    }

    [Test]
    public void Same_bits_in_a_second_run([Values("binary", "softmax", "winograd", "residual", "mobilenet", "mixed")] string training)
    {
        using CpuBackend backend = new();
        Hashes first = Trainings.Run(training, backend);
        Hashes second = Trainings.Run(training, backend);

        second.Should().Be(first);
        RecordedHashes.Line(training, second).Should().Be(RecordedHashes.Of(training));
    }

    [Test]
    public void Winograds_first_version_is_another_arithmetic_and_can_still_be_had([Values] bool fused)
    {
        using CpuBackend backend = new(new CpuOptions(Threads: 2) { Fused = fused });
        CpuBackend first = (CpuBackend)backend.WithArithmetic(new Dictionary<string, string> { ["winograd"] = "1" });
        using CpuBackend reference = new(new CpuOptions(Threads: 1, "reference") { WinogradGradients = false });

        Hashes hashes = Trainings.Run("winograd-gradients", first);
        RecordedHashes.Line("winograd-gradients", hashes).Should().NotBe(RecordedHashes.Of("winograd-gradients"));
        Trainings.Run("winograd-gradients", reference).Should().Be(hashes);
        RecordedHashes.Line("winograd", Trainings.Run("winograd", first)).Should().Be(RecordedHashes.Of("winograd"));
    }

    [Test]
    public void Winograd_off_is_another_arithmetic()
    {
        using CpuBackend backend = new(new CpuOptions(Winograd: false));

        RecordedHashes.Line("winograd", Trainings.Run("winograd", backend)).Should().NotBe(RecordedHashes.Of("winograd"));
        RecordedHashes.Line("binary", Trainings.Run("binary", backend)).Should().Be(RecordedHashes.Of("binary"));
    }
}
