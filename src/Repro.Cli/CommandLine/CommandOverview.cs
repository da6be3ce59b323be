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
                ("import", "Write networks, trainings and claims from a tutorial"),
                ("verify", "Measure the claims and give verdicts"),
                ("report", "Write the verdicts as an HTML page"),
                ("claims", "List the claims"),
                ("quantities", "List what claims can measure"),
            ]
        ),
        (
            "Networks and trainings",
            [
                ("models", "List the networks of the project"),
                ("layers", "List the layers that networks can have"),
                ("runs", "List the trainings of the project"),
                ("summary", "Print a network's table as Keras does"),
                ("train", "Train seeds of a run"),
                ("compare", "Train a run on two backends and compare them"),
                ("evaluate", "Evaluate a training or a saved model"),
                ("predict", "Classify an image with a pretrained network"),
                ("draw", "Draw filters, activations and heat maps"),
            ]
        ),
        ("Recorded results", [("baseline", "Compare and record finished trainings"), ("snapshots", "Review and accept changed snapshots")]),
        (
            "Many trainings",
            [
                ("queue", "Train the jobs of a plan on this machine"),
                ("plan", "Write trainings as jobs for several machines"),
                ("run-job", "Run jobs of a plan"),
                ("merge", "Merge the trainings of several machines"),
            ]
        ),
        (
            "Data and this machine",
            [
                ("data", "List, download and split data sets"),
                ("doctor", "Show the runtime, libraries and backends of this machine"),
                ("clean", "Remove temporary files and caches"),
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
