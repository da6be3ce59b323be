using System.Text.Json;
using Repro.Data.Imaging;
using Repro.Specs.Oracles;

namespace Repro.Specs.Data;

/// <summary>Resized images against those that Pillow gave to Keras's <c>load_img</c>, exact to the byte.</summary>
[Category("Fast")]
internal sealed class ResamplingSpecs
{
    private static readonly JsonElement Expected = Fixture.Json("keras", "pil-resizing.json");

    private static IEnumerable<string> Names =>
        Expected.EnumerateObject().Select(property => property.Name).Where(name => !name.StartsWith("grayscale", StringComparison.Ordinal));

    [TestCaseSource(nameof(Names))]
    public void Every_filter_gives_the_pixels_of_Pillow(string name)
    {
        string[] words = name.Split(' ');
        int[] size = [.. words[1].Split('x').Select(int.Parse)];
        bool gray = words.Contains("one");
        int channels = gray ? 1 : 3;
        bool keepsAspect = words[^1] == "keep_aspect_ratio";

        Resampling
            .Resize(
                Image(gray ? 5001 : 5000, 6 * 8 * channels),
                (6, 8),
                channels,
                keepsAspect ? ImageWindow.OfAspect(6, 8, size[0], size[1]) : ImageWindow.Whole(6, 8),
                (size[0], size[1]),
                Enum.Parse<Interpolation>(words[0], ignoreCase: true)
            )
            .Should()
            .Equal(Bytes(name));
    }

    // By hand: an odd rest is at the bottom and the right.
    [TestCase(6, 8, 3, 4, 0, 0, 6, 8)]
    [TestCase(6, 8, 7, 6, 0, 1, 6, 5)]
    [TestCase(9, 4, 2, 2, 2, 0, 4, 4)]
    [TestCase(5, 8, 1, 1, 0, 1, 5, 5)]
    public void The_part_with_the_aspect_ratio_is_around_the_center(
        int height,
        int width,
        int toHeight,
        int toWidth,
        int top,
        int left,
        int rows,
        int columns
    ) => ImageWindow.OfAspect(height, width, toHeight, toWidth).Should().Be(new ImageWindow(top, left, rows, columns));

    [Test]
    public void Grayscale_is_that_of_Pillow() =>
        new RgbImage(8, 8, Image(5002, 8 * 8 * 3)).ToGray().Should().Equal(Bytes("grayscale 8x8 (stream 5002)"));

    private static byte[] Bytes(string name) => [.. Expected.GetProperty(name).EnumerateArray().Select(value => value.GetByte())];

    private static byte[] Image(int stream, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (byte)Math.Floor(256 * SeededInputs.U(stream, i)))];
}
