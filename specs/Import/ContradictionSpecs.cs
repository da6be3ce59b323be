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

    [TestCase("We train for 5 epochs.", "5 for the epochs of the training, but the code at line 9 has 4")]
    [TestCase("Our network trains for 6 epochs.", "6 for the epochs of the training, but the code at line 9 has 4")]
    [TestCase("We use a batch size of 64.", "64 for the batch size of the training, but the code at line 9 has 32")]
    [TestCase("The network has five layers.", "5 for the number of layers, but the model of the code (a-model) has 2")]
    [TestCase("We use batches of 64 samples.", "64 for the batch size of the training, but the code at line 9 has 32")]
    [TestCase("The learning rate is 0.01.", "0.01 for the learning rate, but the code at line 8 has 0.001")]
    [TestCase("The network has 1,000 parameters.", "1000 for the parameters of the model, but the model of the code (a-model) has 12730")]
    [TestCase(
        "The network has over 20,000 parameters.",
        "more than 20000 for the parameters of the model, but the model of the code (a-model) has 12730"
    )]
    [TestCase("The hidden layer has 32 units.", "32 for the outputs of the layer 'dense', but the model of the code (a-model) has 16")]
    [TestCase("The network has three Dense layers.", "3 for the number of Dense layers, but the model of the code (a-model) has 2")]
    [TestCase("The validation loss is 0.5.", "0.5 for the validation loss, but the log at lines 13-20 ends with 0.35")]
    public void Prose_contradicts_the_code_or_the_log(string sentence, string what) =>
        Found(Code + sentence).Should().ContainSingle().Which.Should().StartWith($"The text at line 22 gives {what}");

    [TestCase("We train for 4 epochs.")]
    [TestCase("Try 5 epochs.")]
    [TestCase("If you train for 10 epochs, it will overfit.")]
    [TestCase("After 2 epochs the loss has fallen.")]
    [TestCase("We use batches of 32 samples.")]
    [TestCase("The network has 12,730 parameters.")]
    [TestCase("The network has 12,700 parameters.")]
    [TestCase("The network has about 13,000 parameters.")]
    [TestCase("The network has over 12,000 parameters.")]
    [TestCase("The hidden layer has 16 units.")]
    [TestCase("The last layer has 10 units.")]
    [TestCase("The validation loss falls to 0.2.")]
    [TestCase("Training for 100 epochs would make no difference.")]
    [TestCase("We could also use a learning rate of 0.01.")]
    [TestCase("A batch size of 64 is more usual.")]
    [TestCase("Papers often train for 200 epochs.")]
    [TestCase("Adam's default learning rate is 0.01.")]
    [TestCase("With fewer units, say 4, the network has only 3,190 parameters.")]
    [TestCase("A network with three layers of 64 units would have been enough.")]
    [TestCase("A dense layer with 100 units on 784 inputs has 78,500 parameters.")]
    [TestCase("LeNet-5 has about 60,000 parameters, and VGG16 has 16 layers.")]
    [TestCase("The two Dense layers hold 12,560 and 170 parameters.")]
    [TestCase("The hidden layer has 12,560 parameters, the output layer 170.")]
    [TestCase("Its first layer has 12,560 parameters.")]
    [TestCase("The network takes a vector of 784 numbers.")]
    [TestCase("Papers report a validation loss of 0.9.")]
    [TestCase("The validation loss stays below 0.5.")]
    [TestCase("The validation loss is about 0.35.")]
    [TestCase("The network has three layers: input, hidden and output.")]
    [TestCase("We take a batch of 9 images and show them.")]
    [TestCase("We show batches of 9 images.")]
    [TestCase("We compute the predictions in batches of 128.")]
    [TestCase("We predict with a batch size of 128.")]
    [TestCase("The validation loss decreases for 3 epochs and rises from there.")]
    [TestCase("We train the network, and its loss decreases for 3 epochs.")]
    [TestCase("We warm up the learning rate for 5 epochs.")]
    [TestCase("The validation loss starts at 0.7.")]
    [TestCase("The validation loss is 0.6 when the training begins.")]
    [TestCase("The validation loss is 0.4 in epoch 1.")]
    [TestCase("Usually the 2,000 parameters of the embedding layer are frozen.")]
    [TestCase("Sketches with a red dot show 12 parameters.")]
    public void Prose_agrees_with_the_code_and_the_log(string sentence) => Found(Code + sentence).Should().BeEmpty();

    [TestCase("layers.Flatten(input_shape=(28, 28)), layers.Dense(16), layers.Dense(10)", "The network has two layers.")]
    [TestCase("layers.Input((28, 28)), layers.Conv1D(4, 3), layers.Conv1D(4, 3)", "The network has two convolutional layers.")]
    [TestCase("layers.Input((28, 28, 1)), layers.SeparableConv2D(4, 3), layers.Conv2DTranspose(4, 3)", "It has two convolutional layers.")]
    [TestCase("layers.Input((28, 28, 1)), layers.AveragePooling2D(), layers.AveragePooling2D()", "The network has two pooling layers.")]
    [TestCase("layers.Input((28, 28)), layers.Bidirectional(layers.LSTM(4))", "The network has two LSTM layers.")]
    public void A_count_of_layers_may_mean_another_count(string layers, string sentence) =>
        Found($"```python\nfrom keras import layers, models\nmodel = models.Sequential([{layers}])\n```\n\n{sentence}\n")
            .Should()
            .BeEmpty();

    [TestCase("It reaches a test accuracy of 95 %.", true)]
    [TestCase("It reaches a test accuracy of 97.4 %.", false)]
    [TestCase("It reaches a test accuracy of about 96 %.", false)]
    [TestCase("It reaches a test accuracy of over 90 %.", false)]
    [TestCase("After one epoch, the test accuracy is 92 %.", false)]
    public void Two_results_of_one_training_contradict_each_other(string sentence, bool contradicts) =>
        Found(
                $"{Code[..Code.IndexOf("```text", StringComparison.Ordinal)]}\nmodel.evaluate\n\n```python\nmodel.evaluate(x_test, y_test)\n```\n\nThe test accuracy is 97 %.\n\n{sentence}"
            )
            .Should()
            .HaveCount(contradicts ? 1 : 0);

    [Test]
    public void A_printed_accuracy_needs_no_sign_in_front_of_it() =>
        Found(Code + Evaluated.Replace("accuracy: 0.9812", "accuracy 0.9812", StringComparison.Ordinal) + "The test accuracy is 96 %.")
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("The text at line 29 gives 0.96 for the test accuracy, but line 27 prints 0.9812");

    [Test]
    public void A_number_of_another_training_contradicts_nothing() =>
        Found(Code + Code.Replace("epochs=4", "epochs=4, batch_size=64", StringComparison.Ordinal) + "We use batches of 32 samples.")
            .Should()
            .BeEmpty();

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
    [TestCase("In Chapter 2, the test accuracy of a dense network is 71 %.")]
    [TestCase("Section 5.3 will introduce another technique (test accuracy 71 %).")]
    [TestCase("We used a linear network before (our test accuracy back then was 71 %).")]
    [TestCase("Its test accuracy is 3 % better.")]
    public void A_sentence_contradicts_nothing(string sentence) => Found(Code + Evaluated + sentence).Should().BeEmpty();

    [TestCase("We will reach a validation accuracy of 80 %.", true)]
    [TestCase("We will reach a validation accuracy of 95 %, and later of 96 %.", false)]
    public void A_result_in_front_of_several_trainings_is_that_of_one_of_them(string sentence, bool contradicts) =>
        Found($"{sentence}\n\n{Code}{Code}").Should().HaveCount(contradicts ? 1 : 0);

    [Test]
    public void A_result_in_a_later_section_in_front_of_another_training_contradicts_nothing() =>
        Found(
                $"{Code}{Evaluated}## Another network\n\nThe test accuracy is 71 %.\n\n{Code.Replace("Dense(16)", "Dense(32)", StringComparison.Ordinal)}"
            )
            .Should()
            .BeEmpty();

    [Test]
    public void A_table_contradicts_the_network_of_the_code() =>
        Found(
                Code
                    + "```python\nmodel.summary()\n```\n\n```text\nLayer (type)  Output Shape  Param #\ndense (Dense)  (None, 16)  12560\ndense_1 (Dense)  (None, 10)  170\nTotal params: 12,731\n```\n"
            )
            .Should()
            .Equal("The table at lines 27-30 prints 12731 parameters, but the model of the code (a-model) has 12730.");

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
