using Repro.Backends;
using Repro.Data.Batches;
using Repro.Data.Catalog;
using Repro.Data.Imaging;
using Repro.Keras.Catalog;
using Repro.Models;
using Repro.Models.BuiltIn;
using Repro.Models.Layers;
using Repro.Runs;
using Repro.Training.Evaluation;
using Repro.Training.Feeding;
using Repro.Training.State;
using Repro.Training.Weights;

namespace Repro.Figures.Drawing;

/// <summary>A network that images are drawn of, and how it is fed.</summary>
/// <param name="Name">Begins the files' names: a run's name, or <c>vgg16</c>.</param>
/// <param name="Feed">Makes of pixels what the network takes.</param>
/// <param name="Scale">The unit of its inputs in pixels' levels: 1/255 where pixels are divided by 255.</param>
/// <param name="Seed">Of the training; null for pretrained weights.</param>
/// <param name="Titles">What the documents call layers that this network numbers otherwise.</param>
/// <param name="Classes">Sigmoid's two classes, 0 first; empty for other networks.</param>
internal sealed record FigureSource(
    string Name,
    WeightedModel Weighted,
    IImagePreprocessor Feed,
    float Scale,
    int? Seed,
    IReadOnlyDictionary<string, string> Titles,
    IReadOnlyList<string> Classes
)
{
    private const int ShownLayers = 8;
    private const int DeepKernel = 6;

    /// <summary>Pretrained networks by the names that the tool gives them.</summary>
    public static IReadOnlyDictionary<string, string> PretrainedModels { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["squeezenet11"] = "squeezenet11-base-150",
            ["vgg16"] = "vgg16-base-150",
            ["vgg16-top"] = "vgg16-top-224",
        };

    /// <summary>The pretrained networks whose weights the project declares or the library knows.</summary>
    public static IReadOnlyList<string> Offered(WeightsCatalog catalog) =>
        [.. PretrainedModels.Where(network => catalog.Find(network.Value) is not null).Select(network => network.Key)];

    /// <summary>A pretrained network.</summary>
    /// <param name="catalog">Declares the weights.</param>
    /// <exception cref="InputException">Its weights are missing or damaged, or were made for a trial.</exception>
    /// <exception cref="Native.MissingNativeException">libhdf5 is not installed.</exception>
    public static FigureSource Pretrained(string name, WeightsCatalog catalog, string? dataRoot)
    {
        PretrainedWeights weights = PretrainedWeights.Load(catalog.For(PretrainedModels[name]), dataRoot, ModelCatalog.BuiltIn);
        string origin = weights.Origin.Synthetic ? "weights made for a trial, not pretrained" : "ImageNet's published weights";
        return new FigureSource(
            name,
            new WeightedModel(BuiltInModels.Get(PretrainedModels[name]), weights.Fill, origin),
            new CaffePreprocessing(),
            1,
            null,
            new Dictionary<string, string>(),
            []
        );
    }

    /// <summary>A finished training.</summary>
    /// <param name="folder">The seed's folder.</param>
    /// <exception cref="InputException">It holds no finished training of the run, or the run's network is no chain of layers that is fed
    /// with images.</exception>
    public static FigureSource Trained(string folder, RunConfiguration run, IBackend backend)
    {
        Model model = RunInputs.Model(run);
        if (
            model.InputShape is not { Rank: 3 } input
            || input[2] != RgbImage.Channels
            || model.Nodes.Any(node => node.Layer is NestedModel)
        )
        {
            throw new InputException(
                $"Images are drawn of runs whose model has its own convolutions on color images; '{run.Name}' has not. Of a pretrained base: --model vgg16."
            );
        }

        RunRecord record = RunRecord.Read(RunFolder.RecordOf(folder));
        Dictionary<string, float[]> values = [];
        using (INetwork network = TrainedRun.Restore(folder, record, run, model, backend))
        {
            foreach (FlatWeight weight in network.Weights)
            {
                network.ReadWeight(weight.Path, values[weight.Path] = new float[weight.Spec.Elements]);
            }
        }

        SplitConfiguration fed = run.Test ?? run.Train;
        string trial = record.Shortened ? $" of a trial of {Counted.Of(record.Epochs, "epoch")}" : "";
        return new FigureSource(
            run.Name,
            new WeightedModel(
                model,
                network => Write(network, values),
                FormattableString.Invariant($"{run.Name}, seed {record.Seed}, {record.Backend}{trial}")
            ),
            ImagePreprocessors.Of(fed with { Augmentation = null }, seed: 0),
            (float)(fed.Rescale ?? 1),
            record.Seed,
            TitlesOf(run),
            model.OutputShapes[0].Elements != 1 ? []
                : run.Set.KnownClasses.Count == 2 ? run.Set.KnownClasses
                : ["class 0", "class 1"]
        );
    }

    /// <summary>The convolutions, in the model's order.</summary>
    public IReadOnlyList<string> Convolutions =>
        [.. Weighted.Model.Nodes.Where(node => node.Layer is Conv2D).Select(node => node.Layer.Name)];

    /// <summary>The documents' first convolution, and <c>layers[9]</c> of VGG16: its seventh.</summary>
    public IReadOnlyList<string> KernelLayers => [Convolutions[0], Convolutions[Math.Min(DeepKernel, Convolutions.Count - 1)]];

    /// <summary>The first eight layers behind the input.</summary>
    public IReadOnlyList<string> ShownActivations => [.. Weighted.Model.Nodes.Skip(1).Take(ShownLayers).Select(node => node.Layer.Name)];

    /// <summary>Of which grids of patterns are drawn: the first convolution of blocks 1 to 4 of VGG16.</summary>
    public IReadOnlyList<string> FilterLayers =>
        Weighted.Model.Name switch
        {
            "vgg16" => ["block1_conv1", "block2_conv1", "block3_conv1", "block4_conv1"],
            "squeezenet11" => ["relu_conv1", "fire2_concat", "fire3_concat", "fire5_concat"],
            _ => Convolutions,
        };

    /// <summary>The layer whose filter 0 is drawn alone: block3_conv1.</summary>
    public string PatternLayer => FilterLayers[Math.Min(2, FilterLayers.Count - 1)];

    /// <summary>The last convolution of each of VGG16's blocks.</summary>
    public IReadOnlyList<string> FeatureLayers =>
        Weighted.Model.Name switch
        {
            "vgg16" => ["block1_conv2", "block2_conv2", "block3_conv3", "block4_conv3", "block5_conv3"],
            "squeezenet11" => ["relu_conv1", "fire3_concat", "fire5_concat", "fire9_concat"],
            _ => Convolutions,
        };

    /// <summary>The output whose channels Grad-CAM weighs.</summary>
    public string LastConvolution => FeatureLayers[^1];

    /// <summary>A layer as the documents call it.</summary>
    public string TitleOf(string layer) => Titles.GetValueOrDefault(layer, layer);

    /// <summary>A photograph as the network is fed it.</summary>
    /// <returns>(1, side, side, 3)</returns>
    public Tensor Input(RgbImage photograph, int side)
    {
        Tensor x = new(1, side, side, RgbImage.Channels);
        Feed.Write(photograph.Resize(side, side).Pixels, side, side, number: 0, pass: 0, x.Values);
        return x;
    }

    private static void Write(INetwork network, Dictionary<string, float[]> values)
    {
        foreach (FlatWeight weight in network.Weights)
        {
            network.WriteWeight(weight.Path, values[weight.Path]);
        }
    }

    private static Dictionary<string, string> TitlesOf(RunConfiguration run)
    {
        if (run.Observe?.Session is not { } session)
        {
            return [];
        }

        Model named = run.Models.Build(run.Model, [session]).Model;
        return RunInputs
            .Model(run)
            .Nodes.Zip(named.Nodes)
            .Skip(1)
            .ToDictionary(pair => pair.First.Layer.Name, pair => pair.Second.Layer.Name);
    }
}
