using System.Globalization;
using Repro.Models;
using Repro.Models.Counting;

namespace Repro.Specs.Models;

/// <summary>Every layer of every architecture against what Keras 2.15 itself builds.</summary>
[Category("Fast")]
internal sealed class ModelsAgainstKerasSpecs
{
    private static readonly Dictionary<string, string> Ours = new()
    {
        ["vgg16-plus-dense256 (base frozen)"] = "vgg16-plus-dense256{tf.keras, base frozen}",
        ["vgg16-plus-dense256 (block 5 open)"] = "vgg16-plus-dense256{tf.keras, block5 open}",
        ["resnet50-base-150"] = "resnet50-keras215",
    };

    private static IEnumerable<string> Entries => KerasArchitectures.All.Keys;

    [TestCaseSource(nameof(Entries))]
    public void Has_the_layers_of_Keras(string entry)
    {
        KerasArchitectures.Entry keras = KerasArchitectures.All[entry];

        Build(entry)
            .Layers.Select(node => (node.Layer.Name, node.Layer.TypeName, Batch(node.OutputShape), ParameterCounts.Of(node)))
            .Should()
            .Equal(
                keras.Layers.Select(layer =>
                    (layer.Name, layer.Type, Batch(layer.Output.Should().ContainSingle().Subject), layer.Parameters)
                )
            );
    }

    [TestCaseSource(nameof(Entries))]
    public void Has_the_totals_of_Keras(string entry)
    {
        KerasArchitectures.Entry keras = KerasArchitectures.All[entry];
        Model model = Build(entry);
        ParameterCounts counts = ParameterCounts.Of(model);

        (counts.Total, counts.Trainable, counts.NonTrainable).Should().Be((keras.Total, keras.Trainable, keras.NonTrainable));
        FlattenedModel.Of(model).Weights.Count(weight => weight.Trainable).Should().Be(keras.TrainableTensors);
    }

    [Test]
    public void The_two_ResNets_differ_in_names_and_order_alone()
    {
        Model old = SpecModels.Get("resnet50-base-150");
        Model current = SpecModels.Get("resnet50-keras215");

        old.Nodes.Select(Facts).Order().Should().Equal(current.Nodes.Select(Facts).Order());
        old.Nodes.Select(node => node.Layer.Name).Should().NotEqual(current.Nodes.Select(node => node.Layer.Name));

        static string Facts(Node node) => $"{node.Layer.TypeName} {node.OutputShape} {ParameterCounts.Of(node)}";
    }

    private static Model Build(string entry) => SpecModels.Parse(Ours.GetValueOrDefault(entry, $"{entry}{{tf.keras}}")).Model;

    private static string Batch(Shape shape) => Batch([null, .. shape.Axes]);

    private static string Batch(IReadOnlyList<int?> axes) =>
        string.Join(", ", axes.Select(axis => axis?.ToString(CultureInfo.InvariantCulture) ?? "None"));
}
