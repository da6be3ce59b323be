using Repro.Data.Imaging;
using Repro.Figures;
using Repro.Figures.Drawing;
using Repro.Figures.Formats;
using Repro.Randomness;
using Repro.Reports.Html;

namespace Repro.Specs.Reports.Html;

[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ReportFiguresSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Images_come_with_title_caption_and_where_they_are_from()
    {
        FigureFolder drawn = new(_folder.Path);
        drawn.Add("kernels", new DrawnImage("k", "Kernels", "Of document 0.", Noise(8)), null, 3);
        drawn.WriteIndex();

        ReportFigure image = ReportFigures.Load(_folder.Path).Single();

        (image.Subject, image.Title, image.Caption, image.Type).Should().Be(("kernels", "Kernels", "Of document 0. (seed 3)", "image/png"));
        PngReader.Read(image.Content).Image.Pixels.Should().Equal(Noise(8).Pixels);
    }

    [Test]
    public void One_that_is_too_large_is_averaged_and_says_so()
    {
        ReportFigure large = new("s", "t", "c", "image/png", PngWriter.Write(Noise(200), "t"));

        ReportFigure small = ReportFigures.Shrunk(large, 40_000);

        small.Content.Length.Should().BeLessThan(40_000);
        small.Caption.Should().Be("c Shown at 1/2 of its 200x200 pixels.");
        RgbImage pixels = PngReader.Read(small.Content).Image;
        byte[] whole = Noise(200).Pixels;
        (pixels.Height, pixels.Width).Should().Be((100, 100));
        pixels
            .Pixels[3]
            .Should()
            .Be((byte)((whole[6] + whole[9] + whole[606] + whole[609] + 2) / 4), "the second pixel's red is that of four");
    }

    [TestCase("../k.png")]
    [TestCase("nothing.png")]
    [TestCase("pictures.json")]
    public void An_index_names_images_of_its_own_folder_alone(string file)
    {
        File.WriteAllText(
            _folder.File(FigureIndex.FileName),
            new FigureIndex(FigureIndex.CurrentSchema, [new IndexedFigure(file, "s", "t", "c", null, null, null, null, null)], []).ToJson()
        );

        FluentActions
            .Invoking(() => ReportFigures.Load(_folder.Path))
            .Should()
            .Throw<InputException>()
            .WithMessage($"*names '{file}'*Draw the figures again*");
    }

    private static RgbImage Noise(int side)
    {
        RandomStream stream = new(1, "noise");
        return new RgbImage(
            side,
            side,
            [.. Enumerable.Range(0, side * side * RgbImage.Channels).Select(_ => (byte)(256 * stream.NextSingle()))]
        );
    }
}
