using System.Text.Json.Nodes;
using Repro.Backends.Optimizers;
using Repro.Keras.Optimizers;
using Repro.Runs;

namespace Repro.Specs.Runs;

[TestFixture]
[Category("Fast")]
internal sealed class RunConfigurationSpecs
{
    private static readonly string Convnet = File.ReadAllText(Repository.PathOf("configs", "runs", "mnist-convnet.json"));
    private static readonly string Frozen = File.ReadAllText(Repository.PathOf("configs", "runs", "vgg16-frozen-augmented.json"));
    private static readonly string Features = File.ReadAllText(Repository.PathOf("configs", "runs", "vgg16-features-256.json"));

    [Test]
    public void Steps_follow_from_samples_and_batch_where_they_are_not_given()
    {
        RunConfiguration run = Parse(Convnet);

        run.Train.DeclaredSteps.Should().BeNull();
        run.Train.Steps.Should().Be(938);
        run.Test!.Steps.Should().Be(313);
        Parse(Frozen).Train.Steps.Should().Be(100);
    }

    [Test]
    public void The_optimizer_keeps_its_numbers_as_written_and_rounds_them_for_the_backend()
    {
        OptimizerConfiguration optimizer = Parse(Frozen).Optimizer;

        optimizer.LearningRate.Should().Be(2e-5);
        ((RmsProp)optimizer.ToOptimizer()).LearningRate.Should().Be(2e-5f);
        ((RmsProp)optimizer.ToOptimizer()).Epsilon.Should().Be(1e-8f);
    }

    [TestCase(
        "\"name\": \"adam\"",
        "{\"name\":\"adam\",\"learning_rate\":0.001,\"beta_1\":0.9,\"beta_2\":0.999,\"epsilon\":1E-07,\"amsgrad\":false}"
    )]
    [TestCase(
        "\"name\": \"sgd\", \"clipnorm\": 1",
        "{\"name\":\"sgd\",\"learning_rate\":0.01,\"momentum\":0,\"nesterov\":false,\"clipnorm\":1}"
    )]
    [TestCase("\"name\": \"rmsprop\"", "{\"name\":\"rmsprop\",\"learning_rate\":0.001,\"rho\":0.9,\"epsilon\":1E-07}")]
    [TestCase(
        "\"name\": \"rmsprop\", \"legacy\": false",
        "{\"name\":\"rmsprop\",\"learning_rate\":0.001,\"rho\":0.9,\"epsilon\":1E-07,\"legacy\":false}"
    )]
    [TestCase(
        "\"name\": \"adamw\"",
        "{\"name\":\"adamw\",\"learning_rate\":0.001,\"beta_1\":0.9,\"beta_2\":0.999,\"epsilon\":1E-07,\"amsgrad\":false,\"weight_decay\":0.004}"
    )]
    public void Keys_of_the_optimizer_that_are_left_out_have_the_defaults_of_Keras(string optimizer, string recorded) =>
        RunConfigurationJson.Write(Parse(WithOptimizer(optimizer)))["optimizer"]!.ToJsonString().Should().Be(recorded);

    [TestCase("\"name\": \"adam\", \"rho\": 0.9", "'optimizer.rho' is unknown. Known here: amsgrad, beta_1")]
    [TestCase("\"name\": \"adam\", \"beta_1\": 1", "'optimizer.beta_1' must be a number from 0 to 0.9999999, but is 1")]
    [TestCase("\"name\": \"adam\", \"clipnorm\": 1, \"clipvalue\": 1", "'optimizer.clipnorm' excludes 'clipvalue'")]
    [TestCase(
        "\"name\": \"adam\", \"learning_rate\": { \"name\": \"CosineDecay\", \"initial_learning_rate\": 1 }",
        "'optimizer.learning_rate.decay_steps' is missing"
    )]
    [TestCase(
        "\"name\": \"adam\", \"learning_rate\": { \"name\": \"cosine\" }",
        "'optimizer.learning_rate.name' is 'cosine', but must be one of ExponentialDecay"
    )]
    [TestCase(
        "\"name\": \"adam\", \"learning_rate\": { \"name\": \"PiecewiseConstantDecay\", \"boundaries\": [4, 4], \"values\": [1, 1, 1] }",
        "'optimizer.learning_rate.boundaries' must list whole numbers"
    )]
    [TestCase(
        "\"name\": \"adam\", \"learning_rate\": { \"name\": \"PiecewiseConstantDecay\", \"boundaries\": [4, 5], \"values\": [1, 1] }",
        "'optimizer.learning_rate.values' must list 3 numbers"
    )]
    [TestCase(
        "\"name\": \"sgd\", \"decay\": 0.1, \"learning_rate\": { \"name\": \"CosineDecay\", \"initial_learning_rate\": 1, \"decay_steps\": 5 }",
        "'optimizer.decay' excludes a schedule"
    )]
    public void A_wrong_optimizer_is_refused_with_its_key(string optimizer, string message) =>
        Invoking(WithOptimizer(optimizer)).Should().Throw<InputException>().Which.Message.Should().Contain(message);

    [Test]
    public void A_model_is_not_saved_with_an_optimizer_that_no_file_can_hold() =>
        Invoking(
                ReplaceFirst(
                    WithOptimizer("\"name\": \"nadam\", \"legacy\": true"),
                    "\"epochs\": 5",
                    "\"epochs\": 5, \"save_as\": \"m.h5\""
                )
            )
            .Should()
            .Throw<InputException>()
            .Which.Message.Should()
            .Contain("'save_as' cannot be used with this optimizer");

    [TestCase("\"categorical_crossentropy\"", "\"categorical_crossentropy\"")]
    [TestCase("{ \"name\": \"categorical_crossentropy\" }", "\"categorical_crossentropy\"")]
    [TestCase(
        "{ \"name\": \"categorical_crossentropy\", \"label_smoothing\": 0.1, \"from_logits\": true }",
        "{\"name\":\"categorical_crossentropy\",\"from_logits\":true,\"label_smoothing\":0.1}"
    )]
    [TestCase("{ \"name\": \"huber\", \"delta\": 0.5 }", "{\"name\":\"huber\",\"delta\":0.5}")]
    public void Arguments_of_the_loss_that_have_their_defaults_are_not_recorded(string loss, string recorded) =>
        RunConfigurationJson.Write(Parse(Convnet.Replace("\"categorical_crossentropy\"", loss, StringComparison.Ordinal)))["loss"]!
            .ToJsonString()
            .Should()
            .Be(recorded);

    [Test]
    public void Metrics_are_recorded_where_they_are_not_the_accuracy_alone()
    {
        RunConfiguration Read(string more) => Parse(Convnet.Replace("\"epochs\": 5", $"\"epochs\": 5, {more}", StringComparison.Ordinal));
        string plain = RunConfigurationJson.Digest(Parse(Convnet));

        RunConfigurationJson.Digest(Read("\"metrics\": [\"acc\"]")).Should().Be(plain);
        RunConfigurationJson.Digest(Read("\"metrics\": []")).Should().NotBe(plain);
        RunConfiguration run = Read("\"metrics\": [\"top_k_categorical_accuracy\"], \"top_k\": 3, \"class_weight\": [1, 2]");
        (run.HasAccuracy, run.Metrics.Single().K, run.ClassWeights!.Count).Should().Be((false, 3, 2));
        RunConfigurationJson.Write(run)["top_k"]!.ToJsonString().Should().Be("3");
    }

    [TestCase("\"epochs\": 5,", "", "'epochs' is missing")]
    [TestCase("\"epochs\": 5,", "\"epoch\": 5,", "'epochs' is missing; it must be a whole number. The key 'epoch' has a similar name.")]
    [TestCase("\"epochs\": 5", "\"epochs\": 5.5", "'epochs' must be a whole number")]
    [TestCase("\"epochs\": 5", "\"epochs\": \"5\"", "'epochs' must be a whole number")]
    [TestCase("\"epochs\": 5", "\"epochs\": 0", "'epochs' must be a whole number")]
    [TestCase("\"epochs\": 5", "\"epochs\": 5, \"epochs\": 6", "the key 'epochs' is given twice")]
    [TestCase("\"epochs\": 5", "\"epoch\": 5, \"epochs\": 5", "'epoch' is unknown")]
    [TestCase("\"batch_size\": 64", "\"batch_size\": 64, \"momentum\": 1", "'train.momentum' is unknown")]
    [TestCase("\"batch_size\": 64", "\"batch_size\": -1", "'train.batch_size' must be a whole number")]
    [TestCase("\"learning_rate\": 0.001", "\"learning_rate\": 1e400", "line 25, column *: the number is too large")]
    [TestCase("\"name\": \"rmsprop\"", "\"name\": \"lion\"", "'optimizer.name' is 'lion', but must be one of rmsprop, sgd, adam")]
    [TestCase("\"data_set\": \"mnist\"", "\"data_set\": \"cifar\"", "'data_set' is 'cifar'")]
    [TestCase(
        "\"loss\": \"categorical_crossentropy\"",
        "\"loss\": \"sparse_categorical_crossentropy\"",
        "'train.class_mode' is 'categorical', but the loss sparse_categorical_crossentropy needs 'sparse'"
    )]
    [TestCase(
        "\"loss\": \"categorical_crossentropy\"",
        "\"loss\": \"crossentropy\"",
        "'loss' is 'crossentropy', but must be one of binary_crossentropy, categorical_crossentropy, sparse_categorical_crossentropy, binary_focal_crossentropy"
    )]
    [TestCase(
        "\"loss\": \"categorical_crossentropy\"",
        "\"loss\": { \"name\": \"categorical_crossentropy\", \"delta\": 1 }",
        "'loss.delta' is unknown"
    )]
    [TestCase(
        "\"epochs\": 5",
        "\"epochs\": 5, \"metrics\": [\"acc\", \"area\"]",
        "'metrics' has 'area', but its names must be out of acc, mean_absolute_error"
    )]
    [TestCase("\"epochs\": 5", "\"epochs\": 5, \"keras\": \"4.0\"", "'keras' is '4.0', which is not a version of Keras")]
    [TestCase(
        "\"epochs\": 5",
        "\"epochs\": 5, \"callbacks\": [ { \"name\": \"TensorBoard\" } ]",
        "'callbacks[0].name' is 'TensorBoard', but must be one of LearningRateScheduler, ReduceLROnPlateau, EarlyStopping, ModelCheckpoint"
    )]
    [TestCase(
        "\"epochs\": 5",
        "\"epochs\": 5, \"callbacks\": [ { \"name\": \"EarlyStopping\" } ]",
        "'callbacks[0].monitor' is 'val_loss', but the run has no 'validation'"
    )]
    [TestCase(
        "\"epochs\": 5",
        "\"epochs\": 5, \"callbacks\": [ { \"name\": \"EarlyStopping\", \"monitor\": \"mae\" } ]",
        "'callbacks[0].monitor' is 'mae', which the run does not record. Its 'loss' and 'metrics' give loss, acc."
    )]
    [TestCase(
        "\"epochs\": 5",
        "\"epochs\": 5, \"metrics\": [\"acc\"], \"weighted_metrics\": [\"acc\", \"auc\"], \"callbacks\": [ { \"name\": \"EarlyStopping\", \"monitor\": \"weighted_auc\", \"mode\": \"max\" } ]",
        "'callbacks[0].monitor' is 'weighted_auc', which the run does not record. Its 'loss' and 'metrics' give loss, acc, weighted_acc, auc."
    )]
    [TestCase(
        "\"epochs\": 5",
        "\"epochs\": 5, \"metrics\": [\"auc\"], \"callbacks\": [ { \"name\": \"EarlyStopping\", \"monitor\": \"auc\" } ]",
        "'callbacks[0].mode' must be min or max for 'auc': with auto, versions of Keras differ"
    )]
    [TestCase(
        "\"epochs\": 5",
        "\"epochs\": 5, \"save_as\": \"a.h5\", \"callbacks\": [ { \"name\": \"ModelCheckpoint\", \"monitor\": \"loss\", \"filepath\": \"a.h5\" } ]",
        "'callbacks[0].filepath' is 'a.h5', which another part of the run also writes"
    )]
    [TestCase(
        "\"epochs\": 5",
        "\"epochs\": 5, \"callbacks\": [ { \"name\": \"ModelCheckpoint\", \"monitor\": \"loss\", \"filepath\": \"../a.h5\" } ]",
        "'callbacks[0].filepath' is '../a.h5', but must be the name of a file that ends in .h5"
    )]
    [TestCase(
        "\"epochs\": 5",
        "\"epochs\": 5, \"callbacks\": [ { \"name\": \"EarlyStopping\", \"monitor\": \"loss\", \"patience\": -1 } ]",
        "'callbacks[0].patience' must be a whole number from 0 to 100000"
    )]
    [TestCase("\"epochs\": 5", "\"epochs\": 5, \"metrics\": [\"acc\", \"mse\", \"mse\"]", "'metrics' has 'mse' twice. Remove one of them.")]
    [TestCase(
        "\"epochs\": 5",
        "\"epochs\": 5, \"metrics\": [\"mae\", \"mean_absolute_error\"]",
        "'metrics' has one metric twice: 'mae' and 'mean_absolute_error' are two names of it. Remove one of them."
    )]
    [TestCase(
        "\"epochs\": 5",
        "\"epochs\": 5, \"weighted_metrics\": [\"accuracy\", \"acc\"]",
        "'weighted_metrics' has one metric twice: 'accuracy' and 'acc' are two names of it. Remove one of them."
    )]
    [TestCase("\"epochs\": 5", "\"epochs\": 5, \"metrics\": [\"precison\"]", "Did you mean 'precision'?")]
    [TestCase("\"epochs\": 5", "\"epochs\": 5, \"top_k\": 3", "'top_k' needs 'top_k_categorical_accuracy' in 'metrics'")]
    [TestCase("\"epochs\": 5", "\"epochs\": 5, \"class_weight\": [1, -1]", "'class_weight' must list a number")]
    [TestCase("\"schema\": 1", "\"schema\": 2", "'schema' names a format")]
    [TestCase("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", "[1, 1]", "'seeds' must list different")]
    [TestCase("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", "[]", "'seeds' must list different")]
    [TestCase("\"schema\": 1,", "", "'schema' is missing")]
    [TestCase(
        "\"loss\": \"categorical_crossentropy\"",
        "\"loss\": \"MeanSquaredError\"",
        "'loss' is 'MeanSquaredError', *Did you mean 'mean_squared_error'?"
    )]
    [TestCase(
        "\"loss\": \"categorical_crossentropy\"",
        "\"loss\": \"BinaryCrossentropy\"",
        "'loss' is 'BinaryCrossentropy', *Did you mean 'binary_crossentropy'?"
    )]
    [TestCase(
        "\"loss\": \"categorical_crossentropy\"",
        "\"loss\": \"categorical_crosentropy\"",
        "Did you mean 'categorical_crossentropy'?"
    )]
    [TestCase("\"name\": \"rmsprop\"", "\"name\": \"Adam\"", "'optimizer.name' is 'Adam', *Did you mean 'adam'?")]
    [TestCase("\"split\": \"train\",", "\"split\": \"train\", \"target_size\": [28, 28],", "'train.target_size' does not apply")]
    [TestCase("\"epochs\": 5", "\"epochs\": 5, \"class_weights\": [1, 2]", "'class_weights' is unknown. Did you mean 'class_weight'?")]
    [TestCase(
        "{",
        "[",
        "cannot be read as a run's configuration: line 2, column 12: a comma, or the end of the list or object, is expected, but ':' is there."
    )]
    [TestCase("\"epochs\": 5", "\"epochs\": 5, \"variant\": \"\\ud800\"", "the text has half of a surrogate pair")]
    [TestCase("\"epochs\": 5", "\"epochs\": 5, \"save_as\": \"..h5\"", "'save_as' is '..h5', but must be the name of a file")]
    [TestCase("\"epochs\": 5", "\"epochs\": 5, \"continues_from\": \"../x\"", "'continues_from' is '../x'; a name is")]
    public void A_damaged_file_is_refused_with_file_and_key(string piece, string replacement, string message)
    {
        Convnet.Should().Contain(piece);
        string damaged = ReplaceFirst(Convnet, piece, replacement);

        Invoking(damaged).Should().Throw<InputException>().WithMessage($"here.json: *{message}*");
    }

    [TestCase("\"base_weights\": \"imagenet\",", "", "'base_weights' is missing")]
    [TestCase("[150, 150]", "[150]", "'train.target_size' must be [height, width]")]
    [TestCase(
        "\"variant\": \"base frozen\"",
        "\"variant\": \"frozen\"",
        "'variant' is 'frozen', but must be one of base frozen, block5 open, open from LAYER"
    )]
    [TestCase("\"variant\": \"base frozen\"", "\"variant\": \"open from \"", "'variant' is 'open from '")]
    [TestCase("\"horizontal_flip\": true", "\"horizontal_flip\": \"yes\"", "'train.augmentation.horizontal_flip' must be true or false")]
    [TestCase(
        "\"epochs\": 30",
        "\"observe\": { \"picture\": \"train/cats/cat.0.jpg\", \"layers\": [\"conv2d_1\"] }, \"epochs\": 30",
        "'observe.picture' is 'train/cats/cat.0.jpg', but must be"
    )]
    [TestCase("keras-2.0", "keras-3", "'train.augmentation.semantics' is 'keras-3'")]
    [TestCase(
        "\"split\": \"train\",",
        "\"split\": \"train\", \"decoder\": \"tensorflow\",",
        "'train.decoder' is 'tensorflow', but 'augmentation' is that of ImageDataGenerator"
    )]
    [TestCase(
        "\"split\": \"test\",",
        "\"split\": \"test\", \"decoder\": \"tensorflow\", \"interpolation\": \"bicubic\",",
        "'test.interpolation' is 'bicubic', but with decoder 'tensorflow' it must be bilinear or nearest"
    )]
    public void So_is_a_damaged_image_run(string piece, string replacement, string message)
    {
        Frozen.Should().Contain(piece);
        string damaged = ReplaceFirst(Frozen, piece, replacement);

        Invoking(damaged).Should().Throw<InputException>().Which.Message.Should().Contain(message);
    }

    [TestCase("", "bilinear")]
    [TestCase("\"interpolation\": \"nearest\",", "nearest")]
    public void The_decoder_tensorflow_has_the_interpolation_of_image_dataset_from_directory(string given, string recorded)
    {
        RunConfiguration run = Parse(
            ReplaceFirst(Frozen, "\"split\": \"test\",", "\"split\": \"test\", \"decoder\": \"tensorflow\"," + given)
        );

        run.Test!.Interpolation.ToString().ToLowerInvariant().Should().Be(recorded);
        RunConfigurationJson.Write(run)["test"]!["interpolation"]!.GetValue<string>().Should().Be(recorded);
    }

    // Runs of the first versions of this decoder had Pillow's filters, and must not count as the same.
    [Test]
    public void The_decoder_tensorflow_is_recorded_with_what_resizes_its_images()
    {
        RunConfiguration plain = Parse(Frozen);
        RunConfiguration run = Parse(ReplaceFirst(Frozen, "\"split\": \"test\",", "\"split\": \"test\", \"decoder\": \"tensorflow\","));
        JsonObject before = RunConfigurationJson.Write(run);
        before["test"]!.AsObject().Remove("resized_by").Should().BeTrue();

        RunConfigurationJson.Write(plain)["test"]!.AsObject().ContainsKey("resized_by").Should().BeFalse();
        RunConfigurationJson.Write(run)["train"]!.AsObject().ContainsKey("resized_by").Should().BeFalse();
        RunConfigurationJson.DigestOfRecorded(before).Should().NotBe(RunConfigurationJson.Digest(run));
    }

    // Runs with class_mode raw recorded the accuracy at first, and did not write it.
    [TestCase(false, "[]")]
    [TestCase(true, "[\"acc\"]")]
    public void Runs_on_numbers_to_predict_always_record_their_metrics(bool hasAccuracy, string recorded)
    {
        RunConfiguration run = Parse(Convnet);
        RunConfiguration raw = run with { HasAccuracy = hasAccuracy, Train = run.Train with { ClassMode = SplitConfiguration.Raw } };
        JsonObject before = RunConfigurationJson.Write(raw);
        before.Remove("metrics").Should().BeTrue();

        MetricKeys(raw).Should().Be(recorded);
        MetricKeys(run).Should().BeEmpty();
        RunConfigurationJson.DigestOfRecorded(before).Should().NotBe(RunConfigurationJson.Digest(raw));
    }

    [TestCase("2.10", "", true)]
    [TestCase("2.15", "", false)]
    [TestCase("3.5", "", false)]
    [TestCase("3.5", ", \"legacy\": true", true)]
    public void A_version_of_Keras_decides_on_the_formula_of_RMSprop(string keras, string given, bool isLegacy)
    {
        string run = ReplaceFirst(
            WithOptimizer("\"name\": \"rmsprop\"" + given),
            "\"epochs\": 5",
            $"\"keras\": \"{keras}\", \"epochs\": 5"
        );

        ((RmsProp)Parse(run).Optimizer.ToOptimizer()).EpsilonInside.Should().Be(!isLegacy);
    }

    [Test]
    public void The_rules_hold_for_the_formula_that_a_document_decides_on()
    {
        string run = ReplaceFirst(WithOptimizer("\"name\": \"nadam\""), "\"epochs\": 5", "\"save_as\": \"m.h5\", \"epochs\": 5");
        RunConfiguration Read(string keras) =>
            RunConfigurationReader.Parse(
                "here",
                "here.json",
                run,
                SpecModels.Catalog,
                SpecData.Sets,
                each => each with { Optimizer = each.Optimizer.OfKeras(keras) }
            );

        Read("2.15").Optimizer.Flag("legacy").Should().BeFalse();
        FluentActions
            .Invoking(() => Read("2.3"))
            .Should()
            .Throw<InputException>()
            .WithMessage("*'save_as' cannot be used with this optimizer: Keras's files hold neither nadam with legacy*");
    }

    [TestCase("accuracy", "acc")]
    [TestCase("mae", "mean_absolute_error")]
    [TestCase("mse", "mean_squared_error")]
    public void Metrics_have_their_short_names_too(string given, string name) =>
        MetricKeys(Parse(WithMetrics(Convnet, given))).Should().Be(MetricKeys(Parse(WithMetrics(Convnet, name))));

    [Test]
    public void An_optimizer_can_be_a_name_alone()
    {
        string named = Convnet[..Convnet.IndexOf("\"optimizer\"", StringComparison.Ordinal)];
        named += Convnet[Convnet.IndexOf("\"epochs\"", StringComparison.Ordinal)..];
        RunConfiguration Read(string optimizer) =>
            Parse(named.Replace("\"epochs\"", $"\"optimizer\": {optimizer}, \"epochs\"", StringComparison.Ordinal));

        RunConfigurationJson
            .Write(Read("\"adam\""))
            .ToJsonString()
            .Should()
            .Be(RunConfigurationJson.Write(Read("""{"name": "adam"}""")).ToJsonString());
        FluentActions
            .Invoking(() => Read("\"adamm\""))
            .Should()
            .Throw<InputException>()
            .WithMessage("*'optimizer.name' is 'adamm', *Did you mean 'adam'?");
    }

    [TestCase("mse", "mean_squared_error")]
    [TestCase("mae", "mean_absolute_error")]
    [TestCase("kld", "kl_divergence")]
    public void Losses_have_their_short_names_too(string given, string name)
    {
        string run = Convnet.Replace("\"loss\": \"categorical_crossentropy\"", $"\"loss\": \"{given}\"", StringComparison.Ordinal);

        Parse(run).Loss.Name.Should().Be(name);
    }

    [TestCase("precision")]
    [TestCase("mae")]
    public void Metrics_that_numbers_of_classes_do_not_have_are_refused(string metric)
    {
        string sparse = Convnet
            .Replace("categorical", "sparse", StringComparison.Ordinal)
            .Replace("sparse_crossentropy", "sparse_categorical_crossentropy", StringComparison.Ordinal);
        Parse(WithMetrics(sparse, "top_k_categorical_accuracy")).Metrics.Should().ContainSingle();

        Invoking(WithMetrics(sparse, metric))
            .Should()
            .Throw<InputException>()
            .Which.Message.Should()
            .Contain("which cannot be computed of numbers of classes (loss sparse_categorical_crossentropy). acc and top_k");
    }

    private static string WithMetrics(string run, string metric) =>
        ReplaceFirst(run, "\"epochs\": 5", $"\"metrics\": [\"{metric}\"], \"epochs\": 5");

    private static string MetricKeys(RunConfiguration run) => RunConfigurationJson.Write(run)["metrics"]?.ToJsonString() ?? "";

    [Test]
    public void Features_are_scaled_where_they_are_extracted_and_not_again()
    {
        string damaged = ReplaceFirst(Features, "\"samples\": 2000,", "\"samples\": 2000, \"rescale\": 0.5,");

        Invoking(damaged).Should().Throw<InputException>().Which.Message.Should().Contain("'train.rescale' belongs in 'extraction'");
    }

    private static RunConfiguration Parse(string text) =>
        RunConfigurationReader.Parse("here", "here.json", text, SpecModels.Catalog, SpecData.Sets);

    private static string WithOptimizer(string optimizer)
    {
        const string Present = "\"optimizer\": {";
        int begin = Convnet.IndexOf(Present, StringComparison.Ordinal) + Present.Length;
        return Convnet[..begin] + optimizer + Convnet[Convnet.IndexOf('}', begin)..];
    }

    private static Action Invoking(string text) => () => Parse(text);

    private static string ReplaceFirst(string text, string piece, string replacement)
    {
        int at = text.IndexOf(piece, StringComparison.Ordinal);
        return text[..at] + replacement + text[(at + piece.Length)..];
    }
}
