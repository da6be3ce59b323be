using System.Buffers.Binary;
using System.Text.Json;
using Repro.Data.Augmentation;

namespace Repro.Specs.Data.Augmentation;

[TestFixture]
[Category("Fast")]
internal sealed class ImageSamplerSpecs
{
    private static readonly JsonElement Expected = MadeImage.Expected();
    private static readonly int Height = Expected.GetProperty("height").GetInt32();
    private static readonly int Width = Expected.GetProperty("width").GetInt32();

    public static IEnumerable<TestCaseData> Cases() =>
        Expected
            .GetProperty("cases")
            .EnumerateArray()
            .Select(entry =>
                new TestCaseData(entry).SetName(
                    $"As_Keras_Preprocessing({entry.GetProperty("order")},{entry.GetProperty("fill_mode").GetString()},{entry.GetProperty("transform").GetRawText().Replace('"', ' ')})"
                )
            );

    [TestCaseSource(nameof(Cases))]
    public void As_Keras_Preprocessing(JsonElement entry)
    {
        bool bilinear = entry.GetProperty("order").GetInt32() == 1;
        FillMode fill = AugmentationSettings.FillModeNamed(entry.GetProperty("fill_mode").GetString()!);
        float fillValue = Expected.GetProperty("fill_value").GetSingle();
        float[] x = Sample(new ImageSampler(bilinear, fill, fillValue, 1), MadeImage.Transform(entry.GetProperty("transform")));

        double[] expected = Values(entry.GetProperty("values").GetBytesFromBase64(), bilinear);
        double[] differences = [.. expected.Zip(x, (theirs, ours) => Math.Abs(theirs - ours))];

        x.Should().HaveCount(expected.Length);
        if (bilinear)
        {
            // The fixture holds 128ths.
            differences.Max().Should().BeLessThan(0.005);
        }
        else
        {
            differences.Max().Should().Be(0);
        }
    }

    [Test]
    public void Nothing_to_change_leaves_every_pixel([Values] bool bilinear, [Values] FillMode fill)
    {
        float[] x = Sample(new ImageSampler(bilinear, fill, 9, 1), ImageTransform.Identity);

        x.Should().Equal(MadeImage.Of(Height, Width).Select(pixel => (float)pixel));
    }

    [Test]
    public void A_flip_exchanges_left_and_right_after_all_else([Values] bool bilinear)
    {
        ImageTransform transform = new(0.3, 1.2, -2.7, 0.1, 0.9, 1.1, Flip: false);
        ImageSampler sampler = new(bilinear, FillMode.Reflect, 0, 1 / 255.0);
        float[] straight = Sample(sampler, transform);
        float[] flipped = Sample(sampler, transform with { Flip = true });

        for (int row = 0; row < Height; row++)
        {
            float[][] cells = [.. straight.Skip(row * Width * 3).Take(Width * 3).Chunk(3)];
            flipped.Skip(row * Width * 3).Take(Width * 3).Should().Equal(cells.Reverse().SelectMany(cell => cell));
        }
    }

    [Test]
    public void Rescaling_rounds_the_product_once([Values] bool bilinear)
    {
        float[] x = Sample(new ImageSampler(bilinear, FillMode.Nearest, 0, 1 / 255.0), ImageTransform.Identity);

        x.Should().Equal(MadeImage.Of(Height, Width).Select(pixel => pixel / 255f));
    }

    [Test]
    public void Far_places_are_filled_too([Values] bool bilinear, [Values] FillMode fill)
    {
        foreach (double shift in (double[])[-1e6, -1000.5, 1000.5, 1e6])
        {
            float[] x = Sample(
                new ImageSampler(bilinear, fill, 9, 1),
                ImageTransform.Identity with
                {
                    RowShift = shift,
                    ColumnShift = -shift,
                }
            );
            x.Should().OnlyContain(value => value >= 0 && value <= 255);
            if (fill == FillMode.Constant)
            {
                x.Should().OnlyContain(value => value == 9);
            }
        }
    }

    [TestCase(1, 1)]
    [TestCase(1, 7)]
    [TestCase(7, 1)]
    [TestCase(2, 2)]
    public void Small_images_stay_in_range(int height, int width)
    {
        foreach (FillMode fill in Enum.GetValues<FillMode>())
        {
            foreach (bool bilinear in (bool[])[false, true])
            {
                float[] x = new float[height * width * 3];
                new ImageSampler(bilinear, fill, 0, 1).Write(
                    MadeImage.Of(height, width),
                    height,
                    width,
                    new ImageTransform(2.1, 0.7, -1.3, 0.4, 1.3, 0.6, Flip: true),
                    x
                );
                x.Should().OnlyContain(value => value >= 0 && value <= 255);
            }
        }
    }

    [Test]
    public void Lengths_must_fit() =>
        FluentActions
            .Invoking(() =>
                new ImageSampler(true, FillMode.Nearest, 0, 1).Write(new byte[10], 2, 2, ImageTransform.Identity, new float[12])
            )
            .Should()
            .Throw<ArgumentException>();

    private static float[] Sample(ImageSampler sampler, ImageTransform transform)
    {
        float[] x = new float[Height * Width * 3];
        Array.Fill(x, float.NaN);
        sampler.Write(MadeImage.Of(Height, Width), Height, Width, transform, x);
        return x;
    }

    private static double[] Values(byte[] bytes, bool bilinear) =>
        bilinear
            ? [.. bytes.Chunk(2).Select(pair => BinaryPrimitives.ReadUInt16LittleEndian(pair) / 128.0)]
            : [.. bytes.Select(value => (double)value)];
}
