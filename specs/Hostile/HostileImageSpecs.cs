using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Repro.Figures.Drawing;
using Repro.Figures.Formats;
using Repro.Reports.Html;

namespace Repro.Specs.Hostile;

/// <summary>
/// A folder of images from outside: every image is decoded before it is shown, within bounds, and nothing outside the folder is read.
/// </summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class HostileImageSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // 256 MiB of rows behind a header of 64x64: 12,352 bytes of rows are what it may have.
    [Test]
    public void A_png_whose_rows_are_longer_than_its_header_says_is_refused_without_the_memory()
    {
        byte[] bomb = Png(
            64,
            64,
            stream =>
            {
                for (int block = 0; block < 256; block++)
                {
                    stream.Write(new byte[1 << 20]);
                }
            }
        );
        long before = GC.GetAllocatedBytesForCurrentThread();

        FluentActions
            .Invoking(() => PngReader.Read(bomb))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*the length of its rows does not match its header*");

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(8 << 20);
    }

    [TestCase(5001, 5000)]
    [TestCase(int.MaxValue, int.MaxValue)]
    public void A_png_of_too_many_pixels_is_refused_before_it_is_unpacked(int height, int width) =>
        FluentActions
            .Invoking(() => PngReader.Read(Png(height, width, _ => { })))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage($"*its header has {width} x {height} pixels*");

    [TestCase("k.png", "TOPSECRET")]
    [TestCase("k.svg", "TOPSECRET")]
    [TestCase("k.svg", "<html/>")]
    [TestCase("k.svg", "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>")]
    [TestCase("k.svg", "<svg>")]
    public void What_is_not_an_image_is_not_embedded(string file, string content)
    {
        Index(file);
        File.WriteAllText(_folder.File(file), content);

        FluentActions
            .Invoking(() => ReportFigures.Load(_folder.Path))
            .Should()
            .Throw<InputException>()
            .WithMessage($"The image '{file}' cannot be read: *");
    }

    [TestCase("k.png")]
    [TestCase(FigureIndex.FileName)]
    public void A_link_is_not_followed(string file)
    {
        Index("k.png");
        File.WriteAllBytes(_folder.File("target"), File.Exists(_folder.File(file)) ? File.ReadAllBytes(_folder.File(file)) : [1]);
        File.Delete(_folder.File(file));
        File.CreateSymbolicLink(_folder.File(file), _folder.File("target"));

        FluentActions
            .Invoking(() => ReportFigures.Load(_folder.Path))
            .Should()
            .Throw<InputException>()
            .WithMessage("*it is a link, and links are not followed here*");
    }

    // Opening either would wait forever.
    [TestCase("k.png")]
    [TestCase(FigureIndex.FileName)]
    [Platform("Linux")]
    public void A_pipe_is_not_opened(string file)
    {
        Index("k.png");
        File.Delete(_folder.File(file));
        using (Process made = Process.Start("mkfifo", [_folder.File(file)]))
        {
            made.WaitForExit();
        }

        FluentActions.Invoking(() => ReportFigures.Load(_folder.Path)).Should().Throw<InputException>().WithMessage("*it is a pipe*");
    }

    private void Index(string file) =>
        File.WriteAllText(
            _folder.File(FigureIndex.FileName),
            new FigureIndex(FigureIndex.CurrentSchema, [new IndexedFigure(file, "s", "t", "c")], []).ToJson()
        );

    // A true-colour file of those sides, with rows that the caller writes.
    private static byte[] Png(int height, int width, Action<Stream> rows)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Fastest))
        {
            rows(zlib);
        }

        using MemoryStream file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        foreach ((string type, byte[] content) in new[] { ("IHDR", header), ("IDAT", packed.ToArray()), ("IEND", Array.Empty<byte>()) })
        {
            byte[] summed = [.. Encoding.ASCII.GetBytes(type), .. content];
            byte[] number = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
            file.Write(number);
            file.Write(summed);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(summed));
            file.Write(number);
        }

        return file.ToArray();
    }
}
