using Repro.Import.Writing;

namespace Repro.Specs.Import;

/// <summary>Which data printed shapes and sentences are about in texts with several data sets.</summary>
[Category("Fast")]
internal sealed class StateOfDataSpecs
{
    private const string Fashion = """
        ```python
        (X_train_full, y_train_full), (X_test, y_test) = keras.datasets.fashion_mnist.load_data()
        X_valid, X_train = X_train_full[:5000] / 255., X_train_full[5000:] / 255.
        ```

        """;

    [Test]
    public void A_printed_shape_is_of_the_data_that_the_name_has_in_its_cell()
    {
        string[] addresses =
        [
            .. Drafts
                .OfCells(
                    ("(X_train_full, y), (X_test, z) = keras.datasets.fashion_mnist.load_data()\nX_valid = X_train_full[:5000]", ""),
                    ("X_train_full.shape", "(60000, 28, 28)"),
                    ("X_valid.shape", "(5000, 28, 28)"),
                    ("(X_train_full, y), (X_test, z) = keras.datasets.cifar10.load_data()", ""),
                    ("X_train_full.shape", "(50000, 32, 32, 3)"),
                    ("print('test:', X_test.shape)", "test: (10000, 32, 32, 3)")
                )
                .Rows.Select(row => row.Address),
        ];

        addresses
            .Should()
            .Equal(
                "data:fashion_mnist[train_images]/loaded_shape",
                "",
                "data:cifar10[train_images]/shape",
                "data:cifar10[test_images]/shape"
            );
    }

    [Test]
    public void A_wrong_printed_shape_of_unchanged_data_is_a_claim_on_them() =>
        Drafts
            .OfCells(
                ("(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()", ""),
                ("x_train.shape", "(50000, 28, 28)"),
                ("print('test:', x_test.shape)", "test: (60000, 28, 28)")
            )
            .Rows.Select(row => $"{row.Address} {row.Expected}")
            .Should()
            .Equal("data:mnist[train_images]/loaded_shape 50000x28x28", "data:mnist[test_images]/loaded_shape 60000x28x28");

    [Test]
    public void A_printed_shape_of_data_that_the_project_lacks_is_not_of_other_data() =>
        Drafts
            .OfCells(
                ("(x_train, y_train), (x_test, y_test) = keras.datasets.boston_housing.load_data()", ""),
                ("print(x_train.shape)\nprint(x_test.shape)", "(404, 13)\n(102, 13)\n"),
                ("(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()", "")
            )
            .Rows.Select(row => row.Reason)
            .Should()
            .HaveCount(2)
            .And.OnlyContain(reason => reason.StartsWith("the data set 'boston_housing' is not built in", StringComparison.Ordinal));

    [Test]
    public void Sentences_are_about_the_data_set_that_was_loaded_in_front_of_them() =>
        Drafts
            .Of(
                $"{Fashion}The training set contains 60,000 images.\n\n```python\n(a, b), (c, d) = keras.datasets.cifar10.load_data()\n```\n\nThe training set contains 50,000 images.\n\n## Other data\n\nThe training set contains 404 samples.\n"
            )
            .Rows.Select(row => row.Address)
            .Should()
            .Equal("data:fashion_mnist[train_images]/count", "data:cifar10[train_images]/count", "");

    [TestCase("Next, we use CIFAR-10, which has 50,000 training images.", "data:cifar10[train_images]/count")]
    [TestCase("Now we load other data: 50,000 training images in color.", "data:cifar10[train_images]/count")]
    [TestCase("The training set contains 60,000 images.", "data:fashion_mnist[train_images]/count")]
    [TestCase("Now we have 60,000 training images.", "data:fashion_mnist[train_images]/count")]
    [TestCase("Unlike CIFAR-10 with its 50,000 training images, these are gray.", "data:cifar10[train_images]/count")]
    [TestCase("Unlike CIFAR-10, the data set has 60,000 training images.", "data:fashion_mnist[train_images]/count")]
    public void A_sentence_that_names_or_announces_the_next_data_is_about_them(string sentence, string address) =>
        Drafts
            .Of($"{Fashion}{sentence}\n\n```python\n(a, b), (c, d) = keras.datasets.cifar10.load_data()\n```\n")
            .Rows.Should()
            .ContainSingle()
            .Which.Address.Should()
            .Be(address);

    [Test]
    public void The_next_data_may_lack_in_the_project() =>
        Drafts
            .Of(
                $"{Fashion}Next, we use IMDB, which has 25,000 training samples.\n\n```python\n(a, b), (c, d) = keras.datasets.imdb.load_data()\n```\n"
            )
            .Rows.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .StartWith("the data set 'imdb' is not built in");

    [Test]
    public void A_model_on_scaled_data_of_scikit_learn_knows_its_input_shape()
    {
        ImportDraft draft = Drafts.Of(
            """
            ```python
            from sklearn.datasets import fetch_california_housing
            from sklearn.model_selection import train_test_split
            from sklearn.preprocessing import StandardScaler
            housing = fetch_california_housing()
            X_train, X_test, y_train, y_test = train_test_split(housing.data, housing.target, random_state=42)
            scaler = StandardScaler()
            X_train = scaler.fit_transform(X_train)
            X_test = scaler.transform(X_test)
            model = Sequential([Dense(30, activation="relu", input_shape=X_train.shape[1:]), Dense(1)])
            model.compile("sgd", "mse")
            model.fit(X_train, y_train, epochs=20)
            ```

            The model has 301 parameters.
            """
        );

        draft.Rows.Should().ContainSingle().Which.Address.Should().Be("model:a-model/total_params");
        draft.Runs.Should().ContainSingle().Which.Reason.Should().Contain("fetch_california_housing of scikit-learn");
        draft.Program.Models.Should().ContainSingle().Which.Last.Layers[0].Parameters.Should().Be(270);
    }

    [Test]
    public void Shapes_behind_words_are_those_of_the_printed_arrays() =>
        Drafts
            .OfCells(
                ("(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()", ""),
                ("print('x_train:', x_train.shape)\nprint('y_test:', y_test.shape)", "x_train: (60000, 28, 28)\ny_test: (10000,)\n")
            )
            .Rows.Select(row => $"{row.Address} {row.Statement}")
            .Should()
            .Equal("data:mnist[train_images]/loaded_shape x_train: (60000, 28, 28)", "data:mnist[test_labels]/shape y_test: (10000,)");

    [TestCase("'mae'", "0.19", "run:a-run/test_loss@last|run:a-run/test_mae@last")]
    [TestCase("keras.metrics.MeanAbsoluteError()", "2.19", "run:a-run/test_loss@last|run:a-run/test_mae@last")]
    [TestCase("'AUC'", "0.91", "run:a-run/test_loss@last|")]
    [TestCase("'acc'", "0.91", "run:a-run/test_loss@last|run:a-run/test_acc@last")]
    public void The_second_result_is_the_metric_of_compile(string metric, string value, string addresses) =>
        string.Join(
                '|',
                Drafts
                    .OfCells(
                        (
                            $"import keras\n(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()\nmodel = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(1)])\nmodel.compile('adam', 'mse', metrics=[{metric}])\nmodel.fit(x_train, y_train, epochs=2)",
                            ""
                        ),
                        (
                            "results = model.evaluate(x_test, y_test)\nprint('evaluation loss and metrics')\nprint(results)",
                            $"evaluation loss and metrics\n[0.05, {value}]\n"
                        )
                    )
                    .Rows.Select(row => row.Address)
            )
            .Should()
            .Be(addresses);

    [Test]
    public void A_list_of_results_below_words_is_that_of_the_evaluation()
    {
        ImportDraft draft = Drafts.OfCells(
            (Drafts.TwoModels, ""),
            (
                "def review(model):\n    model.fit(x_train, y_train, epochs=2)\n    results = model.evaluate(x_test, y_test)\n    print('## evaluation loss and metrics ##')\n    print(results)",
                ""
            ),
            ("review(small)", "## evaluation loss and metrics ##\n[0.0494, 0.9824]\n")
        );

        draft
            .Rows.Select(row => $"{row.Address} {row.Expected}")
            .Should()
            .Equal("run:a-run/test_loss@last 0.0494", "run:a-run/test_acc@last 0.9824");
    }
}
