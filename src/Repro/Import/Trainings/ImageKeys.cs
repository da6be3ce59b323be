using System.Text.Json.Nodes;
using Repro.Data.Splitting;
using Repro.Import.Programs;

namespace Repro.Import.Trainings;

/// <summary>How the image files of a folder become pixels, in the keys of a run.</summary>
internal static class ImageKeys
{
    private const string Nearest = "nearest";
    private const string Gray = "grayscale";

    private static readonly string[] Settings =
    [
        "color_mode",
        "interpolation",
        "keep_aspect_ratio",
        "crop_to_aspect_ratio",
        "pad_to_aspect_ratio",
    ];

    private static readonly string[] OfTensorFlow = [Nearest, "bilinear"];

    /// <exception cref="NoRunException">A setting of the loader cannot be described in a run file.</exception>
    public static void Write(FedData data, JsonObject split)
    {
        if (data.Preprocessing.Count(step => step.Kind == "resize") > 1)
        {
            throw new NoRunException($"the images of '{data.Names}' are resized twice, which cannot be described in a run file");
        }

        if (data.Reader is not { } reader)
        {
            return;
        }

        if (Settings.FirstOrDefault(setting => reader.Unknown.Contains(setting)) is { } unknown)
        {
            throw new NoRunException($"'{unknown}' of {reader.ClassName} is not known");
        }

        bool isTensorFlow = reader.ClassName == ValidationSplit.ImageDataset;
        switch (reader.Text("color_mode") ?? "rgb")
        {
            case "rgb":
                break;
            case Gray:
                split["color_mode"] = Gray;
                break;
            case var mode:
                throw Cannot("color_mode", mode);
        }

        string filter = reader.Text("interpolation") ?? (isTensorFlow ? "bilinear" : Nearest);
        if (isTensorFlow && !OfTensorFlow.Contains(filter))
        {
            throw Cannot("interpolation", filter);
        }

        if (isTensorFlow || filter != Nearest)
        {
            split["interpolation"] = filter;
        }

        if (reader.Flag("pad_to_aspect_ratio"))
        {
            throw Cannot("pad_to_aspect_ratio", "True");
        }

        if (reader.Flag(isTensorFlow ? "crop_to_aspect_ratio" : "keep_aspect_ratio"))
        {
            split["keep_aspect_ratio"] = true;
        }

        if (isTensorFlow)
        {
            split["decoder"] = "tensorflow";
        }
    }

    private static NoRunException Cannot(string setting, string value) =>
        new($"'{setting}={value}' of the loader cannot be described in a run file");
}
