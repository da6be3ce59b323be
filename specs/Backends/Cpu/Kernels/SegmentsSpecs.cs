using Repro.Backends.Cpu.Kernels;

namespace Repro.Specs.Backends.Cpu.Kernels;

[TestFixture]
[Category("Fast")]
internal sealed class SegmentsSpecs
{
    // Worked by hand: floor(px / 256) parts, ceil(height / parts) rows, above 1 rounded up to even.
    [TestCase(148, 148, 2, 1, Description = "21904 pixels, 85 parts, 1.74 rows")]
    [TestCase(72, 72, 4, 1, Description = "5184 pixels, 20 parts, 3.6 rows")]
    [TestCase(34, 34, 10, 1, Description = "1156 pixels, 4 parts, 8.5 rows")]
    [TestCase(26, 26, 14, 1, Description = "676 pixels, 2 parts, 13 rows")]
    [TestCase(16, 16, 16, 1, Description = "just 256 pixels: one segment")]
    [TestCase(17, 17, 18, 1, Description = "one part of 17 rows, rounded up")]
    [TestCase(1, 300, 1, 1, Description = "one row stays one row")]
    [TestCase(600, 600, 1, 1, Description = "a row is a segment")]
    [TestCase(15, 15, 15, 2, Description = "225 pixels: two images")]
    [TestCase(11, 11, 11, 4, Description = "121 pixels: four images")]
    [TestCase(3, 3, 3, 32, Description = "9 pixels: 32 pictures")]
    [TestCase(1, 1, 1, 256, Description = "dense")]
    public void Cut_follows_the_shape(int height, int width, int rows, int images)
    {
        Segments segments = Segments.Of(height, width);
        segments.Should().Be(new Segments(rows, images));
    }
}
