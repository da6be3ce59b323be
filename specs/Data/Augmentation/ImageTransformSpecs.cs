using Repro.Data.Augmentation;
using Repro.Numerics;

namespace Repro.Specs.Data.Augmentation;

[TestFixture]
[Category("Fast")]
internal sealed class ImageTransformSpecs
{
    private const float Highest = 1 - 1f / (1 << 24);

    [Test]
    public void Ranges_mean_what_their_generation_meant()
    {
        AugmentationSettings settings = new(AugmentationSemantics.Keras20)
        {
            RotationRange = 40,
            WidthShiftRange = 0.2,
            HeightShiftRange = 0.1,
            ShearRange = 0.2,
            ZoomRange = 0.2,
            HorizontalFlip = true,
        };

        ImageTransform lowest = ImageTransform.Of(settings, All(0), 150, 100);
        ImageTransform lowestNow = ImageTransform.Of(
            settings with
            {
                Semantics = AugmentationSemantics.KerasPreprocessing11,
            },
            All(0),
            150,
            100
        );

        lowest.Rotation.Should().BeApproximately(-40 * Math.PI / 180, 1e-15);
        lowest.RowShift.Should().Be(-15);
        lowest.ColumnShift.Should().Be(-20);
        lowest.Shear.Should().Be(-0.2);
        (lowest.RowZoom, lowest.ColumnZoom, lowest.Flip).Should().Be((0.8, 0.8, true));
        lowestNow.Should().Be(lowest with { Shear = lowestNow.Shear });
        lowestNow.Shear.Should().BeApproximately(-0.2 * Math.PI / 180, 1e-17, "degrees now");
        ImageTransform.Of(settings, All(Highest), 150, 100).Flip.Should().BeFalse();
    }

    [Test]
    public void Shifts_of_one_and_more()
    {
        double Shift(AugmentationSemantics semantics, ShiftRange range, float draw, float sign) =>
            ImageTransform
                .Of(new AugmentationSettings(semantics) { WidthShiftRange = range }, [0, 0, 0, draw, sign, 0, 0, 0, 0], 150, 100)
                .ColumnShift;

        Shift(AugmentationSemantics.Keras20, 2, 0, 0).Should().Be(-200, "a fraction of the side, whatever its size");
        Shift(AugmentationSemantics.KerasPreprocessing11, 2.5, 0, 0).Should().Be(-2.5, "pixels");
        Shift(AugmentationSemantics.KerasPreprocessing11, 1.0, 0.75f, 0).Should().Be(0.5, "pixels from 1 on");
        Shift(AugmentationSemantics.KerasPreprocessing11, 0.99, 0.75f, 0).Should().BeApproximately(49.5, 1e-12, "a fraction below 1");
        Shift(AugmentationSemantics.KerasPreprocessing11, 3, 0.5f, 0.2f).Should().Be(-1, "integers");
        float[] grid = [0, 0.1f, 0.34f, 0.5f, 0.67f, 0.9f, Highest];
        grid.SelectMany(draw =>
                (double[])
                    [
                        Shift(AugmentationSemantics.KerasPreprocessing11, 3, draw, 0),
                        Shift(AugmentationSemantics.KerasPreprocessing11, 3, draw, 0.5f),
                    ]
            )
            .Distinct()
            .Order()
            .Should()
            .Equal(-2, -1, 0, 1, 2);
    }

    [Test]
    public void A_range_of_nothing_changes_nothing()
    {
        foreach (AugmentationSemantics semantics in Enum.GetValues<AugmentationSemantics>())
        {
            for (int number = 0; number < 20; number++)
            {
                ImageTransform.Draw(new AugmentationSettings(semantics), 1, number, 0, 150, 150).Should().Be(ImageTransform.Identity);
            }
        }
    }

    [Test]
    public void Seed_image_and_pass_name_the_draws()
    {
        AugmentationSettings settings = new(AugmentationSemantics.Keras20) { RotationRange = 40, ZoomRange = 0.2 };
        ImageTransform Draw(int seed, int number, long pass) => ImageTransform.Draw(settings, seed, number, pass, 150, 150);

        Draw(1, 7, 3).Should().Be(Draw(1, 7, 3));
        new[] { Draw(1, 7, 3), Draw(2, 7, 3), Draw(1, 8, 3), Draw(1, 7, 4) }.Should().OnlyHaveUniqueItems();
        (Draw(1, 7, 3) with { RowZoom = 1, ColumnZoom = 1 })
            .Should()
            .Be(ImageTransform.Draw(settings with { ZoomRange = 0 }, 1, 7, 3, 150, 150), "each number has its place");
    }

    [Test]
    public void Recorded_trainings_rest_on_these_draws()
    {
        AugmentationSettings settings = new(AugmentationSemantics.Keras20)
        {
            RotationRange = 40,
            WidthShiftRange = 0.2,
            HeightShiftRange = 0.2,
            ShearRange = 0.2,
            ZoomRange = 0.2,
            HorizontalFlip = true,
        };

        ImageTransform drawn = ImageTransform.Draw(settings, seed: 1, number: 1234, pass: 5, 150, 150);

        FormattableString
            .Invariant(
                $"{drawn.Rotation:R} {drawn.RowShift:R} {drawn.ColumnShift:R} {drawn.Shear:R} {drawn.RowZoom:R} {drawn.ColumnZoom:R} {drawn.Flip}"
            )
            .Should()
            .Be("0.5310548776364642 -18.385623693466187 -29.02987360954285 0.18287153244018556 1.1721360206604003 1.0003019332885743 True");
    }

    [Test]
    public void Sine_and_cosine_are_the_systems_to_the_last_places()
    {
        for (double angle = -20; angle <= 20; angle += 0.00917)
        {
            (double sine, double cosine) = Trigonometry.SinCos(angle);
            sine.Should().BeApproximately(Math.Sin(angle), 2.3e-16);
            cosine.Should().BeApproximately(Math.Cos(angle), 2.3e-16);
        }

        Trigonometry.SinCos(0).Should().Be((0d, 1d));
    }

    [Test]
    public void Unknown_names_are_input_errors()
    {
        AugmentationSettings.SemanticsNamed("keras-2.0").Should().Be(AugmentationSemantics.Keras20);
        AugmentationSettings.SemanticsNamed("keras-preprocessing-1.1").Should().Be(AugmentationSemantics.KerasPreprocessing11);
        FluentActions
            .Invoking(() => AugmentationSettings.SemanticsNamed("keras-9"))
            .Should()
            .Throw<InputException>()
            .WithMessage("*keras-9*");
        FluentActions.Invoking(() => AugmentationSettings.FillModeNamed("mirror")).Should().Throw<InputException>().WithMessage("*mirror*");
    }

    private static float[] All(float draw) => [.. Enumerable.Repeat(draw, ImageTransform.Draws)];
}
