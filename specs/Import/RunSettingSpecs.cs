using Repro.Specs.Cli;

namespace Repro.Specs.Import;

/// <summary>The settings of a training that <c>repro import</c> writes to a run file, and those for which it writes none.</summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RunSettingSpecs : IDisposable
{
    private const string Loss = "'sparse_categorical_crossentropy'";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Label_smoothing_class_weights_and_callbacks_are_written()
    {
        Import(
            """
            stop = keras.callbacks.EarlyStopping(monitor='loss', patience=3, restore_best_weights=True)
            model.fit(x, y, epochs=2, class_weight={0: 1.0, 1: 2.5, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1, 9: 1},
                      callbacks=[stop, keras.callbacks.ReduceLROnPlateau(monitor='loss', factor=0.5), keras.callbacks.TensorBoard()])
            """,
            "keras.losses.CategoricalCrossentropy(label_smoothing=0.1)"
        );

        string run = Run();
        run.Should()
            .Contain("\"label_smoothing\": 0.1")
            .And.Contain("\"class_weight\": [1, 2.5, 1, 1, 1, 1, 1, 1, 1, 1]")
            .And.Contain("\"name\": \"EarlyStopping\"")
            .And.Contain("\"patience\": 3")
            .And.Contain("\"restore_best_weights\": true")
            .And.Contain("\"factor\": 0.5")
            .And.NotContain("TensorBoard");
    }

    [TestCase("['accuracy']", "[\"acc\"]")]
    [TestCase(
        "['mae', keras.metrics.AUC(), keras.metrics.SparseTopKCategoricalAccuracy()]",
        "[\"top_k_categorical_accuracy\"]",
        Description = "numbers of classes have no other metric"
    )]
    public void Weighted_metrics_and_loss_weights_of_1_are_read(string metrics, string written)
    {
        Import($"model.compile(optimizer='rmsprop', loss={Loss}, weighted_metrics={metrics}, loss_weights=[1.0])\nmodel.fit(x, y)", Loss);

        Run().Should().Contain($"\"weighted_metrics\": {written}");
    }

    [TestCase("[keras.metrics.SparseCategoricalAccuracy(name='acc')]", null)]
    [TestCase("['accuracy']", null)]
    [TestCase("['accuracy', keras.metrics.SparseTopKCategoricalAccuracy(), 'mae']", "[\"acc\", \"top_k_categorical_accuracy\"]")]
    public void Metrics_other_than_the_accuracy_are_written(string metrics, string? written)
    {
        Import($"model.compile(optimizer='rmsprop', loss={Loss}, metrics={metrics})\nmodel.fit(x, y)", Loss);

        string run = Run();
        if (written is null)
        {
            run.Should().NotContain("\"metrics\"");
        }
        else
        {
            run.Should().Contain($"\"metrics\": {written}");
        }
    }

    [TestCase("'adam'", "best.keras", "best.keras")]
    [TestCase("'adam'", "out/best.hdf5", "best.h5")]
    [TestCase("'adam'", "best.weights.h5", "best.weights.h5")]
    [TestCase("'rmsprop'", "best.keras", "best.h5", Description = "Keras 3 has no such formula of RMSprop")]
    public void Saved_files_keep_their_names(string optimizer, string file, string written)
    {
        Import(
            $"""
            model.compile(optimizer={optimizer}, loss={Loss})
            model.fit(x, y, callbacks=[keras.callbacks.ModelCheckpoint('{file}', monitor='loss')])
            model.save('after-{file.Replace("out/", "", StringComparison.Ordinal)}')
            """,
            Loss
        );

        Run().Should().Contain($"\"filepath\": \"{written}\"").And.Contain($"\"save_as\": \"after-{written}\"");
    }

    [TestCase("keras.models.load_model('best.h5').evaluate(x_test, y_test)", true)]
    [TestCase("model.evaluate(x_test, y_test)", false)]
    public void A_test_of_the_best_epoch_loads_its_weights(string test, bool loads)
    {
        Import(
            $"""
            _, (x_test, y_test) = keras.datasets.mnist.load_data()
            x_test = x_test.reshape((10000, 784)) / 255.0
            model.fit(x, y, callbacks=[keras.callbacks.ModelCheckpoint('best.h5', monitor='loss', save_best_only=True)])
            {test}
            """,
            Loss
        );

        Run().Should().Contain("\"test\": {");
        Run().Contains("\"load_saved\": true", StringComparison.Ordinal).Should().Be(loads);
    }

    [Test]
    public void A_file_that_a_callback_writes_and_a_folder_are_no_names_of_the_last_model()
    {
        Import(
            "model.fit(x, y, callbacks=[keras.callbacks.ModelCheckpoint('a.h5', monitor='loss')])\nmodel.save('a.h5')\nmodel.save('folder')",
            Loss
        );

        Run().Should().NotContain("save_as");
    }

    [TestCase("lambda e: 0.1 / (e + 1)", "[0, 1]", "[0.1, 0.05, 0.03333333333333333]")]
    [TestCase("steps", "[1]", "[0.01, 0.001]")]
    [TestCase("halved", "[0, 1]", "[0.5, 0.25, 0.125]")]
    [TestCase("lambda epoch: 1e-3", "[2]", "[0.001, 0.001]")]
    [TestCase(
        "lambda epoch, lr: lr * 0.1",
        "[0, 1]",
        "[0.1, 0.01, 0.0009999999]",
        Description = "Keras keeps the rate in single precision"
    )]
    public void Learning_rates_of_a_function_are_written_for_each_epoch(string function, string boundaries, string values)
    {
        Import(
            $"""
            def steps(epoch):
                if epoch < 2:
                    return 0.01
                else:
                    return 0.001

            def halved(epoch, lr):
                return lr / 2

            model.compile(optimizer=keras.optimizers.SGD(1.0), loss={Loss})
            model.fit(x, y, epochs=3, callbacks=[keras.callbacks.LearningRateScheduler({function})])
            """,
            Loss
        );

        Run().Should().Contain("PiecewiseConstantDecay").And.Contain($"\"boundaries\": {boundaries}").And.Contain($"\"values\": {values}");
    }

    [Test]
    public void The_loss_of_the_only_output_may_be_given_by_its_name()
    {
        Import("model.compile(optimizer='rmsprop', loss={'dense': 'sparse_categorical_crossentropy'})\nmodel.fit(x, y)", Loss);

        Run().Should().Contain("\"loss\": \"sparse_categorical_crossentropy\"");
    }

    [TestCase("model.fit(x, y, epochs=9, initial_epoch=3)", "'initial_epoch'")]
    [TestCase("model.fit(x, y, shuffle=False)", "'shuffle=False'")]
    [TestCase("model.fit(x, y, sample_weight=x[:, 0])", "'sample_weight' is computed by the program; a run file takes the weights")]
    [TestCase(
        "model.compile(optimizer='rmsprop', loss='sparse_categorical_crossentropy', loss_weights=[0.5])\nmodel.fit(x, y)",
        "'loss_weights' cannot be described; a run file has them for several losses"
    )]
    [TestCase(
        "model.compile(optimizer='rmsprop', loss='mse', sample_weight_mode='temporal')\nmodel.fit(x, y)",
        "'sample_weight_mode' gives a weight to each position of a sample, and a run file has one weight per sample"
    )]
    [TestCase(
        "model.compile(optimizer='rmsprop', loss='mse', sample_weight_mode=mode())\nmodel.fit(x, y)",
        "'sample_weight_mode' cannot be described in a run file"
    )]
    [TestCase("import numpy as np\nnp.random.shuffle(x)\nmodel.fit(x, y)", "the step 'shuffle' at line 9")]
    [TestCase("model.fit(x[[0, 2]], y[[0, 2]])", "the step 'a choice of samples' of the labels at line 8")]
    [TestCase("x[x > 0.5] = 1\nmodel.fit(x, y)", "the step 'other values that the program sets' at line 8")]
    [TestCase("model.load_weights('w.h5')\nmodel.fit(x, y)", "'load_weights'")]
    [TestCase("model.layers[0].set_weights([matrix])\nmodel.fit(x, y)", "'set_weights'")]
    [TestCase("model.fit(x[10:1000], y[10:1000])", "'[10:1000]' of the labels")]
    [TestCase("model.fit(x, y % 2)", "'other % 2' of the labels")]
    [TestCase("model.fit(x, y, class_weight=weights())", "'class_weight' is not known")]
    [TestCase("model.fit(x, y, callbacks=[keras.callbacks.LearningRateScheduler(lambda e: rate(e))])", "'schedule'")]
    [TestCase(
        "stop = keras.callbacks.ReduceLROnPlateau()\nmodel.fit(x, y, callbacks=[keras.callbacks.LearningRateScheduler(lambda e, r: r / 2), stop])",
        "'schedule'"
    )]
    [TestCase(
        "model.compile(optimizer='rmsprop', loss={'a': 'mse', 'b': 'mae'})\nmodel.fit(x, y)",
        "the loss is given for each output; a run file has several on a data set of the kind npz or csv"
    )]
    [TestCase("model.fit(x, y, callbacks=[Mine()])", "callback")]
    public void Without_a_key_for_a_setting_there_is_no_run_file(string code, string reason)
    {
        Import(code, Loss).Should().Contain("no run file for the training at").And.Contain(reason);

        Directory.Exists(_folder.File("p", "configs", "runs")).Should().BeFalse();
    }

    [Test]
    public void A_first_layer_may_be_called_input()
    {
        Import(
            $"""
            model = models.Sequential()
            model.add(layers.Dense(30, input_shape=(784,), name='input'))
            model.add(layers.Dense(10, activation='softmax'))
            model.compile(optimizer='rmsprop', loss={Loss})
            model.fit(x, y)
            """,
            Loss
        );

        Run().Should().Contain("\"model\": \"a-model");
    }

    private string Run() => File.ReadAllText(_folder.File("p", "configs", "runs", "a-run.json"));

    private string Import(string code, string loss)
    {
        Directory.CreateDirectory(_folder.File("p"));
        File.WriteAllText(_folder.File("p", "reprosuite.json"), "{ \"schema_version\": 1, \"documents\": [] }\n");
        File.WriteAllText(
            _folder.File("a.md"),
            $"""
            ```python
            import keras
            from keras import layers, models
            (x, y), _ = keras.datasets.mnist.load_data()
            x = x.reshape((60000, 784)) / 255.0
            model = models.Sequential([layers.Input(shape=(784,)), layers.Dense(10, activation='softmax')])
            model.compile(optimizer='rmsprop', loss={loss})
            {code.ReplaceLineEndings("\n")}
            ```
            """
        );
        (int status, string output, string error) = Tool.Run("import", _folder.File("a.md"), "--project", _folder.File("p"));
        (status, error).Should().Be((0, ""));
        return output;
    }
}
