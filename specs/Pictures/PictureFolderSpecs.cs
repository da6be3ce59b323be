using Repro.Data.Imaging;
using Repro.Figures;
using Repro.Figures.Drawing;
using Repro.Figures.Formats;

namespace Repro.Specs.Pictures;

[Category("Fast")]
public class PictureFolderSpecs
{
    [Test]
    public void The_index_says_what_lies_in_the_folder()
    {
        using TemporaryFolder root = new();
        PictureFolder folder = new(root.Path);
        folder.Add("kernels", new DrawnPicture("made-kernels", "conv", "A made picture.", new RgbPicture(1, 2, [1, 2, 3, 4, 5, 6])), null, null);
        folder.AddSvg("curves", "made-curves", "curves", "Made curves.", "<svg/>", 2);
        folder.Lacks("gradcam of vgg16: no weights");
        folder.WriteIndex();

        PictureIndex index = PictureIndex.Read(root.Path);

        index.Pictures.Should().Equal(
            new IndexedPicture("made-kernels.png", "kernels", "conv", "A made picture.", 1, 2, null, null, null),
            new IndexedPicture("made-curves.svg", "curves", "curves", "Made curves.", null, null, null, null, 2));
        index.NotDrawn.Should().Equal("gradcam of vgg16: no weights");
        (RgbPicture picture, string title) = PngReader.Read(File.ReadAllBytes(root.File("made-kernels.png")));
        picture.Pixels.Should().Equal(1, 2, 3, 4, 5, 6);
        title.Should().Be("conv");
        Directory.GetFiles(root.Path).Should().HaveCount(3);
    }

    [Test]
    public void What_an_earlier_drawing_left_stays_in_the_index_as_long_as_it_lies_there()
    {
        using TemporaryFolder root = new();
        PictureFolder first = new(root.Path);
        foreach (string name in new[] { "stays", "again", "deleted" }) first.AddSvg("curves", name, "old", "Made curves.", "<svg/>", 2);
        first.Lacks("gradcam of vgg16: no weights");
        first.WriteIndex();
        File.Delete(root.File("deleted.svg"));

        PictureFolder second = new(root.Path);
        second.AddSvg("curves", "again", "new", "Made curves.", "<svg/>", 3);
        second.WriteIndex();

        PictureIndex index = PictureIndex.Read(root.Path);
        index.Pictures.Select(picture => (picture.File, picture.Title)).Should().Equal(("stays.svg", "old"), ("again.svg", "new"));
        index.NotDrawn.Should().BeEmpty("nothing was lacking this time");
    }

    [TestCase("{")]
    [TestCase("{}")]
    [TestCase("""{"schemaVersion": 1, "pictures": [null], "notDrawn": []}""")]
    [TestCase("""{"schemaVersion": 1, "pictures": [{"file": "a.png", "subject": "", "title": "t", "caption": "c"}], "notDrawn": []}""")]
    [TestCase("""{"schemaVersion": 2, "pictures": [], "notDrawn": []}""")]
    public void A_damaged_or_later_index_is_refused(string text)
    {
        using TemporaryFolder root = new();
        File.WriteAllText(root.File(PictureIndex.FileName), text);

        FluentActions.Invoking(() => PictureIndex.Read(root.Path)).Should().Throw<InputException>().WithMessage($"{root.File(PictureIndex.FileName)}: *");
    }
}
