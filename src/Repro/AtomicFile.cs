using System.Text;

namespace Repro;

/// <summary>Writes a file whole or not at all: to a temporary neighbour, flushed to disk, then renamed over the old one.</summary>
public static class AtomicFile
{
    /// <summary>How temporary neighbours end: what a killed process leaves of a file that it was writing.</summary>
    internal const string TemporaryEnding = ".tmp";

    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public static void WriteText(string path, string content) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(content)));

    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        string temporary = $"{full}.{Environment.ProcessId}{TemporaryEnding}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            Discard(temporary);
            throw new InputException($"Cannot write '{path}': {exception.Message} Choose a folder that can be written to.", exception);
        }
        catch
        {
            Discard(temporary);
            throw;
        }
    }

    internal static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            // What could not be written cannot always be deleted; the first error is the one to report.
        }
    }
}
