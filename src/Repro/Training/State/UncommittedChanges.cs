using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using Repro.Project;

namespace Repro.Training.State;

/// <summary>
/// Whether a clone's files differ from the commit that is checked out. Asks git, which alone knows; without git there is no answer.
/// </summary>
internal static class UncommittedChanges
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);
    private static readonly ConcurrentDictionary<(string Folder, string Paths), bool?> Found = new();

    /// <summary>What decides a training's bits: code, networks, run files.</summary>
    public static IReadOnlyList<string> OfTrainings(ReproProject project) =>
        ["src", "configs", project.File.Models, project.File.Runs, "Directory.Build.props", "Directory.Packages.props", "global.json"];

    /// <summary>What decides verdicts: the same, claims, the recorded evidence, the project file, and fixtures.</summary>
    public static IReadOnlyList<string> OfVerdicts(ReproProject project) =>
        [.. OfTrainings(project), project.File.Baselines, project.File.Claims, "fixtures", ProjectFile.Name];

    /// <summary>As it was when the process first asked: its code was loaded before.</summary>
    /// <inheritdoc cref="Find"/>
    public static bool? Known(string root, IReadOnlyList<string> paths) =>
        Found.GetOrAdd((root, string.Join('\n', paths)), _ => Find(root, paths));

    /// <param name="root">The clone's folder.</param>
    /// <param name="paths">The files and folders that count, relative to it; new files that git does not ignore count too.</param>
    /// <returns>Null where the folder is no clone, git is missing or refuses (a clone of another user), or takes too long.</returns>
    public static bool? Find(string root, IReadOnlyList<string> paths)
    {
        if (GitCommit.Find(root) is null)
        {
            return null;
        }

        // A monitor that the clone configures is a program; locks would hinder other processes of git.
        string[] arguments =
        [
            "--no-optional-locks",
            "-c",
            "core.fsmonitor=false",
            "status",
            "--porcelain",
            "--untracked-files=normal",
            "--",
            .. paths,
        ];
        ProcessStartInfo start = new("git", arguments)
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        // Set where a hook of git runs the tool; they would name another clone.
        foreach (string variable in (string[])["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"])
        {
            start.Environment.Remove(variable);
        }

        try
        {
            using Process git = Process.Start(start)!;
            git.StandardInput.Close();
            Task<string> changes = git.StandardOutput.ReadToEndAsync();
            Task<string> errors = git.StandardError.ReadToEndAsync();
            if (!git.WaitForExit(LongestWait))
            {
                git.Kill(entireProcessTree: true);
                return null;
            }

            Task.WaitAll(changes, errors);
            return git.ExitCode == 0 ? changes.Result.Length > 0 : null;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException)
        {
            return null;
        }
    }
}
