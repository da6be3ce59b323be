using System.Security.Cryptography;
using Repro.Data.Arrays;

namespace Repro.Specs.Data;

[TestFixture]
[Category("Fast")]
internal sealed class IdxFileSpecs
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void A_plain_and_a_compressed_file_read_alike()
    {
        byte[] content = TinyMnist.Idx([2, 1, 3], [1, 2, 3, 4, 5, 255]);
        IdxFile plain = IdxFile.Read(Write("plain", content));
        IdxFile compressed = IdxFile.Read(Write("zipped.gz", TinyMnist.Compress(content)));

        plain.Axes.Should().Equal(2, 1, 3);
        plain.Values.Should().Equal(1, 2, 3, 4, 5, 255);
        plain.Sha256.Should().Be(Convert.ToHexStringLower(SHA256.HashData(content)));
        compressed.Should().BeEquivalentTo(plain);
    }

    [Test]
    public void Every_truncation_is_refused([Values] bool compressed)
    {
        byte[] content = TinyMnist.Idx([3, 2], [1, 2, 3, 4, 5, 6]);
        for (int length = 0; length < content.Length; length++)
        {
            byte[] cut = content[..length];
            string path = compressed ? Write("cut.gz", TinyMnist.Compress(cut)) : Write("cut", cut);

            Reading(path).Should().Throw<InputException>().WithMessage($"{path}*truncated*");
        }
    }

    [Test]
    public void A_gzip_file_cut_anywhere_is_refused()
    {
        byte[] zipped = TinyMnist.Compress(TinyMnist.Images(20));
        for (int length = 0; length < zipped.Length; length++)
        {
            Reading(Write("cut.gz", zipped[..length])).Should().Throw<InputException>();
        }
    }

    [TestCase("00000901", "does not begin as an IDX file")]
    [TestCase("00000801" + "00000000", "axis 0 of length 0")]
    [TestCase("00000801" + "FFFFFFFF", "axis 0 of length 4294967295")]
    [TestCase("00000803" + "00010000" + "00010000" + "00010000", "axis 1 of length 65536")]
    [TestCase("00000805" + "00000001", "does not begin as an IDX file")]
    [TestCase("00000800", "does not begin as an IDX file")]
    [TestCase("01000801" + "00000001" + "07", "does not begin as an IDX file")]
    [TestCase("00000801" + "00000001" + "0708", "trailing bytes")]
    public void A_wrong_header_or_surplus_is_refused_before_memory_is_taken(string bytes, string message)
    {
        string path = Write("bad", Convert.FromHexString(bytes));

        Reading(path).Should().Throw<InputException>().WithMessage($"{path}*{message}*");
    }

    [Test]
    public void A_header_that_announces_far_more_than_follows_takes_no_memory_for_it([Values] bool compressed)
    {
        // 256 x 1024 x 1024, the most that is taken at all, and not one byte of it.
        byte[] header = Convert.FromHexString("00000803" + "00000100" + "00000400" + "00000400");
        string path = compressed ? Write("header.gz", TinyMnist.Compress(header)) : Write("header", header);
        Reading(path).Should().Throw<InputException>().WithMessage("*truncated: 0 of 268435456 bytes*");

        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            IdxFile.Read(path);
        }
        catch (InputException)
        {
            // As above.
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 20);
    }

    [Test]
    public void Data_of_many_blocks_reads_back_whole([Values] bool compressed)
    {
        byte[] values = [.. Enumerable.Range(0, 300_001).Select(index => (byte)(index * 31 % 251))];
        byte[] content = TinyMnist.Idx([values.Length], values);

        IdxFile.Read(compressed ? Write("large.gz", TinyMnist.Compress(content)) : Write("large", content)).Values.Should().Equal(values);
    }

    [Test]
    public void What_is_no_gzip_or_not_there_is_an_input_error()
    {
        Reading(Write("bad.gz", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]))
            .Should()
            .Throw<InputException>()
            .WithMessage("*not a whole gzip file*");
        Reading(_folder.File("absent")).Should().Throw<InputException>().WithMessage("*cannot be read*");
    }

    [Test]
    public void A_flipped_bit_in_a_compressed_file_is_refused()
    {
        byte[] zipped = TinyMnist.Compress(TinyMnist.Images(50));
        zipped[zipped.Length / 2] ^= 4;

        Reading(Write("flipped.gz", zipped)).Should().Throw<InputException>();
    }

    private static Action Reading(string path) => () => IdxFile.Read(path);

    private string Write(string name, byte[] content)
    {
        string path = _folder.File(name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
