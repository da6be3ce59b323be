using Repro.Import.Writing;

namespace Repro.Specs.Import;

/// <summary>What disagrees in a text, and what only looks as if it did.</summary>
[Category("Fast")]
internal sealed class ContradictionSpecs
{
    private const string Code = """
        ```python
        from keras import layers, models
        from keras.datasets import mnist
        (x, y), (x_test, y_test) = mnist.load_data()
        x = x.reshape((60000, 784)) / 255.0
        x_test = x_test.reshape((10000, 784)) / 255.0
        model = models.Sequential([layers.Input(shape=(784,)), layers.Dense(16), layers.Dense(10, activation='softmax')])
        model.compile(optimizer='rmsprop', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
        model.fit(x, y, epochs=4, validation_data=(x_test, y_test))
        ```

        ```text
        Epoch 1/4
        1875/1875 [====] - 1s 1ms/step - loss: 0.5000 - accuracy: 0.8000 - val_loss: 0.4000 - val_accuracy: 0.9000
        Epoch 2/4
        1875/1875 [====] - 1s 1ms/step - loss: 0.4000 - accuracy: 0.8500 - val_loss: 0.2000 - val_accuracy: 0.9400
        Epoch 3/4
        1875/1875 [====] - 1s 1ms/step - loss: 0.3000 - accuracy: 0.9000 - val_loss: 0.3000 - val_accuracy: 0.9600
        Epoch 4/4
        1875/1875 [====] - 1s 1ms/step - loss: 0.2000 - accuracy: 0.9500 - val_loss: 0.3500 - val_accuracy: 0.9500
        ```

        """;

    private const string Evaluated = """
        ```python
        model.evaluate(x_test, y_test)
        ```

        ```text
        Test accuracy: 0.9812
        ```

        """;

    [TestCase("The test accuracy is 99 %.", "0.99 for the test accuracy, but line 27 prints 0.9812")]
    [TestCase("We get a test accuracy of over 99 %.", "0.99 for the test accuracy, but line 27 prints 0.9812")]
    [TestCase("The test accuracy never exceeds 95 %.", "0.95 for the test accuracy, but line 27 prints 0.9812")]
    [TestCase("The test accuracy is about 94 %.", "0.94 for the test accuracy, but line 27 prints 0.9812")]
    [TestCase("The validation accuracy is 80 %.", "0.8 for the validation accuracy, but the log at lines 13-20 ends with 0.95")]
    [TestCase("The validation accuracy never exceeds 94 %.", "0.94 for the validation accuracy, but the log at lines 13-20 ends with 0.95")]
    [TestCase(
        "The validation accuracy stalls at 70-72 %.",
        "0.7 to 0.72 for the validation accuracy, but the log at lines 13-20 has 0.94 to 0.96 from epoch 2 on"
    )]
    [TestCase(
        "The validation loss reaches its minimum after three epochs.",
        "epoch 3 for the lowest validation loss, but the log at lines 13-20 has it in epoch 2 (0.2; epoch 3: 0.3)"
    )]
    public void A_result_contradicts_what_is_printed(string sentence, string what) =>
        Found(Code + Evaluated + sentence).Should().ContainSingle().Which.Should().StartWith($"The text at line 29 gives {what}");

    [TestCase("The test accuracy is 98 %.")]
    [TestCase("The test accuracy is 98.1 %.")]
    [TestCase("We get a test accuracy of about 98 %.")]
    [TestCase("We get a test accuracy of over 97 %.")]
    [TestCase("The test accuracy never exceeds 99 %.")]
    [TestCase("The validation accuracy is 96 %.")]
    [TestCase("The validation accuracy stalls at 94-96 %.")]
    [TestCase("The validation loss reaches its minimum after two epochs.")]
    [TestCase("A logistic regression has a test accuracy of 92 %.")]
    [TestCase("We want a test accuracy of 80 %.")]
    [TestCase("The network has a test accuracy of 10 % without training.")]
    [TestCase("The test accuracy dropped from 98 % to 95 %.")]
    [TestCase("In the last chapter we had a test accuracy of 71 %.")]
    [TestCase("We used a linear network before (our test accuracy back then was 71 %).")]
    [TestCase("Its test accuracy is 3 % better.")]
    public void A_sentence_contradicts_nothing(string sentence) => Found(Code + Evaluated + sentence).Should().BeEmpty();

    [TestCase("We will reach a validation accuracy of 80 %.", true)]
    [TestCase("We will reach a validation accuracy of 95 %, and later of 96 %.", false)]
    public void A_result_in_front_of_several_trainings_is_that_of_one_of_them(string sentence, bool contradicts) =>
        Found($"{sentence}\n\n{Code}{Code}").Should().HaveCount(contradicts ? 1 : 0);

    [Test]
    public void A_table_contradicts_the_network_of_the_code() =>
        Found(
                Code
                    + "```python\nmodel.summary()\n```\n\n```text\nLayer (type)  Output Shape  Param #\ndense (Dense)  (None, 16)  12560\ndense_1 (Dense)  (None, 10)  170\nTotal params: 12,731\n```\n"
            )
            .Should()
            .Equal("The table at lines 27-30 prints 12731 parameters, but the network of the code (a-model) has 12730.");

    [Test]
    public void A_log_contradicts_the_number_of_epochs_of_the_code() =>
        Found(Code.Replace("epochs=4", "epochs=5", StringComparison.Ordinal))
            .Should()
            .Equal("The log at lines 13-20 has 4 epochs, but the call at line 9 trains for 5.");

    [TestCase("# The folder of our validation images\ntest_dir = root + 'test'", true)]
    [TestCase("# For validation\nx_train = load('train')", true)]
    [TestCase("# The folder of our test images\ntest_dir = root + 'test'", false)]
    [TestCase("# Test with a small number of samples\nx_train = x_train[:100]", false)]
    [TestCase("# Train and test data\nx_train = load('train')", false)]
    [TestCase("# The folder of our validation images\ntest_dir = root + 'train'", false)]
    public void A_comment_may_contradict_the_assignment_below_it(string code, bool contradicts) =>
        Found($"```python\n{code}\n```\n")
            .Where(text => text.StartsWith("The comment at line 2 names the ", StringComparison.Ordinal))
            .Should()
            .HaveCount(contradicts ? 1 : 0);

    private static string[] Found(string text)
    {
        ImportDraft draft = Drafts.Of(text.ReplaceLineEndings("\n"));
        return [.. draft.Contradictions.Select(one => one.Text)];
    }
}
