using Repro.Cli.Commands;
using Repro.Outputs;

namespace Repro.Cli;

/// <summary>What every command does beside its own work: it removes the temporary files of processes that were killed, and keeps the cache within its limit.</summary>
internal static class Housekeeping
{
    /// <param name="command">The command's name: <c>clean</c> reports and removes these files itself.</param>
    public static void Before(string command)
    {
        if (command == CleanCommand.Name) return;
        Leftovers.Remove(Path.GetTempPath());
        foreach (string path in Leftovers.Below(Repository.PathOf("baselines"), 1))
        {
            Leftovers.Discard(path);
        }

        TrimCache();
    }

    public static void After() => TrimCache();

    private static void TrimCache()
    {
        try
        {
            Settings settings = Settings.Load();
            Leftovers.Remove(settings.CacheFolder);
            CacheFolder.Trim(settings.CacheFolder, settings.CacheSize);
        }
        catch (InputException)
        {
            // The commands that need the settings say what is wrong with them.
        }
    }
}
