using System.Runtime.InteropServices;

namespace Repro;

/// <summary>
/// Finds out what a path names without opening it: opening a pipe can wait forever, and opening a device can change it.
/// On Linux by <c>statx</c>, whose structure is the same on every processor; elsewhere files, folders and links are told apart.
/// </summary>
internal static partial class FileKinds
{
    private const int WorkingFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint TypeAndMode = 0x3;

    // Of struct statx: its size, and where stx_mode is.
    private const int StatxBytes = 256;
    private const int ModeAt = 28;

    private const int TypeMask = 0xF000;
    private const int TypePipe = 0x1000;
    private const int TypeFolder = 0x4000;
    private const int TypeRegular = 0x8000;
    private const int TypeLink = 0xA000;

    /// <param name="followLinks">Whether a link is answered by what it leads to.</param>
    /// <returns><see cref="FileKind.Missing"/> also where a folder on the way cannot be entered.</returns>
    public static FileKind Of(string path, bool followLinks)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Portable(path, followLinks);
        }

        Span<byte> buffer = stackalloc byte[StatxBytes];
        if (statx(WorkingFolder, path, followLinks ? 0 : DoNotFollow, TypeAndMode, buffer) != 0)
        {
            return FileKind.Missing;
        }

        return (MemoryMarshal.Read<ushort>(buffer[ModeAt..]) & TypeMask) switch
        {
            TypeRegular => FileKind.Regular,
            TypeFolder => FileKind.Folder,
            TypeLink => FileKind.Link,
            TypePipe => FileKind.Pipe,
            _ => FileKind.Device,
        };
    }

    private static FileKind Portable(string path, bool followLinks) =>
        !followLinks && new FileInfo(path).LinkTarget is not null ? FileKind.Link
        : Directory.Exists(path) ? FileKind.Folder
        : File.Exists(path) ? FileKind.Regular
        : FileKind.Missing;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int folder, string path, int flags, uint mask, Span<byte> buffer);
}
