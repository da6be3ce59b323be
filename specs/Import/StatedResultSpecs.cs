namespace Repro.Specs.Import;

/// <summary>Results that a text with several trainings states: the printed results tell which training is meant.</summary>
[Category("Fast")]
internal sealed class StatedResultSpecs
{
    private const string Text = """
        ```python
        import keras
        (x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
        def build(units):
            model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(units), keras.layers.Dense(10)])
            model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
            return model
        first = build(20)
        h1 = first.fit(x, y, epochs=2, validation_split=0.1)
        ```

        ```
        Epoch 1/2
        1688/1688 - 1s - loss: 0.4 - accuracy: 0.8861 - val_loss: 0.3 - val_accuracy: 0.9303
        Epoch 2/2
        1688/1688 - 1s - loss: 0.3 - accuracy: 0.9379 - val_loss: 0.2 - val_accuracy: 0.9508
        ```

        FIRST

        ## Another one

        BETWEEN

        ```python
        second = build(50)
        h2 = second.fit(x, y, epochs=5, validation_split=0.1)
        ```

        ```
        Epoch 5/5
        1688/1688 - 1s - loss: 0.1 - accuracy: 0.9999 - val_loss: 0.1 - val_accuracy: 0.9830
        ```

        SECOND

        ## Evaluation

        ```python
        for model, history in [(first, h1), (second, h2)]:
            loss, acc = model.evaluate(x_test, y_test, verbose=0)
            print(f"val accuracy: {history.history['val_accuracy'][-1]:.4f}, test accuracy: {acc:.4f}")
        ```

        ```
        val accuracy: 0.9508, test accuracy: 0.9471
        val accuracy: 0.9830, test accuracy: 0.9794
        ```

        ## Conclusion

        LAST
        """;

    [TestCase("FIRST", "It reaches a validation accuracy of 95.08 %.", "run:a-run-1/val_acc@tail")]
    [TestCase(
        "BETWEEN",
        "A larger network has a validation accuracy of 98.30 % and a training accuracy of 99.99 %.",
        "run:a-run-2/val_acc@tail run:a-run-2/train_acc@tail"
    )]
    [TestCase("BETWEEN", "A larger network was trained for 5 epochs.", "config:a-run-2/epochs")]
    [TestCase("BETWEEN", "The network below has a validation accuracy of 96 %.", "run:a-run-2/val_acc@tail")]
    [TestCase("BETWEEN", "It gives a validation accuracy of 96 %:", "run:a-run-2/val_acc@tail")]
    [TestCase("BETWEEN", "It gives a validation accuracy of 96 %.", "run:a-run-1/val_acc@tail")]
    [TestCase("LAST", "The first network has 15,910 parameters.", "model:a-first/total_params")]
    [TestCase("BETWEEN", "Above, a larger network was trained for 5 epochs.", "config:a-run-1/epochs")]
    [TestCase("LAST", "The validation accuracy is 97-98 %.", "run:a-run-2/val_acc@tail")]
    [TestCase("SECOND", "The validation accuracy is 95 %.", "run:a-run-2/val_acc@tail")]
    [TestCase("LAST", "The validation accuracy is 95 %.", "run:a-run-1/val_acc@tail")]
    [TestCase("LAST", "The test accuracy was 94.7 % first.", "run:a-run-1/test_acc@last")]
    [TestCase("LAST", "The test accuracy is about 97.9 %.", "run:a-run-2/test_acc@last")]
    [TestCase("LAST", "On a faster machine the test accuracy was 96.4 %.", "")]
    [TestCase(
        "LAST",
        "The network that was trained for 2 epochs has a test accuracy of 94.7 %.",
        "config:a-run-1/epochs run:a-run-1/test_acc@last"
    )]
    [TestCase("LAST", "The 99 % threshold of the test accuracy was not met.", "")]
    [TestCase("LAST", "Convnets can exceed a test accuracy of 99 %.", "")]
    public void The_training_that_printed_a_result_is_meant(string mark, string sentence, string addresses) =>
        string.Join(
                ' ',
                Drafts
                    .Of(Filled(mark, sentence))
                    .Rows.Where(row => row.Source.Quote == sentence && row.Address.Length > 0)
                    .Select(row => row.Address)
            )
            .Should()
            .Be(addresses);

    [Test]
    public void A_printed_line_is_of_the_training_whose_result_it_repeats() =>
        Drafts
            .Of(Filled("LAST", ""))
            .Rows.Where(row => row.Statement.StartsWith("val accuracy", StringComparison.Ordinal))
            .Select(row => $"{row.Address} {row.Expected}")
            .Should()
            .Equal(
                "run:a-run-1/val_acc@last 0.9508",
                "run:a-run-1/test_acc@last 0.9471",
                "run:a-run-2/val_acc@last 0.983",
                "run:a-run-2/test_acc@last 0.9794"
            );

    [TestCase("FIRST", "The validation accuracy is 97 %.")]
    [TestCase("SECOND", "The validation accuracy is 97.4 %.")]
    public void A_result_beside_its_training_that_is_not_printed_contradicts(string mark, string sentence) =>
        Drafts.Of(Filled(mark, sentence)).Contradictions.Should().ContainSingle();

    [TestCase("LAST", "The validation accuracy is 97.4 %.")]
    [TestCase("LAST", "The validation accuracy is 98.3 %, that of the first one 95.1 %.")]
    [TestCase("BETWEEN", "A validation accuracy of 98.30 % is next.")]
    public void A_result_of_an_unknown_or_of_another_training_contradicts_nothing(string mark, string sentence) =>
        Drafts.Of(Filled(mark, sentence)).Contradictions.Should().BeEmpty();

    [TestCase("Final training accuracy (large + dropout): 0.9772", "accuracy")]
    [TestCase("Without dropout the network improves to 98.3 % validation accuracy.", "accuracy")]
    [TestCase("A validation accuracy of 98.3 % with a dropout of 40 %.", "accuracy|rate")]
    public void An_accuracy_beside_the_word_dropout_is_no_rate(string sentence, string kinds) =>
        string.Join(
                '|',
                Drafts
                    .Of($"# Title\n\n```\n{sentence}\n```\n\n{sentence}\n")
                    .Rows.Select(row => row.Source.Topic.Setting ?? "accuracy")
                    .Distinct()
            )
            .Should()
            .Be(kinds);

    [TestCase("60000/60000==============================] - 4s 74us/sample", "config:a-run[train]/samples")]
    [TestCase("60000/60000 [==============================] - 4s 74us/step", "config:a-run[train]/samples")]
    [TestCase("1875/1875 [==============================] - 2s 954us/step", "config:a-run/steps_per_epoch")]
    public void Bars_count_samples_or_steps(string bar, string address) =>
        Drafts
            .OfCells(
                (
                    """
                    import keras
                    (x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
                    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10)])
                    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
                    model.fit(x, y, epochs=1)
                    """,
                    $"Epoch 1/1\n{bar} - loss: 0.5 - accuracy: 0.8252\n"
                )
            )
            .Rows.Select(row => row.Address)
            .Should()
            .Equal("config:a-run/epochs", address, "run:a-run/train_loss@last", "run:a-run/train_acc@last");

    [Test]
    public void A_training_of_a_model_with_two_inputs_is_not_described() =>
        Drafts
            .Of(
                """
                ```python
                import keras
                (x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
                a, b = keras.Input((392,)), keras.Input((392,))
                model = keras.Model([a, b], keras.layers.Dense(10)(keras.layers.concatenate([a, b])))
                model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
                model.fit([x[:, :392], x[:, 392:]], y, epochs=1)
                ```
                """
            )
            .Runs.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Contain("several inputs");

    [Test]
    public void Images_in_the_text_are_no_long_lines() =>
        Drafts
            .Of($"# Title\n\n![a](data:image/png;base64,{new string('A', 200_000)})\n\nThe model is fit over 3 epochs.\n")
            .Rows.Should()
            .NotBeEmpty();

    private static string Filled(string mark, string sentence) =>
        new[] { "FIRST", "BETWEEN", "SECOND", "LAST" }.Aggregate(
            Text,
            (text, name) => text.Replace($"\n{name}", $"\n{(name == mark ? sentence : "Words.")}", StringComparison.Ordinal)
        );
}
