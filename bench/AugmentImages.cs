using System.Diagnostics;
using System.Globalization;
using Repro.Data.Augmentation;
using Repro.Data.Imaging;
using Repro.Randomness;

namespace Repro.Bench;

/// <summary>
/// How many made images of 150x150 a core augments a second, in both generations, with the documents' ranges:
/// <c>dotnet run -c Release --project bench -- augment [PICTURES]</c>. Counted in processor time of one thread.
/// </summary>
internal static class AugmentImages
{
    private const int Side = 150;

    public static void Run(int count)
    {
        byte[] pixels = new byte[Side * Side * RgbImage.Channels];
        RandomStream stream = new(1, "bench", 0);
        for (int index = 0; index < pixels.Length; index++)
        {
            pixels[index] = (byte)stream.NextUInt32();
        }

        foreach (AugmentationSemantics semantics in Enum.GetValues<AugmentationSemantics>())
        {
            foreach (FillMode fill in Enum.GetValues<FillMode>())
            {
                double each = Measure(pixels, semantics, fill, count);
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{semantics, -22} {fill, -9} {1 / each:0} images a second a core ({each * 1e6:0} us each)"
                    )
                );
            }
        }
    }

    private static double Measure(byte[] pixels, AugmentationSemantics semantics, FillMode fill, int count)
    {
        AugmentedImages feed = new(
            new AugmentationSettings(semantics)
            {
                RotationRange = 40,
                WidthShiftRange = 0.2,
                HeightShiftRange = 0.2,
                ShearRange = 0.2,
                ZoomRange = 0.2,
                HorizontalFlip = true,
                FillMode = fill,
            },
            seed: 1,
            rescale: 1 / 255.0
        );
        float[] x = new float[pixels.Length];
        for (int number = 0; number < count / 4; number++)
        {
            feed.Write(pixels, Side, Side, number, pass: 0, x);
        }

        using Process process = Process.GetCurrentProcess();
        TimeSpan used = process.TotalProcessorTime;
        for (int number = 0; number < count; number++)
        {
            feed.Write(pixels, Side, Side, number, pass: 1, x);
        }

        process.Refresh();
        return (process.TotalProcessorTime - used).TotalSeconds / count;
    }
}
