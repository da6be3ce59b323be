using Repro.Inputs;

namespace Repro.Import.Texts;

/// <summary>Reads a file that must be text in UTF-8.</summary>
internal static class Utf8Text
{
    /// <exception cref="InputException">The file cannot be read or is not text.</exception>
    public static string Read(string path)
    {
        byte[] bytes = InputFile.ReadBytes(path, SourceText.MostBytes, "a tutorial", InputRule.RegularOrPipe);
        return StrictText.Of(bytes, out _) is { } text && !text.Contains('\0', StringComparison.Ordinal) ? text : throw NoText(path);
    }

    private static InputException NoText(string path) =>
        new($"{path}: the file is not text in UTF-8. Give a tutorial with one of the extensions {SourceText.Extensions}.");
}
