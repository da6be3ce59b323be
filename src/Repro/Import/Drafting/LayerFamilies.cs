using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Import.Drafting;

/// <summary>Layers that prose calls by one word: "convolutional layers" are Conv1D, Conv2D or SeparableConv2D.</summary>
internal static class LayerFamilies
{
    private static readonly string[] Families = ["Conv", "Pooling"];

    /// <summary>Whether the word for a class may mean a layer of another class, or a layer inside of another one.</summary>
    /// <param name="layerClass">Keras's class that the word was read as.</param>
    public static bool MayMean(string layerClass, Layer layer) =>
        layer switch
        {
            Bidirectional both => both.Forward.TypeName == layerClass,
            TimeDistributed each => MayMean(layerClass, each.Inner) || each.Inner.TypeName == layerClass,
            _ => Families.Any(family =>
                layerClass.Contains(family, StringComparison.Ordinal) && layer.TypeName.Contains(family, StringComparison.Ordinal)
            ),
        };
}
