using Repro.Data.Imaging;
using Repro.Figures;
using Repro.Figures.Drawing;
using Repro.Figures.Formats;
using Repro.Randomness;
using Repro.Reports.Html;

namespace Repro.Specs.Reports.Html;

[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ReportPicturesSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Pictures_come_with_title_caption_and_where_they_are_from()
    {
        PictureFolder drawn = new(_folder.Path);
        drawn.Add("kernels", new DrawnPicture("k", "Kernels", "Of document 0.", Noise(8)), null, 3);
        drawn.WriteIndex();

        ReportPicture picture = ReportPictures.Load(_folder.Path).Single();

        (picture.Subject, picture.Title, picture.Caption, picture.Type).Should().Be(("kernels", "Kernels", "Of document 0. (seed 3)", "image/png"));
        PngReader.Read(picture.Content).Picture.Pixels.Should().Equal(Noise(8).Pixels);
    }

    [Test]
    public void One_that_is_too_large_is_averaged_and_says_so()
    {
        ReportPicture large = new("s", "t", "c", "image/png", PngWriter.Write(Noise(200), "t"));

        ReportPicture small = ReportPictures.Shrunk(large, 40_000);

        small.Content.Length.Should().BeLessThan(40_000);
        small.Caption.Should().Be("c Shown at 1/2 of its 200x200 pixels.");
        RgbPicture pixels = PngReader.Read(small.Content).Picture;
        byte[] whole = Noise(200).Pixels;
        (pixels.Height, pixels.Width).Should().Be((100, 100));
        pixels.Pixels[3].Should().Be((byte)((whole[6] + whole[9] + whole[606] + whole[609] + 2) / 4), "the second pixel's red is that of four");
    }

    [TestCase("../k.png")]
    [TestCase("nothing.png")]
    [TestCase("pictures.json")]
    public void An_index_names_pictures_of_its_own_folder_alone(string file)
    {
        File.WriteAllText(_folder.File(PictureIndex.FileName), new PictureIndex(PictureIndex.CurrentSchema, [new IndexedPicture(file, "s", "t", "c", null, null, null, null, null)], []).ToJson());

        FluentActions.Invoking(() => ReportPictures.Load(_folder.Path)).Should().Throw<InputException>().WithMessage($"*names '{file}'*Draw the pictures again*");
    }

    private static RgbPicture Noise(int side)
    {
        RandomStream stream = new(1, "noise");
        return new RgbPicture(side, side, [.. Enumerable.Range(0, side * side * RgbPicture.Channels).Select(_ => (byte)(256 * stream.NextSingle()))]);
    }
}
