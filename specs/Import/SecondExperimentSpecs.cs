namespace Repro.Specs.Import;

/// <summary>Which model and training sentences of a text with several experiments are about.</summary>
[Category("Fast")]
internal sealed class SecondExperimentSpecs
{
    private const string Narrow = """
        ```python
        model = keras.Sequential([keras.Input((784,)), layers.Dense(24, activation="relu"), layers.Dense(10, activation="softmax")])
        ```

        """;

    private const string FitNarrow = """
        ```python
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(x_train, y_train, batch_size=50, epochs=4)
        model.evaluate(x_test, y_test)
        ```

        """;

    private const string Wide = """
        ```python
        wide = keras.Sequential([keras.Input((784,)), layers.Dense(96, activation="relu"), layers.Dense(10, activation="softmax")])
        wide.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        ```

        """;

    private const string FitWide = """
        ```python
        wide.fit(x_train, y_train, batch_size=200, epochs=6)
        wide.evaluate(x_test, y_test)
        ```

        """;

    private const string Again = """
        ```python
        model = keras.Sequential([keras.Input((784,)), layers.Dense(24, activation="relu"), layers.Dense(10, activation="softmax")])
        model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(x_train, y_train, batch_size=50, epochs=11)
        model.evaluate(x_test, y_test)
        ```

        """;

    private const string Start = """
        # Digits in three trainings

        ```python
        import keras
        from keras import layers
        (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
        x_train = x_train.reshape(-1, 784) / 255.0
        x_test = x_test.reshape(-1, 784) / 255.0
        ```

        """;

    [Test]
    public void Claims_of_two_models_and_three_trainings_go_to_the_experiment_in_front_of_them() =>
        Of(
                $"{Start}{Narrow}{FitNarrow}On the test data the accuracy is 93.2 %. The hidden layer has 24 units.\n\n"
                    + $"## A wider one\n\nThe hidden layer of the second model has 96 units.\n\n{Wide}Training takes 6 epochs, and we train it with a batch size of 200.\n\n{FitWide}"
                    + "On the test data the accuracy is 95.3 %. The model has 76,330 parameters.\n\n"
                    + $"## Another optimizer\n\nThe first model is trained with SGD for 11 epochs.\n\n{Again}It reaches a test accuracy of 89.9 %. The model has 19,090 parameters.\n"
            )
            .Should()
            .Equal(
                "run:a-run-1/test_acc@last",
                "model:a-model[dense]/output_elements",
                "model:a-wide[dense_2]/output_elements",
                "config:a-run-2/epochs",
                "config:a-run-2[train]/batch_size",
                "run:a-run-2/test_acc@last",
                "model:a-wide/total_params",
                "config:a-run-3/epochs",
                "run:a-run-3/test_acc@last",
                "model:a-model-2/total_params"
            );

    [TestCase("We trained it for 4 epochs.", 1)]
    [TestCase("The training above had 4 epochs.", 1)]
    [TestCase("It is trained for 6 epochs.", 2)]
    [TestCase("We fit it with batches of 200 images.", 2)]
    public void A_setting_behind_the_code_of_a_second_model_is_of_its_training_unless_the_words_look_back(string sentence, int run) =>
        Of($"{Start}{Narrow}{FitNarrow}{Wide}{sentence}\n\n{FitWide}")
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith($"config:a-run-{run}");

    [TestCase("The network has 19,090 parameters.\n\n## A wider one\n\n", "model:a-model/total_params")]
    [TestCase("## A wider one\n\nThe network has 76,330 parameters.\n\n", "model:a-wide/total_params")]
    [TestCase("The next network has 76,330 parameters.\n\n## A wider one\n\n", "model:a-wide/total_params")]
    public void The_section_of_a_model_ends_at_the_heading_of_the_next_one(string prose, string address) =>
        Of($"{Start}{Narrow}{FitNarrow}{prose}{Wide}{FitWide}").Should().Equal(address);

    private static string[] Of(string text) => [.. Drafts.Of(text).Rows.Where(row => row.IsExecutable).Select(row => row.Address)];
}
