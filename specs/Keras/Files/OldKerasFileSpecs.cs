using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Keras.Files;
using Repro.Specs.Oracles;

namespace Repro.Specs.Keras.Files;

/// <summary>Files that Keras 2.0.8, 2.1.6 and 2.2.4 wrote: their predictions, and one more step of training.</summary>
[Category("Fast")]
internal sealed class OldKerasFileSpecs
{
    private const double Margin = 1e-5;
    private const int Batch = 5;

    private static readonly JsonElement Expected = Fixture.Json("keras", "keras_h5", "old.json");

    private static IEnumerable<string> Versions => Expected.EnumerateObject().Select(property => property.Name);

    [SetUp]
    public void Needs_libhdf5() => NeedsHdf5.OrIgnore();

    [TestCaseSource(nameof(Versions))]
    public void The_training_goes_on_as_in_its_version(string version)
    {
        JsonElement expected = Expected.GetProperty(version);
        KerasFile file = FixtureFile.Open(Repository.PathOf("fixtures", "keras", "keras_h5", $"keras-{version}-transfer.h5"));
        using CpuBackend backend = new();
        using INetwork network = backend.Build(file.Model!, new CompileOptions(file.Training!.Loss!, file.Training.Optimizer));
        file.WriteWeights(network);
        file.WriteOptimizerState(network);

        file.KerasVersion.Should().Be(version);
        network.Weights.Should().HaveCount(expected.GetProperty("weights").GetInt32());
        ShouldPredict(network, expected.Doubles("predictions"));
        Tensor labels = new([1, 1, 1, 1, 1], Batch, 1);
        BatchResult result = network.TrainOnBatch(SeededInputs.Batch(file.Model!, 4000, Batch), labels, new SeededMasks(0));

        result.Loss.Should().BeApproximately(expected.GetProperty("loss_of_the_21st_step_saved_model").GetDouble(), Margin);
        ShouldPredict(network, expected.Doubles("predictions_after_the_21st_step"));
    }

    private static void ShouldPredict(INetwork network, double[] expected)
    {
        float[] predictions = network.Predict(SeededInputs.Batch(network.Model, 3000, expected.Length)).Values;

        for (int i = 0; i < expected.Length; i++)
        {
            ((double)predictions[i]).Should().BeApproximately(expected[i], Margin);
        }
    }
}
