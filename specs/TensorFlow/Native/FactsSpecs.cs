using Repro.Configuration;
using Repro.TensorFlow.CApi;
using Repro.TensorFlow.Native;
using Repro.TensorFlow.Seam;

namespace Repro.Specs.TensorFlow.Native;

/// <summary>Devices, versions and settings: what is chosen, and what a record keeps.</summary>
[Category("Fast")]
internal sealed class FactsSpecs
{
    private static readonly EagerDevice Cpu = new("/job:localhost/replica:0/task:0/device:CPU:0", "CPU");
    private static readonly EagerDevice Gpu0 = new("/job:localhost/replica:0/task:0/device:GPU:0", "GPU");
    private static readonly EagerDevice Gpu1 = new("/job:localhost/replica:0/task:0/device:GPU:1", "GPU");

    [TestCase("auto", "GPU:0")]
    [TestCase("gpu", "GPU:0")]
    [TestCase("cpu", "CPU:0")]
    [TestCase("gpu:1", "GPU:1")]
    [TestCase("CPU:0", "CPU:0")]
    public void A_device_by_its_setting(string asked, string chosen) =>
        DeviceChoice.Choose(asked, [Cpu, Gpu0, Gpu1]).ShortName.Should().Be(chosen);

    [Test]
    public void Without_a_GPU_auto_is_the_CPU() => DeviceChoice.Choose("auto", [Cpu]).Should().Be(Cpu);

    [TestCase("gpu")]
    [TestCase("GPU:0")]
    [TestCase("CPU:1")]
    public void A_device_that_is_not_there_is_never_another_one(string asked) =>
        FluentActions
            .Invoking(() => DeviceChoice.Choose(asked, [Cpu]))
            .Should()
            .Throw<InputException>()
            .WithMessage($"TensorFlow has no device '{asked}'. It sees CPU:0.*driver*");

    // Field 2 and 5 as varints, field 6 a message with field 4: worked out by hand from config.proto.
    [Test]
    public void Settings_of_a_context_in_protobuf()
    {
        ConfigProto.Encode(new EagerOptions(Threads: 300)).Should().Equal(0x10, 0xAC, 0x02, 0x28, 0x01, 0x32, 0x02, 0x20, 0x01);
        ConfigProto.Encode(new EagerOptions(Threads: 0, MemoryGrowth: false)).Should().Equal(0x32, 0x02, 0x20, 0x00);
    }

    [Test]
    public void Driver_and_models_as_the_kernel_tells()
    {
        using TemporaryFolder folder = new();
        CudaVersions.ReadDriver(folder.Path).Should().BeNull();
        CudaVersions.ReadGpus(folder.Path).Should().BeEmpty();

        File.WriteAllText(
            folder.File("version"),
            "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  550.54.15  Release Build\nGCC version:  gcc version 12.2.0\n"
        );
        Directory.CreateDirectory(folder.File("gpus", "0000:01:00.0"));
        File.WriteAllText(folder.File("gpus", "0000:01:00.0", "information"), "Model: \t\t Example GPU 80GB\nIRQ:   \t\t 57\n");

        CudaVersions.ReadDriver(folder.Path).Should().Be("550.54.15");
        CudaVersions.ReadGpus(folder.Path).Should().Equal("Example GPU 80GB");
    }

    [TestCase(11020, "11.2")]
    [TestCase(12050, "12.5")]
    public void Cudas_number(int number, string version) => CudaVersions.CudaText(number).Should().Be(version);

    [TestCase(8100, "8.1.0")]
    [TestCase(8904, "8.9.4")]
    [TestCase(90300, "9.3.0")]
    [TestCase(91002, "9.10.2")]
    public void CuDnns_number(int number, string version) => CudaVersions.CuDnnText((nuint)number).Should().Be(version);

    [Test]
    public void A_record_keeps_what_is_known_and_no_path()
    {
        TensorFlowFacts facts = new(
            "2.15.1",
            "c-api",
            "CPU:0",
            null,
            null,
            null,
            null,
            Deterministic: true,
            Tf32: false,
            MemoryGrowth: true,
            Threads: 2
        );

        facts
            .ToLibraries()
            .Should()
            .Equal(
                new Dictionary<string, string>
                {
                    ["TensorFlow"] = "2.15.1",
                    ["binding"] = "c-api",
                    ["device"] = "CPU:0",
                    ["deterministic"] = "on",
                    ["TF32"] = "off",
                    ["memory growth"] = "on",
                    ["intra-op threads"] = "2",
                }
            );
    }

    [Test]
    public void Options_come_from_the_settings() =>
        EagerOptions
            .From(
                new Settings(null, "tensorflow", 3, true, "auto")
                {
                    TensorFlow = new("x", "c-api", "GPU:1", MemoryGrowth: false, Deterministic: false, Tf32: true),
                }
            )
            .Should()
            .Be(new EagerOptions("GPU:1", 3, MemoryGrowth: false, Deterministic: false, Tf32: true));
}
