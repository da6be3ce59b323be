using System.Text;
using Repro.Inputs;

namespace Repro.Import.Texts;

/// <summary>Reads a file that must be text in UTF-8.</summary>
internal static class Utf8Text
{
    /// <exception cref="InputException">The file cannot be read or is not text.</exception>
    public static string Read(string path)
    {
        byte[] bytes = InputFile.ReadBytes(path, SourceText.MostBytes, "a tutorial", InputRule.RegularOrPipe);
        try
        {
            using StreamReader reader = new(
                new MemoryStream(bytes),
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
            );
            string text = reader.ReadToEnd();
            return text.Contains('\0', StringComparison.Ordinal) ? throw NoText(path) : text;
        }
        catch (DecoderFallbackException exception)
        {
            throw NoText(path, exception);
        }
    }

    private static InputException NoText(string path, Exception? cause = null) =>
        new($"{path}: the file is not text in UTF-8. Give a tutorial with one of the extensions {SourceText.Extensions}.", cause);
}
