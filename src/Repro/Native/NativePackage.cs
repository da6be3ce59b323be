using System.Runtime.InteropServices;

namespace Repro.Native;

/// <summary>
/// A native library that some commands need: the names under which systems carry it, and the Debian package that brings it.
/// Nothing is loaded until it is first needed, and the Fast specs need none.
/// </summary>
internal sealed record NativePackage(string Name, string DebianPackage, IReadOnlyList<string> FileNames, string Purpose)
{
    /// <summary>libjpeg-turbo's TurboJPEG interface.</summary>
    public static NativePackage TurboJpeg { get; } =
        new("libjpeg-turbo", "libturbojpeg0", ["libturbojpeg.so.0", "libturbojpeg.0.dylib", "turbojpeg.dll"], "decodes JPEG images");

    /// <summary>The HDF5 library, serial build.</summary>
    public static NativePackage Hdf5 { get; } =
        new(
            "HDF5",
            "libhdf5-103-1",
            ["libhdf5_serial.so.103", "libhdf5.so.103", "libhdf5.so.200", "libhdf5.so.310", "libhdf5.dylib", "hdf5.dll"],
            "reads and writes Keras's .h5 files"
        );

    public static IReadOnlyList<NativePackage> All { get; } = [TurboJpeg, Hdf5];

    /// <summary>The file name under which the loader finds it, or null.</summary>
    public string? Find()
    {
        foreach (string file in FileNames)
        {
            if (NativeLibrary.TryLoad(file, out nint handle))
            {
                NativeLibrary.Free(handle);
                return file;
            }
        }

        return null;
    }

    /// <exception cref="MissingNativeException">The loader finds it under none of its names.</exception>
    public string Require() => Find() ?? throw new MissingNativeException(this);
}
