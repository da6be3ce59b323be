using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Data.Catalog;
using Repro.Specs.Data;
using Repro.Specs.Keras.Files;
using Repro.Specs.Oracles;
using Repro.Training.Evaluation;
using Repro.Training.Feeding;
using Repro.Training.Metrics;

namespace Repro.Specs.Training.Evaluation;

/// <summary>Saved models on data: what <c>repro evaluate FILE.h5</c> does.</summary>
[Category("Fast")]
internal sealed class SavedModelSpecs
{
    private static readonly string Binary = Repository.PathOf("fixtures", "keras", "keras_h5", "binary.h5");

    [Test]
    public void Loss_and_accuracy_follow_from_the_predictions_that_Keras_printed()
    {
        NeedsHdf5.OrIgnore();
        double[] keras = Fixture.Json("keras", "keras_h5", "expected.json").GetProperty("binary").Doubles("predictions");
        SavedModel saved = SavedModel.Open(Binary, null, SpecModels.Catalog);
        using CpuBackend backend = new();
        ArraySamples samples = new(SeededInputs.Batch(saved.Model, 3000, 4), new Tensor([1, 0, 1, 0], 4, 1));
        RunningMetrics metrics = saved.Evaluate(backend, samples);

        double loss = -(Math.Log(keras[0]) + Math.Log(1 - keras[1]) + Math.Log(keras[2]) + Math.Log(1 - keras[3])) / 4;
        metrics.Loss.Should().BeApproximately(loss, 1e-5);
        metrics.Accuracy.Should().Be(0.75, "of {0} only the first lies on the wrong side of one half", string.Join(", ", keras));
    }

    [TestCase("dense-adam.keras2.keras", null)]
    [TestCase("dense-adam.keras3.keras", null)]
    [TestCase("dense-adam.keras2.keras", "dense-adam.keras2.weights.h5")]
    [TestCase("dense-adam.keras3.keras", "dense-adam.keras3.weights.h5")]
    [TestCase("dense-adam.keras2.h5", "dense-adam.keras3.keras")]
    public void Archives_and_numbered_weights_are_evaluated_alike(string model, string? weights)
    {
        NeedsHdf5.OrIgnore();
        double[] keras = Fixture.Json("keras", "keras_files", "archives.json").GetProperty("dense-adam").Doubles("predictions");
        SavedModel saved = SavedModel.Open(PathOf(model), weights is null ? null : PathOf(weights), SpecModels.Catalog);
        using CpuBackend backend = new();
        ArraySamples samples = new(SeededInputs.Batch(saved.Model, 3000, 4), new Tensor([1, 1, 1, 1], 4, 1));

        saved.Evaluate(backend, samples).Loss.Should().BeApproximately(-keras.Average(Math.Log), 1e-5);

        static string PathOf(string file) => Repository.PathOf("fixtures", "keras", "keras_files", file);
    }

    [TestCase("keras_h5/binary.weights.h5")]
    [TestCase("keras_files/dense-adam.keras3.weights.h5")]
    public void Weights_alone_need_a_model(string file)
    {
        NeedsHdf5.OrIgnore();
        Action open = () => SavedModel.Open(Repository.PathOf("fixtures", "keras", file), null, SpecModels.Catalog);

        open.Should().Throw<InputException>().WithMessage("*without an architecture*--weights*");
    }

    [Test]
    public void A_model_needs_weights()
    {
        Action open = () => SavedModel.Open("catsdogs-scratch", null, SpecModels.Catalog);

        open.Should().Throw<InputException>().WithMessage("*catsdogs-scratch*--weights*");
    }

    [TestCase("cats_and_dogs_small", "*SET/SPLIT*")]
    [TestCase("tiny/test", "*takes 150x150x3, but the samples of 'tiny' are 6x6x1.")]
    [TestCase(
        "tiny/tests",
        "--data 'tiny/tests': the data set 'tiny' has no split 'tests'. Did you mean 'tiny/test'? Its splits are train, test."
    )]
    [TestCase(
        "tyny/test",
        "--data 'tyny/test': there is no data set 'tyny'. Did you mean 'tiny/test'? This project declares tiny; built in are mnist, fashion_mnist, cifar10, cifar100."
    )]
    [TestCase("tyny/tests", "*Did you mean 'tiny/test'?*")]
    [TestCase(
        "quite-different/test",
        "--data 'quite-different/test': there is no data set 'quite-different'. This project declares tiny;*"
    )]
    public void Data_that_does_not_fit_is_refused(string data, string message)
    {
        using TemporaryFolder root = new();
        TinyMnist.Write(root.Path);
        DataSetCatalog sets = new([SpecData.Set("mnist") with { Name = "tiny", Files = [] }]);

        Action open = () => SplitSamples.Open(root.Path, data, SpecModels.Get("catsdogs-scratch"), sets);

        open.Should().Throw<InputException>().WithMessage(message);
    }
}
