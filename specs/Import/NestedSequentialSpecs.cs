using Repro.Import.Programs;
using Repro.Specs.Import.Code;

namespace Repro.Specs.Import;

/// <summary>Sequential models in Sequential models.</summary>
[Category("Fast")]
internal sealed class NestedSequentialSpecs
{
    [TestCase("keras.Sequential([keras.Input((8,)), block(), Dense(2)])")]
    [TestCase("keras.Sequential([Dense(8, input_shape=(8,)), block(), Dense(2)])", 72)]
    [TestCase("keras.Sequential([keras.Input((8,)), keras.Sequential([block()]), Dense(2)])")]
    [TestCase("keras.Sequential()\nmodel.add(keras.Input((8,)))\nmodel.add(block())\nmodel.add(Dense(2))")]
    [TestCase("keras.Sequential([block(), Dense(2)])\nmodel.build((None, 8))")]
    public void An_inner_one_without_a_shape_is_built_by_the_layers_in_front(string model, long more = 0)
    {
        ImportedProgram program = Programs.Python(
            $"import keras\nfrom keras.layers import Dense\ndef block():\n    return keras.Sequential([Dense(4), Dense(3)])\nmodel = {model}\n"
        );

        ImportedModel outer = program.Models.Single(one => one.Variable == "model");
        outer.Last.Reason.Should().BeEmpty();
        outer.Last.Layers.Sum(layer => layer.Parameters).Should().Be(36 + 15 + 8 + more);
    }

    [Test]
    public void Without_any_shape_it_is_not_known() =>
        Programs
            .Python("import keras\nmodel = keras.Sequential([keras.Sequential([keras.layers.Dense(4)]), keras.layers.Dense(2)])\n")
            .Models.Single(one => one.Variable == "model")
            .Last.Reason.Should()
            .Contain("does not say the shape of its input");
}
