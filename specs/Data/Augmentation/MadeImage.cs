using System.Text.Json;
using Repro.Data.Augmentation;

namespace Repro.Specs.Data.Augmentation;

/// <summary>The fixtures of <c>fixtures/augmentation</c>, and images by their formula.</summary>
internal static class MadeImage
{
    /// <summary>(height, width, 3), neighbouring cells far apart in value.</summary>
    public static byte[] Of(int height, int width)
    {
        byte[] pixels = new byte[height * width * 3];
        for (int r = 0; r < height; r++)
        {
            for (int c = 0; c < width; c++)
            {
                for (int k = 0; k < 3; k++)
                {
                    pixels[(((r * width) + c) * 3) + k] = (byte)((r * 37) + (c * 61) + (k * 97) + (r * c * 13) + (((r * r) + c) % 7 * 31));
                }
            }
        }

        return pixels;
    }

    public static JsonElement Expected()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("fixtures", "augmentation", "expected.json")));
        return document.RootElement.Clone();
    }

    public static ImageTransform Transform(JsonElement parameters)
    {
        double Of(string name, double otherwise) => parameters.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : otherwise;
        return new ImageTransform(
            Of("theta", 0) * Math.PI / 180,
            Of("tx", 0),
            Of("ty", 0),
            Of("shear", 0) * Math.PI / 180,
            Of("zx", 1),
            Of("zy", 1),
            Flip: false
        );
    }
}
