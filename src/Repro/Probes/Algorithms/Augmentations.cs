using System.Globalization;
using Repro.Claims;
using Repro.Data.Augmentation;
using Repro.Data.Imaging;
using Repro.Probes.Forms;

namespace Repro.Probes.Algorithms;

/// <summary>
/// <c>algorithm:augmentation{keras-2.0, rotation_range=40}[10000 draws]/max_abs_rotation</c>: what the code that augments images of
/// 150x150 draws and does.
/// </summary>
internal static class Augmentations
{
    private const int Side = 150;
    private const int Seed = 1;
    private const int MostDraws = 1_000_000;

    public static IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "algorithm:augmentation{SEMANTICS, NAME=VALUE}[N draws]/max_abs_rotation",
            "Largest rotation of N drawn transforms, in degrees. SEMANTICS is keras-2.0 or keras-preprocessing-1.1; NAME is a parameter of ImageDataGenerator.",
            "algorithm:augmentation{keras-2.0, rotation_range=40}[10 draws]/max_abs_rotation"
        ),
        new(
            "algorithm:augmentation{SEMANTICS, NAME=VALUE}[N draws]/max_abs_shift",
            "Largest shift of rows or columns of N drawn transforms, in pixels of an image of 150x150.",
            "algorithm:augmentation{keras-2.0, width_shift_range=0.2}[10 draws]/max_abs_shift"
        ),
        new(
            "algorithm:augmentation{SEMANTICS, NAME=VALUE}[N draws]/max_abs_shear",
            "Largest shear of N drawn transforms: radians in keras-2.0, degrees in keras-preprocessing-1.1.",
            "algorithm:augmentation{keras-2.0, shear_range=0.2}[10 draws]/max_abs_shear"
        ),
        new(
            "algorithm:augmentation{SEMANTICS, NAME=VALUE}[N draws]/max_zoom",
            "Largest zoom factor of rows or columns of N drawn transforms.",
            "algorithm:augmentation{keras-2.0, zoom_range=0.2}[10 draws]/max_zoom"
        ),
        new(
            "algorithm:augmentation{SEMANTICS, NAME=VALUE}[N draws]/flip_share",
            "Share of N drawn transforms that flip the image, from 0 to 1.",
            "algorithm:augmentation{keras-2.0, horizontal_flip}[10 draws]/flip_share"
        ),
        new(
            "algorithm:augmentation{SEMANTICS, NAME=VALUE}[lowest draw]/shift",
            "Shift of columns of a draw at the lower end of its range, in pixels of an image of 150x150.",
            "algorithm:augmentation{keras-preprocessing-1.1, width_shift_range=2.5}[lowest draw]/shift"
        ),
        new(
            "algorithm:augmentation{SEMANTICS, NAME=VALUE}[shifted constant 255]/min_pixel",
            "Smallest pixel of a white image that was shifted by a third of its sides and filled by the fill mode.",
            "algorithm:augmentation{keras-2.0, fill_mode=nearest}[shifted constant 255]/min_pixel"
        ),
    ];

    public static Measurement Measure(Address address)
    {
        AugmentationSettings settings = Settings(address);
        (Value.Number? value, string evidence) = address.Argument switch
        {
            "lowest draw" => (
                address.Quantity == "shift" ? new Value.Number(Lowest(settings).ColumnShift) : null,
                "the transform of a draw at the lower end"
            ),
            "shifted constant 255" => (
                address.Quantity == "min_pixel" ? new Value.Number(ShiftedConstant(settings)) : null,
                "a white image shifted by a third of its sides"
            ),
            _ when address.Arguments is [{ } count, "draws"] && Numbers.TryCount(count, out int draws) && draws is >= 1 and <= MostDraws =>
                (OfDraws(address.Quantity, settings, draws), $"{count} draws of seed {Seed}"),
            _ => (null, ""),
        };
        return value is null ? throw new UnknownFormException() : new Measurement.Exact(value, evidence);
    }

    private static Value.Number? OfDraws(string quantity, AugmentationSettings settings, int draws)
    {
        bool old = settings.Semantics == AugmentationSemantics.Keras20;
        Func<ImageTransform, double>? measure = quantity switch
        {
            "max_abs_rotation" => transform => Math.Abs(transform.Rotation) * 180 / Math.PI,
            "max_abs_shift" => transform => Math.Max(Math.Abs(transform.RowShift), Math.Abs(transform.ColumnShift)),
            "max_abs_shear" => transform => Math.Abs(transform.Shear) * (old ? 1 : 180 / Math.PI),
            "max_zoom" => transform => Math.Max(transform.RowZoom, transform.ColumnZoom),
            "flip_share" => transform => transform.Flip ? 1 : 0,
            _ => null,
        };
        if (measure is null)
        {
            return null;
        }

        IEnumerable<double> values = Enumerable
            .Range(0, draws)
            .Select(number => measure(ImageTransform.Draw(settings, Seed, number, pass: 0, Side, Side)));
        return new Value.Number(quantity == "flip_share" ? values.Sum() / draws : values.Max());
    }

    private static ImageTransform Lowest(AugmentationSettings settings) =>
        ImageTransform.Of(settings, new float[ImageTransform.Draws], Side, Side);

    private static double ShiftedConstant(AugmentationSettings settings)
    {
        byte[] white = new byte[Side * Side * RgbImage.Channels];
        Array.Fill(white, byte.MaxValue);
        float[] x = new float[white.Length];
        ImageTransform shift = ImageTransform.Identity with { RowShift = Side / 3, ColumnShift = Side / 3 };
        new ImageSampler(settings.Semantics == AugmentationSemantics.KerasPreprocessing11, settings.FillMode, settings.FillValue, 1).Write(
            white,
            Side,
            Side,
            shift,
            x
        );
        return x.Min();
    }

    private static AugmentationSettings Settings(Address address)
    {
        try
        {
            AugmentationSettings settings = new(
                AugmentationSettings.SemanticsNamed(address.Variants is [var variant, ..] ? variant : "none")
            );
            return address.Variants.Skip(1).Aggregate(settings, (made, variant) => With(made, variant, address));
        }
        catch (InputException exception)
        {
            throw new AddressException($"'{address}': {exception.Message}");
        }
    }

    private static AugmentationSettings With(AugmentationSettings settings, string variant, Address address)
    {
        string[] parts = variant.Split('=');
        string text = parts.Length == 2 ? parts[1] : "";
        return parts[0] switch
        {
            "horizontal_flip" when parts.Length == 1 => settings with { HorizontalFlip = true },
            "fill_mode" => settings with { FillMode = AugmentationSettings.FillModeNamed(text) },
            "rotation_range" => settings with { RotationRange = Number(text) },
            "shear_range" => settings with { ShearRange = Number(text) },
            "zoom_range" => settings with { ZoomRange = Number(text) },
            "width_shift_range" => settings with { WidthShiftRange = new ShiftRange(Number(text), !text.Contains('.')) },
            "height_shift_range" => settings with { HeightShiftRange = new ShiftRange(Number(text), !text.Contains('.')) },
            _ => throw new AddressException($"'{address}': '{variant}' is not a measured parameter of ImageDataGenerator."),
        };

        double Number(string number) =>
            double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
                ? value
                : throw new AddressException($"'{address}': '{number}' must be a number of at least 0.");
    }
}
