using System.Globalization;
using System.Text.Json;
using Repro.Specs.Cli;
using Repro.Specs.Keras.Files;

namespace Repro.Specs.Project;

/// <summary>A run with a loss for each of two outputs and with weights of samples, used through the tool: read, trained,
/// evaluated.</summary>
[Category("Fast")]
public sealed class SeveralOutputsSpecs
{
    private const string Losses = """{ "yes": "binary_crossentropy", "size": "mean_squared_error" }""";
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeProject()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(_folder.File("configs", "runs"));
        Directory.CreateDirectory(_folder.File("configs", "models"));
        Directory.CreateDirectory(_folder.File("data"));
        Declare("\"targets\": { \"yes\": [\"yes\"], \"size\": [\"height\", \"width\"] }, \"sample_weight\": \"weight\"");
        string[] rows =
        [
            .. Enumerable
                .Range(0, 20)
                .Select(i => FormattableString.Invariant($"{i % 7 * 0.25},{i * 3 % 5},{i % 2},{i * 0.125},{-i * 0.25},{i % 4 * 0.5}")),
        ];
        File.WriteAllLines(_folder.File("data", "things.csv"), ["a,b,yes,height,width,weight", .. rows]);
        File.WriteAllText(
            _folder.File("configs", "models", "two.json"),
            """
            { "class_name": "Functional", "keras_version": "2.15.0", "backend": "tensorflow", "config": { "name": "two", "layers": [
              { "class_name": "InputLayer", "name": "input_1", "config": { "name": "input_1", "batch_input_shape": [null, 2], "dtype": "float32", "sparse": false }, "inbound_nodes": [] },
              { "class_name": "Dense", "name": "yes", "config": { "name": "yes", "dtype": "float32", "trainable": true, "units": 1, "activation": "sigmoid", "use_bias": true }, "inbound_nodes": [[["input_1", 0, 0, {}]]] },
              { "class_name": "Dense", "name": "size", "config": { "name": "size", "dtype": "float32", "trainable": true, "units": 2, "activation": "linear", "use_bias": true }, "inbound_nodes": [[["input_1", 0, 0, {}]]] } ],
              "input_layers": [["input_1", 0, 0]], "output_layers": [["yes", 0, 0], ["size", 0, 0]] } }
            """
        );
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Each_output_has_its_columns_and_the_loss_is_the_weighted_sum()
    {
        WriteRun(
            $"\"loss\": {Losses}, \"loss_weights\": {{ \"yes\": 1, \"size\": 0.25 }}, \"metrics\": {{ \"yes\": [\"acc\"], \"size\": [\"mean_absolute_error\"] }}"
        );

        Train();

        string[] lines = File.ReadAllLines(Path.Combine(Trained, "history.csv"));
        lines[0]
            .Should()
            .Be(
                "epoch,train_loss,train_yes_loss,train_yes_acc,train_size_loss,train_size_mae,val_loss,val_yes_loss,val_yes_acc,val_size_loss,val_size_mae,test_loss,test_yes_loss,test_yes_acc,test_size_loss,test_size_mae"
            );
        double[] last = [.. lines[^1].Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        last[1].Should().BeApproximately(last[2] + 0.25 * last[4], 1e-12);
        last[6].Should().BeApproximately(last[7] + 0.25 * last[9], 1e-12);
        JsonElement evaluated = Json("evaluate", "two", "--seed", "1", "--runs", _folder.File("runs"));
        evaluated.GetProperty("test_loss").GetDouble().Should().BeApproximately(last[11], 1e-12);
        evaluated.GetProperty("test_acc").ValueKind.Should().Be(JsonValueKind.Null);
        evaluated.GetProperty("outputs").GetProperty("test_size_loss").GetDouble().Should().BeApproximately(last[14], 1e-12);
        JsonElement record = JsonDocument.Parse(File.ReadAllText(Path.Combine(Trained, "record.json"))).RootElement;
        record.GetProperty("configuration").GetProperty("loss").GetRawText().Should().Contain("\"size\"");
        record.GetProperty("operations").EnumerateObject().Select(one => one.Name).Should().Contain(["crossentropy", "mean_squared_error"]);
        Train().Should().Contain("already");
    }

    [Test]
    public void A_list_is_in_the_order_of_the_outputs()
    {
        WriteRun($"\"loss\": {Losses}");
        Train();
        string named = File.ReadAllText(Path.Combine(Trained, "history.csv"));
        Directory.Delete(_folder.File("runs"), recursive: true);
        WriteRun("\"loss\": [\"binary_crossentropy\", { \"name\": \"mean_squared_error\" }], \"loss_weights\": [1, 1]");

        Train();

        File.ReadAllText(Path.Combine(Trained, "history.csv")).Should().Be(named);
    }

    [Test]
    public void Weights_count_in_the_loss_and_in_weighted_metrics_of_the_parts_that_ask_for_them()
    {
        WriteRun($"\"loss\": {Losses}, \"metrics\": [\"acc\"], \"weighted_metrics\": {{ \"yes\": [\"acc\"] }}", weighted: true);

        Train();

        string[] lines = File.ReadAllLines(Path.Combine(Trained, "history.csv"));
        string[] columns = lines[0].Split(',');
        columns.Should().Contain(["train_yes_weighted_acc", "val_yes_weighted_acc", "test_yes_weighted_acc"]);
        double[] last = [.. lines[^1].Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        double Value(string column) => last[Array.IndexOf(columns, column)];
        Value("val_yes_weighted_acc").Should().Be(Value("val_yes_acc"), "only the training has weights");
        Value("train_yes_weighted_acc").Should().NotBe(Value("train_yes_acc"));
    }

    [Test]
    public void A_model_with_several_losses_is_saved_and_observed()
    {
        NeedsHdf5.OrIgnore();
        WriteRun(
            $"\"loss\": {Losses}, \"save_as\": \"two.h5\", \"callbacks\": [ {{ \"name\": \"EarlyStopping\", \"monitor\": \"val_size_loss\", \"patience\": 100 }} ]"
        );

        Train();

        Run("summary", Path.Combine(Trained, "two.h5")).Output.Should().Contain("size (Dense)");
        Repro.Keras.Files.KerasFile.Read(Path.Combine(Trained, "two.h5")).Training!.Optimizer.Should().NotBeNull();
    }

    [TestCase("two.h5")]
    [TestCase("two.keras")]
    public void A_saved_model_is_evaluated_with_the_losses_and_metrics_of_its_file(string name)
    {
        NeedsHdf5.OrIgnore();
        WriteRun(
            $"\"loss\": {Losses}, \"loss_weights\": {{ \"yes\": 1, \"size\": 0.25 }}, \"metrics\": {{ \"yes\": [\"acc\", \"precision\"], \"size\": [\"mean_absolute_error\"] }}, \"weighted_metrics\": {{ \"yes\": [\"binary_accuracy\"] }}, \"save_as\": \"{name}\"",
            weighted: true
        );
        Train();
        string file = Path.Combine(Trained, name);

        JsonElement evaluated = Json("evaluate", file, "--data", "things/train");

        JsonElement outputs = evaluated.GetProperty("outputs");
        outputs
            .EnumerateObject()
            .Select(value => value.Name)
            .Should()
            .Equal("yes_loss", "size_loss", "yes_acc", "yes_precision", "yes_weighted_binary_acc", "size_mae");
        double Value(string name) => outputs.GetProperty(name).GetDouble();
        evaluated.GetProperty("samples").GetInt32().Should().Be(20);
        evaluated.GetProperty("loss").GetDouble().Should().BeApproximately(Value("yes_loss") + 0.25 * Value("size_loss"), 1e-6);
        Value("yes_weighted_binary_acc").Should().Be(Value("yes_acc"), "an evaluation without weights counts each sample once");
        JsonElement trained = Json("evaluate", Trained, "--data", "things/train");
        trained.GetProperty("outputs").GetRawText().Should().Be(outputs.GetRawText());
        Run("evaluate", file, "--data", "things/train").Output.Should().MatchRegex(@": loss \d\.\d{6} \(as compiled\), yes_loss \d");
    }

    [Test]
    public void A_saved_model_has_its_metrics_as_Keras_writes_them()
    {
        NeedsHdf5.OrIgnore();
        WriteRun(
            $"\"loss\": {Losses}, \"metrics\": {{ \"yes\": [\"acc\", \"auc\"], \"size\": [\"mean_absolute_error\"] }}, \"auc_thresholds\": 50, \"save_as\": \"two.h5\""
        );
        Train();

        string written = Repro.Keras.Files.ForeignHdf5.Read(Path.Combine(Trained, "two.h5")).Find("")!.Attributes["training_config"].Texts[
            0
        ];

        using JsonDocument training = JsonDocument.Parse(written);
        training.RootElement.GetProperty("loss").GetRawText().Should().Be("""{"yes":"binary_crossentropy","size":"mean_squared_error"}""");
        training.RootElement.GetProperty("loss_weights").GetRawText().Should().Be("""{"yes":1,"size":1}""");
        training.RootElement.GetProperty("weighted_metrics").ValueKind.Should().Be(JsonValueKind.Null);
        JsonElement metrics = training.RootElement.GetProperty("metrics");
        metrics.GetProperty("size").GetRawText().Should().Be("""["mean_absolute_error"]""");
        metrics.GetProperty("yes")[0].GetString().Should().Be("acc");
        metrics.GetProperty("yes")[1].GetProperty("class_name").GetString().Should().Be("AUC");
        metrics
            .GetProperty("yes")[1]
            .GetProperty("config")
            .GetRawText()
            .Should()
            .Be("""{"name":"auc","dtype":"float32","num_thresholds":50,"curve":"ROC"}""");
    }

    [Test]
    public void A_model_with_several_outputs_needs_data_with_targets()
    {
        NeedsHdf5.OrIgnore();
        WriteRun($"\"loss\": {Losses}, \"save_as\": \"two.h5\"");
        Train();
        Declare("\"label\": \"yes\", \"inputs\": [\"a\", \"b\"]");
        string file = Path.Combine(Trained, "two.h5");

        (int code, _, string error) = Run("evaluate", file, "--data", "things/train");

        code.Should().Be(2);
        error.Should().Contain($"{file}: the model has a loss for the output 'yes', but the data set 'things' has no targets.");
    }

    [Test]
    public void Losses_in_a_list_are_observed_by_the_names_of_their_outputs()
    {
        WriteRun(
            "\"loss\": [\"binary_crossentropy\", \"mean_squared_error\"], \"callbacks\": [ { \"name\": \"EarlyStopping\", \"monitor\": \"val_size_loss\", \"patience\": 100 } ]"
        );

        Train();
    }

    [TestCase("binary_accuracy")]
    [TestCase("val_yes_binary_accuracy")]
    [TestCase("yes_weighted_acc")]
    [TestCase("val_yes_categorical_accuracy")]
    [TestCase("val_size_root_mean_squared_error")]
    [TestCase("size_mse")]
    public void Callbacks_observe_what_Keras_logs(string monitor)
    {
        bool isOfModel = monitor == "binary_accuracy";
        string losses = isOfModel ? """{ "yes": "binary_crossentropy" }""" : Losses;
        if (isOfModel)
        {
            WriteOneOutput();
        }

        string metrics = isOfModel
            ? "\"metrics\": [\"binary_accuracy\"]"
            : """
                "metrics": { "yes": ["acc", "binary_accuracy"], "size": ["root_mean_squared_error", "mean_squared_error"] },
                "weighted_metrics": { "yes": ["acc", "categorical_accuracy"] }
                """;
        WriteRun(
            $"\"loss\": {losses}, {metrics}, \"callbacks\": [ {{ \"name\": \"EarlyStopping\", \"monitor\": \"{monitor}\", \"patience\": 100 }} ]"
        );

        Train();
    }

    [Test]
    public void An_output_that_the_model_has_not_is_not_observed()
    {
        WriteRun(
            "\"loss\": [\"binary_crossentropy\", \"mean_squared_error\"], \"callbacks\": [ { \"name\": \"EarlyStopping\", \"monitor\": \"val_sise_loss\", \"patience\": 100 } ]"
        );

        Refused(
            "Run 'two': a callback observes 'val_sise_loss', which is not recorded. With the outputs of its model 'two', the run records loss, yes_loss, size_loss."
        );
    }

    [TestCase(
        "\"loss\": { \"yes\": \"binary_crossentropy\" }",
        "Run 'two': Model 'two' has 2 outputs (yes, size), but 1 loss is given. Give one for each output. Correct 'loss' in the run file."
    )]
    [TestCase(
        "\"loss\": { \"yes\": \"binary_crossentropy\", \"sise\": \"mean_squared_error\" }",
        "Model 'two' has the outputs yes, size, but the losses are given for yes, sise."
    )]
    [TestCase(
        "\"loss\": [\"binary_crossentropy\", \"mean_squared\"]",
        "key 'loss.1' is 'mean_squared', but must be one of binary_crossentropy,"
    )]
    [TestCase(
        "\"loss\": [\"binary_crossentropy\", \"mean_squared_error\"], \"loss_weights\": { \"yes\": 1 }",
        "key 'loss_weights' must be a list, as 'loss' is."
    )]
    [TestCase(
        "\"loss\": [\"binary_crossentropy\", \"mean_squared_error\"], \"loss_weights\": [1, 2, 3]",
        "key 'loss_weights.2' is unknown."
    )]
    [TestCase(
        "\"loss\": { \"yes\": \"binary_crossentropy\", \"size\": \"mean_squared_error\" }, \"loss_weights\": { \"yes\": -1, \"size\": 1 }",
        "key 'loss_weights.yes' must be a number from 0 to 1000000, but is -1."
    )]
    [TestCase(
        "\"loss\": { \"yes\": \"binary_crossentropy\", \"size\": \"mean_squared_error\" }, \"metrics\": { \"no\": [\"acc\"] }",
        "key 'metrics' names the output 'no', but 'loss' has yes, size."
    )]
    [TestCase(
        "\"loss\": { \"yes\": \"binary_crossentropy\", \"size\": \"mean_squared_error\" }, \"class_weight\": [1, 2]",
        "key 'class_weight' cannot be used with several losses, as in Keras."
    )]
    [TestCase(
        "\"loss\": { \"yes\": \"binary_crossentropy\", \"size\": \"categorical_crossentropy\" }, \"keras\": \"3.5\", \"callbacks\": [ { \"name\": \"EarlyStopping\", \"monitor\": \"val_size_loss\" } ]",
        "key 'callbacks[0].mode' must be min or max for 'val_size_loss': EarlyStopping of Keras 3 knows no mode for values of one output."
    )]
    [TestCase(
        "\"loss\": { \"yes\": \"binary_crossentropy\", \"size\": \"categorical_crossentropy\" }, \"callbacks\": [ { \"name\": \"EarlyStopping\", \"monitor\": \"val_size_acc\" } ]",
        "key 'callbacks[0].monitor' is 'val_size_acc', which the run does not record. Its 'loss' and 'metrics' give loss, yes_loss, size_loss."
    )]
    [TestCase(
        "\"loss\": { \"yes\": \"binary_crossentropy\", \"size\": \"sparse_categorical_crossentropy\" }",
        "the loss sparse_categorical_crossentropy of the output 'size' takes the number of a class for each sample, but 'things' has 2 numbers for each sample, which are not one-hot (shape 15x2)."
    )]
    public void What_does_not_fit_is_one_line_before_any_file(string settings, string message)
    {
        WriteRun(settings);

        Refused(message);
    }

    [Test]
    public void Data_without_targets_or_weights_is_refused()
    {
        Declare("\"label\": \"yes\", \"inputs\": [\"a\", \"b\"]");
        WriteRun($"\"loss\": {Losses}");
        Refused("but the data set 'things' has no targets. Declare its numbers under 'targets' of the data set in reprosuite.json.");

        Declare("\"targets\": { \"yes\": [\"yes\"], \"size\": [\"height\", \"width\"] }, \"inputs\": [\"a\", \"b\"]");
        WriteRun($"\"loss\": {Losses}", weighted: true);
        Refused("Run 'two' weights the samples of 'train', but the data set 'things' has no weights.");

        WriteRun("\"loss\": \"binary_crossentropy\"", mode: ", \"class_mode\": \"binary\"");
        Refused("Run 'two' has one loss, but its model 'two' has 2 outputs. Give 'loss' as an object with a loss for each of yes, size.");

        WriteRun($"\"loss\": {Losses}", mode: ", \"class_mode\": \"binary\"");
        Refused("key 'train.class_mode' does not apply: with several losses, labels are given as each loss takes them.");

        Declare("\"targets\": { \"yes\": [\"yes\"], \"size\": [\"yes\", \"width\"] }");
        WriteRun($"\"loss\": {Losses}");
        Refused("the table needs columns of inputs beside 'yes', 'width', and each column has one use.");

        Declare("\"label\": \"yes\", \"targets\": { \"yes\": [\"yes\"] }");
        Refused("and 'targets' exclude each other: targets has the columns of all outputs.");
    }

    [Test]
    public void Weights_are_0_or_more()
    {
        File.AppendAllText(_folder.File("data", "things.csv"), "1,1,0,0,0,-1\n");
        WriteRun($"\"loss\": {Losses}", weighted: true);

        Refused("things.csv, line 22: '-1' in column 'weight' is not a weight, which is 0 or more.");
    }

    // Keras names the output of a metric only where there are several.
    private void WriteOneOutput()
    {
        string file = _folder.File("configs", "models", "two.json");
        File.WriteAllText(
            file,
            File.ReadAllText(file).Replace("[\"yes\", 0, 0], [\"size\", 0, 0]", "[\"yes\", 0, 0]", StringComparison.Ordinal)
        );
    }

    private string Trained => _folder.File("runs", "two", "Cpu", "seed-1");

    private void Declare(string table) =>
        File.WriteAllText(
            _folder.File("reprosuite.json"),
            $$"""{ "schema_version": 1, "data_sets": { "things": { "kind": "csv", {{table}} } } }"""
        );

    private void WriteRun(string settings, bool weighted = false, string mode = "")
    {
        string Part(string part, int samples, string weights) =>
            $$"""{ "split": "train", "samples": {{samples}}, "batch_size": 4, "rescale": 1{{mode}}{{weights}}, "subset": { "part": "{{part}}", "validation_split": 0.25, "loader": "fit" } }""";
        File.WriteAllText(
            _folder.File("configs", "runs", "two.json"),
            $$"""
            { "schema": 1, "documents": [], "model": "two", "data_set": "things",
              "train": {{Part("training", 15, weighted ? ", \"sample_weight\": true" : "")}},
              "validation": {{Part("validation", 5, "")}}, "test": {{Part("validation", 5, "")}},
              {{settings}}, "optimizer": { "name": "adam" }, "epochs": 2, "seeds": [1] }
            """
        );
    }

    private string Train()
    {
        (int code, string output, string error) = Run("train", "two", "--seeds", "1", "--runs", _folder.File("runs"));
        code.Should().Be(0, error);
        return output + error;
    }

    private void Refused(string message)
    {
        (int code, _, string error) = Run("train", "two", "--seeds", "1", "--runs", _folder.File("runs"));

        code.Should().Be(2, error);
        error.ReplaceLineEndings("\n").Should().Contain(message);
        error.Trim().Should().NotContain("\n", "one error is one line");
        Directory
            .EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories)
            .Should()
            .NotContain(file => file.Contains("seed-1", StringComparison.Ordinal));
    }

    private JsonElement Json(params string[] arguments)
    {
        (int code, string output, string error) = Run([.. arguments, "--json"]);
        code.Should().Be(0, error);
        return JsonDocument.Parse(output).RootElement.Clone();
    }

    private (int Code, string Output, string Error) Run(params string[] arguments) =>
        Tool.Run(
            new Dictionary<string, string> { ["REPRO_DATA"] = _folder.File("data"), ["REPRO_CACHE"] = _folder.File("cache") },
            [.. arguments, "--project", _folder.Path]
        );
}
