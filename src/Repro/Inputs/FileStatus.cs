using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Repro.Inputs;

/// <summary>Kind, owner and identity of a file as the system reports them.</summary>
/// <param name="User">The owner's number; null where the system does not report it in this way (all but Linux).</param>
/// <param name="Links">How many names the file has.</param>
/// <param name="Identity">Device and inode: two paths with the same identity are one file. Empty where unknown.</param>
internal readonly record struct FileStatus(FileKind Kind, uint? User, uint Links, string Identity)
{
    private const int TypeMask = 0xF000;
    private const int PipeType = 0x1000;
    private const int LinkType = 0xA000;
    private const int RegularType = 0x8000;
    private const int FolderType = 0x4000;
    private const int StickyBit = 0x200;
    private const ulong Immutable = 0x10;
    private const ulong AppendOnly = 0x20;
    private const ulong MountRoot = 0x2000;

    /// <summary>Whether something is mounted here, a file of another file system for one: it cannot be replaced. Known on Linux.</summary>
    public bool IsMountPoint { get; init; }

    /// <summary>Whether an attribute (<c>chattr +i</c>, <c>+a</c>) keeps everybody from replacing it. Known on Linux.</summary>
    public bool IsProtected { get; init; }

    /// <summary>Of a folder: whether only owners may replace its files (<c>/tmp</c>). Known on Linux.</summary>
    public bool IsSticky { get; init; }

    /// <summary>Whether it is written into and not replaced: a device, a socket or a FIFO.</summary>
    public bool IsSpecial => Kind is FileKind.Pipe or FileKind.Device;

    /// <param name="followLinks">Whether the file behind a symbolic link is meant, and not the link.</param>
    public static FileStatus Of(string path, bool followLinks = true) =>
        OperatingSystem.IsLinux() ? Linux(Unix.CurrentFolder, path, followLinks ? 0 : Unix.NoFollow) : Elsewhere(path, followLinks);

    /// <summary>The file that is open; on other systems than Linux without an identity.</summary>
    public static FileStatus Of(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FileStatus(FileKind.Regular, null, 1, "");
        }

        bool held = false;
        try
        {
            file.DangerousAddRef(ref held);
            return Linux((int)file.DangerousGetHandle(), "", Unix.EmptyPath);
        }
        finally
        {
            if (held)
            {
                file.DangerousRelease();
            }
        }
    }

    // struct statx: attributes at byte 8, number of links at byte 16, user at 20, mode at 28, inode at 32, device at 136.
    private static FileStatus Linux(int folder, string path, int flags)
    {
        Span<byte> buffer = stackalloc byte[256];
        if (Unix.Status(folder, path, flags, Unix.BasicStatus, buffer) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            return error is 2 or 20 ? new FileStatus(FileKind.Missing, null, 0, "") : throw Unix.Error(error);
        }

        int mode = MemoryMarshal.Read<ushort>(buffer[28..]);
        FileKind kind = (mode & TypeMask) switch
        {
            RegularType => FileKind.Regular,
            FolderType => FileKind.Folder,
            LinkType => FileKind.Link,
            PipeType => FileKind.Pipe,
            _ => FileKind.Device,
        };
        string identity = string.Create(
            CultureInfo.InvariantCulture,
            $"{MemoryMarshal.Read<uint>(buffer[136..])}:{MemoryMarshal.Read<uint>(buffer[140..])}:{MemoryMarshal.Read<ulong>(buffer[32..])}"
        );
        ulong attributes = MemoryMarshal.Read<ulong>(buffer[8..]);
        return new FileStatus(kind, MemoryMarshal.Read<uint>(buffer[20..]), MemoryMarshal.Read<uint>(buffer[16..]), identity)
        {
            IsMountPoint = (attributes & MountRoot) != 0,
            IsProtected = (attributes & (Immutable | AppendOnly)) != 0,
            IsSticky = (mode & StickyBit) != 0,
        };
    }

    // Devices are known by where they are: below /dev, or \\.\NUL as Windows completes such a name.
    private static FileStatus Elsewhere(string path, bool followLinks)
    {
        FileKind kind =
            !followLinks && new FileInfo(path).LinkTarget is not null ? FileKind.Link
            : Directory.Exists(path) ? FileKind.Folder
            : path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith(@"\\.\", StringComparison.Ordinal) ? FileKind.Device
            : File.Exists(path) ? FileKind.Regular
            : FileKind.Missing;
        return new FileStatus(kind, null, 1, "");
    }
}
