using System.Globalization;

namespace Repro.Cli.Benchmarks;

/// <summary>Whether other work keeps the machine busy, so that timings would mean little.</summary>
internal static class MachineLoad
{
    private const string File = "/proc/loadavg";

    /// <summary>What to say before timing, or null where the machine is quiet or does not tell.</summary>
    public static string? Warning()
    {
        try
        {
            return System.IO.File.Exists(File) ? Warning(System.IO.File.ReadAllText(File), Environment.ProcessorCount) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="text">As Linux writes it: the mean number of running tasks over one, five and fifteen minutes, and more.</param>
    internal static string? Warning(string text, int processors) =>
        double.TryParse(text.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double load) && load > 0.5 * processors
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"the load average is {load:F1}, for {processors} of this machine's processors: other work is going on, or a build has just ended. Timings mean little until it is quiet."
            )
            : null;
}
