using Repro.Data.Imaging;
using Repro.Figures;
using Repro.Figures.Drawing;
using Repro.Figures.Formats;

namespace Repro.Specs.Figures;

[Category("Fast")]
internal sealed class FigureFolderSpecs
{
    [Test]
    public void The_index_says_what_lies_in_the_folder()
    {
        using TemporaryFolder root = new();
        FigureFolder folder = new(root.Path);
        folder.Add(
            "kernels",
            new DrawnImage("made-kernels", "conv", "A made picture.", new RgbImage(1, 2, [1, 2, 3, 4, 5, 6])),
            null,
            null
        );
        folder.AddSvg("curves", "made-curves", "curves", "Made curves.", "<svg/>", 2);
        folder.Skip("gradcam of vgg16: no weights");
        folder.WriteIndex();

        FigureIndex index = FigureIndex.Read(root.Path);

        index
            .Figures.Should()
            .Equal(
                new IndexedFigure("made-kernels.png", "kernels", "conv", "A made picture.", 1, 2, null, null, null),
                new IndexedFigure("made-curves.svg", "curves", "curves", "Made curves.", null, null, null, null, 2)
            );
        index.NotDrawn.Should().Equal("gradcam of vgg16: no weights");
        (RgbImage image, string title) = PngReader.Read(File.ReadAllBytes(root.File("made-kernels.png")));
        image.Pixels.Should().Equal(1, 2, 3, 4, 5, 6);
        title.Should().Be("conv");
        Directory.GetFiles(root.Path).Should().HaveCount(3);
    }

    [Test]
    public void What_an_earlier_drawing_left_stays_in_the_index_as_long_as_it_lies_there()
    {
        using TemporaryFolder root = new();
        FigureFolder first = new(root.Path);
        foreach (string name in new[] { "stays", "again", "deleted" })
        {
            first.AddSvg("curves", name, "old", "Made curves.", "<svg/>", 2);
        }

        first.Skip("gradcam of vgg16: no weights");
        first.WriteIndex();
        File.Delete(root.File("deleted.svg"));

        FigureFolder second = new(root.Path);
        second.AddSvg("curves", "again", "new", "Made curves.", "<svg/>", 3);
        second.WriteIndex();

        FigureIndex index = FigureIndex.Read(root.Path);
        index.Figures.Select(image => (image.File, image.Title)).Should().Equal(("stays.svg", "old"), ("again.svg", "new"));
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
        File.WriteAllText(root.File(FigureIndex.FileName), text);

        FluentActions
            .Invoking(() => FigureIndex.Read(root.Path))
            .Should()
            .Throw<InputException>()
            .WithMessage($"{root.File(FigureIndex.FileName)}: *");
    }
}
