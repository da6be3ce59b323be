namespace Repro.Cli.CommandLine;

/// <summary>The line of each command in <c>repro --help</c>. <c>repro VERB --help</c> has the details.</summary>
internal static class CommandOverview
{
    private static readonly IReadOnlyDictionary<string, string> Texts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["init"] = "Create a project",
        ["verify"] = "Measure the claims and give verdicts",
        ["report"] = "Write the verdicts as an HTML page",
        ["claims"] = "List claims, or draft them from a tutorial",
        ["quantities"] = "List what claims can measure",
        ["models"] = "List the networks of the project",
        ["runs"] = "List the trainings of the project",
        ["import"] = "Read a tutorial into files of the project",
        ["summary"] = "Print a network's table as Keras does",
        ["train"] = "Train seeds of a run",
        ["compare"] = "Train a run on two backends and compare them",
        ["evaluate"] = "Evaluate a training or a saved model",
        ["predict"] = "Classify an image with a pretrained network",
        ["draw"] = "Draw filters, activations and heat maps",
        ["baseline"] = "Compare and record finished trainings",
        ["snapshots"] = "Review and accept changed snapshots",
        ["plan"] = "Write trainings as jobs for several machines",
        ["run-job"] = "Run jobs of a plan",
        ["queue"] = "Train the jobs of a plan on this machine",
        ["merge"] = "Merge the trainings of several machines",
        ["data"] = "List, download and split data sets",
        ["clean"] = "Remove temporary files and caches",
        ["doctor"] = "Show what this machine has",
        ["completion"] = "Print a script for completion in a shell",
        ["complete"] = "Print what can follow a command line",
        ["reference"] = "Write the reference pages and schemas",
        ["bench"] = "Time training steps",
    };

    /// <summary>A command's text; null where it has none.</summary>
    public static string? Find(string command) => Texts.GetValueOrDefault(command);
}
