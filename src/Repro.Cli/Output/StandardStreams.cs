using System.Text;
using Repro.Outputs;

namespace Repro.Cli.Output;

/// <summary>
/// The process's standard output and error. What is printed by <see cref="Console"/> is text for people and passes
/// <see cref="PrintedText"/>;
/// JSON, scripts for schedulers and a terminal's own control sequences go by the raw writers.
/// </summary>
internal static class StandardStreams
{
    private static CancellationTokenSource? _stop;

    /// <summary>The output as it is, for what other programs read and for a terminal's control sequences.</summary>
    public static TextWriter Output { get; private set; } = TextWriter.Null;

    /// <summary>The error output as it is.</summary>
    public static TextWriter Error { get; private set; } = TextWriter.Null;

    /// <summary>Why the output could not be written; null where it could.</summary>
    public static IOException? Failure { get; private set; }

    /// <summary>Takes the streams over from <see cref="Console"/>.</summary>
    /// <returns>False where the standard output is closed: whatever is opened next could take its number, and be written into.</returns>
    public static bool Open()
    {
        Encoding encoding = Console.OutputEncoding;
        bool open = OpenStream.IsInherited(1);
        Output = Writer(open ? Console.OpenStandardOutput() : Stream.Null, encoding, Failed);
        Error = Writer(OpenStream.IsInherited(2) ? Console.OpenStandardError() : Stream.Null, encoding, null);
        WriteConsoleTo();
        return open;
    }

    /// <summary>Takes two writers for the process's streams, for a call of the tool inside another program.</summary>
    public static void Use(TextWriter output, TextWriter error)
    {
        (Output, Error, Failure, _stop) = (TextWriter.Synchronized(output), TextWriter.Synchronized(error), null, null);
        WriteConsoleTo();
    }

    private static void WriteConsoleTo()
    {
        Console.SetOut(TextWriter.Synchronized(new PlainWriter(Output)));
        Console.SetError(TextWriter.Synchronized(new PlainWriter(Error)));
    }

    /// <summary>
    /// While a training can be stopped with a checkpoint, an output that cannot be written stops it; elsewhere the command ends at once.
    /// </summary>
    public static IDisposable StopOnFailure(CancellationTokenSource stop)
    {
        _stop = stop;
        return new Registration();
    }

    private static TextWriter Writer(Stream stream, Encoding encoding, Func<IOException, bool>? failed) =>
        TextWriter.Synchronized(
            new StreamWriter(new GuardedStream(stream, failed), encoding.RemovePreamble(), bufferSize: 256) { AutoFlush = true }
        );

    private static Encoding RemovePreamble(this Encoding encoding) =>
        encoding.Preamble.Length == 0 ? encoding
        : encoding is UTF8Encoding ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        : encoding;

    // Returns whether the failure was taken note of, so that the writer goes on without it.
    private static bool Failed(IOException exception)
    {
        Failure ??= exception;
        if (_stop is not { } stop)
        {
            return false;
        }

        stop.Cancel();
        return true;
    }

    private sealed class Registration : IDisposable
    {
        public void Dispose() => _stop = null;
    }
}
