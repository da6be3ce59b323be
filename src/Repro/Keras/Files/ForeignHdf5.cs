using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Repro.Hdf5;
using Repro.Native;

namespace Repro.Keras.Files;

/// <summary>
/// Reads files that somebody else wrote. A crafted file can crash libhdf5, so a child process (<see cref="Hdf5Child"/> in the program
/// <c>Repro.Hdf5</c>) reads it and hands its content over; whatever happens to the child is an error here and not a crash.
/// </summary>
internal static class ForeignHdf5
{
    private const int MessageLength = 400;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n'];

    /// <exception cref="InputException">The file is missing, is no HDF5 file, is damaged, or crashed the library; or the reading process
    /// cannot be started.</exception>
    /// <exception cref="MissingNativeException">libhdf5 is not installed.</exception>
    public static Hdf5Content Read(string path)
    {
        long length = RequireSignature(path);
        using Process child = Start(NativePackage.Hdf5.Require(), path);
        Task<string> complaint = Task.Run(() => Complaint(child.StandardError));
        bool late = false;
        using Timer deadline = new(
            _ => late = Kill(child),
            null,
            Hdf5Limits.Deadline(length, LowestPriority.IsTaken),
            Timeout.InfiniteTimeSpan
        );
        string? broken = null;
        Hdf5Content? content = null;
        try
        {
            using Stream output = child.StandardOutput.BaseStream;
            content = Hdf5Handover.Read(output, length);
        }
        catch (Exception exception) when (exception is Hdf5Exception or IOException)
        {
            // With an end of stream the child's own words say more; anything else is for a kill.
            broken = exception is EndOfStreamException ? null : exception.Message;
            if (broken is not null)
            {
                Kill(child);
            }
        }

        child.WaitForExit();
        string said = complaint.GetAwaiter().GetResult();
        return content is not null && child.ExitCode == 0
            ? content
            : throw new InputException(
                $"{path}: {Reason(child.ExitCode, late, broken, said)} If it should be whole, fetch or save it again."
            );
    }

    private static string Reason(int exitCode, bool late, string? broken, string said) =>
        late ? "reading it took too long and was given up."
        : broken is not null ? $"not a readable HDF5 file: {broken}"
        : exitCode == Hdf5Child.Refused ? $"not a readable HDF5 file: {said.TrimEnd('.')}."
        : $"not a readable HDF5 file: libhdf5 crashed or was stopped while reading it (exit code {exitCode} of the reading process).";

    private static long RequireSignature(string path)
    {
        try
        {
            // A pipe would wait for a writer: what has no length is not opened.
            bool isEmpty = new FileInfo(path) is { Exists: true, Length: 0 };
            using Stream file = isEmpty ? Stream.Null : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (HasSignature(file))
            {
                return file.Length;
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: there is no such file. Check the name, or save the model first.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InputException($"{path}: cannot be read: {exception.Message}", exception);
        }

        throw new InputException(
            $"{path}: not an HDF5 file: it does not begin as one, nor as a .keras archive. Keras's model.save(\"NAME.keras\") or model.save(\"NAME.h5\") writes one."
        );
    }

    // A block of the user's own may come before it, of 512 bytes or any power of two above.
    private static bool HasSignature(Stream file)
    {
        Span<byte> found = stackalloc byte[Signature.Length];
        for (long at = 0; at <= file.Length - found.Length; at = at == 0 ? 512 : at * 2)
        {
            file.Position = at;
            file.ReadExactly(found);
            if (found.SequenceEqual(Signature))
            {
                return true;
            }
        }

        return false;
    }

    private static Process Start(string library, string path)
    {
        ProcessStartInfo start = new(DotnetHost())
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string argument in (string[])["exec", ProgramFile(typeof(Hdf5Child).Assembly.Location), library, Path.GetFullPath(path)])
        {
            start.ArgumentList.Add(argument);
        }

        // No plug-ins that a file could name, no locks that a read-only disk refuses, no dumps of a crash that is expected.
        start.Environment["HDF5_PLUGIN_PRELOAD"] = "::";
        start.Environment["HDF5_USE_FILE_LOCKING"] = "FALSE";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            // A self-contained program has no such host beside its runtime.
            throw new InputException(
                $"{path}: .h5 files are read by a second process of .NET, and '{start.FileName}' cannot be started: {exception.Message} Set DOTNET_HOST_PATH to the file dotnet of a .NET installation.",
                exception
            );
        }
    }

    // Beside this library wherever it is loaded from, with its runtimeconfig.json: each program that references the library gets both.
    /// <param name="location">The file of Repro.Hdf5; empty in a single-file program, which has no such file.</param>
    /// <exception cref="InputException">The program has no such file, or not the other one.</exception>
    internal static string ProgramFile(string location) =>
        location.Length == 0
            ? throw new InputException(
                ".h5 files are read by a second program, Repro.Hdf5.dll, which a single-file program does not have as a file. Publish the program without PublishSingleFile."
            )
        : File.Exists(Path.ChangeExtension(location, ".runtimeconfig.json")) ? location
        : throw new InputException(
            $"{location}: Repro.Hdf5.runtimeconfig.json, which is needed to read .h5 files, is not beside it. Build or publish the program again, or copy both files."
        );

    // Taken to the end so that the child never waits, kept only so far as an error line needs it.
    private static string Complaint(StreamReader reader)
    {
        StringBuilder kept = new();
        char[] buffer = new char[1024];
        for (int count = reader.Read(buffer); count > 0; count = reader.Read(buffer))
        {
            kept.Append(buffer, 0, Math.Min(count, MessageLength - Math.Min(MessageLength, kept.Length)));
        }

        return string.Concat(kept.ToString().Trim().Select(letter => char.IsControl(letter) ? ' ' : letter));
    }

    private static bool Kill(Process child)
    {
        try
        {
            child.Kill();
            return true;
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
            return false;
        }
    }

    // The host that runs this program; .../shared/Microsoft.NETCore.App/10.0.x/ lies three folders below it.
    private static string DotnetHost()
    {
        string? named = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH");
        return string.IsNullOrEmpty(named)
            ? Path.GetFullPath(
                Path.Combine(
                    RuntimeEnvironment.GetRuntimeDirectory(),
                    "..",
                    "..",
                    "..",
                    OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"
                )
            )
            : named;
    }
}
