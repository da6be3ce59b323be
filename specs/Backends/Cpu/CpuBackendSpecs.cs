using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Specs.Backends.Cpu;

/// <summary>What is the Cpu backend's own: its description, its options.</summary>
[Category("Fast")]
internal sealed class CpuBackendSpecs
{
    [Test]
    public void It_names_what_computed_and_the_arithmetic_it_used()
    {
        using CpuBackend backend = new(new CpuOptions(Threads: 3, "reference"));
        BackendDescription description = backend.Describe(Wide(channels: 64));

        description.Name.Should().Be("Cpu");
        description.InstructionSet.Should().Be("reference");
        description.Threads.Should().Be(3);
        description.Libraries.Should().ContainKey(".NET").WhoseValue.Should().Be(Environment.Version.ToString());
        description
            .Operations.Should()
            .Equal(
                new Dictionary<string, string>
                {
                    ["conv"] = "1",
                    ["crossentropy"] = "1",
                    ["dense"] = "1",
                    ["relu"] = "1",
                    ["rmsprop"] = "1",
                    ["sigmoid"] = "1",
                    ["winograd"] = "1",
                }
            );
    }

    [Test]
    public void Winograd_is_named_where_a_shape_asks_for_it_and_off_where_it_is_switched_off()
    {
        using CpuBackend with = new();
        using CpuBackend without = new(new CpuOptions(Winograd: false));

        without.Describe(Wide(channels: 64)).Operations["winograd"].Should().Be("off");
        with.Describe(Wide(channels: 63)).Operations.Should().NotContainKey("winograd");
        without.Describe(Wide(channels: 63)).Operations.Should().NotContainKey("winograd");
    }

    [TestCase("vgg16-plus-dense256", "2")]
    [TestCase("vgg16-plus-dense256{block5 open}", "1")]
    [TestCase("vgg16-plus-dense256{base frozen}", "1")]
    [TestCase("catsdogs-scratch", "1")]
    public void Winograd_has_version_2_where_the_training_computes_gradients_by_it(string model, string version)
    {
        using CpuBackend backend = new();

        backend.Describe(SpecModels.Parse(model).Model).Operations["winograd"].Should().Be(version);
    }

    [Test]
    public void A_backend_takes_the_version_that_a_record_names()
    {
        Model model = SpecModels.Get("vgg16-plus-dense256");
        using CpuBackend backend = new();
        foreach (string version in new[] { "1", "2" })
        {
            Dictionary<string, string> recorded = new(backend.Describe(model).Operations) { ["winograd"] = version };
            IBackend repeating = backend.WithArithmetic(recorded);

            repeating.Describe(model).Operations.Should().Equal(recorded);
            repeating.Describe(Wide(channels: 64)).Operations["winograd"].Should().Be("1");
        }
    }

    [Test]
    public void Wrong_options_are_bad_input()
    {
        ((Action)(() => new CpuBackend(new CpuOptions(InstructionSet: "sse9")).Dispose()))
            .Should()
            .Throw<InputException>()
            .WithMessage("*'sse9'*reference*");
        ((Action)(() => new CpuBackend(new CpuOptions(Threads: -1)).Dispose())).Should().Throw<InputException>().WithMessage("*-1*");
    }

    private static Model Wide(int channels) =>
        ModelBuilder
            .Sequential("wide", new Shape(10, 10, channels))
            .Add(new Conv2D(64, 3) { Name = "conv2d", Activation = Activation.Relu })
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dense(1) { Name = "dense", Activation = Activation.Sigmoid })
            .Build();
}
