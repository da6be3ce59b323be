using Repro.Backends;
using Repro.Data.Imaging;
using Repro.Models;
using Repro.Training.Weights;

namespace Repro.Figures;

/// <summary>A model with its weights, of which only the part that leads to what is looked at is built.</summary>
/// <param name="Fill">Writes the weights of a network that is the model or a part of it.</param>
/// <param name="Weights">Where they come from, in words for a caption.</param>
internal sealed record WeightedModel(Model Model, Action<INetwork> Fill, string Weights)
{
    /// <summary>With Keras's initial weights: what made figures are drawn of.</summary>
    public static WeightedModel Seeded(Model model, int seed) =>
        new(model, network => WeightInitializer.Write(network, seed), FormattableString.Invariant($"initial weights of seed {seed}"));

    /// <summary>A network of the layers that lead to those named, and no other.</summary>
    /// <param name="side">Feeds images of side x side in place of the model's own size: convolutions take any.</param>
    /// <exception cref="ModelException">There is no such layer, or the images are too small for it.</exception>
    public INetwork UpTo(IBackend backend, IReadOnlyList<string> layers, int? side = null)
    {
        Model part = Model.WithOutputs(Model.Name, [.. layers.Select(IndexOf)]);
        if (side is { } length)
        {
            part = part.Select(layer =>
                layer is InputLayer input ? input with { Shape = new Shape(length, length, RgbImage.Channels) } : layer
            );
        }

        return Filled(backend, part);
    }

    /// <summary>A network of the whole model.</summary>
    public INetwork Whole(IBackend backend) => Filled(backend, Model);

    private INetwork Filled(IBackend backend, Model part)
    {
        INetwork network = backend.Build(part, new CompileOptions(Loss.CategoricalCrossentropy, null));
        try
        {
            Fill(network);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private int IndexOf(string layer) => Model.Nodes.ToList().IndexOf(Model[layer]);
}
