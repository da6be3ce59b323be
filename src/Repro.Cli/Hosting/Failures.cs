using Repro.Cli.Output;
using Repro.Native;
using Repro.TensorFlow.Seam;

namespace Repro.Cli.Hosting;

/// <summary>Failures as one line without a stack trace, and their exit codes.</summary>
internal static class Failures
{
    /// <summary>The variable that adds the stack trace.</summary>
    public const string TraceVariable = "REPRO_TRACE";

    /// <summary>The message of an error that the user can fix; null if the exception is a defect of the tool.</summary>
    public static string? Message(Exception exception) => Reason(exception) is { } reason ? $"repro: {reason}" : null;

    /// <summary>The same without the tool's name.</summary>
    public static string? Reason(Exception exception) =>
        exception switch
        {
            InputException input => string.Join('\n', input.Lines.Select(OneLine)),
            // Out of memory on a GPU, for one. A training keeps its last checkpoint.
            EagerException => $"{OneLine(exception.Message)} (use another device with tensorflow_device, or --backend cpu)",
            StandardOutputException => OutputFailed(exception.Message),
            OutOfMemoryException =>
                "there is not enough memory. Free memory, or raise the memory limit of the process. A training continues from its last checkpoint.",
            MissingNativeException => exception.Message,
            _ => null,
        };

    /// <summary>Runs a command; every failure becomes its message and exit code.</summary>
    /// <returns>The command's own exit code, <see cref="ExitCodes.BadInput"/> or <see cref="ExitCodes.MissingNative"/>.</returns>
    public static async Task<int> RunAsync(Func<Task<int>> command, TextWriter error)
    {
        try
        {
            return await command();
        }
        catch (MissingNativeException exception) when (Environment.GetEnvironmentVariable("REPRO_MISSING_NATIVE") is { } wanted)
        {
            // Under the launcher, which names the file, the library may be installed and the command tried again.
            await File.WriteAllTextAsync(wanted, exception.Package.DebianPackage);
            return ExitCodes.MissingNative;
        }
        catch (Exception exception)
        {
            Tell(exception, error);
            return ExitCodes.BadInput;
        }
    }

    /// <summary>Prints the message; where <c>REPRO_TRACE=1</c> is set, the stack trace too.</summary>
    public static void Tell(Exception exception, TextWriter error)
    {
        bool traced = Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 } and not "0";
        string message =
            Message(exception)
            ?? $"repro: unexpected error: {exception.GetType().Name}: {OneLine(exception.Message).TrimEnd('.')}. This is a defect of the tool.{(traced ? "" : $" {TraceVariable}=1 prints where it happened.")}";
        error.WriteLine(PrintedText.Message(message));
        if (traced)
        {
            error.WriteLine(PrintedText.Message(exception.ToString()));
        }
    }

    /// <summary>The message of a standard output that cannot be written.</summary>
    public static string OutputFailed(string why) =>
        $"the standard output cannot be written: {OneLine(why).TrimEnd('.')}. Free space, or redirect the output.";

    // A line end inside a message comes from outside.
    private static string OneLine(string text) => text.Trim().ReplaceLineEndings(" ");
}
