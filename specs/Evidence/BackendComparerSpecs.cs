using Repro.Backends;
using Repro.Evidence.Comparison;
using Repro.Runs;
using Repro.Specs.Training;

namespace Repro.Specs.Evidence;

/// <summary>One run on two backends: where they part.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class BackendComparerSpecs
{
    private TinyRun _tiny = null!;

    [SetUp]
    public void SetUp() => _tiny = new TinyRun();

    [TearDown]
    public void TearDown() => _tiny.Dispose();

    [Test]
    public void The_same_arithmetic_gives_the_same_losses_from_the_same_weights_batches_and_masks()
    {
        ComparedSeed seed = Compare(disturb: null).Seeds.Single();

        seed.Steps.First.Should().HaveCount(21, "the tiny run has no more steps").And.Equal(seed.Steps.Second);
        seed.Steps.Shadows.Should()
            .HaveCount(Lockstep.Shadows)
            .And.OnlyHaveUniqueItems(shadow => string.Join(' ', shadow))
            .And.NotContain(shadow => shadow.SequenceEqual(seed.Steps.First));
        seed.Steps.FirstBeyondRounding.Should().BeNull();
        seed.First.Should().BeEquivalentTo(seed.Second);
    }

    [Test]
    public void The_steps_in_memory_are_those_of_the_training()
    {
        ComparedSeed seed = Compare(disturb: null).Seeds.Single();

        // 7 steps of 8 samples, the last of 2: Keras's mean over the epoch.
        double epoch = seed.Steps.First.Take(7).Select((loss, step) => loss * (step < 6 ? 8 : 2)).Sum() / 50;
        epoch.Should().BeApproximately(seed.First[0].Values["train_loss"], 1e-12);
    }

    [Test]
    public void Rounding_in_another_place_is_explained() =>
        Compare((network, _) => OtherBackend.Scale(network, "dense/kernel", 6e-8f))
            .Seeds.Single()
            .Steps.FirstBeyondRounding.Should()
            .BeNull();

    [TestCase(1)]
    [TestCase(9)]
    public void A_real_difference_is_found_at_the_first_step_that_shows_it(int after)
    {
        ComparedSeed seed = Compare(
            (network, step) =>
            {
                if (step == after)
                {
                    OtherBackend.Scale(network, "dense_1/kernel", 0.002f);
                }
            }
        )
            .Seeds.Single();

        seed.Steps.FirstBeyondRounding.Should().Be(after + 1);
    }

    [Test]
    public void Finished_trainings_are_used_and_the_shadow_is_no_evidence_of_the_backend()
    {
        OtherBackend other = new(_tiny.Backend);
        ComparedRun first = Compare(other);
        other.Built.Should().Be(2, "the steps in memory, and the training");

        ComparedRun second = Compare(other);

        other.Built.Should().Be(3, "only the steps in memory");
        second.Shadow.Should().BeEquivalentTo(first.Shadow);
        Directory
            .GetDirectories(Path.Combine(_tiny.Output, "tiny"))
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo("Cpu", "TensorFlow", "Cpu-rounding");
    }

    [Test]
    public void A_trial_of_fewer_epochs_and_steps_is_compared_over_those()
    {
        ComparedRun compared = new BackendComparer(
            _tiny.Backend,
            new OtherBackend(_tiny.Backend),
            _ => TinyRun.Model,
            _ => _tiny.Data
        ).Compare(new ComparisonRequest(_tiny.Configuration, [1], _tiny.Output) { Epochs = 2, Steps = 4 });

        compared.Seeds.Single().Steps.First.Should().HaveCount(4);
        compared.Seeds.Single().Second.Should().HaveCount(2);
        compared.Shadow.Should().HaveCount(2);
    }

    [Test]
    public void A_run_that_continues_another_begins_on_both_with_the_weights_of_the_first_backend()
    {
        RunConfiguration before = _tiny.Configuration with { Name = "before", Epochs = 2 };
        RunConfiguration run = _tiny.Configuration with { ContinuesFrom = "before" };
        OtherBackend other = new(
            _tiny.Backend,
            disturb: (network, step) => OtherBackend.Scale(network, "dense/kernel", step == 14 ? 0.01f : 0)
        );
        ComparedRun compared = new BackendComparer(_tiny.Backend, other, _ => TinyRun.Model, _ => _tiny.Data)
        {
            Runs = _ => before,
        }.Compare(new ComparisonRequest(run, [1], _tiny.Output) { Steps = 10 });

        ComparedSeed seed = compared.Seeds.Single();
        seed.Steps.First.Should().Equal(seed.Steps.Second);
        seed.Steps.FirstBeyondRounding.Should().BeNull();
        double epoch = seed.Steps.First.Take(7).Select((loss, step) => loss * (step < 6 ? 8 : 2)).Sum() / 50;
        epoch
            .Should()
            .BeApproximately(seed.First[0].Values["train_loss"], 1e-12, "the first backend's training begins with these weights too");
        seed.Second[0]
            .Values["train_loss"]
            .Should()
            .NotBe(
                seed.First[0].Values["train_loss"],
                "each backend's history continues its own run, and the other's last step was disturbed"
            );
        Directory
            .GetDirectories(Path.Combine(_tiny.Output, "before"))
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo("Cpu", "TensorFlow", "Cpu-rounding");
    }

    [Test]
    public void A_loss_that_is_no_number_names_backend_and_step()
    {
        Action comparing = () =>
            Compare(
                (network, step) =>
                {
                    if (step == 2)
                    {
                        OtherBackend.Scale(network, "dense/kernel", float.NaN);
                    }
                }
            );

        comparing.Should().Throw<InputException>().WithMessage("Run 'tiny', seed 1: the loss on TensorFlow is not finite at step 3.*");
    }

    private ComparedRun Compare(Action<INetwork, int>? disturb) => Compare(new OtherBackend(_tiny.Backend, disturb: disturb));

    private ComparedRun Compare(OtherBackend other) =>
        new BackendComparer(_tiny.Backend, other, _ => TinyRun.Model, _ => _tiny.Data).Compare(
            new ComparisonRequest(_tiny.Configuration, [1], _tiny.Output)
        );
}
