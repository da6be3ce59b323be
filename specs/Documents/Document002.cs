using static Repro.Specs.Documents.Headlines;

namespace Repro.Specs.Documents;

/// <summary>Document 002: the activations of the saved cats-and-dogs network, layer by layer.</summary>
[Category("Fast")]
internal sealed class Document002
{
    [Test]
    public void Eight_activations_narrow_148_pixels_to_7() =>
        Model("activation-model")
            .OutputShapes.Select(shape => shape.ToString())
            .Should()
            .Equal("148x148x32", "74x74x32", "72x72x64", "36x36x64", "34x34x128", "17x17x128", "15x15x128", "7x7x128");

    [Test]
    public void They_are_those_of_the_network_with_dropout() =>
        Model("activation-model")
            .Outputs.Select(output => Model("activation-model").Nodes[output])
            .Select(node => (node.Layer.Name, node.OutputShape))
            .Should()
            .Equal(Model("catsdogs-scratch-dropout").Layers.Take(8).Select(node => (node.Layer.Name, node.OutputShape)));
}
