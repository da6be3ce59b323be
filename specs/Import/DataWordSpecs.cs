namespace Repro.Specs.Import;

/// <summary>What words about images, samples and classes measure.</summary>
[Category("Fast")]
internal sealed class DataWordSpecs
{
    private const string Start = """
        # Small pictures

        ```python
        import keras
        from keras import layers
        (x, y), (x_test, y_test) = keras.datasets.cifar10.load_data()
        x_val, y_val = x[:5000], y[:5000]
        x_train, y_train = x[5000:], y[5000:]
        model = keras.Sequential([keras.Input((32, 32, 3)), layers.Flatten(), layers.Dense(10, activation="softmax")])
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(x_train, y_train, epochs=3, validation_data=(x_val, y_val))
        model.evaluate(x_test, y_test)
        ```

        """;

    [TestCase("Number of training samples: 45000", "config:a-run[train]/samples = 45000")]
    [TestCase("The model sees 45,000 training images.", "config:a-run[train]/samples = 45000")]
    [TestCase("The data set has 50,000 training images.", "data:cifar10[train_images]/count = 50000")]
    [TestCase("Each 32x32 image is a row of the array.", "data:cifar10[train_images]/shape = 50000x32x32x3")]
    [TestCase("The images are labeled over 10 categories.", "data:cifar10[train_labels]/class_count = 10")]
    [TestCase("They come from over 10 categories.", "data:cifar10[train_labels]/class_count > 10")]
    [TestCase("The input shape, as the code says, is (32, 32, 3).", "model:a-model/input_shape = 32x32x3")]
    [TestCase("There are 60,000 images in all - 50,000 for training.", "  |data:cifar10[train_images]/count = 50000")]
    [TestCase("The Boston housing data have 404 training samples.", "  ")]
    [TestCase("With n = 4 this gives 6n = 6 * 4 = 24 layers.", "  ")]
    [TestCase("Each 2x2 = 4 pixels become one.", "")]
    [TestCase("The convolution has a 1x1 stride.", "  ")]
    [TestCase("It returns a list with two elements, the first one being the weights.", "")]
    [TestCase("The layer converts the 64 feature maps into 10 classes.", "data:cifar10[train_labels]/class_count = 10")]
    public void A_sentence_measures_what_it_names(string sentence, string rows) =>
        string.Join('|', Drafts.Of($"{Start}{sentence}\n").Rows.Select(row => $"{row.Address} {row.Relation} {row.Expected}"))
            .Should()
            .Be(rows);

    [Test]
    public void An_image_with_other_channels_is_not_one_of_the_data_set() =>
        Drafts
            .Of($"{Start.Replace("cifar10", "mnist", StringComparison.Ordinal)}It is a 28x28 image with three color channels.\n")
            .Rows.Select(row => row.Address)
            .Should()
            .Equal("");

    [Test]
    public void The_size_of_a_filter_is_not_that_of_the_data() =>
        Drafts.Of($"{Start}```python\n# when filter size = 12\n```\n\nFilter size = 24\n").Rows.Should().BeEmpty();

    [Test]
    public void A_variable_names_the_class_whose_images_are_counted() =>
        Drafts
            .Of(
                """
                ```python
                import os
                from keras import layers, models
                from keras.preprocessing.image import ImageDataGenerator
                base = 'birds_small'
                train_dir = os.path.join(base, 'train')
                train_ducks_dir = os.path.join(train_dir, 'ducks')
                train_geese_dir = os.path.join(train_dir, 'geese')
                model = models.Sequential([layers.Flatten(input_shape=(60, 60, 3)), layers.Dense(1, activation='sigmoid')])
                model.compile(loss='binary_crossentropy', optimizer='rmsprop', metrics=['acc'])
                train = ImageDataGenerator(rescale=1./255).flow_from_directory(train_dir, target_size=(60, 60), batch_size=20, class_mode='binary')
                model.fit(train, steps_per_epoch=100, epochs=3)
                ```

                The program copies 1000 images to the folder train_geese_dir.
                """
            )
            .Rows.Select(row => row.Address)
            .Should()
            .Equal("data:birds_small[train/geese]/count");
}
