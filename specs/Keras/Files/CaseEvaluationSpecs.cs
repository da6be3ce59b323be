using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;
using Repro.Training.Evaluation;
using Repro.Training.Feeding;
using Repro.Training.Metrics;

namespace Repro.Specs.Keras.Files;

/// <summary>Loss and accuracy of files as people have them: <c>fixtures/cases/README.md</c>.</summary>
internal sealed class CaseEvaluationSpecs
{
    [SetUp]
    public void Needs_libhdf5() => NeedsHdf5.OrIgnore();

    [Category("Data")]
    [TestCase("k3-functional", null, 0.9237, 0.275365)]
    [TestCase("loss-mse", null, 0.9237, 0.011810)]
    [TestCase("loss-from-logits", null, 0.9237, 0.275365)]
    [TestCase("input-784", null, 0.9237, 0.275365)]
    [TestCase("input-28x28", null, 0.9237, 0.275365)]
    [TestCase("training-config-without-optimizer", null, 0.9237, 0.275365)]
    [TestCase("summary-softmax-layer", null, 0.9237, 0.275365)]
    [TestCase("summary-constraint", null, 0.9502, 0.177878)]
    [TestCase("raw-pixels", "none", 0.9502, 0.177878)]
    [TestCase("raw-pixels", null, 0.1699, 2.602372)]
    [TestCase("raw-pixels", "1/255", 0.1699, 2.602372)]
    public void Mnist_gives_the_figures_of_another_implementation(string name, string? scale, double accuracy, double loss)
    {
        string root = Mnist();
        SavedModel saved = SavedModel.Open(PathOf(name), null, SpecModels.Catalog);
        using SplitSamples samples = SplitSamples.Open(
            root,
            "mnist/test",
            saved.Model,
            SpecData.Sets,
            options: ImageOptions.Parse(scale, null, null)
        );
        using CpuBackend backend = new();
        RunningMetrics metrics = saved.Evaluate(backend, samples);

        metrics.Accuracy.Should().BeApproximately(accuracy, 1e-9);
        metrics.Loss.Should().BeApproximately(loss, 5e-7);
        saved.Loss.IsCompiled.Should().BeTrue();
        samples.Images.IsScaleAssumed.Should().Be(scale is null);
    }

    [Category("Data"), Test]
    public void The_tool_says_how_images_were_preprocessed_and_which_loss_it_is()
    {
        Dictionary<string, string> environment = new() { ["REPRO_DATA"] = Mnist() };
        (int code, string output, _) = Repro.Specs.Cli.Tool.Run(environment, "evaluate", PathOf("loss-mse"), "--data", "mnist/test");
        (_, string json, _) = Repro.Specs.Cli.Tool.Run(
            environment,
            "evaluate",
            PathOf("raw-pixels"),
            "--data",
            "mnist/test",
            "--scale",
            "-1..1",
            "--json"
        );
        JsonElement result = JsonDocument.Parse(json).RootElement;

        code.Should().Be(0);
        output
            .Should()
            .Contain(
                "loss 0.011810 (mean_squared_error, as compiled), acc 0.9237 over 10000 samples, images grayscale, pixels times 1/255 (assumed; --scale)"
            );
        result.GetProperty("preprocessing").GetProperty("scale").GetString().Should().Be("-1..1");
        result.GetProperty("preprocessing").GetProperty("scale_assumed").GetBoolean().Should().BeFalse();
        result.GetProperty("loss_name").GetString().Should().Be("categorical_crossentropy");
    }

    [Category("Data"), Test]
    public void The_folder_of_a_training_is_evaluated_on_other_data_as_on_its_own()
    {
        using TemporaryFolder folder = new();
        Dictionary<string, string> environment = new() { ["REPRO_DATA"] = Mnist() };
        Repro
            .Specs.Cli.Tool.Run(environment, "train", "mnist-dense", "--seeds", "1", "--epochs", "1", "--runs", folder.Path)
            .Code.Should()
            .Be(0);
        string run = folder.File("mnist-dense", "Cpu", "seed-1-epochs-1");
        JsonElement own = Evaluated(run);
        JsonElement other = Evaluated(run, "--data", "mnist/test");

        other.GetProperty("acc").GetDouble().Should().Be(own.GetProperty("test_acc").GetDouble());
        other.GetProperty("loss").GetDouble().Should().BeApproximately(own.GetProperty("test_loss").GetDouble(), 1e-9);
        own.GetProperty("preprocessing").GetProperty("scale").GetString().Should().Be("1/255");
        other.GetProperty("preprocessing").GetProperty("scale_assumed").GetBoolean().Should().BeFalse("the run says it");

        JsonElement Evaluated(params string[] arguments) =>
            JsonDocument.Parse(Repro.Specs.Cli.Tool.Run(environment, ["evaluate", .. arguments, "--json"]).Output).RootElement.Clone();
    }

    [Category("Fast")]
    [TestCase("dense-adam")]
    [TestCase("residual-batchnorm-adam")]
    public void A_file_of_Keras_3_predicts_what_Keras_3_did(string name)
    {
        KerasFile file = FixtureFile.Open(Repository.PathOf("fixtures", "keras", "keras_files", name + ".keras3.h5"));
        using CpuBackend backend = new();
        using INetwork network = backend.Build(file.Model!, new CompileOptions(Loss.CategoricalCrossentropy, null));
        file.WriteWeights(network);

        double[] keras = Fixture.Json("keras", "keras_files", "expected.json").Doubles(name);
        network
            .Predict(SeededInputs.Batch(file.Model!, 3000, 4))
            .Values.Select(value => (double)value)
            .Should()
            .Equal(keras, (ours, theirs) => Math.Abs(ours - theirs) < 1e-5);
    }

    // Keras takes the values behind a softmax as the logits of a sigmoid.
    [Category("Fast"), Test]
    public void A_binary_cross_entropy_of_two_softmax_outputs_is_evaluated()
    {
        SavedModel saved = SavedModel.Open(PathOf("loss-bce-softmax2"), null, SpecModels.Catalog);
        using CpuBackend backend = new();
        Tensor x = SeededInputs.Batch(saved.Model, 3000, 2);
        RunningMetrics metrics = saved.Evaluate(backend, new ArraySamples(x, new Tensor([1, 0, 0, 1], 2, 2)));

        Model linear = saved.Model.Select(layer => layer is Dense dense ? dense with { Activation = Activation.Linear } : layer);
        using INetwork network = backend.Build(linear, new CompileOptions(Loss.CategoricalCrossentropy, null));
        FixtureFile.Open(PathOf("loss-bce-softmax2")).WriteWeights(network);
        float[] z = network.Predict(x).Values;
        double expected = (Softplus(-z[0]) + Softplus(z[1]) + Softplus(z[2]) + Softplus(-z[3])) / 4;
        metrics.Loss.Should().BeApproximately(expected, 1e-9);
        metrics.Correct.Should().Be((z[0] >= z[1] ? 1 : 0) + (z[3] > z[2] ? 1 : 0));
    }

    [Category("Fast"), Test]
    public void An_evaluation_sees_each_sample_once_whatever_the_batch()
    {
        SavedModel saved = SavedModel.Open(PathOf("loss-mse"), null, SpecModels.Catalog);
        LogitModel logits = LogitModel.Of(saved.Model);
        ArraySamples samples = new(SeededInputs.Batch(saved.Model, 3000, 20), SeededInputs.Labels(3001, 20, 10));
        using CpuBackend backend = new();
        using INetwork network = backend.Build(logits.Model, new CompileOptions(Loss.CategoricalCrossentropy, null));
        FixtureFile.Open(PathOf("loss-mse")).WriteWeights(network);
        RunningMetrics whole = new OutputEvaluation(logits, saved.Loss).Of(network, samples, 20);
        RunningMetrics pieces = new OutputEvaluation(logits, saved.Loss).Of(network, samples, 7);

        (whole.Samples, pieces.Samples).Should().Be((20L, 20L));
        pieces.Correct.Should().Be(whole.Correct);
        pieces.Loss.Should().BeApproximately(whole.Loss, 1e-12);
    }

    [Category("Fast"), Test]
    public void A_loss_that_is_not_the_compiled_one_is_said_not_to_be()
    {
        EvaluatedLoss loss = SavedModel
            .Of(SavedModel.Open(PathOf("loss-mse"), null, SpecModels.Catalog).Model, FixtureFile.Open(PathOf("loss-mse")))
            .Loss;

        (loss.IsCompiled, loss.Loss.Name).Should().Be((false, "categorical_crossentropy"));
        loss.Remark.Should().Be("assumed: the model was not compiled");
    }

    [Category("Fast")]
    [TestCase("\"mse\"", "mean_squared_error", "")]
    [TestCase("[\"mse\"]", "mean_squared_error", "")]
    [TestCase("{\"dense\": \"mae\"}", "mean_absolute_error", "")]
    [TestCase("{\"class_name\": \"Huber\", \"config\": {\"delta\": 0.5, \"reduction\": \"auto\"}}", "huber", "")]
    [TestCase(
        "{\"module\": \"builtins\", \"class_name\": \"function\", \"config\": \"my_loss\"}",
        null,
        "'my_loss' is not computed here.*mean_squared_error.*"
    )]
    [TestCase("{\"class_name\": \"MeanSquaredError\", \"config\": {\"reduction\": \"sum\"}}", null, "the reduction 'sum' is not supported")]
    public void The_compiled_loss_is_read_in_all_its_forms(string loss, string? name, string obstacle)
    {
        CompiledLoss compiled = KerasTraining.Read($$"""{"loss": {{loss}}}""", "2.15.0", []).Compiled!;

        compiled.Loss?.Name.Should().Be(name);
        compiled.Obstacle.Should().MatchRegex($"^{obstacle}$");
    }

    [Category("Fast"), Test]
    public void Settings_of_a_cross_entropy_are_kept()
    {
        CompiledLoss compiled = KerasTraining
            .Read(
                """{"loss": {"class_name": "BinaryCrossentropy", "config": {"from_logits": true, "label_smoothing": 0.25}}, "loss_weights": [2.0]}""",
                "3.6.0",
                []
            )
            .Compiled!;

        (compiled.Loss!.FromLogits, compiled.Loss.LabelSmoothing, compiled.Loss.AddsEpsilon, compiled.Weight)
            .Should()
            .Be((true, 0.25, false, 2));
    }

    private static double Softplus(double z) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));

    private static string Mnist()
    {
        string? root = Own.Settings.DataRoot;
        if (root is null || !Directory.Exists(Path.Combine(root, SpecData.Mnist)))
        {
            Assert.Ignore("not run: mnist/ is missing; REPRO_DATA names the data root that holds it");
        }

        return root!;
    }

    private static string PathOf(string name) => Repository.PathOf("fixtures", "cases", name + ".h5");
}
