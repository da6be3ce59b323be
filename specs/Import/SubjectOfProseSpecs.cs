using Repro.Import.Statements;

namespace Repro.Specs.Import;

/// <summary>Numbers of prose that count nothing of the model, or another thing than the nearest noun.</summary>
[Category("Fast")]
internal sealed class SubjectOfProseSpecs
{
    private const string Convnet = """
        ```python
        import keras
        from keras import layers
        (x, y), (x_test, y_test) = keras.datasets.cifar10.load_data()
        model = keras.Sequential([
            keras.Input((32, 32, 3)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(40, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ])
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(x, y, epochs=3, validation_split=0.1)
        model.evaluate(x_test, y_test)
        ```

        """;

    [TestCase("We draw the images in a grid of 10x10.")]
    [TestCase("We draw them in a 5x5 image grid.")]
    [TestCase("Les images sont dans une grille de 10x10.")]
    [TestCase("We look at the 601st image of the training set.")]
    [TestCase("Voici la 601-ème image.")]
    [TestCase("### 5.4 Parameters of the network")]
    [TestCase("## 7/ Results on the test images")]
    [TestCase("1 Convolutional layer\n2 Pooling layer\n3 Flatten layer\n4 Output layer\n")]
    [TestCase("The maximum value of a 2x2 kernel is taken.")]
    [TestCase("The filters see three RGB channels.")]
    [TestCase("The images have 32x32 pixels and three color channels.", "data:cifar10[train_images]/shape = 50000x32x32x3")]
    [TestCase("Las fotos tienen 3 canales RGB.")]
    [TestCase("The last block, which has 3 convolutional layers, is trained.")]
    [TestCase("There are two important pooling layers.")]
    [TestCase("There is no overfitting in the 3 epochs of the training.")]
    [TestCase("Iris has 3 classes.")]
    [TestCase("If we have images of the shape (8, 9), the output of the flatten layer would have the shape (72,).")]
    [TestCase("We turn each target value into a vector of length 10 by one-hot encoding.")]
    [TestCase("You may also draw your own 24x24 pixel images.")]
    [TestCase("In the GIF below, the filter is a 3x3 matrix.")]
    [TestCase("The batch then takes the first 100 samples of the training data.")]
    [TestCase("It then takes the second 100 samples of the training data.")]
    [TestCase("The output is in the range of $(0, 1)$, whatever the input.")]
    [TestCase("Each neuron gets -1 times its weight.")]
    [TestCase("The position has a relative error of 5 %.")]
    [TestCase("The closer we are to 100%, the more each step of the accuracy counts.")]
    [TestCase("The output has one unit for each class.")]
    [TestCase("The convolution gives 8 channels of 30x30 pixels.", "model:a-model[conv2d]/output_channels = 8")]
    [TestCase("model.add()で1層ずつ足す。")]
    [TestCase("The standard error is 2 %.")]
    [TestCase("That is a 20 % error reduction on the test images.")]
    public void No_claim_on_something_else_is_drafted(string sentence, string rows = "") =>
        string.Join('|', Rows(sentence).Where(row => row.Length > 0)).Should().Be(rows);

    [TestCase("The convolution has 8 feature maps of size 3x3.", "model:a-model/kernel_sizes = \"3x3\"")]
    [TestCase("Each filter looks at a small window of 3x3 pixels.", "model:a-model/kernel_sizes = \"3x3\"")]
    [TestCase("The sides go from 32x32 of the initial image to 15x15.", "model:a-model/input_shape = 32x32x3")]
    [TestCase("The network reaches an error rate of 38.5 % on the test images.", "run:a-run/test_acc@last ~ 0.615")]
    [TestCase("It classifies with a test error of less than 40 %.", "run:a-run/test_acc@last > 0.6")]
    [TestCase("## 61.5 % test accuracy", "run:a-run/test_acc@last ~ 0.615")]
    [TestCase("The model is fit over 3 epochs.", "config:a-run/epochs = 3")]
    [TestCase("By default, __strides=(1, 1)__ is used by the convolution.", "model:a-model[conv2d]/strides = 1x1")]
    [TestCase("A hidden layer of 40 units that takes the output of the flatten layer", "model:a-model[dense]/output_elements = 40")]
    [TestCase("There are in total 70,000 images, and 10,000 test images.", "data:cifar10[test_images]/count = 10000")]
    [TestCase("In total, the network has 12 114 weights.", "model:a-model/total_params = 12114")]
    [TestCase("There are 50 000 training images.", "data:cifar10[train_images]/count = 50000")]
    public void The_claim_is_on_what_the_sentence_speaks_of(string sentence, string row) =>
        Rows(sentence).Where(each => each.Length > 0).Should().Contain(row);

    [Test]
    public void Digits_of_other_scripts_in_front_of_items_are_read() =>
        FluentActions.Invoking(() => Rows("１ 畳み込み\n２ プーリング\n３ 全結合")).Should().NotThrow();

    [Test]
    public void A_model_is_not_the_variable_model_a() =>
        Drafts
            .Of(
                """
                ```python
                model_a = keras.Sequential([keras.Input((4,)), keras.layers.Dense(20)])
                model_b = keras.Sequential([keras.Input((4,)), keras.layers.Dense(50)])
                ```

                So we have a model with 250 parameters.
                """
            )
            .Rows.Select(row => row.Address)
            .Should()
            .NotContain("model:a-model-a/total_params");

    [Test]
    public void Lines_below_a_task_are_what_the_reader_shall_make() =>
        Drafts
            .Of(
                $"{Convnet}**Question: define a network as follows:**\n\n- a convolution with 16 filters of size 5x5\n- a dense layer with 64 units\n\n```\nDense layer with 64 units\n```\n"
            )
            .Rows.Should()
            .NotBeEmpty()
            .And.OnlyContain(row => row.Address == "");

    [Test]
    public void A_paragraph_ends_a_task() =>
        Drafts
            .Of($"{Convnet}**Question: what have we built? Here is the answer:**\n\nThe model is fit over 3 epochs.\n")
            .Rows.Select(row => row.Address)
            .Should()
            .Contain("config:a-run/epochs");

    [TestCase("### Trainings\n\nWe use a batch size of 50.", "config:a-run-2[train]/batch_size")]
    [TestCase("We use a batch size of 50.\n\n## Another section", "config:a-run-1[train]/batch_size")]
    public void A_section_goes_on_in_the_sections_within_it(string prose, string address) =>
        Drafts
            .Of(
                $"{Convnet}## Another experiment\n\nThe same model again.\n\n{prose}\n\n#### Now\n\n```python\nmodel = keras.models.clone_model(model)\nmodel.compile('adam', 'sparse_categorical_crossentropy')\nmodel.fit(x, y, epochs=4, batch_size=50)\n```\n"
            )
            .Rows.Where(row => row.Source.Kind == StatementKind.BatchSize)
            .Select(row => row.Address)
            .Should()
            .Equal(address);

    [TestCase("The dense model has a test accuracy of 92.1 %.", "run:a-run-1/test_acc@last")]
    [TestCase("Model dense - test accuracy: 0.921", "run:a-run-1/test_acc@last")]
    [TestCase("The wide network has a test accuracy of 95.2 %.", "run:a-run-2/test_acc@last")]
    [TestCase("Better than the dense model, it has a test accuracy of 95.2 %.", "run:a-run-2/test_acc@last")]
    [TestCase("On the test data the accuracy is 95.2 %.", "run:a-run-2/test_acc@last")]
    [TestCase("#### Results of 3 epochs of training:\n\n#### Others", "config:a-run-2/epochs")]
    public void A_result_is_of_the_model_that_is_named_in_its_clause(string prose, string address) =>
        Drafts
            .Of(
                $"{Two}```python\nmodel_wide.fit(x, y, epochs=4)\nmodel_wide.evaluate(x_test, y_test)\n```\n\n{prose}\n\n```python\nmodel_last = build(70)\nmodel_last.fit(x, y, epochs=6)\n```\n"
            )
            .Rows.Should()
            .ContainSingle()
            .Which.Address.Should()
            .Be(address);

    private const string Two = """
        ```python
        import keras
        (x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
        def build(units):
            model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(units), keras.layers.Dense(10)])
            model.compile("adam", "mse", metrics=["accuracy"])
            return model
        model_dense = build(20)
        model_dense.fit(x, y, epochs=3)
        model_dense.evaluate(x_test, y_test)
        model_wide = build(50)
        ```

        """;

    private static IReadOnlyList<string> Rows(string sentence) =>
        [
            .. Drafts
                .Of($"{Convnet}{sentence}\n")
                .Rows.Select(row => row.Address.Length == 0 ? "" : $"{row.Address} {row.Relation} {row.Expected}"),
        ];
}
