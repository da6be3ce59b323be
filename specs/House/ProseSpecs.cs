using System.Text.RegularExpressions;

namespace Repro.Specs.House;

/// <summary>Messages, help and documents are in plain English: words that readers stumbled over do not come back.</summary>
[Category("Fast")]
internal sealed partial class ProseSpecs
{
    private static readonly string[] Folders = ["src/Repro", "src/Repro.Cli", "src/Repro.Hdf5", "src/Repro.NUnit", "src/Repro.TensorFlow"];

    public static IEnumerable<string> Pages() =>
        [
            "README.md",
            .. Directory
                .EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Repository.Root, file).Replace(Path.DirectorySeparatorChar, '/'))
                .Order(StringComparer.Ordinal),
        ];

    [TestCaseSource(nameof(Pages))]
    public void A_page_is_in_plain_English(string page)
    {
        string text = Code()
            .Replace(
                File.ReadAllText(Repository.PathOf(page)),
                match => new string('\n', match.Value.Count(character => character == '\n'))
            );

        Found(text.Split('\n')).Should().BeEmpty();
    }

    [TestCaseSource(nameof(Folders))]
    public void Messages_and_help_are_in_plain_English(string folder)
    {
        IEnumerable<string> found =
            from file in Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
            let name = Path.GetRelativePath(Repository.Root, file).Replace(Path.DirectorySeparatorChar, '/')
            where !name.Contains("/obj/", StringComparison.Ordinal) && !name.Contains("/bin/", StringComparison.Ordinal)
            from hit in Found(File.ReadLines(file).Select(Texts))
            select $"{name}:{hit}";

        found.Should().BeEmpty();
    }

    [TestCase("The weights were not at hand.")]
    [TestCase("Nothing is computed anew.")]
    [TestCase("'x' is no number.")]
    [TestCase("'x' is none of a, b.")]
    [TestCase("The file lies in the folder.")]
    [TestCase("The book has no such claim.")]
    [TestCase("Which engine computes?")]
    public void The_scan_sees_a_word(string line) => Found([line]).Should().ContainSingle();

    [TestCase("There is no model 'x', and the file is no longer there.")]
    [TestCase("It is no more than a book on engineering.")]
    public void The_scan_lets_plain_words_pass(string line) => Found([line]).Should().BeEmpty();

    [Test]
    public void The_scan_of_code_sees_texts_and_no_identifiers() =>
        Texts("""    throw new InputException($"{engine.Name} of {engine}: the engine failed", engine); // "the book" """)
            .Trim()
            .Should()
            .Be("of : the engine failed");

    private static IEnumerable<string> Found(IEnumerable<string> lines) =>
        lines.Index().SelectMany(line => Banned().Matches(line.Item).Select(match => $"{line.Index + 1}: {match.Value}"));

    // What is between quotation marks in a line and is neither code nor a regular expression, without what is interpolated.
    private static string Texts(string line)
    {
        string[] parts = Comment().Replace(line, "").Replace("\\\"", "", StringComparison.Ordinal).Split('"');
        return string.Join(
            ' ',
            parts
                .Skip(1)
                .SkipLast(1)
                .Select(part => Hole().Replace(part, ""))
                .Where(part => part.Trim().Contains(' ', StringComparison.Ordinal) && !Statement().IsMatch(part))
        );
    }

    [GeneratedRegex(
        @"\b(?:anew|nobody|somebody|whoever|likewise|beforehand|meanwhile|unheard|at hand|by a hair|is none of|claim book|(?:lie|lies|stand|stands) (?:in|beside|behind)|lacks?|engines?)\b|\b[Tt]he book\b(?!'s)|(?<!\b[Tt]here )\bis no (?!longer\b|more\b|need\b)"
    )]
    private static partial Regex Banned();

    [GeneratedRegex(@"^\s*//.*$|(?<=[;{})])\s*// .*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"=>|==|;|&&|\?\?|\+ |\\b|\w\(")]
    private static partial Regex Statement();

    // Also what is left of a hole with a literal of its own.
    [GeneratedRegex(@"\{[^{}]*\}|\{[^}]*$|^[^{]*?\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();
}
