using System.Text.Json.Nodes;
using Repro.Data.Catalog;
using Repro.Import.Texts;
using Repro.Import.Writing;
using Repro.Project;

namespace Repro.Specs.Import;

/// <summary>What <c>repro import</c> reads of files of arrays.</summary>
[Category("Fast")]
internal sealed class ArrayFileSpecs
{
    private const string Network = """
        import numpy as np
        import keras
        from keras import layers
        model = keras.Sequential([layers.Input((13,)), layers.Dense(16, activation='relu'), layers.Dense(1)])
        model.compile(optimizer='adam', loss='mse', metrics=['mae'])
        """;

    [TestCase("data = np.load('homes.npz')")]
    [TestCase("data = np.load(os.path.join(folder, 'homes.npz'), allow_pickle=False)")]
    [TestCase("path = keras.utils.get_file('homes.npz', 'https://example.org/homes.npz')\ndata = np.load(path)")]
    [TestCase("path = keras.utils.get_file(origin='https://example.org/homes.npz')\ndata = np.load(path)")]
    public void A_file_of_arrays_is_a_data_set_of_the_project(string opened)
    {
        ImportDraft draft = DraftOf(
            $"{opened}\nx_train, y_train = data['x_train'], data['y_train']\nx_test, y_test = data['x_test'], data['y_test']\nprint(x_train.shape, x_test.shape)",
            "(404, 13) (102, 13)\n",
            "model.fit(x_train, y_train, epochs=5)\nmodel.evaluate(x_test, y_test)"
        );

        draft.Program.ReadLines.Should().Contain(line => line.Meaning == "data: homes.npz, array x_train; data: homes.npz, array y_train");
        JsonNode set = JsonNode.Parse(draft.Arrays.Should().ContainSingle().Which.Json)!;
        set["file"]!.GetValue<string>().Should().Be("homes.npz");
        set["arrays"]!.ToJsonString().Should().Be("""{"train":{"x":"x_train","y":"y_train"},"test":{"x":"x_test","y":"y_test"}}""");
        (set["url"]?.GetValue<string>())
            .Should()
            .Be(opened.Contains("https", StringComparison.Ordinal) ? "https://example.org/homes.npz" : null);
        JsonNode run = JsonNode.Parse(draft.Runs[0].Json!)!;
        run["data_set"]!.GetValue<string>().Should().Be("homes");
        run["train"]!.ToJsonString().Should().Be("""{"split":"train","samples":404,"batch_size":32,"class_mode":"raw","rescale":1}""");
        run["test"]!.ToJsonString().Should().Be("""{"split":"test","samples":102,"batch_size":32,"class_mode":"raw","rescale":1}""");
    }

    [Test]
    public void The_file_may_be_opened_in_a_block()
    {
        ImportDraft draft = DraftOf(
            "with np.load('homes.npz') as data:\n    x = data['x']\n    y = data['y']\nprint(x.shape)",
            "(506, 13)\n",
            "model.fit(x, y, epochs=5, validation_split=0.2)"
        );

        JsonNode run = JsonNode.Parse(draft.Runs[0].Json!)!;
        run["train"]!["samples"]!.GetValue<int>().Should().Be(404);
        run["validation"]!["subset"]!.ToJsonString().Should().Be("""{"part":"validation","validation_split":0.2,"loader":"fit"}""");
        draft
            .Arrays[0]
            .Json.Should()
            .Contain(
                """{ "train": {"x": "x", "y": "y"} }"""
                    .Replace("{ ", "{", StringComparison.Ordinal)
                    .Replace(" }", "}", StringComparison.Ordinal)
            );
    }

    [Test]
    public void The_shapes_are_read_from_the_file_where_it_is_in_the_data_root()
    {
        ImportDraft draft = Drafts.Of(
            $"```python\n{Network}\ndata = np.load('homes.npz')\nmodel.fit(data['x_train'], data['y_train'], epochs=5)\n```\n",
            shapes: (file, array) => file == "homes.npz" && array == "x_train" ? [404, 13] : null
        );

        JsonNode.Parse(draft.Runs[0].Json!)!["train"]!["samples"]!.GetValue<int>().Should().Be(404);
    }

    [TestCase(
        "data = np.load('homes.npz')\nx, y = data['x'], data['y']",
        "the code does not tell the shape of 'x, y'; put 'homes.npz' in the data root (REPRO_DATA) and import again"
    )]
    [TestCase(
        "x, y = np.load('x_train.npy'), np.load('y_train.npy')",
        "'x_train.npy' is a .npy file; a data set is one .npz file with the inputs and the labels: numpy.savez('data.npz', x_train=..., y_train=...)"
    )]
    [TestCase(
        "x, y = np.load('a.npz')['x'], np.load('b.npz')['y']",
        "the inputs and the labels are in two files, 'a.npz' and 'b.npz'; a data set is one .npz file"
    )]
    [TestCase("x = np.load('a.npz')['x']\ny = load()", "the labels of 'x, y' are not an array of 'a.npz'")]
    public void What_cannot_be_a_data_set_has_a_reason(string code, string reason) =>
        DraftOf(code, "", "model.fit(x, y, epochs=5)").Runs[0].Reason.Should().Be(reason);

    [Test]
    public void Labels_with_a_column_for_each_class_are_refused() =>
        Drafts
            .Of(
                "```python\nimport numpy as np\nimport keras\nfrom keras import layers\nmodel = keras.Sequential([layers.Input((13,)), layers.Dense(3, activation='softmax')])\nmodel.compile(loss='categorical_crossentropy')\ndata = np.load('a.npz')\nmodel.fit(data['x'], data['y'])\n```\n",
                shapes: (_, array) => array == "x" ? [30, 13] : [30, 3]
            )
            .Runs[0]
            .Reason.Should()
            .Be("the labels 'y' of 'a.npz' have a column for each class, but a data set has numbers of classes");

    [Test]
    public void The_file_of_mnist_is_the_built_in_data_set()
    {
        ImportDraft draft = Drafts.Of(
            """
            ```python
            import numpy as np
            import tensorflow as tf
            path = tf.keras.utils.get_file('mnist.npz', 'https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz')
            with np.load(path) as data:
              train_examples = data['x_train']
              train_labels = data['y_train']
              test_examples = data['x_test']
              test_labels = data['y_test']
            train_dataset = tf.data.Dataset.from_tensor_slices((train_examples, train_labels)).shuffle(100).batch(64)
            test_dataset = tf.data.Dataset.from_tensor_slices((test_examples, test_labels)).batch(64)
            model = tf.keras.Sequential([
                tf.keras.layers.Flatten(input_shape=(28, 28)),
                tf.keras.layers.Dense(128, activation='relu'),
                tf.keras.layers.Dense(10)
            ])
            model.compile(optimizer=tf.keras.optimizers.RMSprop(), loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=['sparse_categorical_accuracy'])
            model.fit(train_dataset, epochs=10)
            model.evaluate(test_dataset)
            ```
            """
        );

        draft.Arrays.Should().BeEmpty();
        JsonNode run = JsonNode.Parse(draft.Runs[0].Json!)!;
        (run["data_set"]!.GetValue<string>(), run["train"]!["samples"]!.GetValue<int>(), run["test"]!["samples"]!.GetValue<int>())
            .Should()
            .Be(("mnist", 60_000, 10_000));
    }

    [Test]
    public void Two_files_of_one_name_are_not_one_data_set()
    {
        ImportDraft draft = DraftOf(
            "t, v = np.load('train/data.npz'), np.load('val/data.npz')\nx, y, x_val, y_val = t['x'], t['y'], v['x'], v['y']\nprint(x.shape, x_val.shape)",
            "(404, 13) (102, 13)\n",
            "model.fit(x, y, epochs=5, validation_data=(x_val, y_val))"
        );

        draft.Arrays.Should().BeEmpty();
        draft
            .Runs[0]
            .Reason.Should()
            .Be("two files have the name 'data.npz', 'train/data.npz' and 'val/data.npz'; give them different names");
    }

    [Test]
    public void Inputs_and_labels_of_two_files_of_one_name_are_in_two_files() =>
        DraftOf("x, y = np.load('train/a.npz')['x'], np.load('val/a.npz')['y']", "", "model.fit(x, y, epochs=5)")
            .Runs[0]
            .Reason.Should()
            .Be("the inputs and the labels are in two files, 'train/a.npz' and 'val/a.npz'; a data set is one .npz file");

    [Test]
    public void One_file_may_be_opened_twice() =>
        DraftOf("x, y = np.load('./a.npz')['x'], np.load('a.npz')['y']\nprint(x.shape)", "(404, 13)\n", "model.fit(x, y, epochs=5)")
            .Arrays.Should()
            .ContainSingle();

    [TestCase("homes", "other.npz", "homes-npz")]
    [TestCase("houses", "homes.npz", "houses")]
    public void A_set_of_the_project_is_found_by_its_file(string declared, string file, string expected)
    {
        ProjectFile project = ProjectFile.Parse(
            "reprosuite.json",
            $$"""{ "schema_version": 1, "data_sets": { "{{declared}}": { "kind": "npz", "file": "{{file}}", "arrays": { "train": { "x": "x", "y": "y" } } } } }"""
        );
        ImportDraft draft = ImportDraft.Of(
            "a",
            SourceText.Parse(
                "a.md",
                $"```python\n{Network.ReplaceLineEndings("\n")}\ndata = np.load('homes.npz')\nmodel.fit(data['x'], data['y'], epochs=5)\n```\n"
            ),
            Own.Host.Models,
            new DataSetCatalog(project.DataSets.Values),
            Own.Host.Probes().Prefixes,
            shapes: (_, _) => [404, 13]
        );

        JsonNode.Parse(draft.Runs[0].Json!)!["data_set"]!.GetValue<string>().Should().Be(expected);
    }

    [Test]
    public void A_file_that_is_there_and_was_not_read_has_a_reason() =>
        Drafts
            .Of(
                $"```python\n{Network.ReplaceLineEndings("\n")}\ndata = np.load('homes.npz')\nmodel.fit(data['x'], data['y'])\n```\n",
                shapes: (_, _) => throw new InputException("homes.npz: there is no array 'x'.")
            )
            .Runs[0]
            .Reason.Should()
            .Be("the data root has 'homes.npz', but it was not read: homes.npz: there is no array 'x'.");

    [TestCase("images")]
    [TestCase("x_train")]
    public void A_file_with_the_name_of_mnist_may_be_another_one(string array) =>
        Drafts
            .Of(
                "```python\nimport numpy as np\ndata = np.load('mnist.npz')\nx = data['x_train']\n```\n",
                shapes: (_, name) => name == array ? [100, 8, 8] : throw new InputException($"mnist.npz: there is no array '{name}'.")
            )
            .Program.Data.Should()
            .OnlyContain(data => data.IsArrayFile);

    private static ImportDraft DraftOf(string load, string printed, string train) =>
        Drafts.OfCells((Network, ""), (load, printed), (train, ""));
}
