using System.Formats.Tar;
using System.IO.Compression;
using Repro.Data.Arrays;

namespace Repro.Specs.Data.Arrays;

[Category("Fast")]
internal sealed class CifarArraysSpecs
{
    private const int Pixels = 3072;

    [TestCase(1)]
    [TestCase(2)]
    public void Records_become_images_with_channels_last(int labelBytes)
    {
        byte[] record =
        [
            .. Enumerable.Repeat((byte)9, labelBytes - 1),
            7,
            .. Enumerable.Repeat((byte)10, 1024),
            .. Enumerable.Repeat((byte)20, 1024),
            .. Enumerable.Repeat((byte)30, 1024),
        ];
        byte[] other = [.. record];
        other[labelBytes - 1] = 3;

        Dictionary<string, ArraySplit> splits = Read(
            Archive(
                ("a/data_batch_2.bin", record),
                ("a/data_batch_1.bin", [.. other, .. record]),
                ("a/readme.html", [1]),
                ("a/test_batch.bin", other)
            ),
            labelBytes
        );

        splits["train"].Labels.Should().Equal(3, 7, 7);
        splits["train"].Shape.Should().Equal(32, 32, 3);
        splits["train"].Values.Bytes(Pixels, 6).ToArray().Should().Equal(10, 20, 30, 10, 20, 30);
        splits["test"].Labels.Should().Equal(3);
    }

    [Test]
    public void Damaged_archives_are_refused()
    {
        byte[] record = new byte[1 + Pixels];
        byte[] whole = Archive(("train.bin", record), ("test.bin", record));
        Read(whole, 1)["train"].Samples.Should().Be(1);

        Reading(whole[..(whole.Length / 2)]).Should().Throw<InputException>();
        Reading([1, 2, 3]).Should().Throw<InputException>().WithMessage("*cannot be read as a .tar.gz file*");
        Reading(Archive(("train.bin", record))).Should().Throw<InputException>().WithMessage("*split 'test' has no file*");
        Reading(Archive(("train.bin", record[1..]), ("test.bin", record)))
            .Should()
            .Throw<InputException>()
            .WithMessage("*records of 3073 bytes*");
        Reading(Archive(("a/train.bin", record), ("b/train.bin", record)))
            .Should()
            .Throw<InputException>()
            .WithMessage("*'train.bin' exists twice*");
    }

    [Test]
    public void A_changed_byte_of_a_header_is_read_or_refused()
    {
        byte[] whole = Unzip(Archive(("train.bin", new byte[1 + Pixels]), ("test.bin", new byte[1 + Pixels])));
        foreach (byte value in (byte[])[0, (byte)' ', (byte)'7', 0x80, 0xFF])
        {
            for (int place = 0; place < 512; place++)
            {
                byte[] changed = [.. whole];
                changed[place] = value;
                changed[Math.Min(place + 1, 511)] = value;
                try
                {
                    Read(TinyMnist.Compress(changed), 1);
                }
                catch (InputException)
                {
                    // Refused in one line; any other exception fails the spec.
                }
            }
        }
    }

    private static byte[] Unzip(byte[] content)
    {
        using GZipStream zip = new(new MemoryStream(content), CompressionMode.Decompress);
        using MemoryStream stream = new();
        zip.CopyTo(stream);
        return stream.ToArray();
    }

    internal static byte[] Archive(params (string Name, byte[] Content)[] files)
    {
        using MemoryStream stream = new();
        using (GZipStream zip = new(stream, CompressionLevel.Fastest))
        using (TarWriter tar = new(zip))
        {
            foreach ((string name, byte[] content) in files)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
            }
        }

        return stream.ToArray();
    }

    private static Action Reading(byte[] archive) => () => Read(archive, 1);

    private static Dictionary<string, ArraySplit> Read(byte[] archive, int labelBytes) =>
        CifarArrays.Read(new MemoryStream(archive), "c.tar.gz", labelBytes);
}
