using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Specs.Backends.TensorFlow;
using Repro.Specs.Oracles;

namespace Repro.Specs.Keras.Files;

/// <summary>What a backend computes from files that Keras 2.15 wrote, and how the training goes on from them.</summary>
internal abstract class KerasOracleContract
{
    private const double Margin = 1e-5;

    [SetUp]
    public void Needs_libhdf5() => NeedsHdf5.OrIgnore();

    protected abstract IBackend Create();

    [TestCaseSource(typeof(KerasOracleSpecs), nameof(KerasOracleSpecs.Names))]
    public void Predictions_are_those_of_Keras(string name)
    {
        Model model = KerasOracleSpecs.Open(name + ".h5").Model!;
        foreach (string file in (string[])[name + ".h5", name + ".weights.h5"])
        {
            IBackend backend = Create();
            using IDisposable? disposable = backend as IDisposable;
            using INetwork network = backend.Build(model, new CompileOptions(KerasOracleSpecs.Open(name + ".h5").Training!.Loss!, null));
            KerasOracleSpecs.Open(file).WriteWeights(network);

            ShouldPredict(network, KerasOracleSpecs.Expected.GetProperty(name).Doubles("predictions"), file);
        }
    }

    [TestCaseSource(typeof(KerasOracleSpecs), nameof(KerasOracleSpecs.Names))]
    public void The_training_goes_on_as_in_Keras(string name)
    {
        JsonElement expected = KerasOracleSpecs.Expected.GetProperty(name);
        KerasFile file = KerasOracleSpecs.Open(name + ".h5");
        IBackend backend = Create();
        using IDisposable? disposable = backend as IDisposable;
        using INetwork network = backend.Build(file.Model!, new CompileOptions(file.Training!.Loss!, file.Training.Optimizer));
        file.WriteWeights(network);
        file.WriteOptimizerState(network);

        int batch = name switch
        {
            "binary" or "transfer" => 5,
            "softmax" => 7,
            _ => 6,
        };
        Tensor labels = new(batch, file.Model!.OutputShapes[0].Elements);
        for (int sample = 0; sample < batch; sample++)
        {
            labels.Values[sample * labels.Shape[1]] = 1;
        }

        BatchResult result = network.TrainOnBatch(SeededInputs.Batch(file.Model, 4000, batch), labels, new SeededMasks(0));

        result.Loss.Should().BeApproximately(expected.GetProperty("loss_of_the_21st_step_after_loading").GetDouble(), Margin);
        ShouldPredict(network, expected.Doubles("predictions_after_the_21st_step"), name);
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
}

[Category("Fast")]
internal sealed class CpuKerasOracleSpecs : KerasOracleContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowKerasOracleSpecs : KerasOracleContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}
