using Repro.Models;
using Repro.Models.Layers;
using Repro.Runs;
using Repro.Training.Loop;
using Repro.Training.State;

namespace Repro.Specs.Training;

/// <summary>
/// A replay of a run that continues another one trains that one with the arithmetic of its record, or reports that it cannot.
/// </summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ReplayedPredecessorSpecs : IDisposable
{
    // Its convolution takes Winograd's algorithm, which has two versions.
    private static readonly Model Wide = ModelBuilder
        .Sequential("wide", TinyRun.Model.InputShape)
        .Add(new ZeroPadding2D(5, 5, 5, 5) { Name = "padding" })
        .Add(new Conv2D(64, 1) { Name = "conv2d", Activation = Activation.Relu })
        .Add(
            new Conv2D(64, 3)
            {
                Name = "conv2d_1",
                Padding = Padding.Same,
                Activation = Activation.Relu,
            }
        )
        .Add(new GlobalAveragePooling2D { Name = "pooling" })
        .Add(new Dense(10) { Name = "dense", Activation = Activation.Softmax })
        .Build();

    private static readonly Dictionary<string, string> Older = new() { ["winograd"] = "1" };

    private readonly TinyRun _tiny = new();
    private RunConfiguration _first;
    private readonly RunConfiguration _second;

    public ReplayedPredecessorSpecs()
    {
        _first = _tiny.Configuration with { Name = "first", Epochs = 1 };
        _second = _tiny.Configuration with { Name = "second", Epochs = 1, ContinuesFrom = "first" };
    }

    public void Dispose() => _tiny.Dispose();

    [Test]
    public void It_is_trained_with_the_versions_of_its_own_record()
    {
        // The first was trained before the arithmetic changed, the second after it.
        RunRecord first = Service(Older).Train(new TrainingRequest(_first, 1, _tiny.Output)).Record;
        RunRecord second = Continue(first);

        RunRecord repeated = Repeat(second, (run, seed) => run == "first" && seed == 1 ? first : null);

        (second.Operations["winograd"], repeated.ContinuesFrom).Should().Be(("2", second.ContinuesFrom));
        repeated.WeightsSha256.Should().Be(second.WeightsSha256);
    }

    [Test]
    public void Without_a_record_of_its_own_it_is_trained_with_the_versions_of_the_run_that_continues_it()
    {
        RunRecord first = Service(Older).Train(new TrainingRequest(_first, 1, _tiny.Output)).Record;
        RunRecord second = Service(Older).Train(new TrainingRequest(_second, 1, _tiny.Output)).Record;

        RunRecord repeated = Repeat(second, (_, _) => null);

        repeated.ContinuesFrom!.WeightsSha256.Should().Be(first.WeightsSha256);
        repeated.WeightsSha256.Should().Be(second.WeightsSha256);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Weights_that_no_record_explains_are_reported_before_the_run_itself_is_trained(bool otherRecord)
    {
        RunRecord first = Service(Older).Train(new TrainingRequest(_first, 1, _tiny.Output)).Record;
        RunRecord second = Continue(first);
        RunRecord? found = otherRecord ? first with { WeightsSha256 = new string('0', 64) } : null;

        FluentActions
            .Invoking(() => Repeat(second, (_, _) => found))
            .Should()
            .Throw<InputException>()
            .WithMessage(
                $"Run 'second', seed 1 cannot be repeated: it continues 'first' from the weights {first.WeightsSha256}, and the arithmetic of that training is not recorded*"
            );
        Directory.Exists(RunFolder.PathOf(_tiny.Folder.File("again"), "second", "Cpu", 1)).Should().BeFalse();
    }

    [Test]
    public void Another_configuration_of_it_is_reported_before_anything_is_trained()
    {
        RunRecord first = Service(Older).Train(new TrainingRequest(_first, 1, _tiny.Output)).Record;
        RunRecord second = Continue(first);
        _first = _first with { Epochs = 2 };

        FluentActions
            .Invoking(() => Repeat(second, (_, _) => first))
            .Should()
            .Throw<InputException>()
            .WithMessage("Run 'second', seed 1 cannot be repeated: its record continues another configuration of 'first'*");
        Directory.Exists(_tiny.Folder.File("again")).Should().BeFalse();
    }

    // Continues weights that the present arithmetic would not give, which takes a record that does not name its versions.
    private RunRecord Continue(RunRecord first)
    {
        RunRecord hidden = first with { Operations = new Dictionary<string, string>(first.Operations) { ["winograd"] = "2" } };
        File.WriteAllText(RunFolder.RecordOf(RunFolder.PathOf(_tiny.Output, "first", "Cpu", 1)), hidden.ToJson());
        return new TrainingService(_tiny.Backend, _ => Wide, _ => _tiny.Data) { Runs = _ => _first }
            .Train(new TrainingRequest(_second, 1, _tiny.Output))
            .Record;
    }

    private RunRecord Repeat(RunRecord record, Func<string, int, RunRecord?> recorded) =>
        new TrainingService(_tiny.Backend, _ => Wide, _ => _tiny.Data) { Runs = _ => _first, Recorded = recorded }
            .Train(new TrainingRequest(_second, 1, _tiny.Folder.File("again")) { Expected = record })
            .Record;

    private TrainingService Service(IReadOnlyDictionary<string, string> versions) =>
        new(_tiny.Backend.WithArithmetic(versions), _ => Wide, _ => _tiny.Data) { Runs = _ => _first };
}
