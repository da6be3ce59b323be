using Repro.Data;
using Repro.Pictures.Png;

namespace Repro.Specs.Pictures;

[Category("Fast")]
public class PngSpecs
{
    [TestCase(1, 1)]
    [TestCase(3, 2)]
    [TestCase(16, 16)]
    [TestCase(17, 300)]
    public void What_was_written_is_read_back(int height, int width)
    {
        // Up to 256 colours lie in a palette, more are true colours: both ways are met here.
        RgbPicture picture = Made(height, width);

        (RgbPicture read, string title) = PngReader.Read(PngWriter.Write(picture, "conv2d_5: Größe, 고양이"));

        (read.Height, read.Width).Should().Be((height, width));
        read.Pixels.Should().Equal(picture.Pixels);
        title.Should().Be("conv2d_5: Größe, 고양이");
    }

    [Test]
    public void Few_colours_take_a_palette_and_many_do_not()
    {
        ColourTypeOf(new RgbPicture(2, 2, [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6])).Should().Be(3);
        ColourTypeOf(Made(17, 300)).Should().Be(2);
    }

    [Test]
    public void A_damaged_or_foreign_file_is_refused()
    {
        byte[] file = PngWriter.Write(Made(3, 2), "title");
        byte[] changed = [.. file];
        changed[60] ^= 1;

        Action[] reads = [() => PngReader.Read(changed), () => PngReader.Read(file[..^5]), () => PngReader.Read([1, 2, 3])];

        reads.Should().AllSatisfy(read => read.Should().Throw<InvalidDataException>());
    }

    // The byte of the header that says how colours are kept.
    private static byte ColourTypeOf(RgbPicture picture) => PngWriter.Write(picture, "")[25];

    private static RgbPicture Made(int height, int width)
    {
        byte[] pixels = new byte[height * width * RgbPicture.Channels];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i * 37 + i / 7 * 11);
        return new RgbPicture(height, width, pixels);
    }
}
