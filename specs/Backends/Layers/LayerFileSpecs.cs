using System.Text.Json;
using Repro.Keras.Layers;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Training.Feeding;

namespace Repro.Specs.Backends.Layers;

/// <summary>Every layer as Keras 2.15 and Keras 3 write it: both become one network, and what is written of it comes back.</summary>
[Category("Fast")]
internal sealed class LayerFileSpecs
{
    private static IEnumerable<string> Cases => LayerCase.Names;

    // Keras 3 does not have every layer of Keras 2.
    private static IEnumerable<string> CasesOfKeras3 => Cases.Where(name => LayerCase.Read(name).HasKeras3);

    [TestCaseSource(nameof(Cases))]
    public void What_is_written_of_a_layer_comes_back(string name)
    {
        Layer layer = LayerCase.Read(name).LayerOf();
        using JsonDocument written = JsonDocument.Parse(LayerWriter.Config(layer, null).ToJsonString());

        Layer back = LayerReader.Read(layer.TypeName, layer.Name, new ConfigFields(written.RootElement, layer.TypeName), keras3: false);

        // A call's argument is written by the model.
        if (layer.IsInference)
        {
            back = back with { IsInference = true };
        }

        DigestOf(name, back is BatchNormalization normalization ? normalization with { KeepsBiasedVariance = true } : back)
            .Should()
            .Be(DigestOf(name, layer));
    }

    [TestCaseSource(nameof(CasesOfKeras3))]
    public void Keras_3_describes_the_same_layer(string name)
    {
        LayerCase oracle = LayerCase.Read(name);

        DigestOf(name, oracle.LayerOf(keras3: true)).Should().Be(DigestOf(name, oracle.LayerOf()));
    }

    private static string DigestOf(string name, Layer layer) =>
        NetworkDigest.Of(LayerCase.Read(name).Model.Select(each => each.Name == layer.Name && each is not InputLayer ? layer : each));
}
