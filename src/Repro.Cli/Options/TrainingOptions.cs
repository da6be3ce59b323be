using System.CommandLine;

namespace Repro.Cli.Options;

/// <summary>The options of commands that write or read trainings.</summary>
internal static class TrainingOptions
{
    /// <summary><c>--runs</c>: the folder of all trainings.</summary>
    public static Option<string> Runs(string more = "") =>
        new("--runs")
        {
            Description = $"Folder of the trainings, with subfolders RUN/BACKEND/seed-N, e.g. mnist-convnet/Cpu/seed-1.{more}",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => "runs",
        };

    /// <summary><c>--seeds</c>: a list of seeds that must be given.</summary>
    public static Option<string> Seeds(string more = "") =>
        new("--seeds")
        {
            Description = $"Seeds, e.g. 1-5,8.{more}",
            Required = true,
            HelpName = "LIST",
        };

    /// <summary><c>--seeds</c>: a list of seeds with a default.</summary>
    public static Option<string?> SomeSeeds(string more) =>
        new("--seeds") { Description = $"Seeds, e.g. 1-5,8. {more}", HelpName = "LIST" };

    /// <summary><c>--seed</c>: exactly one trained seed of a run.</summary>
    public static Option<int?> Seed() => new("--seed") { Description = "Seed of a finished training of the run.", HelpName = "N" };
}
