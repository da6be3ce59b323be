using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Repro.Data.Imaging;

namespace Repro.Data.Folders;

/// <summary>
/// A split's images, decoded, resized and kept in memory (height x width bytes, or float32 numbers, per channel): each is decoded once,
/// when it is first asked for.
/// Safe for several threads.
/// </summary>
internal sealed class DecodedImages : IDisposable
{
    private readonly byte[]?[] _images;
    private readonly byte[]?[] _fileHashes;
    private readonly ConcurrentBag<JpegDecoder> _decoders = [];
    private readonly ConcurrentDictionary<int, string> _warnings = [];

    private readonly ImageForm _form;

    /// <exception cref="InputException">All of them need more memory than the process may use.</exception>
    public DecodedImages(ImageSplit split, int height, int width, ImageForm form = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        long pixels = (long)split.Files.Count * height * width;
        MemoryNeed.Require(
            pixels * form.Channels * (form.IsFloat ? sizeof(float) : 1),
            FormattableString.Invariant($"the set of {split.Files.Count} images of {height}x{width} in '{split.Folder}'")
        );
        Split = split;
        Height = height;
        Width = width;
        _form = form;
        _images = new byte[]?[split.Files.Count];
        _fileHashes = new byte[]?[split.Files.Count];
    }

    public ImageSplit Split { get; }

    /// <summary>1 or 3.</summary>
    public int Channels => _form.Channels;

    /// <summary>How the files become pixels, for keys of caches.</summary>
    internal string Form => _form.Key;

    public int Height { get; }

    public int Width { get; }

    public int Count => _images.Length;

    /// <summary>Numbers of one image.</summary>
    public int ImageLength => Height * Width * Channels;

    /// <summary>Bytes of one image.</summary>
    internal int ByteLength => ImageLength * (_form.IsFloat ? sizeof(float) : 1);

    /// <summary>Whether an image's pixels are float32, see <see cref="ImageForm.IsFloat"/>.</summary>
    public bool IsFloat => _form.IsFloat;

    /// <summary>
    /// Remarks of the decoder, <c>FILE: text</c>, of images decoded so far; such images are used as Pillow would use them.
    /// </summary>
    public IReadOnlyList<string> Warnings =>
        [.. _warnings.OrderBy(entry => entry.Key).Select(entry => $"{Split.PathOf(entry.Key)}: {entry.Value}")];

    /// <summary>
    /// An image's pixels, (height, width, 3), or (height, width) where they are gray; four bytes each where they are float32.
    /// </summary>
    /// <exception cref="InputException">Its file is missing, damaged, cut short or too large; the message names it.</exception>
    /// <exception cref="Native.MissingNativeException">libjpeg-turbo is not installed.</exception>
    public ReadOnlySpan<byte> Pixels(int number)
    {
        return Volatile.Read(ref _images[number]) ?? Decode(number);
    }

    /// <summary>The same of images whose pixels are float32.</summary>
    /// <inheritdoc cref="Pixels"/>
    public ReadOnlySpan<float> Values(int number) => MemoryMarshal.Cast<byte, float>(Pixels(number));

    /// <summary>Decodes all that are not decoded yet.</summary>
    /// <param name="threads">0 for one each processor. The outcome is the same with any number.</param>
    /// <exception cref="InputException">The first file that cannot be used.</exception>
    public void DecodeAll(int threads = 0, CancellationToken cancellation = default) =>
        ForEach(threads, cancellation, number => Pixels(number));

    /// <summary>SHA-256 over all decoded pixels in the order of the images' numbers, each followed by its label's byte.</summary>
    public string PixelsSha256()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int number = 0; number < Count; number++)
        {
            hash.AppendData(Pixels(number));
            hash.AppendData([(byte)Split.Labels[number]]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// SHA-256 over the lines <c>SHA-256-OF-FILE  CLASS/FILE</c>, as <c>sha256sum</c> prints them, in the order of the images' numbers.
    /// </summary>
    /// <exception cref="InputException">A file cannot be read.</exception>
    public string FilesSha256(int threads = 0, CancellationToken cancellation = default)
    {
        ForEach(threads, cancellation, number => _fileHashes[number] ??= SHA256.HashData(JpegDecoder.ReadFile(Split.PathOf(number))));
        StringBuilder lines = new();
        for (int number = 0; number < Count; number++)
        {
            lines.Append(Convert.ToHexStringLower(_fileHashes[number]!)).Append("  ").Append(Split.Files[number]).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    public void Dispose()
    {
        while (_decoders.TryTake(out JpegDecoder? decoder))
        {
            decoder.Dispose();
        }
    }

    internal void Put(int number, byte[] pixels) => Volatile.Write(ref _images[number], pixels);

    private byte[] Decode(int number)
    {
        string path = Split.PathOf(number);
        byte[] file = JpegDecoder.ReadFile(path);
        _fileHashes[number] ??= SHA256.HashData(file);
        JpegDecoder decoder = _decoders.TryTake(out JpegDecoder? idle) ? idle : new JpegDecoder(_form.IsOfTensorFlow);
        try
        {
            byte[] pixels = SizedImage.Read(decoder, file, path, _form, Height, Width);
            if (decoder.Warning is { } warning)
            {
                _warnings[number] = warning;
            }

            return Interlocked.CompareExchange(ref _images[number], pixels, null) ?? pixels;
        }
        finally
        {
            _decoders.Add(decoder);
        }
    }

    // Breaking off lets all lower numbers finish, so the failure reported is the first one, whatever thread met one first.
    private void ForEach(int threads, CancellationToken cancellation, NumberAction action)
    {
        ExceptionDispatchInfo? failure = null;
        int failed = int.MaxValue;
        Lock guard = new();
        ParallelOptions options = new()
        {
            MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads,
            CancellationToken = cancellation,
        };
        Parallel.For(
            0,
            Count,
            options,
            (number, state) =>
            {
                try
                {
                    action(number);
                }
                catch (Exception exception)
                {
                    lock (guard)
                    {
                        if (number < failed)
                        {
                            failed = number;
                            failure = ExceptionDispatchInfo.Capture(exception);
                        }
                    }

                    state.Break();
                }
            }
        );
        failure?.Throw();
    }

    private delegate void NumberAction(int number);
}
