using Repro.Native;
using Repro.TensorFlow.Seam;

namespace Repro.Cli;

/// <summary>Which exceptions are told in one line, without a stack trace: the user can do something about them.</summary>
internal static class Failures
{
    /// <summary>What the user is told, or null where the exception is a defect of ours and must show itself.</summary>
    public static string? Message(Exception exception) => Reason(exception) is { } reason ? $"repro: {reason}" : null;

    /// <summary>The same without the tool's name.</summary>
    public static string? Reason(Exception exception) => exception switch
    {
        InputException => exception.Message,
        // Out of memory on a GPU, for one. A training keeps its last checkpoint.
        EagerException => $"{exception.Message.TrimEnd().ReplaceLineEndings(" ")} (tensorflowDevice chooses another device; --backend cpu needs none)",
        _ => null,
    };

    /// <summary>Runs a command; a failure that the user can do something about becomes its message and exit code.</summary>
    /// <returns>The command's own exit code, <see cref="ExitCodes.BadInput"/> or <see cref="ExitCodes.MissingNative"/>.</returns>
    public static async Task<int> ToldAsync(Func<Task<int>> command, TextWriter error)
    {
        try
        {
            return await command();
        }
        catch (Exception exception) when (Message(exception) is { } message)
        {
            error.WriteLine(message);
            return ExitCodes.BadInput;
        }
        catch (MissingNativeException exception)
        {
            // Under the launcher, which names the file, the library may be installed and the command tried again.
            string? wanted = Environment.GetEnvironmentVariable("REPRO_MISSING_NATIVE");
            if (wanted is not null)
            {
                await File.WriteAllTextAsync(wanted, exception.Package.DebianPackage);
                return ExitCodes.MissingNative;
            }

            error.WriteLine($"repro: {exception.Message}");
            return ExitCodes.BadInput;
        }
    }
}
