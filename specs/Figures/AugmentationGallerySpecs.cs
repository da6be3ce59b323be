using Repro.Data.Augmentation;
using Repro.Data.Imaging;
using Repro.Figures;

namespace Repro.Specs.Figures;

[Category("Fast")]
internal sealed class AugmentationGallerySpecs
{
    private static readonly AugmentationSettings None = new(AugmentationSemantics.Keras20);

    [Test]
    public void Four_figures_are_stretched_to_white_as_array_to_img_does()
    {
        RgbImage[] figures = [.. AugmentationGallery.Figures(new RgbImage(1, 2, [0, 10, 20, 100, 50, 0]), None, seed: 1)];

        figures.Should().HaveCount(4).And.OnlyContain(figure => figure.Pixels.SequenceEqual(new byte[] { 0, 25, 51, 255, 127, 0 }));
    }

    [Test]
    public void Nine_versions_stand_in_one_image_at_their_own_brightness()
    {
        RgbImage gallery = AugmentationGallery.NineInOne(new RgbImage(1, 2, [0, 10, 20, 100, 50, 0]), None, seed: 1);

        (gallery.Height, gallery.Width).Should().Be((3 * 5 - 4, 3 * 6 - 4));
        gallery.Pixels.Take(6).Should().Equal(0, 10, 20, 100, 50, 0);
    }

    [Test]
    public void Versions_differ_and_the_seed_gives_them_again()
    {
        RgbImage image = new(16, 16, [.. Enumerable.Range(0, 768).Select(value => (byte)(value * 7))]);
        AugmentationSettings settings = None with { RotationRange = 40, ZoomRange = 0.2 };

        RgbImage[] figures = [.. AugmentationGallery.Figures(image, settings, seed: 1)];

        figures.Select(figure => Convert.ToHexString(figure.Pixels)).Should().OnlyHaveUniqueItems();
        AugmentationGallery
            .Figures(image, settings, seed: 1)
            .Zip(figures)
            .Should()
            .OnlyContain(pair => pair.First.Pixels.SequenceEqual(pair.Second.Pixels));
    }
}
