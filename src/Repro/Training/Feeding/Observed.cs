using Repro.Backends;
using Repro.Data.Batches;
using Repro.Data.Folders;
using Repro.Data.Imaging;
using Repro.Models;
using Repro.Runs;

namespace Repro.Training.Feeding;

/// <summary>What a run looks at when it is trained: one image as the network is fed it, and layers.</summary>
/// <param name="Name">The image's file without its ending, as addresses name it.</param>
/// <param name="Image">(1, height, width, 3)</param>
/// <param name="Layers">Each layer's name in the documents' session, and its own in the model.</param>
internal sealed record Observed(string Name, Tensor Image, IReadOnlyList<(string Name, string Path)> Layers)
{
    /// <summary>The image out of a part of the run's data.</summary>
    /// <exception cref="InputException">The part does not hold it, or the model has no such layer.</exception>
    public static Observed Of(RunConfiguration run, ObserveConfiguration observe, SplitConfiguration split, DecodedImages images)
    {
        string file = observe.Image[(split.Split.Length + 1)..];
        int number = images.Split.Files.ToList().IndexOf(file);
        if (number < 0)
        {
            throw new InputException(
                $"Run '{run.Name}' observes the image '{observe.Image}', but '{images.Split.Folder}' does not hold it. {run.Set.Remedy}"
            );
        }

        float[] x = new float[images.ImageLength];
        ImagePreprocessors.Of(split with { Augmentation = null }, seed: 0).Write(images, number, pass: 0, x);
        return new Observed(
            Path.GetFileNameWithoutExtension(file),
            new Tensor(x, 1, images.Height, images.Width, RgbImage.Channels),
            LayersOf(run, observe)
        );
    }

    /// <summary>
    /// The observed layers: names that a document's session gave, beside those that the same layers have in the run's model.
    /// </summary>
    /// <exception cref="InputException">The session is unknown, or its model has no such layer.</exception>
    public static IReadOnlyList<(string Name, string Path)> LayersOf(RunConfiguration run, ObserveConfiguration observe)
    {
        string[] inSession = Names(run.Models.Build(run.Model, observe.Session is null ? [] : [observe.Session]).Model);
        string[] own = Names(run.Models.Build(run.Model, []).Model);
        return
        [
            .. observe.Layers.Select(layer =>
                Array.IndexOf(inSession, layer) is var place and >= 0
                    ? (layer, own[place])
                    : throw new InputException(
                        $"Run '{run.Name}' observes the layer '{layer}', but its model has {string.Join(", ", inSession)}."
                    )
            ),
        ];
    }

    private static string[] Names(Model model) => [.. model.Nodes.Select(node => node.Layer.Name)];
}
