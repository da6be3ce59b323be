using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using Repro.Data.Imaging;
using Repro.Figures.Formats;

namespace Repro.Specs.Figures;

[Category("Fast")]
internal sealed class PngSpecs
{
    [TestCase(1, 1)]
    [TestCase(3, 2)]
    [TestCase(16, 16)]
    [TestCase(17, 300)]
    public void What_was_written_is_read_back(int height, int width)
    {
        // Up to 256 colours lie in a palette, more are true colours: both ways are met here.
        RgbImage image = Made(height, width);

        (RgbImage read, string title) = PngReader.Read(PngWriter.Write(image, "conv2d_5: Größe, 고양이"));

        (read.Height, read.Width).Should().Be((height, width));
        read.Pixels.Should().Equal(image.Pixels);
        title.Should().Be("conv2d_5: Größe, 고양이");
    }

    [Test]
    public void Few_colors_take_a_palette_and_many_do_not()
    {
        ColorTypeOf(new RgbImage(2, 2, [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6])).Should().Be(3);
        ColorTypeOf(Made(17, 300)).Should().Be(2);
    }

    [Test]
    public void A_damaged_or_foreign_file_is_refused()
    {
        byte[] file = PngWriter.Write(Made(3, 2), "title");
        byte[] changed = [.. file];
        changed[60] ^= 1;

        Action[] reads = [() => PngReader.Read(changed), () => PngReader.Read(file.AsSpan(..^5)), () => PngReader.Read([1, 2, 3])];

        reads.Should().AllSatisfy(read => read.Should().Throw<InvalidDataException>());
    }

    // Whole files by PNG's rules, with checksums that are right: another filter, a palette that is too short, no pixels, a short header.
    [TestCase("rows", "row 1 has filter 1")]
    [TestCase("palette", "its palette does not have a color")]
    [TestCase("size", "its header has 0 x 2 pixels")]
    [TestCase("height", "the length of its rows does not match its header")]
    [TestCase("header", "its header has another length")]
    public void A_sound_file_that_is_not_ours_is_refused(string what, string message)
    {
        byte[] header = [0, 0, 0, (byte)(what == "size" ? 0 : 1), 0, 0, 0, (byte)(what == "height" ? 3 : 2), 8, 3, 0, 0, 0];
        using MemoryStream file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(file, "IHDR", what == "header" ? header[..12] : header);
        Chunk(file, "PLTE", what == "palette" ? [1, 2, 3] : [1, 2, 3, 4, 5, 6]);
        Chunk(file, "IDAT", Deflated([0, 0, (byte)(what == "rows" ? 1 : 0), 1]));
        Chunk(file, "IEND", []);

        FluentActions
            .Invoking(() => PngReader.Read(file.ToArray()))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage($"*not written here: {message}*");
    }

    private static byte[] Deflated(byte[] rows)
    {
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Fastest))
        {
            zlib.Write(rows);
        }

        return compressed.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, byte[] content)
    {
        byte[] summed = [.. System.Text.Encoding.ASCII.GetBytes(type), .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(summed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(summed));
        file.Write(number);
    }

    // The byte of the header that says how colours are kept.
    private static byte ColorTypeOf(RgbImage image) => PngWriter.Write(image, "")[25];

    private static RgbImage Made(int height, int width)
    {
        byte[] pixels = new byte[height * width * RgbImage.Channels];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(i * 37 + i / 7 * 11);
        }

        return new RgbImage(height, width, pixels);
    }
}
