using Repro.Import.Trainings;

namespace Repro.Specs.Import;

/// <summary>Trainings that go on from the weights of another one, and trainings that a loop repeats.</summary>
[Category("Fast")]
internal sealed class ContinuedTrainingSpecs
{
    private const string Start = """
        ```python
        from keras import layers, models
        from keras.applications import VGG16
        from keras.datasets import mnist
        (x, y), (x_test, y_test) = mnist.load_data()
        x = x.reshape((60000, 784)) / 255.0
        def build(units=16):
            model = models.Sequential([layers.Input(shape=(784,)), layers.Dense(units), layers.Dense(10, activation='softmax')])
            model.compile(optimizer='rmsprop', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
            return model
        def train(model):
            model.fit(x, y, epochs=2)
        model = build()
        """;

    [Test]
    public void A_second_training_of_a_network_has_no_run_file() =>
        Runs("model.fit(x, y, epochs=2)\nmodel.fit(x, y, epochs=3)").Should().Equal("run", "it continues the training at line 14");

    [Test]
    public void A_training_of_a_layer_that_was_trained_has_no_run_file() =>
        Runs(
                """
                model.fit(x, y)
                head = models.Sequential([model, layers.Dense(10, activation='softmax')])
                head.compile(optimizer='rmsprop', loss='sparse_categorical_crossentropy')
                head.fit(x, y)
                """
            )
            .Should()
            .Equal("run", "it continues the training at line 14");

    [Test]
    public void A_training_of_a_network_from_a_file_of_a_training_has_no_run_file() =>
        Runs(
                """
                model.fit(x, y)
                model.save('m.keras')
                again = models.load_model('m.keras')
                again.compile(optimizer='rmsprop', loss='sparse_categorical_crossentropy')
                again.fit(x, y)
                """
            )
            .Should()
            .Equal("run", "it continues the training at line 14");

    [Test]
    public void A_layer_that_was_frozen_or_has_no_weights_is_as_before() =>
        Runs(
                """
                base = build()
                base.trainable = False
                noise = models.Sequential([layers.Input(shape=(784,)), layers.GaussianNoise(0.1)])
                for number in range(2):
                    one = models.Sequential([layers.Input(shape=(784,)), noise, base, layers.Dense(10, activation='softmax')])
                    one.compile(optimizer='rmsprop', loss='sparse_categorical_crossentropy')
                    one.fit(x, y)
                """
            )
            .Should()
            .Equal("run");

    [Test]
    public void A_network_that_is_made_again_is_trained_from_the_beginning() =>
        Runs("model.fit(x, y)\nmodel = build()\nmodel.fit(x, y)").Should().Equal("run", "run");

    [Test]
    public void A_function_is_called_at_several_places() => Runs("train(build())\ntrain(build(32))").Should().Equal("run", "run");

    [Test]
    public void A_loop_over_new_networks_that_are_alike_is_one_training() =>
        Runs("for seed in range(3):\n    model = build()\n    model.fit(x, y)").Should().Equal("run");

    [Test]
    public void A_loop_over_different_networks_has_no_run_file() =>
        Runs("for units in [16, 32]:\n    model = build(units)\n    model.fit(x, y)")
            .Should()
            .Equal("a loop repeats it with other models, data or settings");

    [Test]
    public void A_loop_over_trainings_of_one_network_has_no_run_file() =>
        Runs("for part in range(300):\n    model.fit(x, y)").Should().Equal("a loop repeats it, and it continues the training at line 15");

    [Test]
    public void A_text_has_a_limited_number_of_run_files()
    {
        string[] runs = Runs(string.Concat(Enumerable.Repeat("train(build())\n", RunDrafter.MostRuns + 2)));

        runs.Should().HaveCount(RunDrafter.MostRuns + 2);
        runs.Where(run => run != "run").Should().Equal(Enumerable.Repeat("the text has more than 100 trainings", 2));
    }

    private static string[] Runs(string code) =>
        [
            .. Drafts
                .Of($"{Start.ReplaceLineEndings("\n")}\n{code.ReplaceLineEndings("\n")}\n```\n")
                .Runs.Select(run => run.Json is null ? run.Reason : "run"),
        ];
}
