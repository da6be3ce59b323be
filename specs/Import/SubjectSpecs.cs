using Repro.Import.Drafting;
using Repro.Import.Writing;

namespace Repro.Specs.Import;

/// <summary>What the statements of a text measure.</summary>
[Category("Fast")]
internal sealed class SubjectSpecs
{
    private const string Start = """
        ```python
        from keras import layers, models
        from keras.applications import VGG16
        from keras.datasets import mnist
        (train_images, train_labels), (test_images, test_labels) = mnist.load_data()
        train_images = train_images.reshape((60000, 784)) / 255.0
        test_images = test_images.reshape((10000, 784)) / 255.0
        ```

        """;

    private const string Small = """
        ```python
        small_model = models.Sequential([layers.Input(shape=(784,)), layers.Dense(16, activation='relu'), layers.Dense(16, activation='relu'), layers.Dense(10, activation='softmax')])
        small_model.compile(optimizer='rmsprop', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
        ```

        """;

    private const string FitSmall = """
        ```python
        small_model.fit(train_images, train_labels, epochs=5, validation_data=(test_images, test_labels))
        ```

        """;

    private const string Large = """
        ```python
        large_model = models.Sequential([layers.Input(shape=(784,)), layers.Dense(512, activation='relu'), layers.Dense(10, activation='softmax')])
        large_model.compile(optimizer='rmsprop', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
        large_model.fit(train_images, train_labels, epochs=8)
        ```

        """;

    [Test]
    public void A_training_that_is_announced_is_the_next_one()
    {
        Addresses($"{Start}{Small}Now train the network for 5 epochs:\n\n{FitSmall}{Large}").Should().Contain("config:a-run-1/epochs");
        Addresses($"{Start}{Small}{FitSmall}Let's train a new network for 8 epochs:\n\n{Large}").Should().Contain("config:a-run-2/epochs");
        Addresses($"{Start}{Small}{FitSmall}It was trained for 5 epochs.\n\n{Large}").Should().Contain("config:a-run-1/epochs");
    }

    [Test]
    public void A_network_is_named_by_its_variable()
    {
        Addresses($"{Start}{Small}{Large}The small network has 13,002 parameters.\n").Should().Contain("model:a-small-model/total_params");
        Addresses($"{Start}{Small}{Large}The network has 407,050 parameters.\n").Should().Contain("model:a-large-model/total_params");
    }

    [TestCase("## A larger network with 407,050 parameters\n\n", "model:a-large-model/total_params")]
    [TestCase("## The next step\n\nThe network has 407,050 parameters.\n\n", "model:a-large-model/total_params")]
    [TestCase("The network below has 407,050 parameters.\n\n", "model:a-large-model/total_params")]
    [TestCase("The final network has 407,050 parameters.\n\n", "model:a-large-model/total_params")]
    [TestCase("As you can see, the network has 13,002 parameters.\n\n", "model:a-small-model/total_params")]
    [TestCase("The network has 13,002 parameters.\n\n", "model:a-small-model/total_params")]
    [TestCase("It has 13,002 parameters. A larger network comes next.\n\n", "model:a-small-model/total_params")]
    [TestCase("The previous network had 13,002 parameters.\n\n", "model:a-small-model/total_params")]
    public void Prose_in_front_of_the_code_of_a_network_means_it_where_the_words_say_so(string prose, string address) =>
        Addresses($"{Start}{Small}{prose}{Large}").Should().Equal(address);

    [TestCase("A network with 407,050 parameters.\n\n", "model:?/total_params")]
    [TestCase("A network with 2 dense layers.\n\n", "model:?/layer_count")]
    [TestCase("A network that ends with a layer of 10 units.\n\n", "model:?[?]/output_elements")]
    [TestCase("A larger network comes next. It has 407,050 parameters.\n\n", "model:?/total_params")]
    public void Prose_between_two_networks_that_may_mean_either_has_no_address(string prose, string address) =>
        Draft($"{Start}{Small}{prose}{Large}")
            .Rows.Should()
            .ContainSingle(row => row.Address.Length == 0)
            .Which.Reason.Should()
            .StartWith($"the subject is ambiguous: {address}, where the first ? is a-small-model or a-large-model; the text has ");

    [TestCase("There are two hidden, non-linear, Dense layers.", "no quantity counts only these layers; the text has = 2")]
    [TestCase("There are two density layers.", "no quantity counts only these layers; the text has = 2")]
    [TestCase(
        "If you add a 512 unit layer, it will have 15 million parameters.",
        "it is about a model that is not in this text; the text has = 512",
        "it is about a model that is not in this text; the text has = 15000000"
    )]
    [TestCase(
        "The classifier added to it has 2 million parameters.",
        "no quantity counts the parameters of some of the layers; the text has = 2000000"
    )]
    [TestCase("The test loss is near zero.", "the text does not say how near to zero it is; the text has ~ 0")]
    [TestCase(
        "The validation scores are between 2.1 and 2.9.",
        "the text does not say which metric the score is of; the text has in 2.1..2.9"
    )]
    [TestCase("We are off by $2,550.", "it is an amount of money, and import does not know the unit of the targets; the text has = 2550")]
    public void Statements_that_no_quantity_measures_have_the_reason(string sentence, params string[] reasons) =>
        Draft($"{Start}{Small}{FitSmall}{sentence}\n").Rows.Select(row => $"{row.Address}{row.Reason}").Should().Equal(reasons);

    [TestCase(
        "Calculate the validation results on 20% of the training data.",
        "a.val-share-0-2",
        "no quantity measures a share of the data; the text has = 0.2"
    )]
    [TestCase(
        "If you would like to scale pixel values to [-1, 1], add an offset.",
        "a.pixel-range-1-to-1",
        "it is about something that is not in this text; the text has in -1..1"
    )]
    [TestCase(
        "With the other loader, 2048-example batches take about 17s.",
        "a.batch-size-2048",
        "it is about something that is not in this text; the text has = 2048"
    )]
    [TestCase(
        "Use the first 1,000 examples.",
        "a.samples-1000",
        "no quantity counts the samples that a program takes from a data set; the text has = 1000"
    )]
    [TestCase(
        "In a classification problem, your network should end with a sigmoid activation.",
        "a.activation-sigmoid",
        "it is a rule for models in general; the text has = sigmoid"
    )]
    [TestCase("Experimente usar duas camadas ocultas.", "a.layers-2", "no quantity counts only these layers; the text has = 2")]
    public void What_only_looks_like_a_statement_has_the_reason(string sentence, string id, string reason) =>
        Draft($"{Start}{Small}{FitSmall}{sentence}\n")
            .Rows.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    Id = id,
                    Address = "",
                    Reason = reason,
                }
            );

    [TestCase("Acrescente duas camadas de dropout.", "model:a-small-model[Dropout]/layer_count")]
    [TestCase("There are two fully connected, non-linear, Dense layers.", "model:a-small-model[Dense]/layer_count")]
    [TestCase("The network has tres capas Dense.", "model:a-small-model[Dense]/layer_count")]
    public void The_class_of_counted_layers_may_be_behind_an_adjective_or_the_noun(string sentence, string address) =>
        Addresses($"{Start}{Small}{FitSmall}{sentence}\n").Should().Equal(address);

    [Test]
    public void The_shape_of_a_kernel_is_that_of_the_layer() =>
        Addresses(
                $"{Start}```python\nmodel = models.Sequential([layers.Input((9,)), layers.Dense(1)])\n```\n\nThe kernel weights have a shape of (9, 1).\n"
            )
            .Should()
            .Equal("model:a-model[dense]/kernel_shape");

    [Test]
    public void Points_of_accuracy_are_the_gain_over_the_training_before()
    {
        string evaluated = "```python\nlarge_model.evaluate(test_images, test_labels)\n```\n\n";
        string first = FitSmall.Replace(
            "validation_data=(test_images, test_labels))",
            "batch_size=32)\nsmall_model.evaluate(test_images, test_labels)",
            StringComparison.Ordinal
        );
        Draft($"{Start}{Small}{first}{Large}{evaluated}The test accuracy is a 2 % absolute drop.\n")
            .Rows.Should()
            .ContainSingle(row => row.IsExecutable)
            .Which.Should()
            .BeEquivalentTo(new { Address = "run:a-run-2[vs a-run-1]/test_acc_gain@last", Expected = "-0.02" });
    }

    [TestCase("The image_batch is a tensor of the shape (32, 28, 28).")]
    [TestCase("This is a batch of 32 images.")]
    public void Batches_in_front_of_all_trainings_are_those_of_the_data_that_were_loaded(string sentence) =>
        Draft($"{Start}{sentence}\n\n{string.Concat(Enumerable.Repeat("Text.\n\n", 20))}{Small}{FitSmall}{Large}")
            .Rows.Should()
            .ContainSingle(row => row.Place.Line < 12)
            .Which.Should()
            .Match<DraftRow>(row =>
                row.Address == "config:a-run-1[train]/batch_size"
                || row.Reason.StartsWith("no quantity measures the batches", StringComparison.Ordinal)
            );

    [Test]
    public void Classes_of_a_data_set_that_is_loaded_later_are_not_those_of_the_folders() =>
        Draft(
            """
            ```python
            import tensorflow_datasets as tfds
            from keras import layers, models
            from keras.utils import image_dataset_from_directory
            model = models.Sequential([layers.Input((8, 8, 3)), layers.Flatten(), layers.Dense(5)])
            train = image_dataset_from_directory('flowers/train', image_size=(8, 8))
            model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')
            model.fit(train)
            ds = tfds.load('tf_flowers', split='train')
            ```

            The data set has five classes.
            """
        )
            .Rows.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Be("the data set 'tf_flowers' is not built in; declare it in reprosuite.json; the text has = 5");

    [TestCase("The feature maps have the size 7x7 right before the Flatten layer.", "model:a-model[max_pooling2d_1]/spatial_size")]
    [TestCase("Before the second MaxPooling2D layer, the feature map has the size 14x14.", "")]
    public void Feature_maps_at_a_layer_are_not_the_last_ones(string sentence, string address) =>
        Draft(
            $"```python\nfrom keras import layers, models\nmodel = models.Sequential([layers.Input((28, 28, 1)), layers.MaxPooling2D(2), layers.MaxPooling2D(2), layers.Flatten()])\n```\n\n{sentence}\n"
        )
            .Rows.Should()
            .ContainSingle(row => row.Address == address);

    [Test]
    public void A_network_is_named_by_an_application_that_the_text_has_made_before() =>
        Addresses(
                $"{Start}```python\nbase = VGG16(weights=None, include_top=False, input_shape=(32, 32, 3))\nmodel = models.Sequential([base, layers.Flatten(), layers.Dense(1)])\n```\n\nVGG16 has 14,714,688 parameters.\n\n```python\nother = VGG16(weights=None, include_top=False, input_shape=(64, 64, 3))\n```\n"
            )
            .Should()
            .Equal("model:a-base/total_params");

    [Test]
    public void Batches_behind_the_code_that_loads_other_data_are_those_of_the_next_training()
    {
        const string Folder =
            "```python\nfrom keras.preprocessing.image import ImageDataGenerator\ntrain = ImageDataGenerator(rescale=1/255).flow_from_directory('pets/train', target_size=(28, 28), batch_size=20)\n```\n\n";
        const string Fit =
            "```python\nconvnet = models.Sequential([layers.Input(shape=(28, 28, 3)), layers.Flatten(), layers.Dense(2, activation='softmax')])\nconvnet.compile(optimizer='sgd', loss='categorical_crossentropy')\nconvnet.fit(train, steps_per_epoch=100)\n```\n";

        Draft($"{Start}{Small}{FitSmall}{Folder}Each batch has 20 samples, so it takes 100 batches to read all of them.\n\n{Fit}")
            .Rows.Should()
            .OnlyContain(row => row.Reason.StartsWith("the training cannot be described: the number of samples of 'train'"));
    }

    [Test]
    public void Batches_of_arrays_have_no_quantity() =>
        Draft($"{Start}{Small}{FitSmall}A batch of images has the shape (32, 784).\n")
            .Rows.Should()
            .OnlyContain(row =>
                row.Address.Length == 0 && row.Reason.StartsWith("no quantity measures the batches of a data set of arrays")
            );

    [Test]
    public void Results_of_folds_that_are_printed_have_the_reason() =>
        Drafts
            .OfCells(("all_scores", "[2.075, 2.117, 2.914]"), ("np.mean(all_scores)", "2.368"))
            .Rows.Select(row => $"{row.Statement} {row.Reason}")
            .Should()
            .Equal(
                "all_scores: [2.075, 2.117, 2.914] the text does not say which metric the score is of; the text has = 2.075 2.117 2.914",
                "np.mean(all_scores): 2.368 the text does not say which metric the score is of; the text has = 2.368"
            );

    [Test]
    public void Prose_in_front_of_other_code_means_the_network_before_it() =>
        Addresses($"{Start}{Small}The network has 13,002 parameters.\n\n{FitSmall}{Large}")
            .Should()
            .Contain("model:a-small-model/total_params");

    [Test]
    public void Prose_in_front_of_code_that_adds_layers_means_the_network_before_it_unless_it_announces_the_next()
    {
        const string Grown =
            "```python\nfrom keras import layers, models\nmodel = models.Sequential()\nmodel.add(layers.Input((8,)))\nmodel.add(layers.Dense(4))\nmodel.summary()\n```\n\n{0}\n\n```python\nmodel.add(layers.Dense(10))\nmodel.summary()\n```\n";

        Addresses(Grown.Replace("{0}", "The network has 36 parameters.", StringComparison.Ordinal))
            .Should()
            .Equal("model:a-model-line-5/total_params");
        Addresses(Grown.Replace("{0}", "The final network has 86 parameters.", StringComparison.Ordinal))
            .Should()
            .Equal("model:a-model/total_params");
    }

    [TestCase("The network has 13 thousand parameters.", "~ 13000 500")]
    [TestCase("The network has 13,002 parameters.", "= 13002 ")]
    public void A_number_in_thousands_or_millions_is_rounded(string sentence, string expected) =>
        Draft($"{Start}{Small}{sentence}\n")
            .Rows.Should()
            .ContainSingle()
            .Which.Should()
            .Match<DraftRow>(row => $"{row.Relation} {row.Expected} {row.Margin}" == expected);

    [TestCase("Las salidas se aplanaron en vectores de forma (1024).")]
    [TestCase("(4, 4, 64) 输出被展平为形状为 (1024) 的向量。")]
    public void Flattened_vectors_are_of_the_Flatten_layer_in_other_languages(string sentence) =>
        Addresses(
                $"```python\nfrom keras import layers, models\nmodel = models.Sequential([layers.Input((4, 4, 64)), layers.Flatten(), layers.Dense(10)])\n```\n\n{sentence}\n"
            )
            .Should()
            .Contain("model:a-model[flatten]/output_elements")
            .And.NotContain("model:a-model/output_elements");

    [Test]
    public void Results_of_another_kind_of_model_measure_nothing() =>
        Draft($"{Start}{Small}{FitSmall}Logistic regression, which is simpler, reaches a test accuracy of 92 %.\n")
            .Rows.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .StartWith("it is about something that is not in this text; ");

    [Test]
    public void A_size_from_which_images_are_resampled_is_that_of_the_input()
    {
        ImportDraft draft = Draft(
            "```python\nfrom keras import layers, models\nmodel = models.Sequential([layers.Input((28, 28, 1)), layers.Conv2D(4, 3, strides=2, padding='same'), layers.Conv2D(4, 3, strides=2, padding='same')])\n```\n\nThe images are downsampled from 28x28 to 7x7.\n"
        );

        draft
            .Rows.Select(row => $"{row.Address} {row.Relation} {row.Expected}")
            .Should()
            .Equal("model:a-model/input_shape = 28x28x1", "model:a-model[conv2d_1]/spatial_size = 7x7");
    }

    [TestCase("We could have batches with shapes (32, 10) (a batch of 32 sequences).")]
    [TestCase("There are 20,000 training images compared to 2,000 training images.", "data:mnist[train_images]/count = 2000")]
    [TestCase("In the previous example we had 2 classes.")]
    [TestCase("The shape of the label tensor is (25000,).")]
    [TestCase("We get batches with binary labels (shape (32,)).")]
    [TestCase("In the previous example we had 16 units, but here we have 10 classes.", "data:mnist[train_labels]/class_count = 10")]
    public void What_is_elsewhere_measures_nothing(string sentence, params string[] expected) =>
        Draft($"{Start}{Small}{FitSmall}{sentence}\n")
            .Rows.Where(row => row.IsExecutable)
            .Select(row => $"{row.Address} {row.Relation} {row.Expected}")
            .Should()
            .Equal(expected);

    [Test]
    public void The_bars_of_a_log_count_the_samples_of_the_training() =>
        Addresses(
                $"{Start}{Small}{FitSmall}```text\nTrain on 54000 samples, validate on 6000 samples\nEpoch 1/5\n54000/54000 [====] - 1s - loss: 0.3 - acc: 0.9 - val_loss: 0.3 - val_acc: 0.9\n```\n"
            )
            .Should()
            .Contain("config:a-run[train]/samples")
            .And.NotContain("data:mnist[train_images]/count");

    [Test]
    public void Lines_of_code_are_not_named_after_layers() =>
        Draft($"{Start}{Small}The 6 lines of code below define it.\n").Rows.Should().ContainSingle().Which.Id.Should().Be("a.code-lines-6");

    [Test]
    public void A_range_of_values_in_a_later_section_is_of_the_next_training()
    {
        string text = $"{Start}{Small}{FitSmall}## Again\n\nNormalize the data to [0,1].\n\n{Large}";

        Addresses(text).Should().Equal("data:mnist{a-run-2}[train_images]/max_value");
    }

    [Test]
    public void A_function_that_is_called_several_times_makes_one_network()
    {
        const string Function = """
            ```python
            from keras import layers, models
            from keras.datasets import mnist
            (x, y), _ = mnist.load_data()
            x = x.reshape((60000, 784)) / 255.0
            def build(units):
                model = models.Sequential([layers.Input(shape=(784,)), layers.Dense(units), layers.Dense(10, activation='softmax')])
                model.compile(optimizer='rmsprop', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
                return model
            model = build(16)
            model.fit(x, y, epochs=5)
            model = build(16)
            model.fit(x, y, epochs=8)
            model = build(32)
            model.fit(x, y, epochs=8)
            ```

            """;

        ImportDraft draft = Draft($"{Function}The last layer has 10 units.\n");

        draft.Networks.Select(network => network.Name).Should().Equal("a-model", "a-model", "a-model-2");
        draft.Runs.Select(run => run.Network).Should().Equal("a-model", "a-model", "a-model-2");
        draft.Networks[1].File.Json.Should().Be(draft.Networks[0].State.Json);
        Addresses(Function.Replace("model = build(32)\n", "", StringComparison.Ordinal) + "The last layer has 10 units.\n")
            .Should()
            .Equal("model:a-model[dense_1]/output_elements");
    }

    [Test]
    public void A_comment_in_front_of_a_network_means_it()
    {
        const string Comment = "```python\n# 3 dense layers\n";
        Addresses(
                Start + Small + Large.Replace("```python\n", "```python\n# A network with 407,050 parameters\n", StringComparison.Ordinal)
            )
            .Should()
            .Contain("model:a-large-model/total_params");
        Addresses(Start + Comment + Small[10..] + Large).Should().Contain("model:a-small-model[Dense]/layer_count");
    }

    [Test]
    public void The_base_and_the_classifier_on_top_of_it_are_told_apart()
    {
        string text =
            $"{Start}```python\nconv_base = VGG16(include_top=False, input_shape=(150, 150, 3))\nmodel = models.Sequential([conv_base, layers.Flatten(), layers.Dense(1)])\n```\n\n";

        Addresses($"{text}The convolutional base has 14,714,688 parameters.").Should().Equal("model:a-conv-base/total_params");
        Addresses($"{text}The classifier on top has 8 thousand parameters.").Should().BeEmpty();
        Addresses($"{text}The base turns images into a 4x4x512 block of features.")
            .Should()
            .ContainSingle()
            .Which.Should()
            .EndWith("/output_shape");
    }

    [Test]
    public void Layers_that_the_code_adds_afterwards_are_found() =>
        Addresses(
                "```python\nfrom keras import layers, models\nmodel = models.Sequential()\nmodel.add(layers.Input((8, 8, 1)))\nmodel.add(layers.Conv2D(4, 3))\nmodel.summary()\n```\n\nThere is a final Dense layer with 10 outputs.\n\n```python\nmodel.add(layers.Flatten())\nmodel.add(layers.Dense(10))\n```\n"
            )
            .Should()
            .Equal("model:a-model[dense]/output_elements");

    [TestCase("The network has two hidden layers with 16 units each.", "model:a-small-model[dense]/output_elements")]
    [TestCase("ImageNet has 1.4 million images in 1000 classes.", null)]
    [TestCase("The data have 60,000 training images.", "data:mnist[train_images]/count")]
    [TestCase("MNIST has 10 classes.", "data:mnist[train_labels]/class_count")]
    [TestCase("The last layer is a softmax layer.", "model:a-small-model[dense_2]/activation")]
    [TestCase("It is trained with the RMSprop optimizer.", "config:a-run/optimizer")]
    [TestCase("It ends with a layer of 10 units.", "model:a-small-model[dense_2]/output_elements")]
    [TestCase("第一个 Dense 层有 16 个节点。", "model:a-small-model[dense]/output_elements")]
    [TestCase("最後の層には 10 個のノードがあります。", "model:a-small-model[dense_2]/output_elements")]
    [TestCase("La precisión es de 0.98 (o 98 %) en los datos de entrenamiento.", "run:a-run/train_acc@tail")]
    [TestCase("We see a 1 % absolute improvement.", null)]
    [TestCase("We fine-tune the 3 layers that we unfreeze.", null)]
    [TestCase("The second to last layer has 16 units.", null)]
    [TestCase("We divide the pixel values by 127.", "config:a-run[train]/rescale")]
    [TestCase("An accuracy of 0.98 (or 98 %) is reached on the training data.", "run:a-run/train_acc@tail")]
    [TestCase("The network has 13 thousand trainable parameters.", "model:a-small-model/trainable_params")]
    [TestCase("El modelo tiene 13 mil parámetros entrenables.", "model:a-small-model/trainable_params")]
    [TestCase("The 13 thousand parameters of the network are frozen.", "model:a-small-model/non_trainable_params")]
    [TestCase("There is a dense layer with 16 units on top of it.", null)]
    [TestCase("3개의 숨겨진 레이어가 있습니다.", null)]
    public void A_sentence_measures(string sentence, string? address) =>
        Addresses($"{Start}{Small}{FitSmall}{sentence}\n").Should().Equal(address is null ? [] : [address]);

    [Test]
    public void This_layer_is_the_one_that_was_named_before() =>
        Addresses(
                "```python\nfrom keras import layers, models\nmodel = models.Sequential([layers.Input((8, 8)), layers.Flatten(), layers.Dense(10)])\n```\n\nThe first layer is a Flatten layer. This layer has no parameters to learn.\n"
            )
            .Should()
            .Equal("model:a-model[flatten]/params");

    [Test]
    public void The_line_that_fit_prints_tells_the_samples_of_the_run() =>
        Addresses($"{Start}{Small}{FitSmall}```text\nTrain on 60000 samples, validate on 10000 samples\n```\n")
            .Should()
            .Equal("config:a-run[train]/samples", "config:a-run[validation]/samples");

    [Test]
    public void Units_of_a_layer_with_several_axes_are_its_last_axis() =>
        Draft(
            "```python\nfrom keras import layers, models\nmodel = models.Sequential([layers.Input((8, 4)), layers.Dense(32), layers.Flatten()])\n```\n\nThe dense layer has 64 units.\n"
        )
            .Rows.Select(row => $"{row.Address} {row.Relation} {row.Expected}")
            .Should()
            .Equal("model:a-model[dense]/output_shape = 8x64");

    [Test]
    public void A_line_without_a_full_stop_announces_nothing_but_a_heading_does()
    {
        Addresses($"{Start}{Small}{FitSmall}Batches of 32, 8 epochs of training\n\n{Large}").Should().Contain("config:a-run-1/epochs");
        foreach (string heading in (string[])["## Training for 8 epochs", "**Training for 8 epochs**", "Training for 8 epochs\n---"])
        {
            Addresses($"{Start}{Small}{FitSmall}{heading}\n\n{Large}").Should().Contain("config:a-run-2/epochs", heading);
        }

        Addresses($"{Start}{Small}{FitSmall}**Batches of 32.** 8 epochs of training\n\n{Large}").Should().Contain("config:a-run-1/epochs");
    }

    [Test]
    public void Results_in_front_of_several_trainings_are_ambiguous() =>
        Addresses(
                $"{Start}We reach an accuracy of 71 %. Later we reach an accuracy of 82 %.{new string('\n', 30)}{Small}{FitSmall}{Large}{Small}{FitSmall}{Large}"
            )
            .Should()
            .BeEmpty();

    [Test]
    public void Classes_are_those_of_the_folders_of_the_code()
    {
        const string Folders = """
            ```python
            import os
            from keras import layers, models
            from keras.preprocessing.image import ImageDataGenerator
            train_dir = 'flowers/train'
            train_roses_dir = os.path.join(train_dir, 'roses')
            train_tulips_dir = os.path.join(train_dir, 'tulips')
            all_images = os.path.join(train_dir, 'images')
            url = 'https://example.org/latest/files/flowers.zip'
            model = models.Sequential([layers.Input(shape=(8, 8, 3)), layers.Flatten(), layers.Dense(1, activation='sigmoid')])
            model.compile(optimizer='rmsprop', loss='binary_crossentropy')
            model.fit(ImageDataGenerator(rescale=1/255).flow_from_directory('flowers/train', target_size=(8, 8), batch_size=2, class_mode='binary'), steps_per_epoch=5)
            ```

            There are 300 roses in the training set, and 200 training tulip images. It has 70 files. A cat has 40 teeth.
            """;

        Addresses(Folders).Should().Equal("data:flowers[train/roses]/count", "data:flowers[train/tulips]/count");
    }

    [TestCase("The network has 300 parameters.")]
    [TestCase("It ends with a layer of 10 units.")]
    [TestCase("The network has 3 layers.")]
    public void A_network_that_could_not_be_written_has_no_address_of_another(string sentence)
    {
        string text = $"{Start}{Small}```python\nmodel = models.Sequential([layers.Dense(10), layers.Dense(10)])\n```\n\n{sentence}\n";

        Draft(text)
            .Rows.Should()
            .AllSatisfy(row =>
            {
                row.Address.Should().BeEmpty();
                row.Reason.Should()
                    .StartWith("the model at line 14 could not be written: the code does not say the shape of its input; the text has ");
            })
            .And.NotBeEmpty();
    }

    [Test]
    public void A_network_that_a_name_means_and_that_could_not_be_written_has_no_address_of_another() =>
        Draft($"{Start}```python\nbig_model = models.Sequential([layers.Dense(10)])\n```\n\n{Small}The big model has 300 parameters.\n")
            .Rows.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .StartWith("the model at line 10 could not be written: ");

    [Test]
    public void A_network_that_was_read_only_in_part_has_no_claims_and_no_run()
    {
        ImportDraft draft = Draft(
            $"{Start}{Small}```python\nsmall_model.add(layers.Dense(4) 2)\nsmall_model.summary()\n```\n\nThe network has 300 parameters.\n\n{FitSmall}"
        );

        draft.Networks.Should().ContainSingle().Which.State.Layers.Should().HaveCount(3);
        draft
            .Rows.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .StartWith(
                "the model at line 14 could not be written: the code at line 14, which mentions 'small_model', was not understood; the text has "
            );
        draft.Runs.Should().ContainSingle().Which.Json.Should().BeNull();
    }

    [Test]
    public void A_table_of_a_network_that_could_not_be_written_has_no_address_of_another() =>
        Draft(
            $"{Start}{Small}```python\nmodel = models.Sequential([layers.Dense(16), layers.Dense(16), layers.Dense(10)])\nmodel.summary()\n```\n\n```text\nLayer (type)                 Output Shape              Param #\n=================================================================\ndense (Dense)                (None, 16)                12560\n_________________________________________________________________\ndense_1 (Dense)              (None, 16)                272\n_________________________________________________________________\ndense_2 (Dense)              (None, 10)                170\n=================================================================\nTotal params: 13,002\n```\n"
        )
            .Rows.Should()
            .NotBeEmpty()
            .And.AllSatisfy(row => row.Reason.Should().StartWith("the model at line 14 could not be written: "));

    private static string[] Addresses(string text) => [.. Draft(text).Rows.Where(row => row.IsExecutable).Select(row => row.Address)];

    private static ImportDraft Draft(string text) => Drafts.Of(text);
}
