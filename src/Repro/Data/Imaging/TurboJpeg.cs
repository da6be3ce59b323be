using System.Runtime.InteropServices;
using Repro.Native;

namespace Repro.Data.Imaging;

/// <summary>
/// The few functions of libjpeg-turbo's TurboJPEG interface (2.0 and later) that reading needs. Found at the first use;
/// the function pointers stay valid as long as the process.
/// </summary>
internal sealed unsafe class TurboJpeg
{
    public const int Rgb = 0;
    public const int Gray = 6;
    public const int Cmyk = 11;
    public const int Fatal = 1;

    /// <summary>Refuses progressive images of more than 500 scans; older libraries ignore the bit.</summary>
    public const int LimitScans = 32768;

    private const int FastTransform = 2048;

    private static readonly Lazy<TurboJpeg> Loaded = new(() => new TurboJpeg(NativePackage.TurboJpeg.Require()));

    private readonly delegate* unmanaged[Cdecl]<nint> _initDecompress;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, CULong, byte*, int, int, int, int, int, int> _decompress;
    private readonly delegate* unmanaged[Cdecl]<nint, nint> _errorText;
    private readonly delegate* unmanaged[Cdecl]<nint, int> _errorCode;
    private readonly delegate* unmanaged[Cdecl]<nint, int> _destroy;

    private TurboJpeg(string file)
    {
        nint library = NativeLibrary.Load(file);
        _initDecompress = (delegate* unmanaged[Cdecl]<nint>)NativeLibrary.GetExport(library, "tjInitDecompress");
        _decompress = (delegate* unmanaged[Cdecl]<nint, byte*, CULong, byte*, int, int, int, int, int, int>)
            NativeLibrary.GetExport(library, "tjDecompress2");
        _errorText = (delegate* unmanaged[Cdecl]<nint, nint>)NativeLibrary.GetExport(library, "tjGetErrorStr2");
        _errorCode = (delegate* unmanaged[Cdecl]<nint, int>)NativeLibrary.GetExport(library, "tjGetErrorCode");
        _destroy = (delegate* unmanaged[Cdecl]<nint, int>)NativeLibrary.GetExport(library, "tjDestroy");
    }

    /// <exception cref="MissingNativeException">The library is not installed.</exception>
    public static TurboJpeg Library => Loaded.Value;

    public nint CreateDecompressor() => _initDecompress();

    public void Destroy(nint decompressor) => _destroy(decompressor);

    /// <summary>
    /// Decodes at full size with smooth upsampling, by the accurate inverse transform, the library's default and Pillow's, or by the fast
    /// one.
    /// </summary>
    /// <param name="pixels">(height, width, cells of the format)</param>
    /// <returns>Null when all went well; otherwise what the library says, and whether it gave up.</returns>
    public (string Text, bool IsFatal)? Decompress(
        nint decompressor,
        ReadOnlySpan<byte> jpeg,
        Span<byte> pixels,
        int width,
        int height,
        int format,
        bool fast
    )
    {
        fixed (byte* source = jpeg)
        fixed (byte* target = pixels)
        {
            int flags = LimitScans | (fast ? FastTransform : 0);
            int failed = _decompress(decompressor, source, new CULong((nuint)jpeg.Length), target, width, 0, height, format, flags);
            return failed == 0
                ? null
                : (Marshal.PtrToStringUTF8(_errorText(decompressor)) ?? "no reason given", _errorCode(decompressor) == Fatal);
        }
    }
}
