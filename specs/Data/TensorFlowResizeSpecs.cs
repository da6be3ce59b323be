using System.Globalization;
using System.Text.Json;
using Repro.Data.Imaging;
using Repro.Specs.Oracles;

namespace Repro.Specs.Data;

/// <summary>Images of another size, against those of TensorFlow 2.15.</summary>
[Category("Fast")]
internal sealed class TensorFlowResizeSpecs
{
    private const int Height = 6;
    private const int Width = 8;

    private static readonly JsonElement Oracle = Fixture.Json("keras", "augmentation-layers.json").GetProperty("resizing");

    // Of bytes, so that both give the same numbers.
    private static byte[] Image => [.. SeededInputs.Values(5000, Height * Width * 3, 0, 256).Select(value => (byte)value)];

    private static IEnumerable<string> Bilinear => Named("bilinear");

    private static IEnumerable<string> Nearest => Named("nearest");

    private static IEnumerable<string> Named(string method) =>
        Oracle
            .EnumerateObject()
            .Select(each => each.Name)
            .Where(name =>
                name.StartsWith(method + " ", StringComparison.Ordinal) && !name.Contains("antialias", StringComparison.Ordinal)
            );

    [TestCaseSource(nameof(Bilinear))]
    public void Bilinear_gives_the_same_numbers(string name)
    {
        (ImageWindow window, (int, int) to) = Sizes(name);

        // The fixture has seven digits of each.
        TensorFlowResize
            .Bilinear(Image, Width, 3, window, to)
            .Select(value => value.ToString("G7", CultureInfo.InvariantCulture))
            .Should()
            .Equal(Oracle.Doubles(name).Select(value => value.ToString("G7", CultureInfo.InvariantCulture)));
    }

    [TestCaseSource(nameof(Nearest))]
    public void Nearest_gives_the_same_cells(string name)
    {
        (ImageWindow window, (int, int) to) = Sizes(name);

        TensorFlowResize.Nearest(Image, Width, 3, window, to).Should().Equal(Oracle.Doubles(name).Select(value => (byte)value));
    }

    private static (ImageWindow Window, (int Height, int Width) To) Sizes(string name)
    {
        int[] to = [.. name.Split(' ')[1].Split('x').Select(int.Parse)];
        return (
            name.Contains("crop_to_aspect_ratio", StringComparison.Ordinal)
                ? ImageWindow.OfAspect(Height, Width, to[0], to[1])
                : ImageWindow.Whole(Height, Width),
            (to[0], to[1])
        );
    }
}
