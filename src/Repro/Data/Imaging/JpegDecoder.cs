using Repro.Inputs;

namespace Repro.Data.Imaging;

/// <summary>
/// Decodes JPEG images to red, green and blue through libjpeg-turbo, grey and CMYK as Pillow's <c>convert('RGB')</c> does.
/// One decoder serves one thread at a time; its memory is used again from image to image.
/// </summary>
internal sealed class JpegDecoder : IDisposable
{
    /// <summary>Longer files are refused unread.</summary>
    public const long MaximumFileBytes = 1 << 26;

    private const int CmykCells = 4;

    private readonly bool _ofTensorFlow;
    private readonly TurboJpeg _library = TurboJpeg.Library;
    private nint _handle;
    private byte[] _cmyk = [];

    /// <param name="ofTensorFlow">Whether pixels are those of <c>tf.io.decode_image</c>, which takes the fast inverse transform, and not
    /// Pillow's.</param>
    /// <exception cref="Native.MissingNativeException">libjpeg-turbo is not installed.</exception>
    public JpegDecoder(bool ofTensorFlow = false)
    {
        _ofTensorFlow = ofTensorFlow;
        _handle = _library.CreateDecompressor();
        if (_handle == 0)
        {
            throw new InvalidOperationException("libjpeg-turbo could not make a decompressor.");
        }
    }

    /// <summary>
    /// What the library remarked about the last image while it could go on, or null. Such images (a few stray bytes before a marker,
    /// say) are decoded as Pillow decodes them.
    /// </summary>
    public string? Warning { get; private set; }

    /// <exception cref="InputException">The file is missing, no JPEG, cut short, damaged or too large; the message names it.</exception>
    public RgbImage Read(string path) => Decode(ReadFile(path), path);

    /// <param name="source">How messages call the file.</param>
    /// <exception cref="InputException">No JPEG, cut short, damaged or too large.</exception>
    public RgbImage Decode(byte[] file, string source)
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        JpegHeader header = JpegStructure.Check(file, source);
        byte[] pixels = new byte[header.Width * header.Height * RgbImage.Channels];
        if (header.Components == CmykCells)
        {
            if (_ofTensorFlow)
            {
                throw new InputException(
                    $"{source}: the image has the inks of CMYK, which are decoded as Pillow does alone. Convert it to RGB, or leave out the decoder 'tensorflow'."
                );
            }

            Array.Resize(ref _cmyk, Math.Max(_cmyk.Length, header.Width * header.Height * CmykCells));
            Decompress(file, _cmyk, header, TurboJpeg.Cmyk, source);
            FromInvertedCmyk(_cmyk, pixels);
        }
        else
        {
            Decompress(file, pixels, header, TurboJpeg.Rgb, source);
        }

        return new RgbImage(header.Height, header.Width, pixels);
    }

    /// <summary>The luma of an image as the file has it: (height, width). This is the gray of <c>tf.io.decode_image</c>.</summary>
    /// <inheritdoc cref="Decode"/>
    internal byte[] Luma(byte[] file, string source)
    {
        JpegHeader header = JpegStructure.Check(file, source);
        byte[] pixels = new byte[header.Width * header.Height];
        Decompress(file, pixels, header, TurboJpeg.Gray, source);
        return pixels;
    }

    public void Dispose()
    {
        if (_handle != 0)
        {
            _library.Destroy(_handle);
            _handle = 0;
        }
    }

    /// <exception cref="InputException">The file is missing, cannot be read or is too long.</exception>
    internal static byte[] ReadFile(string path) => InputFile.ReadBytes(path, MaximumFileBytes, "an image");

    private void Decompress(byte[] file, byte[] pixels, JpegHeader header, int format, string source)
    {
        (string Text, bool IsFatal)? failure = _library.Decompress(
            _handle,
            file,
            pixels,
            header.Width,
            header.Height,
            format,
            _ofTensorFlow
        );
        if (failure is { IsFatal: true })
        {
            throw new InputException($"{source}: the JPEG image is damaged: {failure.Value.Text}. Copy or fetch it again.");
        }

        Warning = failure?.Text;
    }

    // Pillow takes every CMYK JPEG for one of Adobe's, which store the inks inverted, and each ink covers what black leaves.
    private static void FromInvertedCmyk(ReadOnlySpan<byte> cmyk, Span<byte> pixels)
    {
        for (int source = 0, target = 0; target < pixels.Length; source += CmykCells, target += RgbImage.Channels)
        {
            int light = cmyk[source + 3];
            for (int ink = 0; ink < RgbImage.Channels; ink++)
            {
                pixels[target + ink] = (byte)(light - Over255((255 - cmyk[source + ink]) * light));
            }
        }
    }

    // product / 255, rounded to nearest.
    private static int Over255(int product)
    {
        int biased = product + 128;
        return (biased >> 8) + biased >> 8;
    }
}
