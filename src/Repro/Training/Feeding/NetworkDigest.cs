using System.Globalization;
using System.Text;
using Repro.Configuration;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Runs;
using Repro.Training.State;
using Repro.Training.Weights;

namespace Repro.Training.Feeding;

/// <summary>
/// SHA-256 of what a network computes and of how its weights start: layers with their settings, connections, outputs, weights with
/// initializers, penalties, and what is trained. Two files that describe the same network have one digest, whichever Keras wrote them.
/// </summary>
/// <remarks>
/// Left out are the names of the model and of its file. The names of layers are part of it, given by Keras or by a person: initial
/// weights and dropout masks are drawn under them, so another name gives another training.
/// </remarks>
public static class NetworkDigest
{
    // Begins the text; another form of the text needs another number.
    private const string Form = "network 1\n";

    /// <summary>The digest of a run's network, and of the base that computes its features where the run stores them.</summary>
    /// <exception cref="InputException">The run's network or its base cannot be built or computed.</exception>
    public static string Of(RunConfiguration run) => Of(RunInputs.Model(run), run.Extraction is null ? null : FeatureBase.Model(run));

    /// <param name="features">The network that computed what <paramref name="model"/> is fed; null where it is fed the data itself.</param>
    public static string Of(Model model, Model? features = null)
    {
        StringBuilder text = new(Form);
        Describe(model, text);
        if (features is not null)
        {
            text.Append("features of\n");
            Describe(features, text);
        }

        return Digests.OfText(text.ToString());
    }

    private static void Describe(Model model, StringBuilder text)
    {
        FlattenedModel network = FlattenedModel.Of(model);
        for (int index = 0; index < network.Nodes.Count; index++)
        {
            FlatNode node = network.Nodes[index];
            string name = node.Layer is InputLayer ? "" : $" {node.Path}";
            text.Append(CultureInfo.InvariantCulture, $"{index} {node.Layer.TypeName}{name} ({string.Join(' ', node.Inputs)}) {Settings(node.Layer)}\n");
            foreach (FlatWeight weight in node.Weights)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {weight.Spec.Name} {string.Join('x', weight.Spec.Shape)} {weight.Spec.Initializer}{(weight.Trainable ? " trained" : "")}\n");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"outputs {string.Join(' ', network.Outputs)}\n");
    }

    // A setting that is added to a layer later is written only where it is set, or recorded digests would change.
    private static string Settings(Layer layer) => layer switch
    {
        InputLayer input => $"{input.Shape}",
        Conv2D conv => $"{conv.Filters} of {conv.KernelSize} by {conv.Strides} {conv.Padding} {conv.Activation}{Bias(conv.UseBias)}{Penalty(conv.L2)}",
        Dense dense => $"{dense.Units} {dense.Activation}{Bias(dense.UseBias)}{Penalty(dense.L2)}",
        Pooling2D pool => $"{pool.PoolSize} by {pool.EffectiveStrides} {pool.Padding}",
        BatchNormalization normalization => $"momentum {Number(normalization.Momentum)} epsilon {Number(normalization.Epsilon)}",
        ZeroPadding2D padding => $"{padding.Top} {padding.Bottom} {padding.Left} {padding.Right}",
        ActivationLayer activation => $"{activation.Function}",
        Dropout dropout => Number(dropout.Rate),
        GlobalAveragePooling2D or Flatten or Add or Concatenate => "",
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, "A layer without a form in the digest of a network."),
    };

    private static string Bias(bool useBias) => useBias ? " bias" : "";

    private static string Penalty(float l2) => l2 == 0 ? "" : $" l2 {Number(l2)}";

    // The shortest digits that read back as the same float.
    private static string Number(float number) => number.ToString("R", CultureInfo.InvariantCulture);
}
