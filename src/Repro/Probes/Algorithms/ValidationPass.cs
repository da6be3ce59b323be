using Repro.Claims;
using Repro.Data.Batches;
using Repro.Data.Imaging;
using Repro.Probes.Forms;
using Repro.Randomness;
using Repro.Runs;
using Repro.Training.Feeding;

namespace Repro.Probes.Algorithms;

/// <summary>
/// <c>algorithm:validation-pass{RUN}[made pictures]/changed_pixels</c>: what a run's validation does to images beyond rescaling them.
/// </summary>
internal static class ValidationPass
{
    private const int Images = 8;
    private const int Passes = 2;

    public static IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "algorithm:validation-pass{RUN}[made pictures]/changed_pixels",
            "Number of values that the validation of a run changes in made images beyond rescaling them."
        ),
    ];

    public static Measurement Measure(Address address, Func<string, RunConfiguration> load)
    {
        if (address is not { Quantity: "changed_pixels", Argument: "made pictures", Variants: [var name] })
        {
            throw new UnknownFormException();
        }

        RunConfiguration run;
        try
        {
            run = load(name);
        }
        catch (InputException exception)
        {
            throw new AddressException($"'{address}': {exception.Message}");
        }

        return run.Validation is { TargetSize: { } size, Rescale: { } rescale } validation
            ? new Measurement.Exact(
                new Value.Number(ChangedPixels(ImagePreprocessors.Of(validation, seed: 1), size.Height, size.Width, rescale)),
                $"{Images} made pictures through the validation feed of {name}, {Passes} passes"
            )
            : throw new AddressException($"'{address}': the run validates on no images.");
    }

    internal static int ChangedPixels(IImagePreprocessor feed, int height, int width, double rescale)
    {
        byte[] pixels = new byte[height * width * RgbImage.Channels];
        float[] x = new float[pixels.Length];
        int changed = 0;
        for (int number = 0; number < Images; number++)
        {
            RandomStream stream = new(1, "made pictures", number);
            for (int index = 0; index < pixels.Length; index++)
            {
                pixels[index] = (byte)stream.NextUInt32();
            }

            for (int pass = 0; pass < Passes; pass++)
            {
                feed.Write(pixels, height, width, number, pass, x);
                for (int index = 0; index < x.Length; index++)
                {
                    changed += x[index] == (float)(pixels[index] * rescale) ? 0 : 1;
                }
            }
        }

        return changed;
    }
}
