using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Specs.Backends.Layers;
using Repro.Specs.Backends.TensorFlow;
using Repro.Specs.Oracles;

namespace Repro.Specs.Keras.Files;

/// <summary>Archives of models with several outputs in the forms of Keras 2.15 and 3.15, see <see cref="ComposedArchive"/>.</summary>
internal abstract class SeveralOutputArchiveContract
{
    private static readonly LayerCase[] Cases = [.. ComposedArchive.Parts.Select(part => LayerCase.Read(part.Case))];

    private static readonly string[] Outputs = [.. ComposedArchive.Parts.Select(part => part.Output)];

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make()
    {
        NeedsHdf5.OrIgnore();
        _folder = new TemporaryFolder();
    }

    [TearDown]
    public void Remove() => _folder?.Dispose();

    protected abstract IBackend Create();

    [Test]
    public void Each_output_gives_what_Keras_gives_for_its_layer([Values(2, 3)] int keras)
    {
        KerasFile file = Open(keras);
        IBackend backend = Create();
        using IDisposable? disposable = backend as IDisposable;
        using INetwork network = Build(backend, file);

        IReadOnlyList<Tensor> outputs = network.Activations(Images(file.Model!), Outputs);

        outputs.Should().HaveCount(Outputs.Length);
        foreach ((int index, Tensor output) in outputs.Index())
        {
            Closeness.ShouldBeCloseLayer(output.Values, Cases[index].Output, Outputs[index]);
        }
    }

    // Against outputs of zeros, the losses are the mean squares of the oracle's outputs.
    [Test]
    public void The_compiled_losses_are_those_of_the_oracles_outputs([Values(2, 3)] int keras)
    {
        KerasFile file = Open(keras);
        IBackend backend = Create();
        using IDisposable? disposable = backend as IDisposable;
        using INetwork network = Build(backend, file);
        Tensor x = Images(file.Model!);
        double[] squares = [.. Cases.Select(oracle => oracle.Output.Average(value => value * value))];

        BatchResult result = network.TestOnBatch(x, new Tensor(x.Samples, Cases.Sum(oracle => oracle.Output.Length / x.Samples)));

        double total = squares.Zip(ComposedArchive.Parts, (square, part) => square * part.LossWeight).Sum();
        result.Loss.Should().BeApproximately(total, 1e-6 * total);
        double[] sums = [.. result.Metrics!];
        new[] { sums[0], sums[2], sums[4] }.Should().Equal(squares, (ours, theirs) => Math.Abs(ours / x.Samples - theirs) < 1e-6 * theirs);
        (sums[6] / x.Samples).Should().BeApproximately(Cases[2].Output.Average(Math.Abs), 1e-6, "the metric of the last output");
    }

    [Test]
    public void What_it_was_compiled_with_and_the_state_of_the_optimizer_are_read([Values(2, 3)] int keras)
    {
        KerasFile file = Open(keras);

        OutputLoss.NamesOf(file.Model!).Should().Equal(Outputs);
        file.Training!.Outputs!.Losses.Select(loss => (loss.Output!, loss.Loss.Name, loss.Weight))
            .Should()
            .Equal(ComposedArchive.Parts.Select(part => (part.Output, "mean_squared_error", part.LossWeight)));
        KerasOptimizerState state = file.OptimizerState()!;
        state.Steps.Should().Be(ComposedArchive.Steps);
        FlattenedModel
            .Of(file.Model!)
            .Weights.Select((weight, index) => state.Slots[weight.Path][0].All(value => value == ComposedArchive.MomentumOf(index)))
            .Should()
            .HaveCount(6)
            .And.OnlyContain(isOwn => isOwn);
    }

    private static Tensor Images(Model model)
    {
        LayerCase oracle = Cases[0];
        return new Tensor(oracle.Batch(), [oracle.Samples, .. model.InputShape.Axes.Select(axis => axis!.Value)]);
    }

    private static INetwork Build(IBackend backend, KerasFile file)
    {
        INetwork network = backend.Build(
            file.Model!,
            new CompileOptions(Loss.CategoricalCrossentropy, null) { Outputs = file.Training!.Outputs!.Losses }
        );
        file.WriteWeights(network);
        return network;
    }

    private KerasFile Open(int keras)
    {
        string path = _folder.File($"several{keras}.keras");
        ComposedArchive.Write(path, keras);
        return KerasFile.Read(path);
    }
}

[TestFixture]
[Category("Fast")]
internal sealed class CpuSeveralOutputArchiveSpecs : SeveralOutputArchiveContract
{
    protected override IBackend Create() => new CpuBackend();
}

[TestFixture]
[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowSeveralOutputArchiveSpecs : SeveralOutputArchiveContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}
