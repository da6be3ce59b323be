using Repro.Import.Texts;

namespace Repro.Specs.Import;

[Category("Fast")]
internal sealed class SourceTextSpecs
{
    [Test]
    public void A_notebook_has_its_cells_and_their_outputs()
    {
        SourceText text = SourceText.Read(Repository.PathOf("fixtures", "import", "digits.ipynb"));

        text.Blocks.Select(block => $"{block.Place} {block.Kind}")
            .Should()
            .StartWith([
                "cell 0:1-4 Prose",
                "cell 0:6 Other",
                "cell 1:1-6 Code",
                "cell 1:7 Other",
                "cell 2:1-7 Code",
                "cell 2:8-20 Output",
            ]);
        text.Blocks.Single(block => block is { Cell: 4, Kind: BlockKind.Output })
            .Lines[1]
            .Should()
            .StartWith("469/469 ", "the last text of a line that is written several times counts");
    }

    [Test]
    public void Markdown_has_code_outputs_and_prose()
    {
        SourceText text = SourceText.Parse(
            "a.md",
            "# Title\n\n```python\nx = 1\n```\n\n<div class=\"k-default-codeblock\">\n```\nx = 1\n```\n</div>\n---\n\nProse.\n\n    Epoch 1/5\n\n```bash\nls\n```\n"
        );

        text.Blocks.Select(block => $"{block.Place} {block.Kind}: {block.Text.Trim()}")
            .Should()
            .Equal(
                "1-2 Prose: # Title",
                "4 Code: x = 1",
                "9 Output: x = 1",
                "11-15 Prose: ---\n\nProse.",
                "16 Output: Epoch 1/5",
                "19 Other: ls"
            );
    }

    [Test]
    public void A_fence_may_begin_with_code_and_a_session_has_prompts()
    {
        SourceText text = SourceText.Parse(
            "a.txt",
            "```from keras import models\nmodel = models.Sequential()\n```\n\n```>>> model.summary()\nTotal params: 5\n>>> for x in y:\n...     print(x)\n1\n```\n"
        );

        text.Blocks.Select(block => $"{block.Place} {block.Kind}: {block.Text}")
            .Should()
            .Equal(
                "1-2 Code: from keras import models\nmodel = models.Sequential()",
                "5 Code: model.summary()",
                "6 Output: Total params: 5",
                "7-8 Code: for x in y:\n    print(x)",
                "9 Output: 1"
            );
    }

    [Test]
    public void Code_behind_prompts_of_a_notebook_ends_at_prose()
    {
        SourceText text = SourceText.Parse(
            "a.txt",
            "# Title\n\nIn [1]:\nfrom keras import models\n\n# A comment\nmodel = models.Sequential()\n\nHere ends the code.\n\nIn [ ]:\nmodel.summary()\n"
        );

        text.Blocks.Select(block => $"{block.Place} {block.Kind}").Should().Equal("1-2 Prose", "4-7 Code", "8-10 Prose", "12 Code");
    }

    [Test]
    public void Links_and_tags_are_blank_and_keep_their_columns()
    {
        SourceText text = SourceText.Parse("a.md", "See [the 3 plots](img/fig1%20acc.png) and <b style=\"width:50%\">this</b>.\n");

        text.Blocks.Single().Lines.Single().Should().NotContain("%").And.EndWith("this    .").And.HaveLength(72);
    }

    [Test]
    public void A_page_has_its_lines()
    {
        SourceText text = SourceText.Read(Repository.PathOf("fixtures", "import", "page.html"));

        text.Blocks.Select(block => $"{block.Place} {block.Kind}").Should().StartWith(["5 Prose", "6-8 Prose", "10 Code", "12-13 Output"]);
        text.Blocks.Should().NotContain(block => block.Text.Contains("readers") || block.Text.Contains("rate"));
    }

    [Test]
    public void A_heading_of_a_page_is_marked_as_in_Markdown() =>
        SourceText
            .Parse("a.html", "<h2>Training for 8 epochs</h2>\n<p>Text\n<h3></h3><div>More</div>")
            .Blocks.Select(block => block.Text)
            .Should()
            .Equal("# Training for 8 epochs", "Text", "More");

    [Test]
    public void Comments_and_docstrings_of_code_are_prose()
    {
        TextBlock code = new(
            BlockKind.Code,
            null,
            1,
            ["\"\"\"A module.", "It has 3 parts.", "\"\"\"", "x = 1  # one", "# first", "# second", "y = '#'"]
        );

        CodeComments
            .Of(code)
            .Select(block => $"{block.Place}: {string.Join('|', block.Lines.Select(line => line.Trim()))}")
            .Should()
            .Equal("1-3: A module.|It has 3 parts.|", "4: one", "5-6: first|second");
    }

    [TestCase("a.ipynb", "{", "cannot be read as a notebook")]
    [TestCase("a.ipynb", "[]", "it has no list 'cells'")]
    [TestCase("a.ipynb", "{\"cells\": 3}", "it has no list 'cells'")]
    [TestCase("a.jpg", "", "the extension '.jpg' is not one of")]
    public void What_is_not_a_tutorial_is_refused_in_one_line(string name, string content, string message) =>
        FluentActions
            .Invoking(() => SourceText.Parse(name, content))
            .Should()
            .Throw<InputException>()
            .Which.Message.Should()
            .Contain(message)
            .And.NotContain("\n");

    [Test]
    public void Deep_nesting_is_refused_or_read_and_never_a_crash()
    {
        string[] texts = [string.Concat(Enumerable.Repeat("<div>", 100_000)), string.Concat(Enumerable.Repeat("<b><a>", 30_000))];
        foreach (string text in texts)
        {
            try
            {
                SourceText.Parse("a.html", text);
            }
            catch (InputException) { }
        }

        FluentActions
            .Invoking(() => SourceText.Parse("a.md", string.Concat(Enumerable.Repeat("> ", 5_000))))
            .Should()
            .Throw<InputException>()
            .WithMessage("a.md: cannot be read as Markdown:*");
    }

    [TestCase("<div></x>")]
    [TestCase("<div><!--</div>-->")]
    [TestCase("<div title='</div>'>")]
    [TestCase("<b><div></b>")]
    [TestCase("<span><div></span>")]
    [TestCase("<optgroup>")]
    public void A_page_is_refused_while_it_is_parsed_where_its_elements_are_nested_deeply(string part) =>
        FluentActions
            .Invoking(() => SourceText.Parse("a.html", string.Concat(Enumerable.Repeat(part, 2_000))))
            .Should()
            .Throw<InputException>()
            .WithMessage("a.html: elements are nested more than 500 deep, or are not closed.");

    [TestCase("<div><span>x</div>")]
    [TestCase("<div><br>x</x></div>")]
    [TestCase("<ul><li>x<li>y</ul>")]
    [TestCase("<p>x")]
    public void A_page_is_read_where_many_elements_are_not_closed_but_not_nested(string part) =>
        SourceText.Parse("a.html", string.Concat(Enumerable.Repeat(part, 2_000))).Blocks.Should().HaveCountGreaterThan(1_999);

    [Test]
    public void Only_the_first_characters_of_a_class_attribute_are_read()
    {
        string padding = new('a', 2_000);

        KindOf("output").Should().Be(BlockKind.Output);
        KindOf($"{padding} output").Should().Be(BlockKind.Code);

        static BlockKind KindOf(string classes) =>
            SourceText.Parse("a.html", $"<div class='{classes}'><pre>x = 1</pre></div>").Blocks.Single().Kind;
    }

    [TestCase("a.md")]
    [TestCase("a.txt")]
    [TestCase("a.py")]
    public void A_text_that_is_too_long_is_refused_before_it_is_parsed(string name) =>
        FluentActions
            .Invoking(() => SourceText.Parse(name, new string('\n', SourceText.MostCharacters + 1)))
            .Should()
            .Throw<InputException>()
            .WithMessage($"{name}: the text has 4194305 characters; at most 4194304 are read.");
}
