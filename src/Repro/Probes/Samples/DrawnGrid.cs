using System.IO.Compression;
using Repro.Backends;
using Repro.Data.Imaging;
using Repro.Figures.Activations;
using Repro.Figures.Formats;

namespace Repro.Probes.Samples;

/// <summary>The grid of a layer's channels, drawn into a file and read back when it is first asked for.</summary>
internal sealed class DrawnGrid(string layer, Tensor maps)
{
    private readonly Lazy<(RgbImage Image, string Title)> _file = new(() =>
        PngReader.Read(PngWriter.Write(ActivationGrid.Draw(maps).Image, layer, CompressionLevel.Fastest))
    );
    private GridPlaces? _places;

    public string Layer => layer;

    public RgbImage Image => _file.Value.Image;

    public string Title => _file.Value.Title;

    /// <summary>Where the channels are found.</summary>
    public GridPlaces Places => _places ??= GridPlaces.Find(Image, maps);
}
