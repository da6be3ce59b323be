using System.Text.RegularExpressions;
using Repro.Import.Texts;

namespace Repro.Import.Prose;

/// <summary>The class folders that the code of a tutorial names; prose counts samples by the same words: "1000 roses".</summary>
internal sealed partial class FolderClasses
{
    private const int MostFolders = 1_000;
    private const int WordsBeforeNoun = 4;

    // Folders of whole data sets.
    private static readonly HashSet<string> Common = new(
        [
            "images",
            "image",
            "labels",
            "label",
            "masks",
            "annotations",
            "data",
            "files",
            "all",
            "samples",
            "pictures",
            "photos",
            "jpg",
            "png",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    private readonly Dictionary<string, string> _folders = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="code">The blocks of code; a folder inside of one for training, validation or test is that of a class.</param>
    public static FolderClasses Of(IEnumerable<TextBlock> code)
    {
        FolderClasses classes = new();
        foreach (Match folder in code.SelectMany(block => Folder().Matches(block.Text)))
        {
            if (classes._folders.Count < MostFolders && !Common.Contains(folder.Groups["name"].Value))
            {
                classes.Add(folder.Groups["name"].Value);
            }
        }

        return classes;
    }

    /// <summary>The folder whose name is among the words, in the singular or the plural; null for none.</summary>
    public string? In(string words) =>
        _folders.Count == 0
            ? null
            : Word().Matches(words).Select(word => _folders.GetValueOrDefault(word.Value)).FirstOrDefault(folder => folder is not null);

    /// <summary>The words behind a number up to the name of a class, as in "2000 training cats"; null where another noun is counted.</summary>
    public string? NounBehind(string right)
    {
        if (_folders.Count == 0)
        {
            return null;
        }

        foreach (Match word in Word().Matches(right).Take(WordsBeforeNoun + 1))
        {
            if (_folders.ContainsKey(word.Value))
            {
                return right[..(word.Index + word.Length)];
            }

            if (Ending().IsMatch(right[..(word.Index + word.Length)]))
            {
                return null;
            }
        }

        return null;
    }

    private void Add(string folder)
    {
        _folders.TryAdd(folder, folder);
        _folders.TryAdd(folder.EndsWith('s') ? folder[..^1] : folder + "s", folder);
    }

    [GeneratedRegex(
        @"\bos\.path\.join\(\s*\w*(?:train|valid|val|test)\w*\s*,\s*['""](?<name>[A-Za-z]{2,40})['""]\s*\)|(?<![A-Za-z])(?:train|valid|val|test)\w*['""]?\s*/\s*['""]?(?<name>[A-Za-z]{2,40})['""/]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Folder();

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Word();

    // The noun that the number counts has ended.
    [GeneratedRegex(
        @"[^\p{L}\s'’/-]|\b(?:of|in|to|for|and|or|on|with|is|are|was|were|from|per|at|by|as|that|which|each|every)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Ending();
}
