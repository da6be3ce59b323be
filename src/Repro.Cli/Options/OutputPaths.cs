using System.CommandLine;
using System.CommandLine.Parsing;
using Repro.Project;

namespace Repro.Cli.Options;

/// <summary>The files that options name for results: none may be a file that the project is made of, and no two may be one file.</summary>
internal static class OutputPaths
{
    private static readonly string[] Names = ["--json", "--markdown", "--report", "--html", "--badge", "--readme", "--out", "--page"];

    /// <param name="project">The project that the command works on; null if there is none.</param>
    /// <exception cref="InputException">A file is one of the project, or two options name one file.</exception>
    public static void Require(ParseResult parsed, ReproProject? project)
    {
        Dictionary<string, string> used = new(StringComparer.Ordinal);
        foreach (OptionResult option in parsed.CommandResult.Children.OfType<OptionResult>())
        {
            string name = option.Option.Name;
            if (
                option.Implicit
                || !Names.Contains(name, StringComparer.Ordinal)
                || option.Tokens is not [{ Value: { Length: > 0 } file }]
                || file == "-"
            )
            {
                continue;
            }

            string path = Path.GetFullPath(file);
            if (!used.TryAdd(path, name))
            {
                throw new InputException($"{used[path]} and {name} both name the file '{file}'. Give each a file of its own.");
            }

            if (project is not null && PartOf(project, path) is { } part)
            {
                throw new InputException($"{name} '{file}': {part}. Write the results to another file.");
            }
        }
    }

    private static string? PartOf(ReproProject project, string path)
    {
        (string Folder, string What)[] folders =
        [
            (project.ClaimsFolder, "claims"),
            (project.ModelsFolder, "models"),
            (project.RunsFolder, "run files"),
            (project.BaselinesFolder, "baselines"),
            (project.SnapshotsFolder, "snapshots"),
        ];
        return path == project.PathOf(ProjectFile.Name)
            ? "this is the project file"
            : folders
                .Where(folder => path.StartsWith(Path.GetFullPath(folder.Folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                .Select(folder => $"this folder has the {folder.What} of the project")
                .FirstOrDefault();
    }
}
