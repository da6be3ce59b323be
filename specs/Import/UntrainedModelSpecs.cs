using Repro.Import.Writing;

namespace Repro.Specs.Import;

/// <summary>What is said of results behind a new model that no known training has changed.</summary>
[Category("Fast")]
internal sealed class UntrainedModelSpecs
{
    private const string Trained = """
        ```python
        import keras
        from keras import layers
        (x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
        def build():
            model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(10, activation="softmax")])
            model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
            return model
        model = build()
        model.fit(x, y, epochs=2, validation_split=0.1)
        ```

        ```python

        """;

    [TestCase("model = build()", "the code does not train the model at line ")]
    [TestCase(
        "model = build()\nmodel.load_weights('mine.weights.h5')",
        "the weights of the model at line 14 are set by load_weights at line 15, and import does not know from which training"
    )]
    [TestCase(
        "model = keras.models.load_model('other.keras')",
        "the model at line 14 is from a file, and the text does not show the training that wrote it"
    )]
    [TestCase(
        "model = build()\nfor part in parts:\n    model.train_on_batch(part, y)",
        "the model at line 14 is trained by train_on_batch at line 16, which no run file describes"
    )]
    [TestCase(
        "model = build()\nfor part in parts:\n    with tf.GradientTape() as tape:\n        step(model, tape)",
        "import does not know how the code trains the model at line 14: a custom training loop is not read (line 15)"
    )]
    [TestCase(
        "def step(net):\n    with tf.GradientTape() as tape:\n        net(x)\nstep(other)\nmodel = build()",
        "the code does not train the model at line 18"
    )]
    [TestCase(
        "def step(net):\n    with tf.GradientTape() as tape:\n        net(x)\nmodel = build()\nstep(model)",
        "import does not know how the code trains the model at line 17: the function 'step' is a custom training step or loop"
    )]
    [TestCase(
        "model = build()\nparallel = spread(model)\nparallel.fit_generator(stream(), epochs=3)",
        "import does not know whether the call at line 16 trains the model at line 14"
    )]
    [TestCase(
        "model = build()\nif ready():\n    model.fit(x, y)",
        "import does not know how the code trains the model at line 14: the condition is not known before the program runs, so neither branch is read (line 15)"
    )]
    public void The_reason_is_what_the_code_says(string code, string reason)
    {
        ImportDraft draft = Drafts.Of($"{Trained}{code}\n```\n\nThe validation accuracy is 97.1 %.\n");

        draft.Rows.Should().ContainSingle().Which.Address.Should().BeEmpty();
        draft.Rows[0].Reason.Should().StartWith(reason);
    }

    [Test]
    public void A_model_from_the_file_that_a_training_wrote_has_its_results() =>
        Drafts
            .Of(
                $"{Trained}model.save('kept.keras')\nmodel = keras.models.load_model('kept.keras')\n```\n\nThe validation accuracy is 97.1 %.\n"
            )
            .Rows.Should()
            .ContainSingle()
            .Which.Address.Should()
            .Be("run:a-run/val_acc@tail");
}
