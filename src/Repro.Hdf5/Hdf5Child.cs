namespace Repro.Hdf5;

/// <summary>
/// The process that reads a foreign file: limits itself, reads, writes the content to standard output. If libhdf5 crashes
/// or never ends, this process dies, and the one that started it reports that.
/// </summary>
internal static class Hdf5Child
{
    /// <summary>The exit code for a file that cannot be read; standard error says why.</summary>
    public const int Refused = 3;

    /// <param name="library">The name under which the loader finds libhdf5.</param>
    /// <returns>The process's exit code.</returns>
    public static int Run(string library, string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            _ = Hdf5Library.Use(library);
            ChildLimits.Set(Hdf5Limits.Memory(length), Hdf5Limits.ProcessorSeconds(length));
            Hdf5Content content = Hdf5Reader.Read(library, path);
            using BufferedStream output = new(Console.OpenStandardOutput(), 1 << 16);
            Hdf5Handover.Write(output, content);
            return 0;
        }
        catch (Hdf5Exception exception)
        {
            return Refuse(exception.Message);
        }
        catch (OutOfMemoryException)
        {
            return Refuse("It asks for more memory than a file of its size may.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            return Refuse(exception.Message);
        }
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return Refused;
    }
}
