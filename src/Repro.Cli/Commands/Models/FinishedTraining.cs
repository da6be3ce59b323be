using System.Globalization;
using Repro.Backends;
using Repro.Claims;
using Repro.Hosting;
using Repro.Runs;
using Repro.Training.State;

namespace Repro.Cli.Commands.Models;

/// <summary>A finished training that a command line names: by its folder, or by a run and a seed.</summary>
internal static class FinishedTraining
{
    /// <param name="what">The folder of a training, or the name of a run.</param>
    /// <param name="root">The folder of trainings.</param>
    /// <param name="command">For messages.</param>
    /// <exception cref="InputException">There is no such run, or no finished training.</exception>
    public static (RunConfiguration Run, string Folder) Find(
        ReproHost host,
        string what,
        int? seed,
        string root,
        IBackend backend,
        string command
    )
    {
        RunCatalog catalog = host.Runs;
        bool isFolder = seed is null && File.Exists(RunFolder.RecordOf(what));
        if (!isFolder && Directory.Exists(what) && !catalog.Names.Contains(what))
        {
            throw new InputException(
                RunFolder.Unfinished(what) is { Length: > 0 } unfinished
                    ? unfinished
                    : $"The folder '{what}' has no training: there is no record.json."
            );
        }

        RunConfiguration run = catalog.Load(isFolder ? RunRecord.Read(RunFolder.RecordOf(what)).Run : what);
        string folder = isFolder
            ? what
            : RunFolder.PathOf(
                root,
                run.Name,
                backend.Name,
                seed ?? throw new InputException($"The run '{what}' needs a seed. Add --seed N, or give the folder of a finished training.")
            );
        if (!File.Exists(RunFolder.RecordOf(folder)))
        {
            if (RunFolder.Unfinished(folder) is { Length: > 0 } unfinished)
            {
                throw new InputException(unfinished);
            }

            string trials = RunFolder.TrialsBeside(root, run.Name, backend.Name, seed);
            throw new InputException(
                $"There is no finished training in '{folder}'.{(trials.Length > 0 ? $"{trials} Give the folder of one: repro {command} FOLDER." : "")} Train it first: repro train {run.Name} --seeds {seed?.ToString(CultureInfo.InvariantCulture) ?? SeedText.Of(run.Seeds)}"
            );
        }

        return (run, folder);
    }
}
