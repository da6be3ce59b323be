using System.CommandLine;
using System.Globalization;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Configuration;
using Repro.Figures.Drawing;
using Repro.Hosting;
using Repro.Outputs;

namespace Repro.Cli.Commands.Project;

/// <summary><c>repro clean</c>: removes temporary files of killed commands, and the cache.</summary>
internal static class CleanCommand
{
    // RUN/BACKEND/seed-N in the folder of the trainings.
    private const int LevelsOfRuns = 3;

    public static Command Create(HostSource hosts)
    {
        Option<bool> cache = new("--cache")
        {
            Description = "Also remove cached features and decoded images, which are computed again when needed.",
        };
        Option<bool> dryRun = new("--dry-run") { Description = "Remove nothing, and list what would be removed." };
        Option<string> output = TrainingOptions.Runs();
        Command command = new(
            Housekeeping.CleaningCommand,
            "Removes temporary files of commands that were killed and, with --cache, the files of the cache folder. Trainings, baselines and data sets are never removed. Example: repro clean --cache --dry-run"
        )
        {
            cache,
            dryRun,
            output,
        };
        command.SetAction(parsed =>
            Run(hosts.OfAny(parsed), parsed.GetRequiredValue(output), parsed.GetValue(cache), parsed.GetValue(dryRun))
        );
        return command;
    }

    private static int Run(ReproHost host, string output, bool cache, bool dryRun)
    {
        Settings settings = host.Settings;
        IEnumerable<string> left = (
            (string[])[Path.GetTempPath(), settings.CacheFolder, Directory.GetCurrentDirectory(), "results", FigureIndex.DefaultFolder]
        )
            .SelectMany(Leftovers.In)
            .Concat(Leftovers.Below(host.Project.BaselinesFolder, 1))
            .Concat(Leftovers.Below(output, LevelsOfRuns));
        string[] found =
        [
            .. left.Concat(cache ? CacheFolder.Files(settings.CacheFolder).Select(file => file.FullName) : [])
                .Select(Path.GetFullPath)
                .Distinct(),
        ];
        long size = 0;
        int kept = 0;
        foreach (string path in found)
        {
            long length = Leftovers.Size(path);
            if (!dryRun)
            {
                Leftovers.Discard(path);
            }

            bool stays = !dryRun && Path.Exists(path);
            if (stays)
            {
                kept++;
            }
            else
            {
                size += length;
            }

            Console.WriteLine($"{(dryRun ? "would remove" : stays ? "cannot remove" : "removed")} {path} ({ByteSize.Text(length)})");
        }

        Console.WriteLine(
            found.Length == 0
                ? "Nothing to remove."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{found.Length - kept} {(found.Length - kept == 1 ? "file or folder" : "files and folders")}, {ByteSize.Text(size)}{(dryRun ? "; nothing was removed" : "")}."
                )
        );
        return kept == 0 ? ExitCodes.Success : ExitCodes.BadInput;
    }
}
