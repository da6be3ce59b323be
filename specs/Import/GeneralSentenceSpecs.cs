namespace Repro.Specs.Import;

/// <summary>Sentences about networks and data in general, which claim nothing about those of the text.</summary>
[Category("Fast")]
internal sealed class GeneralSentenceSpecs
{
    private const string Start = """
        ```python
        from keras import layers, models
        from keras.datasets import mnist
        (x_train, y_train), (x_test, y_test) = mnist.load_data()
        model = models.Sequential([layers.Input((28, 28, 1)), layers.Conv2D(8, 3), layers.Flatten(), layers.Dense(10)])
        ```


        """;

    [TestCase("CNNs are not limited to one convolutional layer.")]
    [TestCase("Images are large, for example: a simple black-and-white image of 100x100 pixels.")]
    [TestCase("The figure is an example of a possible CNN architecture with two convolutional layers.")]
    [TestCase("If you pass both `batch_size=32` and `input_shape=(6, 8)` to a layer, it will expect batches of the shape (32, 6, 8).")]
    [TestCase("This works even in a 1,000 layer deep network.")]
    [TestCase("An MLP consists of, at least, three layers of nodes.")]
    [TestCase("A multilayer perceptron (MLP) has at least 3 layers.")]
    public void General_statements_and_examples_are_no_claims(string sentence) => Of(sentence).Should().BeEmpty();

    [TestCase("This is one possible model for the task: it has 810 parameters.")]
    [TestCase("If you provide the data as above, the model will have 810 parameters.")]
    public void Sentences_with_if_or_possible_can_be_about_the_model_of_the_text(string sentence) =>
        Of(sentence).Should().Equal("model:a-model/total_params");

    [Test]
    public void Numbers_of_another_data_set_are_not_those_of_the_text() =>
        Drafts
            .Of($"{Start}They use the ImageNet data set. This data set consists of more than 14 million images from 20.000 categories.\n")
            .Rows.Select(row => $"{row.Address} {row.Reason}")
            .Should()
            .HaveCount(2)
            .And.OnlyContain(row => row.StartsWith(" it is about another data set: imagenet", StringComparison.Ordinal));

    [Test]
    public void A_network_without_hidden_layers_has_other_layers() =>
        Drafts.Of($"{Start}It is a simple network with no hidden layers.\n").Rows.Should().OnlyContain(row => row.Address == "");

    [Test]
    public void Each_shape_of_a_sentence_is_of_the_array_in_front_of_it() =>
        Of(
                "The training images (variable train_images) have the shape (60000, 28, 28), while the test images (variable test_images) have the shape (10000, 28, 28)."
            )
            .Should()
            .Equal("data:mnist[train_images]/loaded_shape", "data:mnist[test_images]/loaded_shape");

    private static string[] Of(string sentence) => [.. Drafts.Of($"{Start}{sentence}\n").Rows.Select(row => row.Address)];
}
