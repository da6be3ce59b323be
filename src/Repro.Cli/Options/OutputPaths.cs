using System.CommandLine;
using System.CommandLine.Parsing;
using Repro.Inputs;
using Repro.Outputs;
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
        foreach ((string name, string file) in Given(parsed))
        {
            // Devices and pipes are written into; none of them is lost.
            if (Target(file) is not { } path)
            {
                continue;
            }

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

    // Defaults too: another option can name the same file.
    private static IEnumerable<(string Name, string File)> Given(ParseResult parsed) =>
        from option in parsed.CommandResult.Children.OfType<OptionResult>()
        where Names.Contains(option.Option.Name, StringComparer.Ordinal) && (!option.Implicit || option.Option.HasDefaultValue)
        let file = option.Implicit
            ? option.GetValueOrDefault<object?>() as string
            : option.Tokens.Select(token => token.Value).FirstOrDefault()
        where file is { Length: > 0 } and not "-"
        select (option.Option.Name, file);

    /// <summary>The file without links on the way to it; null if it is no regular file.</summary>
    private static string? Target(string file)
    {
        try
        {
            OutputTarget target = OutputTarget.Of(file);
            return target.IsSpecial ? null : WithoutLinks(target.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return WithoutLinks(Path.GetFullPath(file));
        }
    }

    // Of the nearest folder that exists, and of a folder itself.
    private static string WithoutLinks(string path)
    {
        string rest = "";
        for (string? folder = path; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (!OperatingSystem.IsWindows() && Unix.RealPath(folder) is { } real)
            {
                return Path.Combine(real, rest);
            }

            rest = Path.Combine(Path.GetFileName(folder), rest);
        }

        return path;
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
        return path == WithoutLinks(project.PathOf(ProjectFile.Name)) ? "this is the project file"
            : path == WithoutLinks(project.SettingsFile) ? "this is the file of the project's settings"
            : folders
                .Where(folder => path.StartsWith(WithoutLinks(folder.Folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                .Select(folder => $"this folder has the {folder.What} of the project")
                .FirstOrDefault();
    }
}
