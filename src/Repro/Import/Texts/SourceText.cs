using System.Text.RegularExpressions;

namespace Repro.Import.Texts;

/// <summary>A tutorial as a sequence of blocks, in the order of the text.</summary>
/// <param name="File">The name of the file, without its folder.</param>
internal sealed partial record SourceText(string File, IReadOnlyList<TextBlock> Blocks)
{
    /// <summary>The most bytes of a file. Notebooks contain their images.</summary>
    public const long MostBytes = 64 << 20;

    /// <summary>The most characters of the blocks of a text.</summary>
    public const int MostCharacters = 4 << 20;

    /// <summary>The most blocks of a text.</summary>
    public const int MostBlocks = 50_000;

    /// <summary>The extensions that are read, for messages.</summary>
    public const string Extensions = ".ipynb, .md, .txt, .py, .html";

    /// <summary>Reads a file by its extension.</summary>
    /// <exception cref="InputException">The file is of another kind, empty, too large, or damaged.</exception>
    public static SourceText Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InputException($"{path}: it is a folder. Give a file with one of the extensions {Extensions}.");
        }

        Func<string, string, SourceText> reader = ReaderOf(path);
        string text = Utf8Text.Read(path);
        if (text.Length == 0)
        {
            throw new InputException($"{path}: the file is empty.");
        }

        if (!IsNotebookName(path) && Notebook().IsMatch(text))
        {
            throw new InputException($"{path}: the file is a Jupyter notebook. Give it the extension .ipynb.");
        }

        // Messages name the file as the caller does.
        return InTime(reader, path, text) with
        {
            File = Path.GetFileName(path),
        };
    }

    /// <summary>Reads the text of a file by the extension of its name.</summary>
    /// <exception cref="InputException">The text is not of this kind, or too large.</exception>
    public static SourceText Parse(string name, string text) => InTime(ReaderOf(name), name, text);

    private static bool IsNotebookName(string path) => Path.GetExtension(path).Equals(".ipynb", StringComparison.OrdinalIgnoreCase);

    // A file whose extension is not read; whether it can be read is not known yet.
    private static bool IsNotebook(string path)
    {
        try
        {
            return System.IO.File.Exists(path) && Notebook().IsMatch(Utf8Text.Read(path));
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static SourceText InTime(Func<string, string, SourceText> reader, string name, string text)
    {
        try
        {
            return reader(name, text);
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw new InputException($"{name}: the text takes too long to read.", exception);
        }
    }

    private static Func<string, string, SourceText> ReaderOf(string path) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".ipynb" => NotebookReader.Read,
            ".md" or ".markdown" or ".txt" => MarkdownReader.Read,
            ".py" => PythonFileReader.Read,
            ".html" or ".htm" => HtmlReader.Read,
            var other when IsNotebook(path) => throw new InputException(
                $"{path}: the file is a Jupyter notebook with the extension '{other}'. Give it the extension .ipynb."
            ),
            var other => throw new InputException($"{path}: the extension '{other}' is not one of {Extensions}."),
        };

    /// <summary>The text, where it is not too long to be parsed.</summary>
    /// <exception cref="InputException">There are too many characters.</exception>
    internal static string Short(string name, string text) =>
        text.Length <= MostCharacters
            ? text
            : throw new InputException(
                FormattableString.Invariant($"{name}: the text has {text.Length} characters; at most {MostCharacters} are read.")
            );

    // An object with the list of cells that notebooks have, at its start or its end.
    [GeneratedRegex(
        @"\A\s*\{\s*""(?:cells|nbformat|metadata)""\s*:.*""nbformat""\s*:\s*\d",
        RegexOptions.CultureInvariant | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Notebook();

    /// <exception cref="InputException">There is no text, or there are too many blocks or characters.</exception>
    internal static SourceText Of(string name, IReadOnlyList<TextBlock> blocks)
    {
        long characters = blocks.Sum(block => block.Lines.Sum(line => (long)line.Length + 1));
        if (characters > MostCharacters || blocks.Count > MostBlocks)
        {
            throw new InputException(
                FormattableString.Invariant(
                    $"{name}: the text has {characters} characters in {blocks.Count} blocks; at most {MostCharacters} in {MostBlocks} are read."
                )
            );
        }

        if (blocks.All(block => block.Lines.All(string.IsNullOrWhiteSpace)))
        {
            throw new InputException($"{name}: the file has no text.");
        }

        return new SourceText(name, [.. blocks.SelectMany(PythonSession.Split)]);
    }
}
