using Repro.Inputs;

namespace Repro.Outputs;

/// <summary>Which of its standard streams the process was started with.</summary>
internal static class OpenStream
{
    /// <summary>
    /// Whether a stream was open when the process began. Where it was not, its number goes to the first file that the runtime opens;
    /// such a file is marked to be closed in child processes, and what was inherited never is.
    /// </summary>
    /// <param name="descriptor">0 for the input, 1 for the output, 2 for the error output.</param>
    public static bool IsInherited(int descriptor)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        int flags = Unix.Control(descriptor, Unix.GetDescriptorFlags);
        return flags >= 0 && (flags & Unix.CloseOnExec) == 0;
    }
}
