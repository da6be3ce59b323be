using System.Globalization;
using System.Xml;
using Repro.Data.Imaging;
using Repro.Figures.Drawing;
using Repro.Figures.Formats;
using Repro.Inputs;

namespace Repro.Reports.Html;

/// <summary>The pictures that <c>repro draw</c> left in a folder, made small enough for one page to hold them all.</summary>
public static class ReportPictures
{
    /// <summary>Bytes of all pictures together; written as text they take a third more.</summary>
    public const int Budget = 2_000_000;

    // What one picture may take, tried in turn until all fit.
    private static readonly int[] Limits = [200_000, 100_000, 60_000, 35_000, 20_000, 10_000];

    private const int SmallestSide = 64;

    /// <exception cref="InputException">The folder has no index of pictures, or a picture of it is missing or damaged.</exception>
    public static IReadOnlyList<ReportPicture> Load(string folder)
    {
        ReportPicture[] pictures = [.. PictureIndex.Read(folder).Pictures.Select(picture => Read(folder, picture))];
        foreach (int limit in Limits)
        {
            ReportPicture[] small = [.. pictures.Select(picture => Shrunk(picture, limit))];
            if (small.Sum(picture => picture.Content.Length) <= Budget)
            {
                return small;
            }
        }

        throw new InputException($"The {pictures.Length} pictures of '{folder}' are too many for one page. Draw fewer into it.");
    }

    private static ReportPicture Read(string folder, IndexedPicture picture)
    {
        // An index may come from elsewhere: it names files of its own folder and no others.
        string? type = Path.GetExtension(picture.File) switch { ".png" => "image/png", ".svg" => "image/svg+xml", _ => null };
        if (type is null || Path.GetFileName(picture.File) != picture.File || FileKinds.Of(Path.Combine(folder, picture.File), followLinks: false) == FileKind.Missing)
        {
            throw new InputException($"{Path.Combine(folder, PictureIndex.FileName)} names '{picture.File}', which is no .png or .svg file in that folder. Draw the pictures again.");
        }

        string from = string.Join(", ", new[] { picture.Model, picture.Weights, picture.Seed is { } seed ? string.Create(CultureInfo.InvariantCulture, $"seed {seed}") : null }.OfType<string>());
        byte[] content = InputFile.ReadBytes(Path.Combine(folder, picture.File), PngReader.MostBytes, "a drawn picture", InputRule.RegularNoLink, "Draw the pictures again.");
        RequirePicture(picture, type, content);
        return new ReportPicture(picture.Subject, picture.Title, picture.Caption + (from.Length > 0 ? $" ({from})" : ""), type, content);
    }

    // Whatever the size: a page is published, and must hold pictures and nothing else that has their names.
    private static void RequirePicture(IndexedPicture picture, string type, byte[] content)
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

            while (reader.Read())
            {
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException)
        {
            throw Unreadable(picture.File, exception);
        }
    }

    private static InputException Unreadable(string picture, Exception exception) =>
        new($"The picture '{picture}' cannot be read: {exception.Message} Draw the pictures again.", exception);

    /// <summary>The picture itself, or every second, third ... pixel of each side averaged, until it takes no more than the limit.</summary>
    internal static ReportPicture Shrunk(ReportPicture picture, int limit)
    {
        if (picture.Content.Length <= limit || picture.Type != "image/png")
        {
            return picture;
        }

        try
        {
            (RgbPicture whole, string title) = PngReader.Read(picture.Content);
            byte[] content = picture.Content;
            int factor = 1;
            while (content.Length > limit && Math.Min(whole.Height, whole.Width) / (factor + 1) >= SmallestSide)
            {
                content = PngWriter.Write(Averaged(whole, ++factor), title);
            }

            return factor == 1 ? picture : picture with { Content = content, Caption = picture.Caption + string.Create(CultureInfo.InvariantCulture, $" Shown at 1/{factor} of its {whole.Height}x{whole.Width} pixels.") };
        }
        catch (InvalidDataException exception)
        {
            throw Unreadable(picture.Title, exception);
        }
    }

    private static RgbPicture Averaged(RgbPicture picture, int factor)
    {
        (int height, int width) = (picture.Height / factor, picture.Width / factor);
        byte[] pixels = new byte[height * width * RgbPicture.Channels];
        for (int target = 0; target < pixels.Length; target++)
        {
            int channel = target % RgbPicture.Channels;
            int left = target / RgbPicture.Channels % width * factor;
            int top = target / RgbPicture.Channels / width * factor;
            int sum = 0;
            for (int y = top; y < top + factor; y++)
            {
                for (int x = left; x < left + factor; x++)
                {
                    sum += picture.Pixels[(y * picture.Width + x) * RgbPicture.Channels + channel];
                }
            }

            pixels[target] = (byte)((sum + factor * factor / 2) / (factor * factor));
        }

        return new RgbPicture(height, width, pixels);
    }
}
