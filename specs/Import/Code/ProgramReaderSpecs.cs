using Repro.Import.Programs;
using Repro.Models;
using Repro.Models.Counting;
using Repro.Models.Layers;

namespace Repro.Specs.Import.Code;

/// <summary>Networks and trainings of programs in the manner of tutorials.</summary>
[Category("Fast")]
internal sealed class ProgramReaderSpecs
{
    [Test]
    public void Functions_and_loops_build_a_residual_network()
    {
        ImportedProgram program = Programs.Fixture("residual.py");

        program.NotUnderstood.Should().BeEmpty();
        ImportedModel model = program.Models.Should().ContainSingle().Subject;
        (model.Variable, model.Name, model.NameIsGiven, model.Form).Should().Be(("model", "small_resnet", true, ModelForm.Functional));

        // 3x3 kernels without biases, a normalization of 4 numbers a channel behind each, one 1x1 shortcut, a dense layer.
        int kernels = 9 * ((3 * 16) + (4 * 16 * 16) + (16 * 32) + (3 * 32 * 32)) + (16 * 32);
        int normalizations = 4 * ((5 * 16) + (5 * 32));
        ParameterCounts
            .Of(model.Last.Model!)
            .Should()
            .Be(new ParameterCounts(kernels + normalizations + 330, kernels + (normalizations / 2) + 330));
        model.Last.Model!.OutputShapes.Should().Equal(new Shape(10));
        model.Last.Layers.Count(layer => layer.ClassName == "Add").Should().Be(4);
        model.Last.Layers[1].Place.Line.Should().Be(12, "the layer is made in a function");
        model.Place.Line.Should().Be(47, "the network is made where the function is called");
    }

    [Test]
    public void A_training_has_its_settings_and_where_they_come_from()
    {
        ImportedFit fit = Programs.Fixture("residual.py").Fits.Should().ContainSingle().Subject;

        (fit.Epochs, fit.BatchSize, fit.BatchSizeFrom).Should().Be((30, 128, SettingSource.Call));
        (fit.TrainingSamples, fit.ValidationSamples, fit.ValidationSplit).Should().Be((45_000, 5_000, 0.1));
        (fit.StepsPerEpoch, fit.StepsFrom, fit.History, fit.Data.Names)
            .Should()
            .Be((352, SettingSource.Computed, "history", "x_train, y_train"));
        (fit.Data.Source!.Name, fit.Data.Part).Should().Be(("cifar10", "train"));
        fit.Data.Preprocessing.Select(step => step.Kind).Should().Equal("cast", "scale");
        fit.Data.Preprocessing[1].Factor.Should().Be(1 / 255.0);
        fit.Data.LabelPreprocessing.Should().ContainSingle(step => step.Kind == "one-hot" && step.Shape![0] == 10);
        fit.Callbacks.Select(callback => callback.ClassName).Should().Equal("EarlyStopping", "ReduceLROnPlateau");
        (fit.Callbacks[0].Number("patience"), fit.Callbacks[0].Text("monitor"), fit.Callbacks[0].Flag("restore_best_weights"))
            .Should()
            .Be((5.0, "val_loss", true));
        KerasObject optimizer = fit.Compile!.Optimizer!;
        (optimizer.ClassName, optimizer.Number("learning_rate"), optimizer.Number("momentum"), optimizer.Flag("nesterov"))
            .Should()
            .Be(("SGD", 0.1, 0.9, true));
        fit.Compile.ResolvedMetrics.Should().Equal("CategoricalAccuracy");
    }

    [Test]
    public void Names_of_Keras_1_are_those_of_today()
    {
        ImportedProgram program = Programs.Fixture("keras1.py", new KerasVersion(2, 0, 8));

        program.NotUnderstood.Should().BeEmpty();
        ImportedModel model = program.Models.Should().ContainSingle().Subject;
        model
            .Last.Layers.Select(layer => layer.Name)
            .Should()
            .Equal("conv2d_1", "conv2d_2", "max_pooling2d_1", "dropout_1", "flatten_1", "dense_1", "activation_1");
        ParameterCounts.Of(model.Last.Model!).Total.Should().Be(320 + 9248 + (7 * 7 * 32 * 10) + 10);
        ImportedFit fit = program.Fits.Should().ContainSingle().Subject;
        (fit.Epochs, fit.BatchSize, fit.StepsPerEpoch, fit.ValidationSamples).Should().Be((3, 64, 938, 10_000));
        (fit.Compile!.Optimizer!.Number("learning_rate"), fit.Compile.Optimizer.Number("decay")).Should().Be((0.05, 1e-6));
        program.Evaluations.Should().ContainSingle().Which.After.Should().BeSameAs(fit);
    }

    [Test]
    public void A_frozen_base_is_right_at_each_place()
    {
        ImportedProgram program = Programs.Fixture("transfer.md");

        program.NotUnderstood.Should().BeEmpty();
        ImportedModel model = program.Models.Single(each => each.Variable == "model");
        model.Contains.Should().ContainSingle().Which.Application.Should().Be("VGG16");
        const int head = (512 * 5) + 5;
        program
            .Fits.Select(fit => ParameterCounts.Of(fit.State!.Model!))
            .Should()
            .Equal(new ParameterCounts(14_714_688 + head, head), new ParameterCounts(14_714_688 + head, 7_079_424 + head));
        ImportedFit first = program.Fits[0];
        (first.Data.Source!.Name, first.BatchSize, first.BatchSizeFrom, first.StepsPerEpoch, first.StepsFrom)
            .Should()
            .Be(("flowers/train", 16, SettingSource.Data, 20, SettingSource.Call));
        (first.Data.Augmentation!.Variable, first.Data.Augmentation.Settings.Number("rotation_range")).Should().Be(("train_datagen", 20.0));
        first.Data.Preprocessing.Select(step => step.Kind).Should().Equal("resize", "preprocess_input");
        program.Fits[1].Compile!.Optimizer!.Number("learning_rate").Should().Be(1e-5);
    }

    [Test]
    public void A_network_that_grows_over_two_cells_has_a_state_for_each()
    {
        ImportedProgram program = Programs.Python(
            """
            model = Sequential()
            model.add(Conv2D(4, 3, input_shape=(8, 8, 1)))
            model.summary()
            model.add(Flatten())
            model.add(Dense(2))
            model.summary()
            """
        );

        program.Models.Should().ContainSingle().Which.States.Select(state => state.Layers.Count).Should().Equal(1, 3);
        program.Summaries.Select(summary => summary.State.Model!.OutputShapes[0]).Should().Equal(new Shape(6, 6, 4), new Shape(2));
    }

    [Test]
    public void A_name_that_is_set_again_is_another_network()
    {
        ImportedProgram program = Programs.Python(
            """
            model = Sequential([Dense(3, input_shape=(4,))])
            model = Sequential([Dense(5, input_shape=(4,))])
            """
        );

        program
            .Models.Select(model => (model.Variable, model.Name, model.Last.Layers[0].Name))
            .Should()
            .Equal(("model", "sequential", "dense"), ("model", "sequential_1", "dense_1"));
    }

    [Test]
    public void A_base_of_any_size_has_shapes_behind_an_input()
    {
        ImportedProgram program = Programs.Python(
            """
            base = keras.applications.VGG16(include_top=False, weights=None)
            inputs = keras.Input(shape=(64, 64, 3))
            x = keras.applications.vgg16.preprocess_input(inputs)
            x = base(x)
            x = layers.Flatten()(x)
            model = keras.Model(inputs, layers.Dense(2)(x))
            """
        );

        ParameterCounts.Of(program.Models[1].Last.Model!).Total.Should().Be(14_714_688 + (2 * 2 * 512 * 2) + 2);
        program
            .Models[1]
            .Last.Layers.Where(layer => layer.IsOperation)
            .Select(layer => layer.Name)
            .Should()
            .Equal("get_item", "get_item_1", "get_item_2", "stack", "add");
    }

    [Test]
    public void What_is_not_known_is_not_guessed()
    {
        ImportedProgram program = Programs.Python(
            """
            units = int(input("units? "))
            model = Sequential([Dense(units, input_shape=(4,)), Dense(1)])
            model.compile(loss=my_loss, optimizer="adam")
            model.fit(load(), epochs=epochs)
            """
        );

        ModelState state = program.Models.Should().ContainSingle().Which.Last;
        state.Model.Should().BeNull();
        state.Reason.Should().StartWith("'units' of Dense is not known");
        state.Layers.Should().HaveCount(2);
        (program.Compiles[0].Loss, program.Compiles[0].Optimizer!.ClassName).Should().Be((null, "Adam"));
        (program.Fits[0].Epochs, program.Fits[0].BatchSize, program.Fits[0].EpochsFrom).Should().Be((null, null, SettingSource.Unknown));
        program.NotUnderstood.Select(gap => gap.Place.Line).Distinct().Should().Equal(2, 3, 4);
    }

    [Test]
    public void Custom_loops_subclasses_and_unknown_conditions_are_reported_by_line()
    {
        ImportedProgram program = Programs.Python(
            """
            class Net(keras.Model):
                def call(self, x):
                    return x

            def train_step(x):
                with tf.GradientTape() as tape:
                    loss = net(x)
                return loss

            net = Net()
            if os.path.exists("net.h5"):
                model = keras.models.load_model("net.h5")
            x = = 3
            """
        );

        program.NotUnderstood.Select(gap => gap.Place.Line).Should().Equal(1, 5, 11, 13);
        program.Models.Should().ContainSingle().Which.Form.Should().Be(ModelForm.Subclass);
    }

    [Test]
    public void Lost_indentation_is_reported_and_nothing_is_counted_by_it()
    {
        ImportedProgram program = Programs.Python(
            """
            base = VGG16(include_top=False, input_shape=(64, 64, 3))
            data = ImageDataGenerator().flow_from_directory("pictures/train", batch_size=20)
            names = ["cat.{}.jpg".format(i) for i in range(1000)]
            for name in names:
            shutil.copyfile(os.path.join("all", name), os.path.join("pictures/train", name))
            for layer in base.layers:
            layer.trainable = False
            for batch, labels in data:
            print(batch.shape)
            model = Sequential([base, Flatten(), Dense(1)])
            model.compile("adam", "binary_crossentropy")
            model.fit(data, epochs=2, steps_per_epoch=3)
            """
        );

        program.NotUnderstood.Select(gap => gap.Place.Line).Should().Equal(4, 6, 7, 8);
        program.Models[0].Last.TrainableIsKnown.Should().BeFalse();
        ImportedFit fit = program.Fits.Should().ContainSingle().Subject;
        (fit.TrainingSamples, fit.BatchSize, fit.Data.Source!.Name).Should().Be((null, 20, "pictures/train"));
    }

    [Test]
    public void Copied_files_count_the_samples_of_a_folder()
    {
        ImportedProgram program = Programs.Python(
            """
            root = pathlib.Path("small")
            def subset(name, first, last):
                for category in ("cat", "dog"):
                    for i in range(first, last):
                        shutil.copyfile(src=f"all/{category}.{i}.jpg", dst=root / name / category / f"{category}.{i}.jpg")
            subset("train", 0, 100)
            train = image_dataset_from_directory(root / "train", image_size=(32, 32), batch_size=16)
            model = Sequential([layers.Rescaling(1. / 255), Flatten(), Dense(1)])
            model.compile("rmsprop", "binary_crossentropy")
            model.fit(train)
            """
        );

        ImportedFit fit = program.Fits.Should().ContainSingle().Subject;
        (fit.TrainingSamples, fit.StepsPerEpoch, fit.Epochs, fit.Data.Source!.Classes).Should().Be((200, 13, 1, 2));
        fit.State!.Model!.InputShape.Should().Be(new Shape(32, 32, 3), "a network without an input's shape takes that of its data");
    }

    [Test]
    public void A_layer_that_does_not_fit_is_not_added()
    {
        ImportedProgram program = Programs.Python(
            """
            model = Sequential()
            model.add(Dense(3, input_shape=(4,)))
            model.add(Conv2D(8, 3))
            """
        );

        program.Models[0].Last.Layers.Should().ContainSingle();
        program.NotUnderstood.Should().ContainSingle().Which.Reason.Should().StartWith("the layer does not fit and is not added");
    }

    [TestCase("training=False", true)]
    [TestCase("False", true)]
    [TestCase("training=None", false)]
    public void A_part_that_is_called_as_in_a_prediction_stays_in_inference(string argument, bool inference)
    {
        ImportedProgram program = Programs.Python(
            $"""
            base = Sequential([Input((4,)), Dense(3), BatchNormalization()])
            inputs = Input((4,))
            outputs = Dense(2)(base(inputs, {argument}))
            model = Model(inputs, outputs)
            """
        );

        program.Models[^1].Last.Model!.Layers.Select(node => node.Layer.IsInference).Should().Equal(false, inference, false);
    }

    [Test]
    public void A_layer_that_is_called_as_in_a_training_is_refused()
    {
        ImportedProgram program = Programs.Python(
            "inputs = Input((4,))\nmodel = Model(inputs, Dropout(0.5)(Dense(2)(inputs), training=True))\n"
        );

        program.Models.Single().Last.Model!.Layers[^1].Layer.Should().BeOfType<ForeignLayer>().Which.Reason.Should().Contain("'training'");
    }

    [Test]
    public void A_saved_network_is_loaded_with_its_layers_and_the_training_that_wrote_it()
    {
        ImportedProgram program = Programs.Python(
            """
            (x, y), (x_test, y_test) = mnist.load_data()
            model = Sequential([Flatten(input_shape=(28, 28)), Dense(10, activation="softmax")])
            model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
            model.fit(x, y, epochs=3, callbacks=[ModelCheckpoint("best.keras", save_best_only=True)])
            best = load_model("best.keras")
            best.evaluate(x_test, y_test)
            part = Model(inputs=best.input, outputs=[layer.output for layer in best.layers])
            """
        );

        program.NotUnderstood.Should().BeEmpty();
        ImportedEvaluation evaluation = program.Evaluations.Should().ContainSingle().Subject;
        (evaluation.After, evaluation.BestOf, evaluation.Model!.LoadedModel).Should().Be((program.Fits[0], "val_loss", program.Models[0]));
        program.Models.Single(model => model.Variable == "part").Last.Model!.Outputs.Should().HaveCount(2);
    }

    [Test]
    public void Features_of_a_base_are_known_by_their_shape()
    {
        ImportedProgram program = Programs.Python(
            """
            base = VGG16(include_top=False, input_shape=(64, 64, 3))
            batch_size = 20
            def extract(folder, count):
                features = np.zeros(shape=(count, 2, 2, 512))
                labels = np.zeros(shape=(count))
                i = 0
                for inputs, targets in ImageDataGenerator(rescale=1. / 255).flow_from_directory(folder, target_size=(64, 64), batch_size=batch_size, class_mode="binary"):
                    features[i * batch_size : (i + 1) * batch_size] = base.predict(inputs)
                    labels[i * batch_size : (i + 1) * batch_size] = targets
                    i += 1
                    if i * batch_size >= count:
                        break
                return features, labels
            x, y = extract("train", 200)
            x = np.reshape(x, (200, 2 * 2 * 512))
            model = Sequential([Dense(1, activation="sigmoid", input_dim=2 * 2 * 512)])
            model.compile(optimizers.RMSprop(lr=2e-5), loss="binary_crossentropy", metrics=["acc"])
            model.fit(x, y, epochs=30, batch_size=20)
            """
        );

        program.NotUnderstood.Should().BeEmpty();
        ImportedFit fit = program.Fits.Should().ContainSingle().Subject;
        (fit.TrainingSamples, fit.StepsPerEpoch, fit.Data.FeaturesOf, fit.Data.Source!.Name)
            .Should()
            .Be((200, 10, program.Models[0], "train"));
        fit.Compile!.ResolvedMetrics.Should().Equal("BinaryAccuracy");
    }

    // The totals that keras.applications prints.
    [TestCase("MobileNetV2(include_top=False, input_shape=(160, 160, 3))", "mobilenetv2_1.00_160", 154, 2_257_984)]
    [TestCase("MobileNetV2(weights=None)", "mobilenetv2_1.00_224", 156, 3_538_984)]
    [TestCase("ResNet50(weights=None)", "resnet50", 177, 25_636_712)]
    [TestCase("ResNet50(include_top=False, pooling='avg')", "resnet50", 176, 23_587_712)]
    [TestCase("VGG19(include_top=False)", "vgg19", 22, 20_024_384)]
    [TestCase("VGG16(weights=None, classes=10)", "vgg16", 23, 134_301_514)]
    public void Applications_are_known_layer_by_layer(string call, string name, int layers, int parameters)
    {
        ImportedModel model = Programs.Python($"base = tf.keras.applications.{call}").Models.Should().ContainSingle().Subject;

        (model.Name, model.Last.Layers.Count, ParameterCounts.Of(model.Last.Model!).Total).Should().Be((name, layers, parameters));
    }

    [Test]
    public void Another_application_is_named_and_not_guessed()
    {
        ImportedProgram program = Programs.Python("base = tf.keras.applications.Xception(include_top=False)");

        (program.Models[0].Application, program.Models[0].Last.Model).Should().Be(("Xception", null));
        program.NotUnderstood.Should().ContainSingle().Which.Reason.Should().Contain("Xception");
    }

    [Test]
    public void Shared_layers_and_several_outputs_are_one_graph()
    {
        ImportedProgram program = Programs.Python(
            """
            def tower(shape):
                inputs = Input(shape=shape)
                return Model(inputs, Dense(8, activation=tf.nn.relu)(Flatten()(inputs)))
            a, b = Input((4, 4)), Input((4, 4))
            base = tower((4, 4))
            joined = layers.concatenate([base(a), base(b)])
            model = Model([a, b], [Dense(1)(joined), Dense(3)(joined)])
            """
        );

        program.NotUnderstood.Should().BeEmpty();
        Model network = program.Models[1].Last.Model!;
        ParameterCounts.Of(network).Total.Should().Be((16 * 8) + 8 + 17 + (16 * 3) + 3);
        network.OutputShapes.Should().Equal(new Shape(1), new Shape(3));
        program.Models[0].IsPart.Should().BeTrue();
    }

    [Test]
    public void Every_statement_says_once_what_it_was_read_as()
    {
        ImportedProgram program = Programs.Python(
            """
            import numpy as np
            units = 3
            model = Sequential()
            for i in range(20):
                model.add(Dense(units, input_shape=(2,)))
            print(units)
            """
        );

        program.ReadLines.Select(line => line.Place.Line).Should().Equal(1, 2, 3, 5, 6);
        program.ReadLines[1].Meaning.Should().Be("units = 3");
        program.ReadLines[3].Meaning.Should().EndWith("and so on");
    }
}
