using System.Collections.Concurrent;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Data.Imaging;
using Repro.Figures;
using Repro.Figures.Activations;
using Repro.Figures.Filters;
using Repro.Keras.Catalog;
using Repro.Models;
using Repro.Models.BuiltIn;
using Repro.Models.Layers;
using Repro.Training.Weights;

namespace Repro.Probes.Samples;

/// <summary>
/// What figures are drawn of where no data and no trained weights are needed: networks with Keras's initial weights of one
/// seed, and a made image. Each network is run once for all claims about it. Ascents are those of two probes, which measure side by side;
/// the rest is that of figures alone.
/// </summary>
internal sealed class SeededNetworks
{
    /// <summary>
    /// The smallest for which the filters of block3_conv1 that claims climb (0, 40 and 77) answer to grey noise: a dead one stays where it
    /// is.
    /// </summary>
    public const int Seed = 3;

    public const string Variant = "seeded weights";
    private const string Vgg = "vgg16-top-224";

    private static readonly string[] Blocks =
    [
        "block1_conv1",
        "block1_conv2",
        "block2_conv2",
        "block3_conv3",
        "block4_conv3",
        "block5_conv3",
    ];

    private readonly Lazy<Model> _vgg = new(() => BuiltInModels.Get(Vgg));
    private readonly Lazy<IReadOnlyList<(string Layer, Tensor Maps)>> _features;
    private readonly ConcurrentDictionary<(string Layer, int Channel, int Side, bool Whole), Lazy<SeededAscent>> _ascents = [];
    private readonly Dictionary<string, (RgbImage Drawn, DrawnTiles Tiles)> _featureGrids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DrawnGrid[]> _activationGrids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RgbImage[]> _tiles = [];
    private readonly Dictionary<string, IReadOnlyList<(string Layer, Tensor Maps)>> _activations = new(StringComparer.Ordinal);
    private readonly ModelCatalog _models;

    /// <param name="models">The project's networks.</param>
    public SeededNetworks(ModelCatalog models)
    {
        _models = models;
        _features = new(() => Run(_vgg.Value, Blocks, Made(_vgg.Value.InputShape)));
    }

    /// <summary>The layers of a network of the project, in its order, without the input.</summary>
    /// <param name="name">The network.</param>
    /// <param name="variants">About its session: <c>after MODEL</c>.</param>
    /// <exception cref="InputException">There is no such network or variant.</exception>
    public IReadOnlyList<(string Layer, Tensor Maps)> Activations(string name, IReadOnlyList<string> variants)
    {
        string key = string.Join(", ", [name, .. variants]);
        if (!_activations.TryGetValue(key, out IReadOnlyList<(string Layer, Tensor Maps)>? layers))
        {
            Model model = _models.Build(name, variants).Model;
            layers = _activations[key] = Run(model, [.. model.Nodes.Skip(1).Select(node => node.Layer.Name)], Made(model.InputShape));
        }

        return layers;
    }

    /// <summary>VGG16's first convolution and the last of each block, on an image of 224x224.</summary>
    public IReadOnlyList<(string Layer, Tensor Maps)> FeatureMaps => _features.Value;

    /// <summary>Each channel of one of <see cref="FeatureMaps"/> as it would stand in a grid.</summary>
    public RgbImage[] FeatureTiles(string layer)
    {
        if (!_tiles.TryGetValue(layer, out RgbImage[]? tiles))
        {
            Tensor maps = FeatureMaps.Single(one => one.Layer == layer).Maps;
            tiles = _tiles[layer] = [.. Enumerable.Range(0, maps.Shape[^1]).Select(channel => FeatureMapGrid.Tile(maps, channel))];
        }

        return tiles;
    }

    /// <summary>A convolution's kernel of VGG16; null where there is no such layer.</summary>
    public (float[] Values, IReadOnlyList<int> Shape)? Kernel(string layer)
    {
        if (_vgg.Value.Nodes.FirstOrDefault(node => node.Layer is Conv2D && node.Layer.Name == layer) is not { } node)
        {
            return null;
        }

        WeightSpec kernel = node.Weights.Single(weight => weight.Name == "kernel");
        return (WeightInitializer.Draw(new FlatWeight($"{layer}/kernel", kernel, true), Seed), kernel.Shape);
    }

    /// <summary>VGG16 up to a layer.</summary>
    public INetwork UpTo(IBackend backend, string layer, int side) => WeightedModel.Seeded(_vgg.Value, Seed).UpTo(backend, [layer], side);

    /// <summary>Whether VGG16 has that channel.</summary>
    public bool Has(string layer, int channel) =>
        _vgg.Value.Nodes.Any(node => node.Layer.Name == layer && node.Layer is Conv2D conv && channel < conv.Filters);

    /// <summary>An ascent, climbed once.</summary>
    /// <param name="whole">All steps; otherwise the first one, which shows the noise of the start and every shape.</param>
    public SeededAscent Ascent(string layer, int channel, int side, bool whole = true)
    {
        if (!whole && _ascents.TryGetValue((layer, channel, side, true), out Lazy<SeededAscent>? climbed))
        {
            return climbed.Value;
        }

        return _ascents
            .GetOrAdd(
                (layer, channel, side, whole),
                asked => new Lazy<SeededAscent>(() => Climb(asked.Layer, asked.Channel, asked.Side, asked.Whole))
            )
            .Value;
    }

    /// <summary>The grid of one of <see cref="FeatureMaps"/>, drawn and read back once.</summary>
    public (RgbImage Drawn, DrawnTiles Tiles) FeatureGrid(string layer)
    {
        if (!_featureGrids.TryGetValue(layer, out (RgbImage, DrawnTiles) grid))
        {
            RgbImage drawn = DrawnTiles.Read(FeatureMapGrid.Draw(FeatureMaps.Single(one => one.Layer == layer).Maps));
            grid = _featureGrids[layer] = (drawn, DrawnTiles.Find(drawn, Canvas.White));
        }

        return grid;
    }

    /// <summary>A grid for each layer of <see cref="Activations"/>, drawn and read back once.</summary>
    /// <exception cref="InputException">There is no such network or variant.</exception>
    public IReadOnlyList<DrawnGrid> ActivationGrids(string name, IReadOnlyList<string> variants)
    {
        string key = string.Join(", ", [name, .. variants]);
        if (!_activationGrids.TryGetValue(key, out DrawnGrid[]? grids))
        {
            grids = _activationGrids[key] = [.. Activations(name, variants).Select(one => new DrawnGrid(one.Layer, one.Maps))];
        }

        return grids;
    }

    private SeededAscent Climb(string layer, int channel, int side, bool whole)
    {
        using CpuBackend backend = new();
        using INetwork network = UpTo(backend, layer, side);
        return SeededAscent.Climb(new FilterAscent(network, layer), channel, Seed, whole ? FilterAscent.Steps : 1);
    }

    /// <summary>An image of noise in -1..1.</summary>
    private static Tensor Made(Shape shape)
    {
        Tensor image = new([1, .. shape.Axes.Select(axis => axis!.Value)]);
        SingleLayer.Fill(image.Values, "made picture");
        return image;
    }

    private static (string, Tensor)[] Run(Model model, IReadOnlyList<string> layers, Tensor image)
    {
        using CpuBackend backend = new();
        using INetwork network = WeightedModel.Seeded(model, Seed).UpTo(backend, layers);
        return [.. layers.Zip(network.Activations(image, layers))];
    }
}
