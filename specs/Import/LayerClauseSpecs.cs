namespace Repro.Specs.Import;

/// <summary>What a clause says of a layer, of a share of the data, of the last epoch and of crops.</summary>
[Category("Fast")]
internal sealed class LayerClauseSpecs
{
    private const string Start = """
        # Clothes

        ```python
        import keras
        from keras import layers
        (x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
        x_train = x_train.reshape(-1, 28, 28, 1) / 255.0
        x_test = x_test.reshape(-1, 28, 28, 1) / 255.0
        model = keras.Sequential([
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ])
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(x_train, y_train, batch_size=80, epochs=5, validation_split=0.2)
        model.evaluate(x_test, y_test)
        ```

        """;

    [TestCase("At the end is the last layer, which has 4,010 parameters.", "model:a-model[dense]/params = 4010")]
    [TestCase("After we flatten the maps comes the last layer, which contains 4,010 weights.", "model:a-model[dense]/params = 4010")]
    [TestCase("The network closes with a softmax layer with 4,010 parameters.", "model:a-model[dense]/params = 4010")]
    [TestCase("The first convolution, which needs 80 parameters, looks for edges.", "model:a-model[conv2d]/params = 80")]
    [TestCase("The dense layer, with its 4,010 weights, is large.", "model:a-model[dense]/params = 4010")]
    [TestCase("The model, which ends with a dense layer, has 5,258 parameters.", "model:a-model/total_params = 5258")]
    [TestCase("The last layer of the model, which has 5,258 parameters, is dense.", "model:a-model/total_params = 5258")]
    public void Parameters_in_a_clause_are_of_what_the_clause_describes(string sentence, string row) => Rows(sentence).Should().Equal(row);

    [TestCase(
        "The second convolution looks at larger parts. Its output is 11 x 11 x 16.",
        "model:a-model[conv2d_1]/output_shape = 11x11x16"
    )]
    [TestCase(
        "The first pooling layer halves the sides. The output of this layer has the shape (13, 13, 8).",
        "model:a-model[max_pooling2d]/output_shape = 13x13x8"
    )]
    [TestCase("The pooling turns this into 13x13x8 feature maps.", "")]
    [TestCase("That turns the image into 5x5x16 feature maps.", "")]
    [TestCase("That turns the image into 9x9x16 feature maps.", "")]
    public void A_shape_is_of_the_layer_that_makes_it(string sentence, string row) => Rows(sentence).Should().Equal(row);

    [TestCase("The batch size is 80, and we keep 20 % for validation.", "config:a-run[train]/batch_size = 80|")]
    [TestCase(
        "We take batches of 80 images, use 20% of the data for validation and look at the accuracy.",
        "config:a-run[train]/batch_size = 80|"
    )]
    [TestCase("The accuracy is measured on the 20 % that are kept for validation.", "")]
    public void A_share_for_validation_is_no_result(string sentence, string rows) => string.Join('|', Rows(sentence)).Should().Be(rows);

    [TestCase("After the last epoch, the validation accuracy is 89.7 %.", "run:a-run/val_acc@last ~ 0.897")]
    [TestCase("By the final epoch the validation accuracy reaches 0.897.", "run:a-run/val_acc@last ~ 0.897")]
    [TestCase("In the last epochs the validation accuracy is 89.7 %.", "run:a-run/val_acc@tail ~ 0.897")]
    public void A_result_of_the_last_epoch_is_not_the_mean_of_the_last_ones(string sentence, string row) =>
        Rows(sentence).Should().Equal(row);

    [TestCase("Then we take random crops of 24 x 24 pixels from the images.")]
    [TestCase("The images are cropped to 24x24 before the training.")]
    [TestCase("A 24x24 pixel crop of the image is enough.")]
    public void The_size_of_a_crop_is_not_that_of_the_images(string sentence) => Rows(sentence).Should().Equal("");

    // Address, relation and value; empty for a row without an address.
    private static string[] Rows(string sentence) =>
        [.. Drafts.Of($"{Start}{sentence}\n").Rows.Select(row => row.IsExecutable ? $"{row.Address} {row.Relation} {row.Expected}" : "")];
}
