namespace Repro.Specs.House;

/// <summary>Lines of code have at most 140 columns. Lines with text literals may be longer: the formatter does not break texts.</summary>
[Category("Fast")]
internal sealed class LineLengthSpecs
{
    // max_line_length of .editorconfig.
    private const int Columns = 140;
    private const string RawQuotes = "\"\"\"";

    [TestCase("src")]
    [TestCase("specs")]
    [TestCase("bench")]
    public void No_line_is_longer(string folder)
    {
        IEnumerable<string> longer =
            from file in Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
            let name = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
            where !name.Contains("/obj/", StringComparison.Ordinal) && !name.Contains("/bin/", StringComparison.Ordinal)
            from number in Longer(File.ReadAllLines(file))
            select $"{name}:{number}";

        longer.Should().BeEmpty("a line has at most {0} columns; `dotnet csharpier format .` wraps code", Columns);
    }

    [Test]
    public void Only_text_may_be_longer()
    {
        string wide = new('a', Columns + 1);

        Longer([wide, $"\"{wide}\"", "text = \"\"\"", wide, "\"\"\";", "// " + wide]).Should().Equal(1, 6);
    }

    [Test]
    public void The_file_of_the_editor_has_the_same_length() =>
        File.ReadAllText(Repository.PathOf(".editorconfig")).Should().Contain($"max_line_length = {Columns}\n");

    private static IEnumerable<int> Longer(string[] lines)
    {
        bool raw = false;
        for (int i = 0; i < lines.Length; i++)
        {
            bool text = raw || lines[i].Contains('"', StringComparison.Ordinal);
            raw ^= lines[i].Split(RawQuotes).Length % 2 == 0;
            if (!text && lines[i].Length > Columns)
            {
                yield return i + 1;
            }
        }
    }
}
