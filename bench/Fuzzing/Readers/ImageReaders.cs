using System.Buffers.Binary;
using System.IO.Hashing;
using Repro.Data.Imaging;
using Repro.Figures.Drawing;
using Repro.Figures.Formats;
using Repro.Reports.Html;

namespace Repro.Bench.Fuzzing.Readers;

/// <summary>Readers of images and of a folder of drawn images.</summary>
internal static class ImageReaders
{
    private const int SignatureLength = 8;
    private const int ChunkOverhead = 12;

    private static readonly byte[][] PngMarkers =
    [
        [],
        [0, 0, 0, 0],
        [255, 255, 255, 255],
        [127, 255, 255, 255],
        [0, 0, 16, 0],
        .. FuzzFolder.Bytes("IHDR", "IDAT", "PLTE", "IEND", "iTXt", "Title\0\0\0\0\0"),
    ];

    public static FuzzReader Index(FuzzFolder folder)
    {
        Fill(folder);
        FigureIndex index = new(
            FigureIndex.CurrentSchema,
            [new IndexedFigure("a.png", "kernels", "A", "c", 8, 8, "m", "w", 1), new IndexedFigure("b.svg", "curves", "B", "c")],
            ["x: why"]
        );
        return new FuzzReader(
            "picture-index",
            [FuzzFolder.Bytes(index.ToJson())],
            JsonReaders.Markers,
            content =>
            {
                folder.Write(content, "pictures", FigureIndex.FileName);
                ReportFigures.Load(folder.File("pictures"));
            }
        );
    }

    public static FuzzReader Png(FuzzFolder folder)
    {
        Fill(folder);
        folder.Write(
            FuzzFolder.Bytes(new FigureIndex(FigureIndex.CurrentSchema, [new IndexedFigure("a.png", "kernels", "A", "c")], []).ToJson()),
            "pictures",
            FigureIndex.FileName
        );
        return new FuzzReader(
            "png",
            [PngWriter.Write(Made(8, 8, 3), "title"), PngWriter.Write(Made(60, 90, 4000), ""), PngWriter.Write(Made(1, 1, 1), "t")],
            PngMarkers,
            content =>
            {
                folder.Write(Summed(content), "pictures", "a.png");
                ReportFigures.Load(folder.File("pictures"));
            }
        );
    }

    public static FuzzReader Svg(FuzzFolder folder)
    {
        Fill(folder);
        folder.Write(
            FuzzFolder.Bytes(new FigureIndex(FigureIndex.CurrentSchema, [new IndexedFigure("b.svg", "curves", "B", "c")], []).ToJson()),
            "pictures",
            FigureIndex.FileName
        );
        byte[][] markers = FuzzFolder.Bytes(
            "",
            "<svg",
            "</svg>",
            "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\">]>",
            "&a;",
            "&#0;",
            "<![CDATA[",
            "<?x?>",
            "<script>",
            "xmlns=\"\"",
            "<a><a><a><a>"
        );
        return new FuzzReader(
            "svg",
            [File.ReadAllBytes(folder.File("pictures", "b.svg"))],
            markers,
            content =>
            {
                folder.Write(content, "pictures", "b.svg");
                ReportFigures.Load(folder.File("pictures"));
            }
        );
    }

    public static FuzzReader Jpeg(FuzzFolder folder)
    {
        JpegDecoder decoder = new();
        return new FuzzReader(
            "jpeg",
            [.. Directory.GetFiles(Own.PathOf("fixtures", "pictures"), "*.jpg").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)],
            [
                [0xFF, 0xD9],
                [0xFF, 0xD8],
                [0xFF, 0xDA],
                [0xFF, 0xC4],
                [0xFF, 0xC0],
                [0xFF, 0xC2],
                [0xFF, 0xDD, 0, 4, 0, 1],
                [0xFF, 0xDB],
                [0xFF, 0xEE],
                [0xFF, 0xD0],
            ],
            file => decoder.Decode(file, "fuzz.jpg").Resize(150, 150)
        );
    }

    private static void Fill(FuzzFolder folder)
    {
        folder.Write(PngWriter.Write(Made(8, 8, 3), "title"), "pictures", "a.png");
        folder.Write(
            FuzzFolder.Bytes(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\"><g fill=\"#fff\"><text x=\"1\">a &amp; b</text></g></svg>\n"
            ),
            "pictures",
            "b.svg"
        );
    }

    private static RgbImage Made(int height, int width, int colors)
    {
        byte[] pixels = new byte[height * width * RgbImage.Channels];
        for (int pixel = 0; pixel < height * width; pixel++)
        {
            int color = pixel % colors;
            (pixels[3 * pixel], pixels[3 * pixel + 1], pixels[3 * pixel + 2]) = ((byte)color, (byte)(color >> 4), (byte)(color >> 8));
        }

        return new RgbImage(height, width, pixels);
    }

    // Four of five get right checksums in their chunks, so that the readers behind them are reached.
    private static byte[] Summed(byte[] content)
    {
        if (content.Length % 5 == 0)
        {
            return content;
        }

        int at = SignatureLength;
        while (
            at + ChunkOverhead <= content.Length
            && BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(at)) is >= 0 and var length
            && length <= content.Length - at - ChunkOverhead
        )
        {
            BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(at + 8 + length), Crc32.HashToUInt32(content.AsSpan(at + 4, 4 + length)));
            at += ChunkOverhead + length;
        }

        return content;
    }
}
