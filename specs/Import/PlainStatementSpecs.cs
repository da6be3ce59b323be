using Repro.Import.Drafting;

namespace Repro.Specs.Import;

/// <summary>Plain statements of tutorials by several authors, and what they measure.</summary>
[Category("Fast")]
internal sealed class PlainStatementSpecs
{
    private const string Convnet = """
        ```python
        from keras import layers, models
        from keras.datasets import cifar10
        (x_train, y_train), (x_test, y_test) = cifar10.load_data()
        x_train = x_train / 255
        model = models.Sequential()
        model.add(layers.Conv2D(32, (3, 3), padding="same", activation="relu", input_shape=(32, 32, 3)))
        model.add(layers.BatchNormalization())
        model.add(layers.MaxPooling2D((2, 2)))
        model.add(layers.Conv2D(64, (5, 5), padding="same", activation="relu"))
        model.add(layers.GlobalAveragePooling2D())
        model.add(layers.Flatten())
        model.add(layers.Dense(128, activation="relu"))
        model.add(layers.Dense(10, activation="softmax"))
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(x_train, y_train, epochs=10, batch_size=100, validation_split=0.1)
        ```

        """;

    private const string Outputs = """
        ```python
        from keras import Input, Model, layers
        inputs = Input(shape=(20,), name="features")
        x = layers.Dense(32, activation="relu", name="shared")(inputs)
        x = layers.Dense(16, activation="relu", name="narrow")(x)
        price = layers.Dense(1, name="price")(x)
        kind = layers.Dense(4, activation="softmax", name="kind")(x)
        model = Model(inputs, [price, kind])
        ```

        """;

    private const string Dense = """
        ```python
        from keras import layers, models
        from keras.datasets import mnist
        (x_train, y_train), (x_test, y_test) = mnist.load_data()
        x_train = x_train.reshape(60000, 784) / 255
        model = models.Sequential([layers.Input((784,)), layers.Dense(32, activation='relu'), layers.Dense(10, activation='softmax')])
        model.compile(optimizer='sgd', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
        ```

        """;

    private const string Base = """
        ```python
        from keras import layers, models
        from keras.applications import VGG16
        conv_base = VGG16(weights='imagenet', include_top=False, input_shape=(150, 150, 3))
        conv_base.trainable = False
        ```

        Here.

        ```python
        model = models.Sequential()
        model.add(conv_base)
        model.add(layers.Flatten())
        model.add(layers.Dense(256, activation='relu'))
        model.add(layers.Dense(1, activation='sigmoid'))
        ```

        There.

        """;

    private const string Generator = """
        ```python
        from keras import layers, models
        from keras.preprocessing.image import ImageDataGenerator
        model = models.Sequential([layers.Input((8, 8, 3)), layers.Conv2D(4, 3), layers.Conv2D(4, 3), layers.Flatten(), layers.Dense(1, activation='sigmoid')])
        model.compile(optimizer='adam', loss='binary_crossentropy')
        datagen = ImageDataGenerator(rescale=1/255, rotation_range=40, zoom_range=0.2, width_shift_range=0.1)
        train = datagen.flow_from_directory('pets/train', target_size=(8, 8), batch_size=32, class_mode='binary')
        model.fit(train, epochs=5)
        ```

        ```
        Found 2000 images belonging to 2 classes.
        ```

        """;

    [TestCase("After the flatten layer there are 64 values.", "model:a-model[flatten]/output_elements = 64")]
    [TestCase("The flattened vector has 64 entries.", "model:a-model[flatten]/output_elements = 64")]
    [TestCase("The flatten layer gives 64 values.", "model:a-model[flatten]/output_elements = 64")]
    [TestCase(
        "The network has 61,000 parameters; 60,936 of them are trainable.",
        "model:a-model/total_params = 61000|model:a-model/trainable_params = 60936"
    )]
    [TestCase(
        "60,936 parameters are trainable, and 64 parameters are not trainable.",
        "model:a-model/trainable_params = 60936|model:a-model/non_trainable_params = 64"
    )]
    [TestCase("The dense layer with ReLU has 128 units.", "model:a-model[dense]/output_elements = 128")]
    [TestCase("The output of the first convolution is 32x32x32.", "model:a-model[conv2d]/output_shape = 32x32x32")]
    [TestCase("The second convolution has kernels of size 5x5.", "model:a-model[conv2d_1]/kernel_shape = 5x5x32x64")]
    [TestCase("The kernels are 3x3.", "model:a-model/kernel_sizes = \"3x3\"")]
    [TestCase("The global average pooling gives a vector of 64 numbers.", "model:a-model[global_average_pooling2d]/output_elements = 64")]
    [TestCase("Pooling halves the image, so the feature maps are 16x16.", "model:a-model[conv2d_1]/spatial_size = 16x16")]
    [TestCase("One epoch is 450 batches of 100 images.", "config:a-run/steps_per_epoch = 450|config:a-run[train]/batch_size = 100")]
    [TestCase("Batches have 100 samples.", "config:a-run[train]/batch_size = 100")]
    [TestCase("The network trains on 45,000 images.", "config:a-run[train]/samples = 45000")]
    [TestCase("There are 5,000 validation images.", "config:a-run[validation]/samples = 5000")]
    [TestCase("The images have 32x32 pixels.", "data:cifar10[train_images]/shape = 50000x32x32x3")]
    [TestCase(
        "The first layer learns 32 filters, each 3x3 in size. It has 896 weights.",
        "model:a-model[conv2d]/output_channels = 32|model:a-model/kernel_sizes = \"3x3\"|model:a-model[conv2d]/params = 896"
    )]
    [TestCase("After the first pooling layer the feature maps have 16 x 16 pixels.", "model:a-model[max_pooling2d]/spatial_size = 16x16")]
    [TestCase("The image is 16x16 after the first pooling layer.", "model:a-model[max_pooling2d]/spatial_size = 16x16")]
    [TestCase("The model expects images of 32 by 32 pixels with three channels.", "model:a-model/input_shape = 32x32x3")]
    [TestCase(
        "There are fifty thousand images for training and ten thousand for testing.",
        "data:cifar10[train_images]/count = 50000|data:cifar10[test_images]/count = 10000"
    )]
    [TestCase(
        "Ten passes over the data, 450 batches each, are enough to evaluate it on the test set.",
        "config:a-run/steps_per_epoch = 450"
    )]
    [TestCase("It has a batch size of two.", "config:a-run[train]/batch_size = 2")]
    public void Of_a_convnet(string sentence, string claims) => Claims(Convnet + sentence).Should().Equal(claims.Split('|'));

    [TestCase(
        "The shared layer has 32 units, and the layer `narrow` has 16 units.",
        "model:a-model[shared]/output_elements = 32|model:a-model[narrow]/output_elements = 16"
    )]
    [TestCase("The output `kind` has 68 parameters.", "model:a-model[kind]/params = 68")]
    [TestCase("The network has 1,285 parameters.", "model:a-model/total_params = 1285")]
    public void Of_a_network_with_two_outputs(string sentence, string claims) =>
        Claims(Outputs + sentence).Should().Equal(claims.Split('|'));

    [TestCase(Outputs + "The network has two outputs.", "no quantity counts the outputs of a model")]
    [TestCase(
        Convnet + "The first batch normalization layer has 128 parameters, of which 64 are not trainable.",
        "no quantity counts the trainable parameters of one layer"
    )]
    [TestCase(Outputs + "We use a learning rate of 0.05.", "the code has no call of fit")]
    [TestCase(Base + "The original VGG16 has 138 million parameters.", "it is about a model that is not in this text")]
    [TestCase(Convnet + "Each block has 2 convolutional layers.", "no quantity counts only these layers")]
    [TestCase(Convnet + "The network has 3 convolutional layers per block.", "no quantity counts only these layers")]
    [TestCase(Convnet + "The network has two Conv2D blocks.", "no quantity counts only these layers")]
    [TestCase(Convnet + "With n = 3 we get 2n + 2 = 8 layers.", "no quantity counts only these layers")]
    [TestCase(
        Convnet + "Dropout with the Adam optimizer vs dropout without it.",
        "it compares trainings, and import does not know which one is meant"
    )]
    [TestCase(
        Convnet + "This outperforms the first network by 2 % in accuracy.",
        "it is the difference between two results, and import does not know which training the other one is of"
    )]
    [TestCase(
        Convnet + "The test accuracy climbs from 71.8 % to 75.3 %.",
        "it is a change from one result to another, and import does not know which training each one is of"
    )]
    [TestCase(Convnet + "In general, the models have accuracies of 65 to 75 %.", "it is about the results of several models")]
    public void Without_an_address(string text, string reason) =>
        Rows(text).Where(row => !row.IsExecutable).Select(row => row.Reason.Split(';')[0]).Should().Equal(reason);

    [Test]
    public void The_weight_of_a_loss_is_no_loss() => Rows(Outputs + "The loss of the price gets a weight of 0.5.").Should().BeEmpty();

    [TestCase(
        "It has 25,450 parameters: 25,120 in the hidden layer and 330 in the output layer.",
        "model:a-model/total_params = 25450|model:a-model[dense]/params = 25120|model:a-model[dense_1]/params = 330"
    )]
    [TestCase("Each image has 28 x 28 = 784 pixels.", "model:a-model/input_elements = 784")]
    [TestCase("The images have 28x28 pixels.", "data:mnist[train_images]/loaded_shape = 60000x28x28")]
    [TestCase("The hidden layers have 32 units each.", "model:a-model[dense]/output_elements = 32")]
    [TestCase(
        "It has 25,450 parameters, 25,120 of them in the first layer.",
        "model:a-model/total_params = 25450|model:a-model[dense]/params = 25120"
    )]
    public void Of_a_dense_network(string sentence, string claims) => Claims(Dense + sentence).Should().Equal(claims.Split('|'));

    [TestCase("Here.", "It has 14,714,688 parameters.", "model:a-conv-base/total_params = 14714688")]
    [TestCase("Here.", "It has 16 layers.", "")]
    [TestCase("Here.", "The input of the network has the size 224x224.", "")]
    [TestCase("There.", "Its convolutional part has 14,714,688 parameters.", "model:a-conv-base/total_params = 14714688")]
    [TestCase("There.", "The model has 16,812,353 parameters.", "model:a-model/total_params = 16812353")]
    [TestCase("There.", "After freezing, 2,097,665 parameters are trainable.", "model:a-model/trainable_params = 2097665")]
    [TestCase(
        "There.",
        "The dense layer with ReLU has 256 units and 2,097,408 parameters.",
        "model:a-model[dense]/output_elements = 256|model:a-model[dense]/params = 2097408"
    )]
    public void Of_a_network_on_a_base(string place, string sentence, string claims) =>
        Claims(Base.Replace(place, sentence, StringComparison.Ordinal))
            .Should()
            .Equal(claims.Split('|', StringSplitOptions.RemoveEmptyEntries));

    [TestCase("Images are rotated by up to 40 degrees.", "config:a-run[train]/rotation_range <= 40")]
    [TestCase("Images are zoomed by up to 20 %.", "config:a-run[train]/zoom_range <= 0.2")]
    [TestCase("Images are shifted horizontally by up to 10 %.", "config:a-run[train]/width_shift_range <= 0.1")]
    [TestCase(
        "Both convolutional layers have 4 filters.",
        "model:a-model[conv2d]/output_channels = 4|model:a-model[conv2d_1]/output_channels = 4"
    )]
    public void Of_a_training_on_folders(string sentence, string claims) =>
        Rows(Generator + sentence).Where(row => row.IsExecutable && row.Place.Line > 13).Select(Shown).Should().Equal(claims.Split('|'));

    [Test]
    public void Of_two_networks_with_a_pronoun() =>
        Claims(
                """
                ```python
                from keras import layers, Sequential, Input
                generator = Sequential([Input((128,)), layers.Dense(6272), layers.Reshape((7, 7, 128)), layers.Conv2DTranspose(1, 4)])
                discriminator = Sequential([Input((28, 28, 1)), layers.Conv2D(64, 3), layers.GlobalMaxPooling2D(), layers.Dense(1)])
                ```

                The generator takes a vector of 128 numbers. It has 811,137 parameters. The generator's first layer has 809,088 parameters.
                """
            )
            .Should()
            .Equal(
                "model:a-generator/input_elements = 128",
                "model:a-generator/total_params = 811137",
                "model:a-generator[dense]/params = 809088"
            );

    [Test]
    public void Of_an_autoencoder_and_its_encoder() =>
        Claims(
                """
                ```python
                from keras import layers, Model, Input
                image = Input(shape=(784,))
                code = layers.Dense(32)(image)
                autoencoder = Model(image, layers.Dense(784)(code))
                encoder = Model(image, code)
                ```

                The autoencoder has 50,992 parameters. The encoder has 25,120 parameters, half of those that the autoencoder has.
                """
            )
            .Should()
            .Equal("model:a-autoencoder/total_params = 50992", "model:a-encoder/total_params = 25120");

    [TestCase(
        "layers.Flatten(input_shape=(28, 28)), layers.Dense(16), layers.Dense(10)",
        "The network has two layers.",
        "model:a-model/weight_layer_count = 2"
    )]
    [TestCase(
        "layers.Flatten(input_shape=(28, 28)), layers.Dense(16), layers.Dense(10)",
        "The network has three layers.",
        "model:a-model/layer_count = 3"
    )]
    [TestCase("layers.Input((28, 28)), layers.Conv1D(4, 3), layers.Conv1D(4, 3)", "The network has two convolutional layers.", "")]
    [TestCase("layers.Input((28, 28, 1)), layers.AveragePooling2D()", "The network has two pooling layers.", "")]
    [TestCase("layers.Input((28, 28)), layers.Bidirectional(layers.LSTM(4))", "The network has two LSTM layers.", "")]
    [TestCase(
        "layers.Input((784,)), layers.Dense(16), layers.Dense(10)",
        "The first layer has 170 parameters.",
        "model:a-model[dense]/params = 170"
    )]
    [TestCase(
        "layers.Input((784,)), layers.Dense(16), layers.Dense(10)",
        "The second layer has 170 parameters.",
        "model:a-model[dense_1]/params = 170"
    )]
    [TestCase("layers.Flatten(input_shape=(28, 28)), layers.Dense(16), layers.Dense(10)", "The second layer has 170 parameters.", "")]
    [TestCase("layers.Flatten(input_shape=(28, 28)), layers.Dense(16), layers.Dense(10)", "The first layer has 171 parameters.", "")]
    [TestCase(
        "layers.Input((28, 28, 1)), layers.Conv2D(8, 3), layers.Flatten(), layers.Dense(16), layers.Dense(10)",
        "The first layer has 16 units.",
        ""
    )]
    [TestCase(
        "layers.Input((784,)), layers.Dense(16), layers.Dense(10)",
        "The first layer has 10 units.",
        "model:a-model[dense]/output_elements = 10"
    )]
    public void Of_layers_of_other_classes(string layers, string sentence, string claims) =>
        Claims($"```python\nfrom keras import layers, models\nmodel = models.Sequential([{layers}])\n```\n\n{sentence}\n")
            .Should()
            .Equal(claims.Split('|', StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> Claims(string text) => Rows(text).Where(row => row.IsExecutable).Select(Shown);

    private static string Shown(DraftRow row) => $"{row.Address} {row.Relation} {row.Expected}";

    private static IReadOnlyList<DraftRow> Rows(string text) => Drafts.Of(text + "\n").Rows;
}
