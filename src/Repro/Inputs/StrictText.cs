using System.Text;

namespace Repro.Inputs;

/// <summary>Text of which every character must be valid: UTF-8, or as its byte order mark says.</summary>
internal static class StrictText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="line">The line, from 1, of the first byte that is not UTF-8; 0 if there is none.</param>
    /// <returns>The text without its byte order mark; null if a byte is not UTF-8.</returns>
    public static string? Of(byte[] bytes, out int line)
    {
        line = 0;
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            using StreamReader reader = new(new MemoryStream(bytes, writable: false));
            return reader.ReadToEnd();
        }

        int start = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        try
        {
            return Utf8.GetString(bytes, start, bytes.Length - start);
        }
        catch (DecoderFallbackException exception)
        {
            line = 1 + bytes.AsSpan(start, Math.Clamp(exception.Index, 0, bytes.Length - start)).Count((byte)'\n');
            return null;
        }
    }
}
