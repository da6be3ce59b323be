using Repro.Import.Statements;

namespace Repro.Specs.Import;

/// <summary>Sentences whose number is easily taken for that of another layer, training or data set, or for a claim.</summary>
[Category("Fast")]
internal sealed class FalseSubjectSpecs
{
    private const string Convnet = """
        ```python
        import keras
        from keras import layers
        (x, y), (x_test, y_test) = keras.datasets.cifar10.load_data()
        model = keras.Sequential([
            keras.Input((32, 32, 3)),
            layers.Conv2D(8, 3, strides=2, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Dropout(0.3),
            layers.Flatten(),
            layers.Dense(40, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ])
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(x, y, epochs=3, validation_split=0.1)
        model.evaluate(x_test, y_test)
        ```

        """;

    [TestCase("The network classifies over 97% of the test images correctly.", "run:a-run/test_acc@last > 0.97")]
    [TestCase("On the test images it scored over 97% accuracy.", "run:a-run/test_acc@last > 0.97")]
    [TestCase("The images are labeled over 10 categories.", "data:cifar10[train_labels]/class_count = 10")]
    [TestCase("The images are divided over 10 classes.", "data:cifar10[train_labels]/class_count = 10")]
    public void Over_gives_a_bound_unless_kinds_are_counted(string sentence, string row) => Rows(sentence).Should().Equal(row);

    [TestCase("The pooling turns this into 6x6x8 feature maps.", "model:a-model[max_pooling2d]/output_shape = 6x6x8")]
    [TestCase("A dense layer with 10 units follows.", "")]
    [TestCase("A dense layer with 10 units and ReLU follows.", "model:a-model[dense]/output_elements = 10")]
    [TestCase(
        "There are 12 neurons in the first dense layer and 34 neurons in the second dense layer.",
        "model:a-model[dense]/output_elements = 12|model:a-model[dense_1]/output_elements = 34"
    )]
    [TestCase("There are 50 units in the previous dense layer.", "")]
    [TestCase("The input layer has 3072 units.", "model:a-model/input_elements = 3072")]
    [TestCase("The dropout keeps the dimensions of the image, and has zero parameters.", "model:a-model[dropout]/params = 0")]
    [TestCase("Those layers reduce the resolution from 14x14 to 6x6.", "")]
    [TestCase("This corresponds to 4 parameters per input node.", "")]
    [TestCase("Each neuron has 5 weights.", "")]
    [TestCase("This gives 3 * 3 * 9 = 81 weights.", "")]
    [TestCase("The convolution has a 2x2 stride.", "model:a-model[conv2d]/strides = 2x2")]
    [TestCase("Your task is to build it with two convolutional layers.", "")]
    [TestCase("Task 2: three dense layers", "")]
    [TestCase("We now add two new layers.", "")]
    [TestCase("It has the same 10 output layers.", "")]
    [TestCase("So in total 8 extra parameters.", "")]
    [TestCase("模型有6個卷積層。", "model:a-model[Conv2D]/layer_count = 6")]
    [TestCase("模型有3個隱藏層。", "")]
    public void The_stated_number_does_not_choose_the_layer(string sentence, string rows) =>
        string.Join('|', Rows(sentence).Where(row => row.Length > 0)).Should().Be(rows);

    [TestCase("Suppose we apply a dense layer with 100 units.")]
    [TestCase("We may think of a 3x3 kernel.")]
    [TestCase("A kernel is small, typically between 3x3 and 7x7 pixels.")]
    [TestCase("So for 10 epochs we would train on all images 10 times.")]
    [TestCase("A network with five neurons in the middle (Source: Jo Doe, Wikimedia Commons)")]
    [TestCase("The training and validation loss diverge around 10 epochs.")]
    [TestCase("The loss of the training set has a plateau from ~10 epochs.")]
    [TestCase("Stop the training if the loss has not gone down for 10 epochs.")]
    [TestCase("The training accuracy rises from 0.2 to 0.9 in 20 epochs.", "accuracy")]
    [TestCase("We train with 0.001 for 20 epochs, then with less for the remaining 10 epochs.")]
    [TestCase("The values of the output shape lie in the range (0, 1).")]
    public void What_is_supposed_or_read_off_a_curve_is_no_claim(string sentence, string ignored = "epochs") =>
        Drafts
            .Of($"{Convnet}{sentence}\n")
            .Rows.Where(row => ignored != "accuracy" || row.Source.Kind == StatementKind.Epochs)
            .Should()
            .BeEmpty();

    [TestCase("On MNIST such a network reaches a test accuracy of 99.7 %.", "it is about another data set: mnist")]
    [TestCase("In another article we reached a test accuracy of 90 %.", "it is about something that is not in this text")]
    [TestCase("The accuracy improved by 15 %.", "it is the difference between two results")]
    [TestCase("准确率改善了15%。", "it is the difference between two results")]
    [TestCase("This is a huge improvement over 30 % accuracy of the simple network.", "it is the difference between two results")]
    public void A_result_of_something_else_is_none_of_this_training(string sentence, string reason) =>
        Drafts.Of($"{Convnet}{sentence}\n").Rows.Should().ContainSingle().Which.Reason.Should().StartWith(reason);

    [Test]
    public void Percentages_that_are_reached_for_parts_of_the_data_are_accuracies() =>
        Rows("We reach 97.5 % for validation and 97 % for testing.").Should().Contain("run:a-run/val_acc@tail ~ 0.975");

    [Test]
    public void Optimizer_and_loss_may_be_named_behind_their_nouns() =>
        Rows("We compile the model with the loss categorical crossentropy and optimizer adam.")
            .Should()
            .Equal("config:a-run/loss = \"categorical_crossentropy\"", "config:a-run/optimizer = \"adam\"");

    [Test]
    public void A_point_between_groups_of_zeros_is_no_decimal_point() =>
        Rows("There are 50.000 training images.").Should().Equal("data:cifar10[train_images]/count = 50000");

    [Test]
    public void The_next_code_tells_which_layer_is_added() =>
        Drafts
            .Of(
                """
                ```python
                from keras import Input, layers, models
                model = models.Sequential()
                model.add(Input((9,)))
                model.add(layers.Dense(5))
                ```

                Next comes a dense layer with 8 units.

                ```python
                model.add(layers.Dense(7))
                ```

                The output layer must have 2 units.

                ```python
                model.add(layers.Dense(3))
                ```
                """
            )
            .Rows.Select(row => $"{row.Address} {row.Relation} {row.Expected}")
            .Should()
            .Equal("model:a-model-line-11[dense_1]/output_elements = 8", "model:a-model[dense_2]/output_elements = 2");

    [Test]
    public void What_a_search_over_settings_prints_has_the_reason() =>
        Drafts
            .OfCells(("search()", "Trial 3 Complete [00h 00m 05s]\nval_loss: 2.08\n\nBest val_loss So Far: 2.05"))
            .Rows.Should()
            .OnlyContain(row => row.Reason.StartsWith("a search over settings printed it"))
            .And.NotBeEmpty();

    private static IReadOnlyList<string> Rows(string sentence) =>
        [
            .. Drafts
                .Of($"{Convnet}{sentence}\n")
                .Rows.Select(row => row.Address.Length == 0 ? "" : $"{row.Address} {row.Relation} {row.Expected}"),
        ];
}
