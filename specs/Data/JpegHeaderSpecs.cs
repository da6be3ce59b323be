using Repro.Data.Imaging;

namespace Repro.Specs.Data;

[TestFixture]
[Category("Fast")]
internal sealed class JpegHeaderSpecs
{
    private const string Start = "FFD8";
    private const string App = "FFE00004AABB";

    // Length 17: precision 8, height 0x0120 = 288, width 0x0190 = 400, three components of three bytes each.
    private const string Frame = "0011080120019003012200021101031101";

    [TestCase(Start + "FFC0" + Frame, TestName = "A_baseline_frame_is_read")]
    [TestCase(Start + App + "FFC2" + Frame, TestName = "A_progressive_frame_behind_a_segment_is_read")]
    [TestCase(Start + "FFC40003AA" + "FFFFFFC0" + Frame, TestName = "Huffman_tables_and_fill_bytes_are_passed_over")]
    [TestCase(Start + "FF01" + "FFC1" + Frame, TestName = "Markers_without_a_segment_are_passed_over")]
    public void Size_and_components_come_from_the_frame_header(string bytes) => Read(bytes).Should().Be(new JpegHeader(400, 288, 3));

    [TestCase("", "ends before")]
    [TestCase("FFD9", "start marker")]
    [TestCase("89004E47", "start marker")]
    [TestCase(Start + "0000", "a marker was due")]
    [TestCase(Start + "FFE00001", "length 1")]
    [TestCase(Start + "FFC00007080120", "frame header has the length 7")]
    [TestCase(Start + "FFC0000B08000001900101", "header has 400x0")]
    [TestCase(Start + "FFC0000B08012001900001", "0 components")]
    [TestCase(Start + "FFDA0002", "marker DA comes before")]
    [TestCase(Start + App, "ends before")]
    [TestCase(Start + "FFE0FFFF", "ends before")]
    public void A_damaged_file_is_refused(string bytes, string message) =>
        FluentActions.Invoking(() => Read(bytes)).Should().Throw<InputException>().WithMessage($"picture*{message}*");

    [Test]
    public void Every_truncation_is_refused()
    {
        byte[] whole = Convert.FromHexString(Start + App + "FFC0" + Frame[..16]);
        JpegHeader.Read(new MemoryStream(whole), "picture").Components.Should().Be(3);
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] cut = whole[..length];
            FluentActions.Invoking(() => JpegHeader.Read(new MemoryStream(cut), "picture")).Should().Throw<InputException>();
        }
    }

    [Test]
    public void Endless_fill_ends_in_an_error()
    {
        byte[] fill = new byte[(1 << 24) + 100];
        Array.Fill(fill, (byte)0xFF);
        fill[1] = 0xD8;

        FluentActions.Invoking(() => JpegHeader.Read(new MemoryStream(fill), "picture")).Should().Throw<InputException>();
    }

    private static JpegHeader Read(string bytes) => JpegHeader.Read(new MemoryStream(Convert.FromHexString(bytes)), "picture");

    [TestCase(new byte[] { 0x89, 0x50, 0x4E, 0x47, 13, 10 }, "PNG")]
    [TestCase(new byte[] { 0x47, 0x49, 0x46, 0x38, 0x39, 0x61 }, "GIF")]
    public void Another_format_is_named(byte[] start, string format) =>
        FluentActions
            .Invoking(() => JpegHeader.Read(new MemoryStream(start), "a.png"))
            .Should()
            .Throw<InputException>()
            .WithMessage($"a.png: {format} images are not supported; only JPEG is decoded. Convert the image to JPEG.");
}
