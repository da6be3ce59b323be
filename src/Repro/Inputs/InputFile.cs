namespace Repro.Inputs;

/// <summary>
/// Reads files that come from outside. The limit is checked while reading, since the length of a pipe or a growing file is not known
/// beforehand; whatever is wrong is an <see cref="InputException"/> that begins with the file's path.
/// </summary>
internal static class InputFile
{
    /// <summary>How often a file is looked at that another process has open without sharing, for two seconds in total.</summary>
    internal const int Looks = 40;

    private const int BlockBytes = 1 << 16;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>The file's text: UTF-8, or as its byte order mark says.</summary>
    /// <param name="mostBytes">The longest file that is accepted.</param>
    /// <param name="what">What the file should be, for the message: <c>a plan</c>.</param>
    /// <param name="remedy">What to do, a sentence for the end of the message.</param>
    /// <exception cref="InputException">There is no such file, it is of another kind or too long, or it cannot be read.</exception>
    public static string ReadText(string path, long mostBytes, string what, InputRule rule = InputRule.Regular, string remedy = "")
    {
        using StreamReader reader = new(new MemoryStream(ReadBytes(path, mostBytes, what, rule, remedy), writable: false));
        return reader.ReadToEnd();
    }

    /// <inheritdoc cref="ReadText"/>
    /// <summary>The file's bytes.</summary>
    public static byte[] ReadBytes(string path, long mostBytes, string what, InputRule rule = InputRule.Regular, string remedy = "")
    {
        using FileStream stream = Open(path, what, rule, remedy);
        try
        {
            return Read(stream, mostBytes)
                ?? throw Refused(path, $"it has more than {mostBytes} bytes, which is too many for {what}.", remedy);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, $"cannot be read as {what}: {exception.Message}", remedy, exception);
        }
    }

    /// <inheritdoc cref="ReadText"/>
    /// <summary>Opens the file for a reader that has limits of its own.</summary>
    public static FileStream Open(string path, string what, InputRule rule = InputRule.Regular, string remedy = "")
    {
        Require(path, what, rule, remedy);
        try
        {
            return OpenShared(path, () => Thread.Sleep(BetweenLooks));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Refused(path, $"cannot be read as {what}: {exception.Message}", remedy, exception);
        }
    }

    /// <inheritdoc cref="ReadText"/>
    /// <summary>Refuses what is not a file of the accepted kinds; nothing is opened.</summary>
    public static void Require(string path, string what, InputRule rule = InputRule.Regular, string remedy = "")
    {
        FileKind kind = path.Contains('\0', StringComparison.Ordinal)
            ? FileKind.Missing
            : FileKinds.Of(path, followLinks: rule != InputRule.RegularNoLink);
        string? wrong = kind switch
        {
            FileKind.Regular => null,
            FileKind.Pipe when rule == InputRule.RegularOrPipe => null,
            FileKind.Missing => "the file does not exist.",
            FileKind.Link => "it is a link, and links are not followed here.",
            _ => $"it is a {kind.ToString().ToLowerInvariant()}.",
        };
        if (wrong is not null)
        {
            throw Refused(path, $"cannot be read as {what}: {wrong}", remedy);
        }
    }

    /// <summary>
    /// Opens a file for reading. A file that another process has just written is still locked for a moment after its rename, since
    /// <see cref="Outputs.OutputFile"/> renames it under the lock.
    /// </summary>
    /// <param name="wait">Waits a moment between two attempts.</param>
    /// <exception cref="IOException">The file is still locked at the last of <see cref="Looks"/> attempts, or cannot be opened for another
    /// reason.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    internal static FileStream OpenShared(string path, Action wait)
    {
        for (int look = 1; ; look++)
        {
            try
            {
                return File.OpenRead(path);
            }
            catch (IOException exception) when (look < Looks && IsLocked(exception))
            {
                wait();
            }
        }
    }

    /// <returns>Null where there are more bytes than the limit.</returns>
    internal static byte[]? Read(Stream stream, long mostBytes)
    {
        long length = stream.CanSeek ? stream.Length : 0;
        if (length > mostBytes)
        {
            return null;
        }

        using MemoryStream content = new((int)length);
        byte[] block = new byte[BlockBytes];
        for (int read = stream.Read(block); read > 0; read = stream.Read(block))
        {
            if (content.Length + read > mostBytes)
            {
                return null;
            }

            content.Write(block, 0, read);
        }

        return content.Length == content.Capacity ? content.GetBuffer() : content.ToArray();
    }

    // Windows: ERROR_SHARING_VIOLATION. Elsewhere .NET reports the error number of the lock, EWOULDBLOCK: 11 on Linux, 35 on macOS.
    private static bool IsLocked(IOException exception) =>
        exception.HResult
        == (
            OperatingSystem.IsWindows() ? unchecked((int)0x80070020)
            : OperatingSystem.IsMacOS() ? 35
            : 11
        );

    private static InputException Refused(string path, string why, string remedy, Exception? cause = null) =>
        new($"{path}: {why}{(remedy.Length > 0 ? " " + remedy : "")}", cause);
}
