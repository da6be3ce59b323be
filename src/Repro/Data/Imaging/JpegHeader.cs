using System.Buffers.Binary;
using Repro.Inputs;

namespace Repro.Data.Imaging;

/// <summary>What a JPEG file says of itself before any pixel is decoded.</summary>
/// <param name="Components">Colour components: 1 for grey, 3 for YCbCr.</param>
internal sealed record JpegHeader(int Width, int Height, int Components)
{
    // Thumbnails and colour profiles stand before the frame; more than this is no photograph's header.
    private const long MaximumHeader = 1 << 24;
    private const int MaximumSide = 65535;
    private const int MaximumComponents = 4;

    /// <summary>Reads up to the first frame header (SOF marker; ITU T.81, annex B).</summary>
    /// <exception cref="InputException">The file is missing, cut short, or no JPEG.</exception>
    public static JpegHeader Read(string path)
    {
        try
        {
            using FileStream stream = InputFile.Open(path, "a JPEG image");
            return Read(stream, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }

    // By the first two bytes of the formats that Keras reads, too.
    private static string? Other(ReadOnlySpan<byte> start) =>
        start switch
        {
            [0x89, (byte)'P'] => "PNG",
            [(byte)'G', (byte)'I'] => "GIF",
            [(byte)'B', (byte)'M'] => "BMP",
            [(byte)'P', >= (byte)'1' and <= (byte)'6'] => "PPM",
            [(byte)'I', (byte)'I'] or [(byte)'M', (byte)'M'] => "TIFF",
            _ => null,
        };

    /// <param name="source">How messages call the stream.</param>
    public static JpegHeader Read(Stream stream, string source)
    {
        InputException Damaged(string what) => new($"{source}: not a JPEG image: {what}");
        Span<byte> bytes = stackalloc byte[6];
        void Fill(Span<byte> part)
        {
            if (stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) < part.Length)
            {
                throw Damaged("it ends before its frame header.");
            }
        }

        Fill(bytes[..2]);
        if (bytes[0] != 0xFF || bytes[1] != 0xD8)
        {
            throw Other(bytes[..2]) is { } kind
                ? new InputException($"{source}: {kind} images are not supported; only JPEG is decoded. Convert the image to JPEG.")
                : Damaged("it does not begin with the start marker FF D8.");
        }

        while (stream.Position < MaximumHeader)
        {
            Fill(bytes[..2]);
            if (bytes[0] != 0xFF)
            {
                throw Damaged($"a marker was due, but {bytes[0]:X2} was found.");
            }

            // A marker may be preceded by any number of fill bytes FF.
            byte marker = bytes[1];
            while (marker == 0xFF && stream.Position < MaximumHeader)
            {
                Fill(bytes[..1]);
                marker = bytes[0];
            }

            if (marker == 0x01 || marker is >= 0xD0 and <= 0xD7)
            {
                continue;
            }

            if (marker is 0xD8 or 0xD9 or 0xDA)
            {
                throw Damaged($"marker {marker:X2} comes before the frame header.");
            }

            Fill(bytes[..2]);
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes);
            if (length < 2)
            {
                throw Damaged($"segment {marker:X2} has the length {length}.");
            }

            if (IsFrame(marker))
            {
                if (length < 8)
                {
                    throw Damaged($"its frame header has the length {length}.");
                }

                Fill(bytes);
                int height = BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]);
                int width = BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]);
                int components = bytes[5];
                return height is >= 1 and <= MaximumSide && width is >= 1 and <= MaximumSide && components is >= 1 and <= MaximumComponents
                    ? new JpegHeader(width, height, components)
                    : throw Damaged($"its frame header has {width}x{height} with {components} components.");
            }

            stream.Seek(length - 2, SeekOrigin.Current);
        }

        throw Damaged("its header does not end.");
    }

    // C4, C8 and CC share the range, but define Huffman tables, extensions and arithmetic coding.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
