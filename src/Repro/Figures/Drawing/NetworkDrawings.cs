using System.Globalization;
using Repro.Backends;
using Repro.Data.Imaging;
using Repro.Figures.Activations;
using Repro.Figures.Colors;
using Repro.Figures.Filters;
using Repro.Models;

namespace Repro.Figures.Drawing;

/// <summary>What is drawn of a network's weights and of what its layers make of one photograph.</summary>
internal static class NetworkDrawings
{
    // Channels of the first layer that are drawn alone.
    private static readonly int[] ShownChannels = [3, 4, 7, 19];
    private const int ChannelCell = 2;

    /// <summary>The first filters of the first convolution and of a deep one.</summary>
    public static IEnumerable<DrawnImage> Kernels(FigureSource source, IBackend backend)
    {
        using INetwork network = source.Weighted.UpTo(backend, source.KernelLayers);
        foreach (string layer in source.KernelLayers)
        {
            WeightSpec kernel = source.Weighted.Model[layer].Weights.Single(weight => weight.Name == "kernel");
            float[] values = new float[kernel.Elements];
            network.ReadWeight($"{layer}/kernel", values);
            string title = source.TitleOf(layer);
            yield return new DrawnImage(
                $"{source.Name}-kernels-{title}",
                title,
                FormattableString.Invariant(
                    $"The first {KernelFigure.Filters} of {kernel.Shape[3]} filters of {title}, a row each; side by side the first {KernelFigure.Channels} of {kernel.Shape[2]} channels. White is the tile's largest weight."
                ),
                KernelFigure.Draw(values, kernel.Shape)
            );
        }
    }

    /// <summary>Single channels of the first layer, and all channels of the first eight.</summary>
    public static IEnumerable<DrawnImage> Activations(FigureSource source, IBackend backend, string photograph, RgbImage pixels)
    {
        IReadOnlyList<string> layers = source.ShownActivations;
        int side = source.Weighted.Model.InputShape[0]!.Value;
        using INetwork network = source.Weighted.UpTo(backend, layers);
        IReadOnlyList<Tensor> maps = network.Activations(source.Input(pixels, side), layers);
        string first = source.TitleOf(layers[0]);
        foreach (int channel in ShownChannels)
        {
            RgbImage shown = ColorMap.ViridisMap.Show(maps[0].Channel(channel), maps[0].Shape[1], maps[0].Shape[2]);
            yield return new DrawnImage(
                string.Create(CultureInfo.InvariantCulture, $"{source.Name}-activation-{first}-{channel}"),
                string.Create(CultureInfo.InvariantCulture, $"{first}, channel {channel}"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Channel {channel} (counted from 0) of {first} for {photograph}, twice its size; yellow is strong."
                ),
                shown.Resize(shown.Height * ChannelCell, shown.Width * ChannelCell)
            );
        }

        for (int i = 0; i < layers.Count; i++)
        {
            ActivationGrid grid = ActivationGrid.Draw(maps[i]);
            string title = source.TitleOf(layers[i]);
            yield return new DrawnImage(
                $"{source.Name}-activations-{title}",
                title,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"All {grid.Channels} channels of {title} for {photograph}, {ActivationGrid.PerRow} a row, each levelled by its own mean and deviation. Black: {grid.Blank} blank channels, whose deviation is 0."
                ),
                grid.Image
            );
        }
    }

    /// <summary>The first 64 channels of the last convolution of each block.</summary>
    public static IEnumerable<DrawnImage> FeatureMaps(FigureSource source, IBackend backend, string photograph, RgbImage pixels)
    {
        int side = source.Weighted.Model.InputShape[0]!.Value;
        using INetwork network = source.Weighted.UpTo(backend, source.FeatureLayers);
        IReadOnlyList<Tensor> maps = network.Activations(source.Input(pixels, side), source.FeatureLayers);
        for (int i = 0; i < maps.Count; i++)
        {
            string title = source.TitleOf(source.FeatureLayers[i]);
            int channels = maps[i].Shape[^1];
            yield return new DrawnImage(
                $"{source.Name}-featuremaps-{title}",
                title,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The first {Math.Min(channels, FeatureMapGrid.Square * FeatureMapGrid.Square)} of {channels} maps of {title} ({maps[i].Shape[1]}x{maps[i].Shape[2]} cells) for {photograph}; white is a map's strongest cell."
                ),
                FeatureMapGrid.Draw(maps[i])
            );
        }
    }
}
