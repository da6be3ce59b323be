using System.Globalization;
using Repro.Models;

namespace Repro.Training.KerasFiles;

/// <summary>Which generation's habits a file's <c>keras_version</c> means.</summary>
public static class KerasVersions
{
    /// <summary>Keras up to 2.2.4 prints as the book's; 2.2.5 to 2.3 as document 4's; later ones, and all of TensorFlow's (<c>2.2.4-tf</c>), as tf.keras.</summary>
    public static KerasGeneration Generation(string? version)
    {
        string[] parts = (version ?? "").Split('.');
        if (parts.Length < 2 || version!.Contains("tf", StringComparison.Ordinal) || !Number(parts[0], out int major) || !Number(parts[1], out int minor))
        {
            return KerasGeneration.TfKeras;
        }

        int patch = parts.Length > 2 && Number(parts[2], out int third) ? third : 0;
        return (major, minor, patch).CompareTo((2, 2, 5)) < 0 ? KerasGeneration.Book
            : (major, minor).CompareTo((2, 4)) < 0 ? KerasGeneration.Keras23
            : KerasGeneration.TfKeras;
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
