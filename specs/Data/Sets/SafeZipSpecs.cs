using System.Buffers.Binary;
using System.IO.Compression;
using Repro.Data.Archives;

namespace Repro.Specs.Data.Sets;

[TestFixture]
[Category("Fast")]
internal sealed class SafeZipSpecs
{
    private static readonly byte[] Text = [.. Enumerable.Range(0, 5000).Select(index => (byte)(index % 97))];

    [TestCase(CompressionLevel.NoCompression)]
    [TestCase(CompressionLevel.Optimal)]
    public void Files_come_out_as_they_went_in(CompressionLevel level)
    {
        using TemporaryFolder folder = new();
        byte[] zip = MadeZip.Of(level, _ => { }, ("a/", []), ("a/b.txt", Text), ("left.txt", [1]), ("empty", []));

        int count = SafeZip.Unpack(new MemoryStream(zip), "x.zip", folder.Path, name => name == "left.txt" ? null : name);

        count.Should().Be(2);
        File.ReadAllBytes(folder.File("a", "b.txt")).Should().Equal(Text);
        new FileInfo(folder.File("empty")).Length.Should().Be(0);
        File.Exists(folder.File("left.txt")).Should().BeFalse();
    }

    [TestCase("../escape.txt")]
    [TestCase("a/../../escape.txt")]
    [TestCase("/etc/escape.txt")]
    [TestCase("C:/escape.txt")]
    [TestCase("a\\..\\escape.txt")]
    [TestCase("a//b")]
    [TestCase("./a")]
    [TestCase("a/b ")]
    [TestCase("a\nb")]
    public void A_name_that_could_leave_the_folder_is_refused(string name)
    {
        using TemporaryFolder folder = new();
        byte[] zip = MadeZip.Of(("good.txt", Text), (name, Text));

        Unpack(zip, folder).Should().Throw<InputException>().WithMessage("x.zip: unsafe archive: the entry *Nothing was unpacked.");
        Directory.EnumerateFileSystemEntries(folder.Path).Should().BeEmpty("all names are looked at before the first file is written");
    }

    [TestCase(0xA1FF)]
    [TestCase(0x61FF)]
    public void Links_and_devices_are_refused(int mode)
    {
        using TemporaryFolder folder = new();
        byte[] zip = MadeZip.Of(CompressionLevel.Optimal, entry => entry.ExternalAttributes = mode << 16, ("link", Text));
        Patch(zip, 0x02014b50, 4, 0x031E);

        Unpack(zip, folder).Should().Throw<InputException>().WithMessage("*'link' is a link or a device*");
    }

    [Test]
    public void The_same_name_twice_is_refused()
    {
        using TemporaryFolder folder = new();

        Unpack(MadeZip.Of(("a.txt", Text), ("A.TXT", Text)), folder).Should().Throw<InputException>().WithMessage("*exists twice*");
    }

    [Test]
    public void Encryption_unknown_methods_and_announced_giants_are_refused()
    {
        using TemporaryFolder folder = new();
        byte[] Changed(int place, ushort value)
        {
            byte[] zip = MadeZip.Of(("a.txt", Text));
            Patch(zip, 0x02014b50, place, value);
            return zip;
        }

        Unpack(Changed(8, 1), folder).Should().Throw<InputException>().WithMessage("*is encrypted*");
        Unpack(Changed(10, 12), folder).Should().Throw<InputException>().WithMessage("*packed by the method 12*");
        Unpack(Changed(26, 0x7000), folder).Should().Throw<InputException>().WithMessage("*unpack to too much*");
    }

    [Test]
    public void A_bomb_stops_at_the_length_it_announced()
    {
        using TemporaryFolder folder = new();
        byte[] zip = MadeZip.Of(("zeros", new byte[10_000_000]));
        Patch(zip, 0x02014b50, 24, 100);
        Patch(zip, 0x02014b50, 26, 0);

        Unpack(zip, folder).Should().Throw<InputException>().WithMessage("*has not the length announced*");
    }

    [Test]
    public void A_changed_byte_of_the_content_is_found()
    {
        using TemporaryFolder folder = new();
        byte[] zip = MadeZip.Of(CompressionLevel.NoCompression, _ => { }, ("a.txt", Text));
        zip[1000] ^= 1;

        Unpack(zip, folder).Should().Throw<InputException>().WithMessage("*'a.txt' has a wrong checksum*");
    }

    [Test]
    public void Every_truncation_is_refused()
    {
        using TemporaryFolder folder = new();
        byte[] zip = MadeZip.Of(("a.txt", Text), ("b.txt", Text));
        for (int length = 0; length < zip.Length; length++)
        {
            Unpack(zip[..length], folder).Should().Throw<InputException>().WithMessage("x.zip: not a whole zip archive*");
        }
    }

    private static Action Unpack(byte[] zip, TemporaryFolder folder) =>
        () => SafeZip.Unpack(new MemoryStream(zip), "x.zip", folder.Path, name => name);

    private static void Patch(byte[] zip, uint signature, int place, ushort value)
    {
        byte[] sought = BitConverter.GetBytes(signature);
        int at = zip.AsSpan().LastIndexOf(sought);
        BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(at + place), value);
    }
}
