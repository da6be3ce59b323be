using Repro.Data.Imaging;
using Repro.Figures.Formats;

namespace Repro.Figures;

/// <summary>An image that was drawn, in its own pixels.</summary>
/// <param name="Name">Its file's name without the ending: <c>activations-conv2d_5</c>.</param>
/// <param name="Title">What stands over it; the file carries it.</param>
/// <param name="Caption">What a reader sees there, and of which document.</param>
internal sealed record DrawnImage(string Name, string Title, string Caption, RgbImage Image)
{
    /// <summary>The image as a PNG file.</summary>
    public byte[] ToPng() => PngWriter.Write(Image, Title);
}
