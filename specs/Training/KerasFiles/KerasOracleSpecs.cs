using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Models;
using Repro.Specs.Oracles;
using Repro.Training.KerasFiles;

namespace Repro.Specs.Training.KerasFiles;

/// <summary>Files that Keras 2.15 wrote: what it got from them, we get.</summary>
[Category("Fast")]
public sealed class KerasOracleSpecs
{
    private const double Margin = 1e-5;
    private static readonly JsonElement Expected = Fixture.Json("keras", "keras_h5", "expected.json");

    private static IEnumerable<string> Names => Expected.EnumerateObject().Select(property => property.Name);

    [SetUp]
    public void Needs_libhdf5() => NeedsHdf5.OrIgnore();

    [TestCaseSource(nameof(Names))]
    public void Weights_are_those_that_Keras_saved(string name)
    {
        Model model = Open(name + ".h5").Model!;
        foreach (string file in (string[])[name + ".h5", name + ".weights.h5"])
        {
            IReadOnlyDictionary<string, float[]> weights = Open(file).Weights(model);
            weights.Should().HaveCount(Expected.GetProperty(name).GetProperty("weights").GetArrayLength());
            foreach (JsonElement weight in Expected.GetProperty(name).GetProperty("weights").EnumerateArray())
            {
                float[] values = weights[PathOf(model, weight.GetProperty("name").GetString()!)];
                values.Take(8).Select(value => (double)value).Should().Equal(weight.Doubles("first"), "the weight {0} of {1}", weight.GetProperty("name"), file);
                values.TakeLast(8).Select(value => (double)value).Should().Equal(weight.Doubles("last"));
                Math.Sqrt(values.Sum(value => (double)value * value)).Should().BeApproximately(weight.GetProperty("l2").GetDouble(), 1e-9);
            }
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Predictions_are_those_of_Keras(string name)
    {
        Model model = Open(name + ".h5").Model!;
        foreach (string file in (string[])[name + ".h5", name + ".weights.h5"])
        {
            using CpuBackend backend = new();
            using INetwork network = Build(backend, model, new CompileOptions(Open(name + ".h5").Training!.Loss!.Value, null));
            Open(file).WriteWeights(network);

            ShouldPredict(network, Expected.GetProperty(name).Doubles("predictions"), file);
        }
    }

    [TestCaseSource(nameof(Names))]
    public void The_training_goes_on_as_in_Keras(string name)
    {
        JsonElement expected = Expected.GetProperty(name);
        KerasFile file = Open(name + ".h5");
        using CpuBackend backend = new();
        using INetwork network = Build(backend, file.Model!, new CompileOptions(file.Training!.Loss!.Value, file.Training.Optimizer));
        file.WriteWeights(network);
        file.WriteOptimizerState(network);

        int batch = name switch { "binary" or "transfer" => 5, "softmax" => 7, _ => 6 };
        Tensor labels = new(batch, file.Model!.OutputShapes[0].Elements);
        for (int sample = 0; sample < batch; sample++) labels.Values[sample * labels.Shape[1]] = 1;
        BatchResult result = network.TrainOnBatch(SeededInputs.Batch(file.Model, 4000, batch), labels, new SeededMasks(0));

        result.Loss.Should().BeApproximately(expected.GetProperty("loss_of_the_21st_step_after_loading").GetDouble(), Margin);
        ShouldPredict(network, expected.Doubles("predictions_after_the_21st_step"), name);
    }

    [TestCaseSource(nameof(Names))]
    public void What_it_was_compiled_with_is_read(string name)
    {
        JsonElement config = Expected.GetProperty(name).GetProperty("training_config").GetProperty("optimizer");
        KerasFile file = Open(name + ".h5");

        file.KerasVersion.Should().Be("2.15.0");
        file.Backend.Should().Be("tensorflow");
        file.Training!.Optimizer.Should().Be(new RmsProp(
            config.GetProperty("learning_rate").GetSingle(), config.GetProperty("rho").GetSingle(), config.GetProperty("epsilon").GetSingle()));
    }

    internal static KerasFile Open(string name) => KerasFile.Read(Repository.PathOf("fixtures", "keras", "keras_h5", name));

    // Layers that an engine lacks are an open point of that engine, not of the file.
    private static INetwork Build(IBackend backend, Model model, CompileOptions options)
    {
        try
        {
            return backend.Build(model, options);
        }
        catch (ModelException exception) when (exception.Message.Contains("cannot compute this kind of layer yet", StringComparison.Ordinal))
        {
            Assert.Ignore($"not run: {exception.Message}");
            throw;
        }
    }

    private static void ShouldPredict(INetwork network, double[] expected, string what)
    {
        Tensor predictions = network.Predict(SeededInputs.Batch(network.Model, 3000, 4));
        predictions.Values.Should().HaveCount(expected.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            ((double)predictions.Values[i]).Should().BeApproximately(expected[i], Margin, "prediction {0} of {1}", i, what);
        }
    }

    // Keras names a nested model's weights without the model.
    private static string PathOf(Model model, string name) =>
        Expansion.Of(model).Weights.Single(weight => ("/" + weight.Path).EndsWith("/" + name.Split(':')[0], StringComparison.Ordinal)).Path;
}
