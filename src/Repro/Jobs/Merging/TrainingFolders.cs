using System.Text.RegularExpressions;
using Repro.Inputs;

namespace Repro.Jobs.Merging;

/// <summary>
/// Finds the folders below another one in which a training was begun or finished. Whatever is not looked through is a problem, never left
/// out silently.
/// </summary>
internal static partial class TrainingFolders
{
    /// <summary>Levels below the named folder. A merged training is three deep, an artefact of a job some levels more.</summary>
    public const int DeepestLevel = 32;

    private const int MostFolders = 1_000_000;

    /// <param name="problems">Takes a sentence for each folder that cannot be listed, is a link or is too deep.</param>
    /// <returns>In ordinal order.</returns>
    public static IReadOnlyList<string> Below(string root, List<string> problems, int mostFolders = MostFolders)
    {
        List<string> found = [];
        Stack<(string Folder, int Level)> waiting = new([(root, 0)]);
        for (int looked = 0; waiting.TryPop(out (string Folder, int Level) next); looked++)
        {
            if (looked >= mostFolders)
            {
                problems.Add($"'{root}': more than {mostFolders} folders are below it. Give the folders of runs themselves");
                break;
            }

            foreach (string folder in Inside(next.Folder, next.Level, problems))
            {
                waiting.Push((folder, next.Level + 1));
                if (SeedFolder().IsMatch(Path.GetFileName(folder)))
                {
                    found.Add(folder);
                }
            }
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private static List<string> Inside(string folder, int level, List<string> problems)
    {
        try
        {
            List<string> real = [];
            foreach (string inside in InputFolder.Folders(folder))
            {
                if (FileKinds.Of(inside, followLinks: false) == FileKind.Link)
                {
                    problems.Add($"'{inside}': it is a link, and links are not followed. Remove it, or name the folder that it leads to");
                    continue;
                }

                real.Add(inside);
            }

            if (level < DeepestLevel || real.Count == 0)
            {
                return real;
            }

            problems.Add($"'{folder}': folders are nested more than {DeepestLevel} deep. Give a folder further down");
        }
        catch (InputException exception)
        {
            problems.Add(exception.Message);
        }

        return [];
    }

    [GeneratedRegex(@"^seed-[0-9]+(-epochs-[0-9]+)?\z")]
    private static partial Regex SeedFolder();
}
