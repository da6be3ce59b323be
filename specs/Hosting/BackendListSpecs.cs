using Repro.Backends;
using Repro.Configuration;
using Repro.Hosting;
using Repro.Specs.Training;

namespace Repro.Specs.Hosting;

[TestFixture]
[Category("Fast")]
internal sealed class BackendListSpecs
{
    private static readonly Settings Tensor = new(null, "tensorflow", 1, true, "auto");

    [TestCase("cpu")]
    [TestCase("Cpu")]
    [TestCase("CPU")]
    public void Names_are_found_in_any_case(string written)
    {
        BackendList backends = new(BackendList.Cpu);

        backends.NameOf(written).Should().Be("Cpu");
        using IDisposable backend = (IDisposable)backends.Create(Tensor, written);
        backend.Should().BeOfType<Repro.Backends.Cpu.CpuBackend>();
    }

    [Test]
    public void An_backend_is_made_only_when_it_is_asked_for_and_the_settings_choose_by_default()
    {
        int made = 0;
        using TinyRun tiny = new();
        BackendList backends = new(
            BackendList.Cpu,
            new BackendFactory(
                "TensorFlow",
                _ =>
                {
                    made++;
                    return new OtherBackend(tiny.Backend);
                }
            )
        );

        backends.Names.Should().Equal("Cpu", "TensorFlow");
        backends.NameOf("tensorflow").Should().Be("TensorFlow");
        made.Should().Be(0);
        IBackend backend = backends.Create(Tensor);
        (backend.Name, made).Should().Be(("TensorFlow", 1));
    }

    [Test]
    public void An_unknown_name_is_refused_with_those_there_are() =>
        FluentActions
            .Invoking(() => new BackendList(BackendList.Cpu).Create(Tensor))
            .Should()
            .Throw<InputException>()
            .WithMessage("There is no backend 'tensorflow'. The backends are cpu. The package ReproSuite.TensorFlow adds it.");

    [Test]
    public void Only_the_embedded_backend_promises_bits() =>
        (Determinism.GivesSameBits("Cpu"), Determinism.GivesSameBits("TensorFlow")).Should().Be((true, false));
}
