using Repro.Hosting;
using Repro.Outputs;

namespace Repro.Cli.Hosting;

/// <summary>
/// What every command does beside its own work: it removes the temporary files of processes that were killed, and keeps the cache within
/// its limit.
/// </summary>
internal static class Housekeeping
{
    /// <summary>The command that reports and removes leftovers itself.</summary>
    public const string CleaningCommand = "clean";

    /// <summary>
    /// The host, or null where there is no project or the settings are wrong: the commands that need them say what is wrong.
    /// </summary>
    public static ReproHost? Host(Func<ReproHost?> find)
    {
        try
        {
            return find();
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>Removes what killed processes left, before a command runs.</summary>
    /// <param name="command">The command's name.</param>
    /// <param name="host">The command's host, or null where there is no project.</param>
    public static void Before(string command, ReproHost? host)
    {
        if (command == CleaningCommand)
        {
            return;
        }

        Leftovers.Remove(Path.GetTempPath());
        foreach (string path in host is null ? [] : Leftovers.Below(host.Project.BaselinesFolder, 1))
        {
            Leftovers.Discard(path);
        }

        Trim(host);
    }

    /// <summary>Keeps the cache within its limit, and removes temporary files of killed processes from it.</summary>
    public static void Trim(ReproHost? host)
    {
        if (host is null)
        {
            return;
        }

        Leftovers.Remove(host.Settings.CacheFolder);
        CacheFolder.Trim(host.Settings.CacheFolder, host.Settings.CacheSize);
    }
}
