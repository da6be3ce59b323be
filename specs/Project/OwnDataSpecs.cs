using System.Text.Json;
using Repro.Claims;
using Repro.Data.Arrays;
using Repro.Project;
using Repro.Specs.Cli;
using Repro.Specs.Data;
using Repro.Specs.Data.Arrays;
using Repro.Specs.Data.Sets;

namespace Repro.Specs.Project;

/// <summary>A project with data sets of its own, used through the tool: declared, checked, trained on and evaluated.</summary>
[Category("Fast")]
internal sealed class OwnDataSpecs
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeProject()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(_folder.File("configs", "runs"));
        Directory.CreateDirectory(_folder.File("configs", "models"));
        Directory.CreateDirectory(_folder.File("data"));
        File.WriteAllText(
            _folder.File("reprosuite.json"),
            """
            {
              "schema_version": 1,
              "data_sets": {
                "shapes": { "kind": "image_folder", "splits": ["train", "holdout"] },
                "table": { "kind": "npz", "file": "tables/table.npz", "classes": ["a", "b", "c"] },
                "digits": { "kind": "idx", "folder": "scans" }
              }
            }
            """
        );
        WriteModel("images", [null, 8, 8, 3], 3);
        WriteModel("rows", [null, 4, 3], 3);
        WriteModel("scans", [null, 6, 6, 1], 10);
        WriteRun("shapes", "images", "shapes", 9, "holdout", 6, ", \"target_size\": [8, 8]");
        WriteRun("table", "rows", "table", 5, "test", 2, "");
        WriteRun("digits", "scans", "digits", 50, "test", 20, "");
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Three_classes_of_images_train_and_are_evaluated()
    {
        ImageFixtures.RequireDecoder();
        WriteShapes();

        Run("train", "shapes", "--seeds", "1").Code.Should().Be(0);

        string image = Directory.GetFiles(_folder.File("data", "shapes", "holdout", "b"))[0];
        foreach (string[] named in new[] { new[] { "shapes", image, "--seed", "1" }, [Trained("shapes"), image] })
        {
            JsonElement predicted = Json(["predict", .. named]);
            predicted.GetProperty("preprocessing").GetProperty("resize_assumed").GetBoolean().Should().BeFalse();
            predicted
                .GetProperty("classes")
                .EnumerateArray()
                .Select(found => found.GetProperty("name").GetString())
                .Should()
                .BeEquivalentTo("a", "b", "c");
        }

        Refused("Model 'images' has no weights. Give them with --weights FILE, or name the folder", "predict", "images", image);
        JsonElement test = Json("evaluate", "shapes", "--seed", "1");
        (test.GetProperty("samples").GetInt32(), test.GetProperty("test_loss").GetDouble())
            .Should()
            .Match<(int Samples, double Loss)>(found => found.Samples == 6 && found.Loss > 0 && found.Loss < 20);
        Json("evaluate", Trained("shapes"), "--data", "shapes/train").GetProperty("samples").GetInt32().Should().Be(9);
        Json("evaluate", Trained("shapes"), "--data", _folder.File("data", "shapes", "holdout"))
            .GetProperty("loss")
            .GetDouble()
            .Should()
            .BeApproximately(test.GetProperty("test_loss").GetDouble(), 1e-12, "a folder is the same split, averaged in other batches");
    }

    [Test]
    public void Arrays_of_numpy_and_IDX_files_train()
    {
        WriteTable();
        TinyMnist.Write(_folder.File("data"));
        Directory.Move(_folder.File("data", "mnist"), _folder.File("data", "scans"));

        Run("train", "table", "--seeds", "1").Code.Should().Be(0);
        Run("train", "digits", "--seeds", "1").Code.Should().Be(0);

        Json("evaluate", "table", "--seed", "1").GetProperty("samples").GetInt32().Should().Be(2);
        Json("evaluate", Trained("digits"), "--data", "digits/train").GetProperty("samples").GetInt32().Should().Be(50);
    }

    [TestCase("flow_from_directory", "")]
    [TestCase("image_dataset_from_directory", ", \"seed\": 1")]
    public void One_split_of_gray_images_is_cut_for_training_and_validation(string loader, string seed)
    {
        ImageFixtures.RequireDecoder();
        WriteShapes();
        WriteModel("gray", [null, 8, 8, 1], 3);
        string Part(string part, int samples) =>
            $$"""
                { "split": "train", "samples": {{samples}}, "batch_size": 4, "target_size": [8, 8], "class_mode": "sparse", "rescale": 0.5, "color_mode": "grayscale", "interpolation": "bilinear",
                  "subset": { "part": "{{part}}", "validation_split": 0.34, "loader": "{{loader}}"{{seed}} } }
                """;
        File.WriteAllText(
            _folder.File("configs", "runs", "cut.json"),
            $$"""
            { "schema": 1, "documents": [], "model": "gray", "data_set": "shapes", "train": {{Part("training", 6)}}, "validation": {{Part(
                "validation",
                3
            )}},
              "loss": "sparse_categorical_crossentropy", "optimizer": { "name": "adam" }, "epochs": 1, "seeds": [1] }
            """
        );

        Run("train", "cut", "--seeds", "1").Should().Match<(int Code, string Output, string Error)>(run => run.Code == 0);

        File.ReadAllLines(Path.Combine(Trained("cut"), "history.csv"))[0].Should().Be("epoch,train_loss,train_acc,val_loss,val_acc");
        JsonDocument
            .Parse(File.ReadAllText(Path.Combine(Trained("cut"), "record.json")))
            .RootElement.GetProperty("data")
            .EnumerateObject()
            .Should()
            .HaveCount(2);
        File.WriteAllText(
            _folder.File("configs", "runs", "cut.json"),
            File.ReadAllText(_folder.File("configs", "runs", "cut.json"))
                .Replace($"\"{loader}\"{seed}", "\"fit\"", StringComparison.Ordinal)
        );
        Refused(
            "key 'train.subset.loader' is 'fit', which cuts arrays; use flow_from_directory or image_dataset_from_directory.",
            "train",
            "cut",
            "--seeds",
            "1"
        );
    }

    [Test]
    public void The_last_rows_of_arrays_validate()
    {
        TinyMnist.Write(_folder.File("data"));
        Directory.Move(_folder.File("data", "mnist"), _folder.File("data", "scans"));
        string Part(string part, int samples) =>
            $$"""{ "split": "train", "samples": {{samples}}, "batch_size": 8, "class_mode": "categorical", "rescale": 0.5, "subset": { "part": "{{part}}", "validation_split": 0.33, "loader": "fit" } }""";
        string Text(int samples) =>
            $$"""
                { "schema": 1, "documents": [], "model": "scans", "data_set": "digits", "train": {{Part(
                    "training",
                    samples
                )}}, "validation": {{Part("validation", 17)}},
                  "loss": "categorical_crossentropy", "optimizer": { "name": "adam" }, "epochs": 1, "seeds": [1] }
                """;
        File.WriteAllText(_folder.File("configs", "runs", "cut.json"), Text(34));
        Refused(
            "Run 'cut' declares 34 samples in 'train' (training of 0.33 by fit), but the data set 'digits' has 33.",
            "train",
            "cut",
            "--seeds",
            "1"
        );
        File.WriteAllText(_folder.File("configs", "runs", "cut.json"), Text(33));
        Run("train", "cut", "--seeds", "1").Code.Should().Be(0);
    }

    [TestCase("raw", "mean_squared_error", "price", "0.5")]
    [TestCase("binary", "binary_crossentropy", "kind", "yes")]
    public void A_table_trains_a_dense_network(string mode, string loss, string label, string cell)
    {
        string[] rows =
        [
            .. Enumerable
                .Range(0, 20)
                .Select(i => FormattableString.Invariant($"{i % 7}.25;{i * 3 % 5};{(i % 2 == 0 ? "no" : "yes")};{i * 0.125}")),
        ];
        File.WriteAllLines(_folder.File("data", "houses.csv"), ["rooms;age;kind;price", .. rows]);
        string classes = mode == "binary" ? ", \"classes\": [\"no\", \"yes\"]" : "";
        File.WriteAllText(
            _folder.File("reprosuite.json"),
            $$"""
            { "schema_version": 1, "data_sets": { "houses": { "kind": "csv", "separator": "semicolon", "label": "{{label}}", "inputs": ["rooms", "age"]{{classes}} } } }
            """
        );
        WriteModel("prices", [null, 2], 1);
        string Part(string part, int samples) =>
            $$"""{ "split": "train", "samples": {{samples}}, "batch_size": 8, "class_mode": "{{mode}}", "rescale": 1, "subset": { "part": "{{part}}", "validation_split": 0.25, "loader": "fit" } }""";
        File.WriteAllText(
            _folder.File("configs", "runs", "houses.json"),
            $$"""
            { "schema": 1, "documents": [], "model": "prices", "data_set": "houses", "train": {{Part(
                "training",
                15
            )}}, "validation": {{Part("validation", 5)}},
              "loss": "{{loss}}", "metrics": ["mean_absolute_error"], "optimizer": { "name": "rmsprop" }, "epochs": 2, "seeds": [1] }
            """
        );

        Run("train", "houses", "--seeds", "1").Should().Match<(int Code, string Output, string Error)>(run => run.Code == 0);
        File.ReadAllLines(Path.Combine(Trained("houses"), "history.csv"))[0].Should().Be("epoch,train_loss,train_mae,val_loss,val_mae");

        File.AppendAllText(_folder.File("data", "houses.csv"), "1;x;no;1\n");
        Refused("houses.csv, line 22: 'x' in column 'age' is not a number.", "train", "houses", "--seeds", "2");
        File.WriteAllText(_folder.File("data", "houses.csv"), $"rooms;age;kind;price\n1;0,5;{cell};{cell}\n");
        Refused("houses.csv, line 2: '0,5' in column 'age' is not a number. Write 0.5.", "train", "houses", "--seeds", "2");
        File.WriteAllText(_folder.File("data", "houses.csv"), $"rooms;age;kind;price\n1;;{cell};{cell}\n");
        Refused("houses.csv, line 2: the cell in column 'age' is empty. Fill it, or remove the row.", "train", "houses", "--seeds", "2");
        File.WriteAllBytes(_folder.File("data", "houses.csv"), [.. "rooms;age;kind;price\n1;1;K"u8, 0xE4, .. "se;1\n"u8]);
        Refused("houses.csv, line 2: a character is not valid UTF-8. Save the file as UTF-8.", "train", "houses", "--seeds", "2");
        File.WriteAllText(_folder.File("data", "houses.csv"), $"rooms;ages;kind;price\n1;1;{cell};{cell}\n");
        Refused(
            "houses.csv, line 1: there is no column 'age'. Did you mean 'ages'? The columns are rooms, ages, kind, price.",
            "train",
            "houses",
            "--seeds",
            "2"
        );
        File.WriteAllText(_folder.File("data", "houses.csv"), $"rooms;age;kind;price\n1;\"1;{cell};{cell}\n1;1;{cell};{cell}\n");
        Refused("houses.csv, line 2: the row has an odd number of quotation marks.", "train", "houses", "--seeds", "2");
        File.WriteAllText(_folder.File("data", "houses.csv"), $"rooms;age;kind;age;price\n1;1;{cell};1;{cell}\n");
        Refused("houses.csv, line 1: the table has the column 'age' twice.", "train", "houses", "--seeds", "2");
        File.WriteAllText(_folder.File("data", "houses.csv"), $"rooms,age,kind,price\n1,1,{cell},{cell}\n");
        Refused("The columns are rooms,age,kind,price. Set \"separator\": \"comma\" in the data set.", "train", "houses", "--seeds", "2");
    }

    [Test]
    public void A_first_line_of_numbers_is_no_header()
    {
        TableDeclaration table = new(HasHeader: true, Label: null, Inputs: [], Delimiter: ",");

        Action read = () => CsvArrays.Read("5.1,3.5,0\n4.9,3.0,1\n", "iris.csv", table, classes: []);
        Action named = () => CsvArrays.Read("0,1,2\n4.9,3.0,1\n", "iris.csv", table, classes: []);

        read.Should()
            .Throw<InputException>()
            .WithMessage(
                "iris.csv, line 1: the first line has numbers where *. If the table has no header, set \"header\": false in the data set."
            );
        named.Should().NotThrow("pandas writes numbers as names of columns");
        Action declared = () => CsvArrays.Read("5.1,3.5,0\n4.9,3.0,1\n", "iris.csv", table with { Label = "0" }, classes: []);
        declared.Should().NotThrow("the data set names a column of this header");
    }

    [Test]
    public void Labels_that_are_words_need_a_list_of_classes()
    {
        TableDeclaration table = new(HasHeader: true, Label: null, Inputs: [], Delimiter: ";");

        Action read = () => CsvArrays.Read("rooms;kind\n1;no\n", "houses.csv", table, classes: []);

        read.Should()
            .Throw<InputException>()
            .WithMessage(
                "houses.csv, line 2: 'no' in column 'kind' is not a number. If the labels are words, list them in the key 'classes' of the data set."
            );
    }

    [Test]
    public void Arrays_of_numbers_to_predict_train_a_network()
    {
        const int Samples = 16;
        float[] x = [.. Enumerable.Range(0, Samples * 2).Select(i => i % 5 - 2f)];
        float[] y = [.. Enumerable.Range(0, Samples).Select(i => 10 + x[2 * i] - 0.5f * x[2 * i + 1])];
        WritePrices(Numbers("(16,)", y));
        File.WriteAllText(_folder.File("reprosuite.json"), """{ "schema_version": 1, "data_sets": { "prices": { "kind": "npz" } } }""");
        WriteModel("line", [null, 2], 1);
        const string Part = """ "samples": 16, "batch_size": 8, "class_mode": "raw" """;
        File.WriteAllText(
            _folder.File("configs", "runs", "prices.json"),
            $$"""
            { "schema": 1, "documents": [], "model": "line", "data_set": "prices",
              "train": { "split": "train", {{Part}} }, "test": { "split": "test", {{Part}} },
              "loss": "mean_squared_error", "weighted_metrics": ["mae"], "optimizer": { "name": "adam" }, "epochs": 1,
              "callbacks": [ { "name": "LearningRateScheduler", "schedule": { "name": "Multiply", "factor": 0.5, "from_epoch": 0 } } ],
              "save_as": "line.keras", "seeds": [1] }
            """
        );
        // A checkpoint has no optimizer, so that its formula does not matter.
        File.WriteAllText(
            _folder.File("configs", "runs", "checkpoint.json"),
            $$"""
            { "schema": 1, "documents": [], "model": "line", "data_set": "prices", "train": { "split": "train", {{Part}} },
              "loss": "mean_squared_error", "optimizer": { "name": "rmsprop" }, "epochs": 1,
              "callbacks": [ { "name": "ModelCheckpoint", "filepath": "best.keras", "monitor": "loss" } ], "seeds": [1] }
            """
        );
        Run("train", "checkpoint", "--seeds", "1").Code.Should().Be(0);
        File.Exists(Path.Combine(Trained("checkpoint"), "best.keras")).Should().BeTrue();

        Run("train", "prices", "--seeds", "1")
            .Should()
            .Match<(int Code, string Output, string Error)>(run =>
                run.Code == 0 && run.Output.Contains("  learning_rate 0.0005  ", StringComparison.Ordinal)
            );
        File.ReadAllLines(Path.Combine(Trained("prices"), "history.csv"))[0]
            .Should()
            .Be("epoch,train_loss,train_weighted_mae,test_loss,test_weighted_mae");

        JsonElement test = Json("evaluate", "prices", "--seed", "1");
        test.GetProperty("test_acc").ValueKind.Should().Be(JsonValueKind.Null);
        Run("evaluate", "prices", "--seed", "1").Output.Should().Contain(" over 16 samples, numbers as they are, computed on Cpu");
        test.GetProperty("metrics").GetProperty("test_weighted_mae").GetDouble().Should().BeGreaterThan(0);
        JsonElement saved = Json("evaluate", Path.Combine(Trained("prices"), "line.keras"), "--data", "prices/test");
        saved.GetProperty("acc").ValueKind.Should().Be(JsonValueKind.Null);
        saved.GetProperty("loss").GetDouble().Should().BeApproximately(test.GetProperty("test_loss").GetDouble(), 1e-4);
        saved
            .GetProperty("metrics")
            .GetProperty("weighted_mae")
            .GetDouble()
            .Should()
            .BeApproximately(test.GetProperty("metrics").GetProperty("test_weighted_mae").GetDouble(), 1e-6);
        string[] uncompiled = ["evaluate", "line", "--weights", Path.Combine(Trained("prices"), "line.keras"), "--data", "prices/test"];
        Run([.. uncompiled, "--loss", "mse"])
            .Output.Should()
            .MatchRegex(@"^line on prices/test: mean_squared_error [\d.]+ \(--loss\) over 16 samples, numbers as they are");
        Refused("--loss 'mzse' must be one of ", [.. uncompiled, "--loss", "mzse"]);
        Refused("--loss requires a saved model.", "evaluate", "prices", "--seed", "1", "--loss", "mse");
        Refused(
            "is evaluated by binary_crossentropy, but the labels of 'prices' are numbers to predict, not numbers of classes.",
            "evaluate",
            "line",
            "--weights",
            Path.Combine(Trained("prices"), "line.keras"),
            "--data",
            "prices/test"
        );

        WritePrices(Numbers("(16, 2)", x));
        Refused(
            "'test' of 'prices' has 2 numbers to predict for each sample, but the model 'line' puts out 1.",
            "train",
            "prices",
            "--seeds",
            "2"
        );

        void WritePrices(byte[] test) =>
            File.WriteAllBytes(
                _folder.File("data", "prices.npz"),
                MadeZip.Of(
                    ("x_train.npy", Numbers("(16, 2)", x)),
                    ("y_train.npy", Numbers("(16,)", y)),
                    ("x_test.npy", Numbers("(16, 2)", x)),
                    ("y_test.npy", test)
                )
            );

        static byte[] Numbers(string shape, float[] numbers) =>
            NpzArraysSpecs.Npy(
                $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}",
                [.. numbers.SelectMany(BitConverter.GetBytes)]
            );
    }

    [TestCase(
        "sparse",
        "sparse_categorical_crossentropy",
        "(4, 3)",
        "one-hot labels (shape 4x3). Save numbers of classes, y.argmax(axis=1): "
    )]
    [TestCase(
        "categorical",
        "categorical_crossentropy",
        "(4, 3)",
        "one-hot labels (shape 4x3). Save numbers of classes, y.argmax(axis=1): "
    )]
    [TestCase("binary", "binary_crossentropy", "(4, 3)", "one-hot labels (shape 4x3). Save numbers of classes, y.argmax(axis=1): ")]
    [TestCase(
        "sparse",
        "sparse_categorical_crossentropy",
        "(4, 2)",
        "2 numbers for each sample, which are not one-hot (shape 4x2). Use class_mode 'raw'"
    )]
    [TestCase(
        "categorical",
        "categorical_crossentropy",
        "(4,)",
        "numbers that are not whole numbers from 0 to 99999 (shape 4). Use class_mode 'raw'"
    )]
    public void Labels_that_are_not_numbers_of_classes_are_named_with_their_shape(string mode, string loss, string shape, string message)
    {
        float[] labels = shape switch
        {
            "(4, 3)" => [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0],
            "(4, 2)" => [1, 0, 0, 1, 1, 1, 0, 0],
            _ => [0.5f, 1, 2, 3],
        };
        static byte[] Numbers(string shape, float[] numbers) =>
            NpzArraysSpecs.Npy(
                $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}",
                [.. numbers.SelectMany(BitConverter.GetBytes)]
            );
        File.WriteAllBytes(
            _folder.File("data", "own.npz"),
            MadeZip.Of(("x_train.npy", Numbers("(4, 2)", new float[8])), ("y_train.npy", Numbers(shape, labels)))
        );
        File.WriteAllText(
            _folder.File("reprosuite.json"),
            """{ "schema_version": 1, "data_sets": { "own": { "kind": "npz", "arrays": { "train": { "x": "x_train", "y": "y_train" } } } } }"""
        );
        WriteModel("own", [null, 2], 3);
        File.WriteAllText(
            _folder.File("configs", "runs", "own.json"),
            $$"""
            { "schema": 1, "documents": [], "model": "own", "data_set": "own",
              "train": { "split": "train", "samples": 4, "batch_size": 4, "class_mode": "{{mode}}" },
              "loss": "{{loss}}", "optimizer": { "name": "adam" }, "epochs": 1, "seeds": [1] }
            """
        );

        Refused(
            $"Run 'own': class_mode '{mode}' with the loss {loss} takes the number of a class for each sample, but 'train' of 'own' has {message}",
            "train",
            "own",
            "--seeds",
            "1"
        );
    }

    [Test]
    public void What_does_not_fit_is_one_line()
    {
        ImageFixtures.RequireDecoder();
        WriteShapes();
        Directory.Move(_folder.File("data", "shapes", "holdout", "c"), _folder.File("data", "shapes", "holdout", "d"));
        Refused(
            "Run 'shapes': 'holdout' has the classes a, b, d, but 'train' has a, b, c. Both need the same class folders.\n",
            "train",
            "shapes",
            "--seeds",
            "1"
        );
        WriteModel("images", [null, 8, 8, 3], 2);
        Refused(
            "Run 'shapes' has one-hot labels of 3 classes (class_mode 'categorical') from 'shapes', but its model 'images' puts out 2; it must put out 3 numbers.",
            "train",
            "shapes",
            "--seeds",
            "1"
        );
        Refused("The data set 'table' is missing: there is no file", "train", "table", "--seeds", "1");
        Refused("Put it into the data root (REPRO_DATA) as tables/table.npz.", "data", "fetch", "table");
        File.WriteAllText(
            _folder.File("configs", "runs", "table.json"),
            File.ReadAllText(_folder.File("configs", "runs", "table.json")).Replace("\"table\"", "\"tabel\"", StringComparison.Ordinal)
        );
        Refused(
            "key 'data_set' is 'tabel', which is not a data set that a run can use. Did you mean 'table'? This project declares shapes, table, digits; built in are mnist, fashion_mnist, cifar10, cifar100.",
            "train",
            "table",
            "--seeds",
            "1"
        );
        Refused(
            "--data 'shape/holdout': there is no data set 'shape'. Did you mean 'shapes/holdout'?",
            "evaluate",
            Repository.PathOf("fixtures", "cases", "input-784.h5"),
            "--data",
            "shape/holdout"
        );
    }

    [Test]
    public void Splits_of_stored_features_have_the_same_classes_too()
    {
        ImageFixtures.RequireDecoder();
        WriteShapes();
        Directory.Move(_folder.File("data", "shapes", "holdout", "c"), _folder.File("data", "shapes", "holdout", "d"));
        WriteModel("head", [null, 4 * 4 * 512], 3);
        Directory.CreateDirectory(_folder.File("data", "vgg16"));
        File.WriteAllText(_folder.File("data", "vgg16", "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5"), "not read");
        File.WriteAllText(
            _folder.File("configs", "runs", "stored.json"),
            """
            { "schema": 1, "documents": [], "model": "head", "base": "vgg16-base-150", "base_weights": "imagenet", "data_set": "shapes",
              "extraction": { "batch_size": 4, "target_size": [150, 150], "class_mode": "categorical", "rescale": 0.5 },
              "train": { "split": "train", "samples": 9, "batch_size": 4 },
              "test": { "split": "holdout", "samples": 6, "batch_size": 4 },
              "loss": "categorical_crossentropy", "optimizer": { "name": "rmsprop" }, "epochs": 1, "seeds": [1] }
            """
        );

        Refused("Run 'stored': 'holdout' has the classes a, b, d, but 'train' has a, b, c.", "train", "stored", "--seeds", "1");
    }

    [Test]
    public void The_state_of_declared_sets_is_listed()
    {
        WriteShapes();
        WriteTable();

        (int code, string output, _) = Run("data", "status");

        code.Should().Be(0);
        output
            .Should()
            .Contain("present         shapes  (train/a 3, train/b 3, train/c 3, holdout/a 2, holdout/b 2, holdout/c 2; each whole")
            .And.Contain("present         tables/table.npz  (no checksum is declared)")
            .And.MatchRegex("missing         scans/train-images-idx3-ubyte.gz  \\(Put it into the data root \\(REPRO_DATA\\)")
            .And.Contain("Built in, and not in the data root: mnist, fashion_mnist, cifar10,")
            .And.NotContain("cats");
    }

    [Test]
    public void The_remedy_for_a_table_that_cannot_be_used_is_not_to_get_it()
    {
        File.WriteAllText(_folder.File("data", "flowers.csv"), "size,kind\n1,red\n");
        File.WriteAllText(_folder.File("reprosuite.json"), """{ "schema_version": 1, "data_sets": { "flowers": { "kind": "csv" } } }""");
        Directory.CreateDirectory(_folder.File("claims"));
        File.WriteAllText(
            _folder.File("claims", "doc.csv"),
            $"{File.ReadLines(Repository.PathOf("claims", "002.csv")).First()}\none,doc,1,A statement.,small,flowers,data:flowers[train_labels]/class_count,=,1,,,open,\n"
        );

        Run("verify", "--claim", "one")
            .Output.Should()
            .Contain("line 2: 'red' in column 'kind' is not a number.")
            .And.Contain("Correct the file, or the data set 'flowers' in reprosuite.json.");
    }

    [Test]
    public void Labels_from_1_are_explained()
    {
        File.WriteAllText(_folder.File("data", "flowers.csv"), "a,b,kind\n1,2,1\n2,3,2\n3,4,3\n");
        File.WriteAllText(_folder.File("reprosuite.json"), """{ "schema_version": 1, "data_sets": { "flowers": { "kind": "csv" } } }""");
        WriteModel("three", [null, 2], 3);
        File.WriteAllText(
            _folder.File("configs", "runs", "flowers.json"),
            """
            { "schema": 1, "documents": [], "model": "three", "data_set": "flowers",
              "train": { "split": "train", "samples": 3, "batch_size": 3, "class_mode": "sparse" },
              "loss": "sparse_categorical_crossentropy", "optimizer": { "name": "adam" }, "epochs": 1, "seeds": [1] }
            """
        );

        Refused("it must put out 4 numbers. Labels count from 0, and no sample has the label 0.", "train", "flowers", "--seeds", "1");
    }

    [Test]
    public void A_truncated_npz_without_a_checksum_is_damaged()
    {
        WriteShapes();
        WriteTable();
        string file = _folder.File("data", "tables", "table.npz");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^30]);

        (int code, string output, _) = Run("data", "status");

        code.Should().Be(2);
        output.Should().MatchRegex(@"damaged         tables/table\.npz  \(");
    }

    [Test]
    public void A_declared_split_that_is_not_there_is_incomplete_also_beside_counts_of_another_split()
    {
        ImageFixtures.RequireDecoder();
        WriteShapes();
        Directory.Move(_folder.File("data", "shapes", "holdout"), _folder.File("data", "shapes", "held"));

        Run("data", "status")
            .Output.Should()
            .Contain(
                "incomplete      shapes  (no folder shapes/holdout; it has held, train. Put it into the data root (REPRO_DATA) as shapes/SPLIT/CLASS/*.jpg.)"
            );
        Refused(
            "The data set 'shapes' has no split 'holdout': there is no folder '"
                + _folder.File("data", "shapes", "holdout")
                + "'. Folders there: held, train.",
            "train",
            "shapes",
            "--seeds",
            "1"
        );

        Declare("\"splits\": [\"train\", \"holdout\"], \"counts\": { \"train\": { \"a\": 3, \"b\": 3, \"c\": 3 } }");
        Run("data", "status").Output.Should().Contain("incomplete      shapes  (no folder shapes/holdout;");
        Directory.Move(_folder.File("data", "shapes", "held"), _folder.File("data", "shapes", "holdout"));
        File.WriteAllText(_folder.File("data", "shapes", "holdout", "c", "0.jpg"), "no image");
        Run("data", "status").Output.Should().Contain("damaged         shapes  (1 of 15 images");
    }

    [Test]
    public void A_run_takes_all_samples_of_a_split()
    {
        ImageFixtures.RequireDecoder();
        WriteShapes();
        WriteRun("shapes", "images", "shapes", 8, "holdout", 6, ", \"target_size\": [8, 8]");

        Refused(
            "has 9. A run uses all images of a split. Correct 'samples' in the run file, or the folder.\n",
            "train",
            "shapes",
            "--seeds",
            "1"
        );

        WriteRun("shapes", "images", "shapes", 10, "holdout", 6, ", \"target_size\": [8, 8]");
        Refused(
            "Correct 'samples' in the run file, or the folder. Put it into the data root (REPRO_DATA) as shapes/SPLIT/CLASS/*.jpg.\n",
            "train",
            "shapes",
            "--seeds",
            "1"
        );
    }

    [TestCase("data:shapes[train]/found", "Found 9 images belonging to 3 classes.")]
    [TestCase("data:shapes{shapes}[train]/label_shape", "4x3")]
    [TestCase("data:shapes{shapes}[holdout]/batch_shape", "4x8x8x3")]
    [TestCase("data:table[train_images]/shape", "5x4x3x1")]
    [TestCase("data:table[test_labels]/count", "2")]
    [TestCase("data:table[train_labels]/class_count", "3")]
    public void Addresses_measure_declared_sets_by_their_kind(string address, string value)
    {
        ImageFixtures.RequireDecoder();
        WriteShapes();
        WriteTable();
        Directory.CreateDirectory(_folder.File("claims"));
        string expected = value.Contains(' ', StringComparison.Ordinal) ? $"\"\"\"{value}\"\"\"" : value;
        File.WriteAllText(
            _folder.File("claims", "doc.csv"),
            $"{File.ReadLines(Repository.PathOf("claims", "002.csv")).First()}\none,doc,1,A statement.,small,{Address.Parse(address).Subject},{address},=,{expected},,,holds,\n"
        );
        File.WriteAllText(
            _folder.File("reprosuite.json"),
            File.ReadAllText(_folder.File("reprosuite.json"))
                .Replace(
                    "\"schema_version\": 1,",
                    "\"schema_version\": 1, \"documents\": [ { \"id\": \"doc\" } ],",
                    StringComparison.Ordinal
                )
        );

        (int code, string output, string error) = Run("verify");

        (code, error).Should().Be((0, ""), output);
        output.Should().Contain("Reproduced");
    }

    private void Declare(string keys) =>
        File.WriteAllText(
            _folder.File("reprosuite.json"),
            File.ReadAllText(_folder.File("reprosuite.json"))
                .Replace("\"splits\": [\"train\", \"holdout\"]", keys, StringComparison.Ordinal)
        );

    private string Trained(string run) => _folder.File("runs", run, "Cpu", "seed-1");

    private void Refused(string message, params string[] arguments)
    {
        (int code, _, string error) = Run(arguments);

        code.Should().Be(2);
        error.ReplaceLineEndings("\n").Should().Contain(message);
        error.Trim().Should().NotContain("\n", "one error is one line");
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
            [
                .. arguments,
                .. arguments[0] is "train" ? ["--runs", _folder.File("runs")]
                : arguments[0] is "evaluate" or "predict" && arguments.Contains("--seed") ? ["--runs", _folder.File("runs")]
                : (string[])[],
                "--project",
                _folder.Path,
            ]
        );

    private void WriteShapes()
    {
        TemporaryFolderData("train", 3);
        TemporaryFolderData("holdout", 2);

        void TemporaryFolderData(string split, int count)
        {
            foreach (string label in (string[])["a", "b", "c"])
            {
                Directory.CreateDirectory(_folder.File("data", "shapes", split, label));
                for (int number = 0; number < count; number++)
                {
                    File.Copy(
                        ImageFixtures.PathOf(number % 2 == 0 ? "colour-420.jpg" : "colour-444.jpg"),
                        _folder.File("data", "shapes", split, label, $"{number}.jpg")
                    );
                }
            }
        }
    }

    private void WriteTable()
    {
        Directory.CreateDirectory(_folder.File("data", "tables"));
        File.Copy(Repository.PathOf("fixtures", "arrays", "bytes.npz"), _folder.File("data", "tables", "table.npz"));
    }

    private void WriteModel(string name, int?[] input, int classes)
    {
        string shape = string.Join(", ", input.Select(axis => axis?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"));
        File.WriteAllText(
            _folder.File("configs", "models", name + ".json"),
            $$"""
            { "class_name": "Sequential", "keras_version": "2.15.0", "backend": "tensorflow",
              "config": { "name": "{{name}}", "layers": [
                { "class_name": "InputLayer", "config": { "name": "input_1", "batch_input_shape": [{{shape}}], "dtype": "float32", "sparse": false } },
                { "class_name": "Flatten", "config": { "name": "flatten", "dtype": "float32", "trainable": true, "data_format": "channels_last" } },
                { "class_name": "Dense", "config": { "name": "dense", "dtype": "float32", "trainable": true, "units": {{classes}}, "activation": "softmax", "use_bias": true } } ] } }
            """
        );
    }

    [Test]
    public void Arrays_are_fed_as_they_are_without_rescale_and_images_need_it()
    {
        WriteTable();
        foreach (string run in new[] { "table", "digits" })
        {
            string file = _folder.File("configs", "runs", run + ".json");
            File.WriteAllText(file, File.ReadAllText(file).Replace(", \"rescale\": 0.00392156862745098", "", StringComparison.Ordinal));
        }

        Run("train", "table", "--seeds", "1").Code.Should().Be(0);
        Json("evaluate", "table", "--seed", "1").GetProperty("samples").GetInt32().Should().Be(2);
        Refused("key 'train.rescale' is missing", "train", "digits", "--seeds", "1");
    }

    [TestCase(
        """{ "class_name": "Normalization", "config": { "name": "n", "axis": [-1], "mean": null, "variance": null } }""",
        "the layer 'n' (Normalization) has no 'mean' and 'variance'"
    )]
    [TestCase(
        """{ "class_name": "LSTM", "config": { "name": "l", "units": 2, "return_sequences": true } }""",
        "Run 'table' cannot be trained. Layer 'l' (LSTM): the Cpu backend computes this kind of layer, but does not train it"
    )]
    public void A_layer_that_cannot_be_trained_is_named_and_nothing_is_written(string layer, string message)
    {
        WriteTable();
        string file = _folder.File("configs", "models", "rows.json");
        File.WriteAllText(
            file,
            File.ReadAllText(file)
                .Replace("{ \"class_name\": \"Flatten\"", layer + ", { \"class_name\": \"Flatten\"", StringComparison.Ordinal)
        );

        Refused(message, "train", "table", "--seeds", "1");
        Directory.Exists(_folder.File("runs", "table")).Should().BeFalse();
    }

    private void WriteRun(string name, string model, string set, int train, string testSplit, int test, string size) =>
        File.WriteAllText(
            _folder.File("configs", "runs", name + ".json"),
            $$"""
            { "schema": 1, "documents": [], "model": "{{model}}", "data_set": "{{set}}",
              "train": { "split": "train", "samples": {{train}}, "batch_size": 4, "class_mode": "categorical", "rescale": 0.00392156862745098{{size}} },
              "test": { "split": "{{testSplit}}", "samples": {{test}}, "batch_size": 4, "class_mode": "categorical", "rescale": 0.00392156862745098{{size}} },
              "loss": "categorical_crossentropy",
              "optimizer": { "name": "rmsprop", "learning_rate": 0.001, "rho": 0.9, "epsilon": 1e-07 },
              "epochs": 2, "seeds": [1] }
            """
        );
}
