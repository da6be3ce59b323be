using System.Buffers.Binary;
using System.Globalization;

namespace Repro.Data.Imaging;

/// <summary>What can be told of a JPEG file from its markers alone, before a decoder sees it.</summary>
internal static class JpegStructure
{
    /// <summary>Larger images are refused unseen: they would take memory and time, and no tutorial's set has them.</summary>
    public const int MaximumPixels = 25_000_000;

    /// <summary>Bounds the time of progressive images, whose every scan passes over all pixels.</summary>
    public const long MaximumPixelScans = 10L * MaximumPixels;

    /// <summary>Walks from marker to marker to the end of the image.</summary>
    /// <param name="source">How messages call the file.</param>
    /// <returns>The frame header.</returns>
    /// <exception cref="InputException">No JPEG, cut short, or beyond the limits.</exception>
    public static JpegHeader Check(byte[] file, string source)
    {
        using MemoryStream stream = new(file, writable: false);
        JpegHeader header = JpegHeader.Read(stream, source);
        long pixels = (long)header.Width * header.Height;
        if (pixels > MaximumPixels)
        {
            throw new InputException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{source}: the image of {header.Width}x{header.Height} pixels is too large (at most {MaximumPixels / 1_000_000} million). Make it smaller, or take it out of the set."
                )
            );
        }

        if (header.Components == 2)
        {
            throw new InputException($"{source}: the image has 2 colour components; 1 (grey), 3 (colour) and 4 (CMYK) can be read.");
        }

        int scans = ScansUpToEnd(file, source);
        return pixels * scans <= MaximumPixelScans
            ? header
            : throw new InputException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{source}: {scans} scans over {header.Width}x{header.Height} pixels are more work than any photograph needs. Save it again, or take it out of the set."
                )
            );
    }

    // Pillow too refuses a file without its end marker as truncated; libjpeg-turbo would fill what is missing with grey.
    private static int ScansUpToEnd(ReadOnlySpan<byte> file, string source)
    {
        int scans = 0;
        int at = 2;
        while (true)
        {
            int skip = file[at..].IndexOf((byte)0xFF);
            if (skip < 0 || at + skip + 1 >= file.Length)
            {
                throw CutShort(file, source);
            }

            at += skip + 1;
            byte marker = file[at];
            if (marker == 0xD9)
            {
                return scans > 0 ? scans : throw new InputException($"{source}: not a JPEG image: it has no scan, only headers.");
            }

            // Stuffed bytes of coded data and restart markers go on; fill bytes are looked at again as a marker's first.
            if (marker is 0x00 or 0x01 or >= 0xD0 and <= 0xD8)
            {
                at++;
            }
            else if (marker != 0xFF)
            {
                scans += marker == 0xDA ? 1 : 0;
                at++;
                if (at + 2 > file.Length)
                {
                    throw CutShort(file, source);
                }

                at += Math.Max(2, (int)BinaryPrimitives.ReadUInt16BigEndian(file[at..]));
                if (at > file.Length)
                {
                    throw CutShort(file, source);
                }
            }
        }
    }

    private static InputException CutShort(ReadOnlySpan<byte> file, string source) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{source}: the JPEG image is cut short: its {file.Length} bytes end before its end marker (FF D9). Copy or fetch it again."
            )
        );
}
