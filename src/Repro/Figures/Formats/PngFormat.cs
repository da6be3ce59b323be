using System.Text;

namespace Repro.Figures.Formats;

/// <summary>What writer and reader of PNG files (ISO/IEC 15948) share.</summary>
internal static class PngFormat
{
    public const int HeaderLength = 13;
    public const int BitDepth = 8;
    public const int PaletteLimit = 256;
    public const byte TrueColor = 2;
    public const byte Indexed = 3;
    public const byte NoFilter = 0;
    public const byte PaethFilter = 4;

    public const string Header = "IHDR";
    public const string Palette = "PLTE";
    public const string Text = "iTXt";
    public const string Pixels = "IDAT";
    public const string End = "IEND";

    /// <summary>
    /// An <c>iTXt</c> chunk's keyword, and after it: not compressed, no language, no translated keyword. UTF-8 text follows.
    /// </summary>
    public static readonly byte[] TitleKeyword = Encoding.ASCII.GetBytes("Title\0\0\0\0\0");

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The filter Paeth's guess: of left, above and upper left the one nearest to left + above - upper left.</summary>
    public static byte Paeth(byte left, byte above, byte corner)
    {
        int guess = left + above - corner;
        int toLeft = Math.Abs(guess - left);
        int toAbove = Math.Abs(guess - above);
        int toCorner = Math.Abs(guess - corner);
        return toLeft <= toAbove && toLeft <= toCorner ? left
            : toAbove <= toCorner ? above
            : corner;
    }
}
