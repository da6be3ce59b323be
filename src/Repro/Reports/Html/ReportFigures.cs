using System.Globalization;
using System.Xml;
using Repro.Data.Imaging;
using Repro.Figures.Drawing;
using Repro.Figures.Formats;
using Repro.Inputs;

namespace Repro.Reports.Html;

/// <summary>The images that <c>repro draw</c> left in a folder, made small enough for one page to hold them all.</summary>
internal static class ReportFigures
{
    /// <summary>Bytes of all images together; written as text they take a third more.</summary>
    public const int Budget = 2_000_000;

    // What one image may take, tried in turn until all fit.
    private static readonly int[] Limits = [200_000, 100_000, 60_000, 35_000, 20_000, 10_000];

    private const int SmallestSide = 64;

    /// <exception cref="InputException">The folder has no index of figures, or an image of it is missing or damaged.</exception>
    public static IReadOnlyList<ReportFigure> Load(string folder)
    {
        ReportFigure[] images = [.. FigureIndex.Read(folder).Figures.Select(image => Read(folder, image))];
        foreach (int limit in Limits)
        {
            ReportFigure[] small = [.. images.Select(image => Shrunk(image, limit))];
            if (small.Sum(image => image.Content.Length) <= Budget)
            {
                return small;
            }
        }

        throw new InputException($"The {images.Length} images of '{folder}' are too many for one page. Draw fewer into it.");
    }

    private static ReportFigure Read(string folder, IndexedFigure image)
    {
        // An index may come from elsewhere: it names files of its own folder and no others.
        string? type = Path.GetExtension(image.File) switch
        {
            ".png" => "image/png",
            ".svg" => "image/svg+xml",
            _ => null,
        };
        if (
            type is null
            || Path.GetFileName(image.File) != image.File
            || FileKinds.Of(Path.Combine(folder, image.File), followLinks: false) == FileKind.Missing
        )
        {
            throw new InputException(
                $"{Path.Combine(folder, FigureIndex.FileName)} names '{image.File}', which is not a .png or .svg file in that folder. Draw the figures again."
            );
        }

        string from = string.Join(
            ", ",
            new[]
            {
                image.Model,
                image.Weights,
                image.Seed is { } seed ? string.Create(CultureInfo.InvariantCulture, $"seed {seed}") : null,
            }.OfType<string>()
        );
        byte[] content = InputFile.ReadBytes(
            Path.Combine(folder, image.File),
            PngReader.MostBytes,
            "a drawn image",
            InputRule.RegularNoLink,
            "Draw the figures again."
        );
        RequireImage(image, type, content);
        return new ReportFigure(image.Subject, image.Title, image.Caption + (from.Length > 0 ? $" ({from})" : ""), type, content);
    }

    // Whatever the size: a page is published, and must hold images and nothing else that has their names.
    private static void RequireImage(IndexedFigure image, string type, byte[] content)
    {
        try
        {
            if (type == "image/png")
            {
                PngReader.Read(content);
                return;
            }

            XmlReaderSettings settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using XmlReader reader = XmlReader.Create(new MemoryStream(content, writable: false), settings);
            if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "svg")
            {
                throw new InvalidDataException("Its first element is not svg.");
            }

            while (reader.Read()) { }
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException)
        {
            throw Unreadable(image.File, exception);
        }
    }

    private static InputException Unreadable(string image, Exception exception) =>
        new($"The image '{image}' cannot be read: {exception.Message} Draw the figures again.", exception);

    /// <summary>The image itself, or every second, third ... pixel of each side averaged, until it takes no more than the limit.</summary>
    internal static ReportFigure Shrunk(ReportFigure image, int limit)
    {
        if (image.Content.Length <= limit || image.Type != "image/png")
        {
            return image;
        }

        try
        {
            (RgbImage whole, string title) = PngReader.Read(image.Content);
            byte[] content = image.Content;
            int factor = 1;
            while (content.Length > limit && Math.Min(whole.Height, whole.Width) / (factor + 1) >= SmallestSide)
            {
                content = PngWriter.Write(Averaged(whole, ++factor), title);
            }

            return factor == 1
                ? image
                : image with
                {
                    Content = content,
                    Caption =
                        image.Caption
                        + string.Create(CultureInfo.InvariantCulture, $" Shown at 1/{factor} of its {whole.Height}x{whole.Width} pixels."),
                };
        }
        catch (InvalidDataException exception)
        {
            throw Unreadable(image.Title, exception);
        }
    }

    private static RgbImage Averaged(RgbImage image, int factor)
    {
        (int height, int width) = (image.Height / factor, image.Width / factor);
        byte[] pixels = new byte[height * width * RgbImage.Channels];
        for (int target = 0; target < pixels.Length; target++)
        {
            int channel = target % RgbImage.Channels;
            int left = target / RgbImage.Channels % width * factor;
            int top = target / RgbImage.Channels / width * factor;
            int sum = 0;
            for (int y = top; y < top + factor; y++)
            {
                for (int x = left; x < left + factor; x++)
                {
                    sum += image.Pixels[(y * image.Width + x) * RgbImage.Channels + channel];
                }
            }

            pixels[target] = (byte)((sum + factor * factor / 2) / (factor * factor));
        }

        return new RgbImage(height, width, pixels);
    }
}
