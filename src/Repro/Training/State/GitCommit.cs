using System.Text.RegularExpressions;

namespace Repro.Training.State;

/// <summary>The commit that is checked out, read from git's own files, so that no git is needed.</summary>
internal static partial class GitCommit
{
    /// <param name="folder">A folder of a clone.</param>
    /// <returns>The commit's hash, or null where the folder is not in a clone or its files are laid out otherwise.</returns>
    public static string? Find(string folder)
    {
        for (DirectoryInfo? clone = new(folder); clone is not null; clone = clone.Parent)
        {
            string git = Path.Combine(clone.FullName, ".git");
            if (Directory.Exists(git))
            {
                return Head(git);
            }

            // A worktree or submodule has a file, and the clone around it has another commit.
            if (File.Exists(git))
            {
                return null;
            }
        }

        return null;
    }

    private static string? Head(string git)
    {
        try
        {
            string head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
            if (!head.StartsWith("ref: ", StringComparison.Ordinal))
            {
                return Hash(head);
            }

            string name = head["ref: ".Length..];
            string loose = Path.Combine(git, name);
            if (File.Exists(loose))
            {
                return Hash(File.ReadAllText(loose).Trim());
            }

            string? packed = File.ReadLines(Path.Combine(git, "packed-refs"))
                .FirstOrDefault(line => line.EndsWith(" " + name, StringComparison.Ordinal));
            return packed is null ? null : Hash(packed[..packed.IndexOf(' ', StringComparison.Ordinal)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Hash(string text) => HashPattern().IsMatch(text) ? text : null;

    [GeneratedRegex("^[0-9a-f]{40}([0-9a-f]{24})?$")]
    private static partial Regex HashPattern();
}
