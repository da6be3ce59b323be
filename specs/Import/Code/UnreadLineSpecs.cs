using Repro.Import.Programs;

namespace Repro.Specs.Import.Code;

/// <summary>Networks of which lines could not be read.</summary>
[Category("Fast")]
internal sealed class UnreadLineSpecs
{
    private const string Start = """
        from keras import layers, models
        model = models.Sequential()
        model.add(layers.Input((8, 8, 1)))
        model.add(layers.Conv2D(4, 3))
        model.summary()

        """;

    [TestCase("model.add(layers.Flatten()\nmodel.add(layers.Dense(10))\nmodel.compile('adam', 'mse')\n")]
    [TestCase("model.add(layers.Flatten() 2)\nmodel.add(layers.Dense(10))\n")]
    [TestCase("extend(model\n")]
    [TestCase("for layer in model.layers[:-1:\n    layer.trainable = False\n")]
    [TestCase("else:\n    model.add(layers.Flatten())\n")]
    [TestCase("if unknown():\n    model.add(layers.Flatten())\n")]
    public void From_a_line_that_mentions_it_and_is_not_understood_a_network_is_not_known(string lines)
    {
        ImportedModel model = Programs.Python(Start + lines).Models.Should().ContainSingle().Subject;

        model.States[0].Model.Should().NotBeNull();
        model.Last.Model.Should().BeNull();
        model.Last.Reason.Should().Match("the code at line* 6*, which mentions 'model', was not understood");
    }

    // Whether the layer is then gone depends on the version of Keras.
    [TestCase("model.layers.pop()\n")]
    [TestCase("own = model.layers\nown.append(layers.Flatten())\n")]
    [TestCase("del model.layers[-1]\n")]
    [TestCase("model.layers[-1] = layers.Flatten()\n")]
    public void A_network_whose_list_of_layers_is_changed_is_not_known(string lines)
    {
        ImportedProgram program = Programs.Python(
            $"{Start}{lines}whole = models.Model(model.inputs, model.layers[-1].output)\nwhole.summary()\n"
        );

        program.Models.Should().HaveCount(2).And.OnlyContain(model => model.Last.Model == null);
        program.Models[0].Last.Reason.Should().Match("the code at line * changes the list of its layers, and *");
        program.Models[1].Last.Reason.Should().Contain("changes the list of its layers");
    }

    [TestCase("print(len(model.layers), model.layers.copy().pop().name)\n")]
    [TestCase("print(other.model\n")]
    [TestCase("print(model.summary()\n")]
    [TestCase("if unknown():\n    model.save('a.h5')\n")]
    public void A_line_that_cannot_change_it_leaves_a_network_known(string lines) =>
        Programs.Python(Start + lines).Models.Should().ContainSingle().Which.Last.Model.Should().NotBeNull();

    [Test]
    public void A_network_around_one_that_is_not_known_is_not_known_either()
    {
        ImportedProgram program = Programs.Python(
            $"{Start}whole = models.Sequential([model, layers.Flatten()])\nwhole.summary()\nmodel.pop(\n"
        );

        program.Models.Select(model => (model.Variable, model.Last.Model is null)).Should().Equal(("model", true), ("whole", true));
    }

    [Test]
    public void A_training_behind_such_a_line_has_no_network()
    {
        ImportedProgram program = Programs.Python(
            $"{Start}model.add(layers.Flatten() 2)\nmodel.compile('adam', 'mse')\nmodel.fit(x, y, epochs=2)\n"
        );

        program.Fits.Should().ContainSingle().Which.State!.Model.Should().BeNull();
    }
}
