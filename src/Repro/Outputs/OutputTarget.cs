using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;
using Repro.Inputs;

namespace Repro.Outputs;

/// <summary>
/// Where an output goes in the end. Symbolic links are followed, so that the file behind them is replaced and they stay;
/// a device, a FIFO, or an open file of this process (<c>/dev/stdout</c>) is written into.
/// </summary>
/// <param name="Path">The file, device or FIFO, without a link.</param>
/// <param name="IsSpecial">Whether it is written into and not replaced.</param>
/// <param name="Descriptor">The open file of this process that is meant; null for a path.</param>
internal sealed partial record OutputTarget(string Path, bool IsSpecial, int? Descriptor)
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <exception cref="IOException">The path names a folder, or more links than can be followed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way cannot be entered.</exception>
    public static OutputTarget Of(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new IOException("It is not a valid file name.");
        }

        string full = System.IO.Path.GetFullPath(path);
        for (int followed = 0; followed < MostLinks; followed++)
        {
            if (
                OpenFile().Match(full) is { Success: true } open
                && (
                    open.Groups["process"].Length == 0
                    || open.Groups["process"].Value == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
                )
            )
            {
                return new OutputTarget(full, true, int.Parse(open.Groups["number"].ValueSpan, CultureInfo.InvariantCulture));
            }

            if (new FileInfo(full).LinkTarget is not { } target)
            {
                FileStatus status = FileStatus.Of(full);
                return status.Kind == FileKind.Folder || System.IO.Path.EndsInDirectorySeparator(full)
                    ? throw new IOException("It is a folder.")
                    : new OutputTarget(full, status.IsSpecial, null);
            }

            full = System.IO.Path.GetFullPath(target, RealFolder(full));
        }

        throw new IOException("Too many symbolic links follow one another.");
    }

    /// <summary>Opens what is written into and not replaced.</summary>
    public Stream Open()
    {
        switch (Descriptor)
        {
            case null:
                return new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            case 1:
                Console.Out.Flush();
                return Console.OpenStandardOutput();
            case 2:
                return Console.OpenStandardError();
            default:
                return new FileStream(new SafeFileHandle((nint)Descriptor, ownsHandle: false), FileAccess.Write);
        }
    }

    /// <summary>
    /// Whether what is written into can be opened; it is not opened, since whoever reads a FIFO would take that for the output.
    /// </summary>
    public void RequireWritable()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int result = Descriptor is { } descriptor ? Unix.Control(descriptor, Unix.GetDescriptorFlags) : Unix.Access(Path, Unix.MayWrite);
        if (result < 0)
        {
            throw Unix.LastError();
        }
    }

    // ".." after a link to a folder leads to where the folder really is.
    private static string RealFolder(string full)
    {
        string folder = System.IO.Path.GetDirectoryName(full)!;
        return OperatingSystem.IsWindows() ? folder : Unix.RealPath(folder) ?? folder;
    }

    [GeneratedRegex(
        @"^/(?:dev|proc/self|proc/thread-self|proc/(?<process>[0-9]+))/fd/(?<number>[0-9]{1,9})\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex OpenFile();
}
