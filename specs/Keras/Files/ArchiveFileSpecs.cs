using System.Globalization;
using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Keras.Catalog;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.Counting;
using Repro.Models.Layers;
using Repro.Models.Summaries.Rules;
using Repro.Specs.Backends.TensorFlow;
using Repro.Specs.Oracles;

namespace Repro.Specs.Keras.Files;

/// <summary><c>.keras</c> files that Keras 2.15 and 3.15 wrote: what is listed, computed and trained on from them.</summary>
internal abstract class ArchiveFileContract
{
    private const double Margin = 1e-5;

    private static readonly JsonElement Expected = Fixture.Json("keras", "keras_files", "archives.json");

    private static readonly string[] Versions = ["2", "3"];

    // Recurrent layers are not trained.
    private static readonly string[] Recurrent = ["text-sgd", "recurrent-sgd"];

    private static IEnumerable<string> Networks => Expected.EnumerateObject().Select(property => property.Name);

    private static IEnumerable<string> Trained => Networks.Except(Recurrent);

    [SetUp]
    public void Needs_libhdf5() => NeedsHdf5.OrIgnore();

    protected abstract IBackend Create();

    [Test]
    public void Every_network_is_listed_with_its_counts(
        [ValueSource(nameof(Networks))] string name,
        [ValueSource(nameof(Versions))] string keras
    )
    {
        KerasFile file = Open(name, keras);
        ParameterCounts counts = ParameterCounts.Of(file.Model!);

        (counts.Total, counts.Trainable)
            .Should()
            .Be(
                (Expected.GetProperty(name).GetProperty("total").GetInt64(), Expected.GetProperty(name).GetProperty("trainable").GetInt64())
            );
        file.KerasVersion.Should().Be(keras == "2" ? "2.15.0" : "3.15.1");
        file.Layout.Should().Be(KerasLayout.Archive);
        string table = StoredSummary.Print(file, null, new SummaryOptions()).Text;
        table.Should().Contain(keras == "2" ? "Byte)" : " B)");

        // Keras 3 counts the variables of the optimizer that it loads with the model: steps, rate, and slots of each trained weight.
        int slots = file.Training!.Optimizer!.Slots.Count;
        string variables = (2 + slots * counts.Trainable).ToString("N0", CultureInfo.InvariantCulture);
        table.Contains($"Optimizer params: {variables} (", StringComparison.Ordinal).Should().Be(keras == "3", table);
    }

    [Test]
    public void Predictions_are_those_of_Keras([ValueSource(nameof(Networks))] string name, [ValueSource(nameof(Versions))] string keras)
    {
        KerasFile file = Open(name, keras);
        IBackend backend = Create();
        using IDisposable? disposable = backend as IDisposable;
        using INetwork network = backend.Build(file.Model!, new CompileOptions(file.Training!.Loss!, null));
        file.WriteWeights(network);

        ShouldPredict(network, Expected.GetProperty(name).Doubles("predictions"));
    }

    [Test]
    public void The_training_goes_on_as_in_Keras([ValueSource(nameof(Trained))] string name, [ValueSource(nameof(Versions))] string keras)
    {
        JsonElement expected = Expected.GetProperty(name);
        KerasFile file = Open(name, keras);
        IBackend backend = Create();
        using IDisposable? disposable = backend as IDisposable;
        using INetwork network = backend.Build(file.Model!, new CompileOptions(file.Training!.Loss!, file.Training.Optimizer));
        file.WriteWeights(network);
        file.WriteOptimizerState(network);
        network.OptimizerSteps.Should().Be(3);
        ShouldPredict(network, expected.Doubles("predictions"));

        // Keras 3 keeps another variance, which a step shows in the predictions afterwards alone.
        int classes = file.Model!.OutputShapes[0].Elements;
        Tensor labels = SeededInputs.Labels(4001, 4, classes);
        BatchResult result = network.TrainOnBatch(SeededInputs.Batch(file.Model, 4000, 4), labels, new SeededMasks(0));

        result.Loss.Should().BeApproximately(expected.GetProperty("loss_of_the_4th_step").GetDouble(), Margin);
        if (name != "residual-batchnorm-adam" || keras == "2")
        {
            ShouldPredict(network, expected.Doubles("predictions_after_the_4th_step"));
        }
    }

    [TestCase("2", "2.15.0")]
    [TestCase("3", "3.15.1")]
    public void A_network_may_be_named_by_an_archive(string keras, string version)
    {
        string path = Repository.PathOf("fixtures", "keras", "keras_files", $"nested-frozen-adam.keras{keras}.keras");

        ModelFile.IsPath(path).Should().BeTrue();
        ModelFile.Read(path).Version.Should().Be(KerasVersion.Parse(version));
        ParameterCounts.Of(ModelFile.Read(path).Model).Trainable.Should().Be(33);
    }

    [Test]
    public void Weights_alone_have_the_same_tree(
        [Values("dense-adam", "nested-frozen-adam")] string name,
        [ValueSource(nameof(Versions))] string keras
    )
    {
        KerasFile whole = Open(name, keras);
        KerasFile weights = FixtureFile.Open(Repository.PathOf("fixtures", "keras", "keras_files", $"{name}.keras{keras}.weights.h5"));

        IReadOnlyDictionary<string, float[]> expected = whole.Weights(whole.Model!);
        foreach ((string path, float[] values) in weights.Weights(whole.Model!))
        {
            values.Should().Equal(expected[path], path);
        }
    }

    private static KerasFile Open(string name, string keras) =>
        FixtureFile.Open(Repository.PathOf("fixtures", "keras", "keras_files", $"{name}.keras{keras}.keras"));

    private static void ShouldPredict(INetwork network, double[] expected)
    {
        // A text is five of nine words.
        Tensor samples =
            network.Model.Nodes[1].Layer is Embedding
                ? new Tensor([.. Enumerable.Range(0, 20).Select(i => (float)Math.Floor(9 * SeededInputs.U(3000, i)))], 4, 5)
                : SeededInputs.Batch(network.Model, 3000, 4);
        Tensor predictions = network.Predict(samples);
        predictions.Values.Should().HaveCount(expected.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            ((double)predictions.Values[i]).Should().BeApproximately(expected[i], Margin, "prediction {0}", i);
        }
    }
}

[Category("Fast")]
internal sealed class CpuArchiveFileSpecs : ArchiveFileContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowArchiveFileSpecs : ArchiveFileContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}
