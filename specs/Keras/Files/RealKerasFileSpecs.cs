using Repro.Backends.Cpu;
using Repro.Keras.Files;
using Repro.Models.Counting;
using Repro.Native;
using Repro.Training.Evaluation;
using Repro.Training.Metrics;

namespace Repro.Specs.Keras.Files;

/// <summary>Models that people saved with Keras 2.1 and 2.2, in the data root's <c>keras_h5/</c>.</summary>
[Category("Data")]
internal sealed class RealKerasFileSpecs
{
    [TestCase("validation", 0.560, 0.7225)]
    [TestCase("test", 0.574, 0.72747)]
    public void Evaluates_as_in_Keras(string split, double accuracy, double loss)
    {
        if (NativePackage.TurboJpeg.Find() is null)
        {
            Assert.Ignore($"not run: {NativePackage.TurboJpeg.Name} is missing");
        }

        SavedModel saved = SavedModel.Open(DataFile("bwd_cats_and_dogs_small_1.h5"), null, SpecModels.Catalog);
        using SplitSamples samples = SplitSamples.Open(Own.Settings.DataRoot, "cats_and_dogs_small/" + split, saved.Model, SpecData.Sets);
        using CpuBackend backend = new();
        RunningMetrics metrics = saved.Evaluate(backend, samples);

        metrics.Accuracy.Should().BeApproximately(accuracy, 0.003);
        metrics.Loss.Should().BeApproximately(loss, 0.001);
    }

    [TestCase("bwd_cats_and_dogs_small_1.h5", "2.1.6", 187_649, 10)]
    [TestCase("luyimin_p20181016.h5", "2.2.2", 160_305, 6)]
    public void Older_layouts_are_read(string name, string version, int parameters, int tensors)
    {
        KerasFile file = KerasFile.Read(DataFile(name));

        file.KerasVersion.Should().Be(version);
        ParameterCounts.Of(file.Model!).Total.Should().Be(parameters);
        file.Weights(file.Model!).Values.Sum(values => values.Length).Should().Be(parameters);
        file.Training!.Optimizer.Should().NotBeNull();
        file.OptimizerState()!.Slots.Should().HaveCount(tensors);
        file.OptimizerState()!.Slots.Values.Should().AllSatisfy(slots => slots.Single().Min().Should().BeGreaterThanOrEqualTo(0));
    }

    private static string DataFile(string name)
    {
        NeedsHdf5.OrIgnore();
        string? file = Own.Settings.DataRoot is { } root ? Path.Combine(root, "keras_h5", name) : null;
        if (!File.Exists(file))
        {
            Assert.Ignore($"not run: keras_h5/{name} is missing; REPRO_DATA names the data root that holds it");
        }

        return file!;
    }
}
