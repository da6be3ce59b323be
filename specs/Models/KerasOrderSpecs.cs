using System.Text.Json.Nodes;
using Repro.Keras.Architecture;
using Repro.Models;

namespace Repro.Specs.Models;

/// <summary>Layers in the order of Keras, whatever the order of the file that lists them.</summary>
[Category("Fast")]
internal sealed class KerasOrderSpecs
{
    [TestCase("keras-3-branches.json")]
    [TestCase("tf-keras-2.15.json")]
    public void A_model_that_Keras_listed_is_in_order(string file)
    {
        string json = File.ReadAllText(Repository.PathOf("fixtures", "keras", "to_json", file));
        Model keras = ModelReader.Read(json);
        Model reversed = ModelReader.Read(Reversed(json));

        Names(KerasOrder.Of(keras)).Should().Equal(Names(keras));
        Names(KerasOrder.Of(reversed)).Should().Equal(Names(keras));
    }

    // fixtures/keras/architectures.json has the layers of this network in the order of Keras 2.15.
    [Test]
    public void The_ResNet50_of_Keras_is_in_order()
    {
        Model keras = SpecModels.Get("resnet50-keras215");
        Model reversed = ModelReader.Read(Reversed(ModelWriter.Write(keras).ToJsonString()));

        Names(reversed).Should().NotEqual(Names(keras));
        Names(KerasOrder.Of(reversed)).Should().Equal(Names(keras));
    }

    [Test]
    public void Layers_of_a_nested_model_are_ordered_too()
    {
        Model inner = Branches("inner", shortFirst: true, outputs: ["sum"]);
        ModelBuilder builder = ModelBuilder.Functional("outer", new InputLayer(new Shape(4)) { Name = "entry" });
        builder.Add(new NestedModel(inner) { Name = "inner" });

        NestedModel ordered = (NestedModel)KerasOrder.Of(builder.Build()).Nodes[1].Layer;

        Names(ordered.Model).Should().Equal("in", "hidden", "short", "long", "sum");
    }

    [Test]
    public void A_layer_that_leads_to_no_output_comes_last()
    {
        Model model = Branches("model", shortFirst: true, outputs: ["long"]);

        Names(KerasOrder.Of(model)).Should().Equal("in", "hidden", "long", "short", "sum");
    }

    private static Model Branches(string name, bool shortFirst, string[] outputs) =>
        ModelReader.Read(Keras.Files.LayerOrderSpecs.Branches(name, shortFirst, outputs));

    private static string[] Names(Model model) => [.. model.Nodes.Select(node => node.Layer.Name)];

    private static string Reversed(string json)
    {
        JsonNode model = JsonNode.Parse(json)!;
        JsonArray layers = model["config"]!["layers"]!.AsArray();
        JsonNode?[] reversed = [.. layers.Reverse()];
        layers.Clear();
        Array.ForEach(reversed, layers.Add);
        return model.ToJsonString();
    }
}
