namespace Repro.Cli.CommandLine;

/// <summary>The commands in <c>repro --help</c>, by group, with a line each. <c>repro VERB --help</c> has the details.</summary>
internal static class CommandOverview
{
    /// <summary>The groups in the order of help.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<(string Command, string Text)> Commands)> Groups { get; } =
    [
        (
            "A project and its claims",
            [
                ("init", "Create a project"),
                ("import", "Write models, runs and claims from a tutorial"),
                ("verify", "Compare the claims with measured values and give verdicts"),
                ("report", "Write the verdicts as an HTML page"),
                ("claims", "List the claims"),
                ("quantities", "List the quantities that can be measured"),
            ]
        ),
        (
            "Models and trainings",
            [
                ("models", "List the models of the project and the built-in models"),
                ("layers", "List the supported Keras layers"),
                ("runs", "List the runs of the project"),
                ("summary", "Print a model's table as Keras does"),
                ("train", "Train a run once with each given seed"),
                ("compare", "Train a run on two backends and compare them"),
                ("evaluate", "Evaluate a training or a saved model"),
                ("predict", "Classify an image with a pretrained or trained model"),
                ("draw", "Draw filters, activations and heat maps"),
            ]
        ),
        ("Recorded results", [("baseline", "Compare and record finished trainings"), ("snapshots", "Review and accept changed snapshots")]),
        (
            "Many trainings",
            [
                ("queue", "Train all jobs of a plan on this machine"),
                ("plan", "Write a plan file with training jobs"),
                ("run-job", "Train jobs of a plan, selected by index"),
                ("merge", "Merge the trainings of several machines"),
            ]
        ),
        (
            "Data and this machine",
            [
                ("data", "List, download and split data sets"),
                ("doctor", "Show the runtime, libraries and backends of this machine"),
                ("clean", "Remove temporary files and, with --cache, caches"),
                ("completion", "Print a script for completion in a shell"),
                ("bench", "Time training steps"),
                ("reference", "Write the reference pages and schemas"),
            ]
        ),
    ];

    /// <summary>A command's text; null where it has none.</summary>
    public static string? Find(string command) =>
        Groups.SelectMany(group => group.Commands).Where(entry => entry.Command == command).Select(entry => entry.Text).FirstOrDefault();
}
