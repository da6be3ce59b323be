using Repro.Data.Imaging;

namespace Repro.Training.Evaluation;

/// <summary>How images are fed to a model: what the user or a run says. What is null follows from the model or is assumed.</summary>
internal sealed record ImageOptions(PixelScale? Scale, Interpolation? Resize, bool? Gray)
{
    public static ImageOptions None { get; } = new(null, null, null);

    /// <summary>How a run reads image files: its decoder and what becomes of the aspect ratio.</summary>
    public ImageForm Form { get; init; }

    public bool IsEmpty => this == None;

    /// <exception cref="InputException">A value is not one of those known.</exception>
    public static ImageOptions Parse(string? scale, string? resize, string? color) =>
        new(
            scale is null ? null : PixelScale.Named(scale),
            resize is null ? null : Named(resize),
            color switch
            {
                null => null,
                "rgb" => false,
                "grayscale" => true,
                _ => throw new InputException($"--color '{color}' must be one of rgb, grayscale."),
            }
        );

    /// <summary>Those of this with the others where this says nothing.</summary>
    public ImageOptions Or(ImageOptions others) =>
        new(Scale ?? others.Scale, Resize ?? others.Resize, Gray ?? others.Gray) { Form = others.Form };

    private static Interpolation Named(string name) =>
        Enum.GetValues<Interpolation>().Where(each => NameOf(each) == name).Select(each => (Interpolation?)each).FirstOrDefault()
        ?? throw new InputException(
            $"--resize '{name}' must be one of {string.Join(", ", Enum.GetValues<Interpolation>().Select(NameOf))}."
        );

    internal static string NameOf(Interpolation interpolation) => interpolation.ToString().ToLowerInvariant();
}
