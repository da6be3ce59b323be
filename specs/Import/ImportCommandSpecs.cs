using System.Runtime.Versioning;
using System.Text.Json;
using Repro.Specs.Cli;

namespace Repro.Specs.Import;

/// <summary><c>repro import</c> into projects of its own.</summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ImportCommandSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ImportCommandSpecs()
    {
        Directory.CreateDirectory(_folder.File("p"));
        File.WriteAllText(Project, "{\n  // A comment stays.\n  \"schema_version\": 1,\n  \"documents\": []\n}\n");
    }

    private static string Notebook => Repository.PathOf("fixtures", "import", "digits.ipynb");

    private string Project => _folder.File("p", "reprosuite.json");

    private string Claims => _folder.File("p", "claims", "digits.csv");

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_notebook_becomes_a_network_a_run_claims_a_page_and_an_entry()
    {
        (int code, string output, string error) = Import(Notebook);

        (code, error).Should().Be((0, ""));
        output.Should().Contain("contradiction: The text at cell 6:1 gives 0.971 for the test accuracy, but cell 5:3 prints 0.9525.");
        Files()
            .Should()
            .Equal(
                "claims/digits.csv",
                "configs/models/digits-model.json",
                "configs/runs/digits-run.json",
                "imports/digits.html",
                "reprosuite.json"
            );
        File.ReadAllText(Project)
            .Should()
            .Contain("// A comment stays.")
            .And.Contain("{ \"id\": \"digits\", \"source\": \"digits.ipynb\" }");
        File.ReadAllText(Claims)
            .Should()
            .Contain(",cell 2:18,total params: 25450,fast,,model:digits-model/total_params,=,25450,,,open,\n")
            .And.Contain("run:digits-run/test_acc@last,~,0.971,0.005,digits.test-accuracy-0-971-contradiction,open,default margin");
        File.ReadAllText(_folder.File("p", "configs", "runs", "digits-run.json")).Should().Contain("\"seeds\": [1, 2, 3, 4, 5]");
        File.ReadAllText(_folder.File("p", "imports", "digits.html")).Should().Contain("Content-Security-Policy").And.NotContain("<script");
    }

    [Test]
    public void What_it_writes_verifies()
    {
        Import(Notebook);

        string results = _folder.File("results.json");
        (int code, _, string error) = Tool.Run("verify", "--tier", "fast", "--project", _folder.File("p"), "--json", results);

        (code, error).Should().Be((0, ""));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(results));
        json.RootElement.GetProperty("results")
            .EnumerateArray()
            .Select(claim => claim.GetProperty("verdict").GetString())
            .Should()
            .NotBeEmpty()
            .And.AllBe("reproduced");
    }

    [Test]
    public void Trainings_that_a_loop_repeats_are_reported_once()
    {
        string text = _folder.File("folds.md");
        File.WriteAllText(
            text,
            """
            ```python
            from keras import layers, models
            from keras.datasets import boston_housing
            (x, y), _ = boston_housing.load_data()
            for fold in range(3):
                model = models.Sequential([layers.Input(shape=(13,)), layers.Dense(1)])
                model.compile(optimizer="rmsprop", loss="mse")
                model.fit(x, y, epochs=2)
            ```
            """
        );

        Import(text)
            .Output.Split('\n')
            .Should()
            .ContainSingle(line => line.StartsWith("no run file for the training at line 8: ", StringComparison.Ordinal));
    }

    [Test]
    public void Twenty_trainings_without_a_run_file_are_listed()
    {
        string text = _folder.File("long.md");
        File.WriteAllText(
            text,
            $"""
            ```python
            from keras import layers, models
            model = models.Sequential([layers.Input(shape=(13,)), layers.Dense(1)])
            {string.Concat(Enumerable.Repeat("model.fit(x, y)\n", 23))}
            ```
            """
        );

        string[] lines = Import(text).Output.Split('\n');

        lines.Where(line => line.StartsWith("no run file for the training at line ", StringComparison.Ordinal)).Should().HaveCount(20);
        lines.Should().Contain("3 more trainings have no run file; the page lists them.");
    }

    [Test]
    public void The_page_lists_each_state_of_a_network_that_has_a_file()
    {
        string text = _folder.File("grows.md");
        File.WriteAllText(
            text,
            """
            # A network in two parts
            ```python
            from keras import layers, models
            model = models.Sequential()
            model.add(layers.Input(shape=(28, 28, 1)))
            model.add(layers.Conv2D(32, 3))
            model.summary()
            ```
            The model has 320 parameters.
            ```python
            model.add(layers.Flatten())
            model.add(layers.Dense(10))
            model.summary()
            ```
            The model now has 216,650 parameters.
            """
        );

        Import(text).Code.Should().Be(0);

        string page = File.ReadAllText(_folder.File("p", "imports", "grows.html"));
        string table = page[page.IndexOf("id=\"models\"", StringComparison.Ordinal)..page.IndexOf("id=\"text\"", StringComparison.Ordinal)];
        string[] networks =
        [
            .. Directory.GetFiles(_folder.File("p", "configs", "models")).Select(file => Path.GetFileNameWithoutExtension(file)),
        ];
        networks.Should().HaveCount(2);
        page.Should().Contain("2 models");
        table.Should().ContainAll(networks).And.ContainAll("<td>320</td>", "<td>216,650</td>");
    }

    [Test]
    public void The_same_text_again_changes_nothing()
    {
        Import(Notebook);
        string[] before = [.. Files().Select(file => File.ReadAllText(_folder.File("p", file)))];

        Import(Notebook).Output.Should().Contain("unchanged      claims/digits.csv").And.NotContain("written ");
        Files().Select(file => File.ReadAllText(_folder.File("p", file))).Should().Equal(before);
    }

    [Test]
    public void A_changed_text_keeps_edits_adds_rows_and_marks_what_is_gone()
    {
        Import(Notebook);
        File.WriteAllText(
            Claims,
            File.ReadAllText(Claims)
                .Replace(
                    "We train for three epochs with a batch size of 128.,fast,,config:digits-run/epochs,=,3,,,open,",
                    "My words.,fast,,config:digits-run/epochs,=,3,,,holds,mine",
                    StringComparison.Ordinal
                )
        );
        string changed = _folder.File("digits.ipynb");
        File.WriteAllText(changed, File.ReadAllText(Notebook).Replace("over 90%", "over 91%", StringComparison.Ordinal));

        Import(changed).Output.Should().Contain("changed        claims/digits.csv (1 claim added, 0 moved, 1 marked as gone)");
        File.ReadAllText(Claims)
            .Should()
            .Contain("My words.,fast,,config:digits-run/epochs,=,3,,,holds,mine")
            .And.Contain("run:digits-run/test_acc@last,>,0.9,,,open,not in the text any more")
            .And.Contain("run:digits-run/test_acc@last,>,0.91,");
    }

    [Test]
    public void A_file_that_exists_is_kept()
    {
        Directory.CreateDirectory(_folder.File("p", "configs", "models"));
        File.WriteAllText(_folder.File("p", "configs", "models", "digits-model.json"), "mine");

        Import(Notebook).Output.Should().Contain("kept, differs  configs/models/digits-model.json");
        File.ReadAllText(_folder.File("p", "configs", "models", "digits-model.json")).Should().Be("mine");
    }

    [Test]
    public void A_network_with_a_bracket_that_is_never_closed_has_a_file_only_of_what_it_was_before()
    {
        string text = _folder.File("open.md");
        File.WriteAllText(
            text,
            """
            ```python
            from keras import layers, models
            from keras.datasets import mnist
            (x, y), _ = mnist.load_data()
            model = models.Sequential()
            model.add(layers.Input(shape=(28, 28)))
            model.add(layers.Flatten())
            ```

            ```python
            model.add(layers.Dense(16, activation="relu")
            model.add(layers.Dense(10, activation="softmax"))
            ```

            ```python
            model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
            model.fit(x, y, epochs=2)
            ```

            The network has 12,730 parameters.
            """
        );

        string output = Import(text).Output;

        const string Reason = "the code at lines 11-12, which mentions 'model', was not understood";
        output
            .Should()
            .Contain($"no file for the model at lines 11-12: {Reason}\n")
            .And.Contain($"no run file for the training at line 17: the model is not known: {Reason}\n");
        Files().Should().NotContain(file => file.StartsWith("configs/runs/", StringComparison.Ordinal));
        File.ReadAllText(_folder.File("p", "configs", "models", "open-model.json")).Should().NotContain("Dense");
        File.ReadAllText(_folder.File("p", "claims", "open.csv"))
            .Should()
            .Contain($"the model at lines 11-12 could not be written: {Reason}")
            .And.NotContain("model:open-model");
        File.ReadAllText(_folder.File("p", "imports", "open.html"))
            .Should()
            .Contain($"<td>not known: {Reason.Replace("'", "&#39;", StringComparison.Ordinal)}</td>");
    }

    [Test]
    public void A_difference_says_what_to_do()
    {
        Import(Notebook);
        string network = _folder.File("p", "configs", "models", "digits-model.json");
        string run = _folder.File("p", "configs", "runs", "digits-run.json");
        File.WriteAllText(network, "mine");
        File.WriteAllText(run, File.ReadAllText(run).Replace("[1, 2, 3, 4, 5]", "[1]", StringComparison.Ordinal));

        Import(Notebook)
            .Output.Should()
            .Contain(
                "kept, differs  configs/models/digits-model.json (the code now gives another model; delete the file and import again to take it)\n"
            )
            .And.Contain(
                "kept, differs  configs/runs/digits-run.json (the code now gives another training; delete the file and import again to take it)\n"
            );
    }

    [Test]
    public void The_page_says_that_a_file_differs_from_the_code()
    {
        Import(Notebook);
        string page = _folder.File("p", "imports", "digits.html");
        File.ReadAllText(page).Should().NotContain("differs from the code");
        string network = _folder.File("p", "configs", "models", "digits-model.json");
        File.WriteAllText(network, File.ReadAllText(network).Replace("\"relu\"", "\"tanh\"", StringComparison.Ordinal));

        Import(Notebook);

        File.ReadAllText(page).Should().Contain("<td>digits-model (the file differs from the code)</td>");
    }

    [Test]
    public void Lines_in_front_of_a_network_make_no_second_file()
    {
        const string First =
            "model = models.Sequential()\nmodel.add(layers.Input((8, 8, 1)))\nmodel.add(layers.Conv2D(4, 3))\nmodel.summary()\n";
        const string Second = "model.add(layers.Flatten())\nmodel.summary()\n";
        const string Third = "model.add(layers.Dense(2))\nmodel.summary()\n";
        string text = _folder.File("a.py");
        File.WriteAllText(text, $"from keras import layers, models\n{First}{Second}{Third}");
        Import(text);
        string[] before = Files();
        before.Should().Contain("configs/models/a-model-line-4.json").And.Contain("configs/models/a-model-line-6.json");

        // The second state is now where the first one's name points to, and so on.
        File.WriteAllText(text, $"from keras import layers, models\nx = 1\ny = 2\n{First}{Second}{Third}");
        string output = Import(text).Output;

        Files().Should().Equal(before);
        output.Should().NotContain("written        configs").And.NotContain("kept");
    }

    [Test]
    public void A_run_file_that_differs_only_in_its_note_is_unchanged()
    {
        Import(Notebook);
        string run = _folder.File("p", "configs", "runs", "digits-run.json");
        string text = File.ReadAllText(run).Replace("Read from the code at", "I read it at", StringComparison.Ordinal);
        File.WriteAllText(run, text);

        Import(Notebook).Output.Should().Contain("unchanged      configs/runs/digits-run.json");
        File.ReadAllText(run).Should().Be(text);
    }

    [Test]
    public void A_dry_run_writes_nothing()
    {
        Tool.Run("import", Notebook, "--project", _folder.File("p"), "--dry-run")
            .Output.Should()
            .Contain("would write    claims/digits.csv")
            .And.EndWith("Nothing was written.\n");
        Files().Should().Equal("reprosuite.json");
    }

    [Test]
    public void Where_one_file_cannot_be_written_none_is()
    {
        Directory.CreateDirectory(_folder.File("p", "imports", "digits.html"));

        (int code, _, string error) = Import(Notebook);

        code.Should().Be(2);
        error.TrimEnd().Should().NotContain("\n");
        Files().Should().Equal("reprosuite.json");
    }

    [TestCase("claims/digits.csv")]
    [TestCase("reprosuite.json")]
    [TestCase("configs/models/digits-model.html")]
    public void A_page_replaces_nothing_but_a_page(string page)
    {
        Import(Notebook);
        File.WriteAllText(_folder.File("p", "configs", "models", "digits-model.html"), "mine");
        string before = File.ReadAllText(_folder.File(["p", .. page.Split('/')]));

        (int code, string output, string error) = Tool.Run("import", Notebook, "--project", _folder.File("p"), "--page", page);

        (code, output).Should().Be((2, ""));
        error
            .Should()
            .Be(
                $"repro: --page {page}: the page must be a new .html file, or the page of an earlier import. No file was written.{Environment.NewLine}"
            );
        File.ReadAllText(_folder.File(["p", .. page.Split('/')])).Should().Be(before);
    }

    [Test]
    public void Statements_are_quoted_by_whole_words()
    {
        string words = string.Join(' ', Enumerable.Repeat("something", 30));
        string text = _folder.File("long.md");
        File.WriteAllText(text, $"# Long\nAfter {words} the model, which has 3*3 windows, was trained for 15 epochs, and {words}.\n");

        Import(text).Code.Should().Be(0);

        string claims = File.ReadAllText(_folder.File("p", "claims", "long.csv"));
        claims.Should().Contain("… something").And.Contain("3*3 windows").And.Contain("something …");
    }

    [TestCase("# Title\nNo number here.\n", "no claims: the text states no number about a model, a training or data that import reads.")]
    [TestCase("```python\nx = 1\n```\n", "no claims: the text has no prose and no printed outputs.")]
    public void A_text_without_a_claim_gets_no_claim_file_and_a_reason(string content, string reason)
    {
        string text = _folder.File("none.md");
        File.WriteAllText(text, content);

        (int code, string output, _) = Import(text);

        code.Should().Be(0);
        output.Should().Contain($"{reason} No claim file is written.");
        Files().Should().Equal("imports/none.html", "reprosuite.json");
    }

    [Test]
    public void One_claim_is_counted_in_the_singular()
    {
        string text = _folder.File("one.md");
        File.WriteAllText(text, "The network has 300 parameters.\n");

        Import(text).Output.Should().Contain("claims/one.csv (1 claim, 0 of them executable)");
    }

    [Test]
    public void The_page_names_cells_as_claims_do()
    {
        Import(Notebook).Code.Should().Be(0);

        File.ReadAllText(_folder.File("p", "imports", "digits.html")).Should().Contain("<td class=\"no\">cell 2:1</td>");
    }

    [Test]
    public void The_claims_of_an_import_are_listed_with_their_verdicts()
    {
        Import(Notebook);

        (int code, string output, string error) = Tool.Run("verify", "--all", "--project", _folder.File("p"));

        (code, error).Should().Be((0, ""));
        output
            .Should()
            .MatchRegex("Reproduced: [0-9]+ claims")
            .And.Contain("  document-digits:cell 2:18 digits.params-25450: model:digits-model/total_params = 25450; measured 25450")
            .And.MatchRegex("NotExecutable: [0-9]+ claims?");
        output.Should().Contain("repro data fetch mnist", "a training needs its data");
    }

    [TestCase("verify", "--all", "--json")]
    [TestCase("verify", "--all", "--claim", "digits.params-25450")]
    public void A_list_of_claims_is_refused_where_it_is_not_printed(params string[] arguments)
    {
        Import(Notebook);

        (int code, _, string error) = Tool.Run([.. arguments, "--project", _folder.File("p")]);

        code.Should().Be(2);
        error.Should().Contain("--all cannot be combined with --claim or with --json without a file.");
    }

    [Test]
    public void The_id_of_a_document_is_not_cut()
    {
        string text = _folder.File($"{new string('a', 64)}.md");
        File.WriteAllText(text, "The network has 300 parameters.\n");
        Import(text);

        Tool.Run("verify", "--project", _folder.File("p")).Output.Should().Contain($"| {new string('a', 64)} | prose |");
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "modes of folders are those of Unix")]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_that_cannot_be_written_to_is_named_and_no_temporary_file()
    {
        Unprivileged.Open(_folder.File("."));
        Directory.CreateDirectory(_folder.File("p", "claims"));
        Unprivileged.Close(_folder.File("p", "claims"));

        (int code, string output, string error) = Unprivileged.Run(
            new Dictionary<string, string>(),
            "import",
            Notebook,
            "--project",
            _folder.File("p")
        );

        (code, output).Should().Be((2, ""));
        error.Should().Contain("'claims/digits.csv'").And.NotContain(".tmp");
    }

    [TestCase("lesson.json", "the file is a Jupyter notebook with the extension '.json'. Give it the extension .ipynb.")]
    [TestCase("lesson.md", "the file is a Jupyter notebook. Give it the extension .ipynb.")]
    [TestCase("lesson.txt", "the file is a Jupyter notebook. Give it the extension .ipynb.")]
    public void A_notebook_with_another_extension_is_recognized(string name, string message)
    {
        File.Copy(Notebook, _folder.File(name));

        (int code, _, string error) = Import(_folder.File(name));

        (code, error.TrimEnd()).Should().Be((2, $"repro: {_folder.File(name)}: {message}"));
    }

    [TestCase("picture.md", "not text in UTF-8")]
    [TestCase("missing.md", "the file does not exist")]
    [TestCase("folder.md", "it is a folder")]
    [TestCase("folder", "it is a folder")]
    [TestCase("folder.ipynb", "it is a folder")]
    [TestCase("broken.ipynb", "cannot be read as a notebook")]
    [TestCase("empty.md", "the file is empty")]
    [TestCase("empty.ipynb", "the file is empty")]
    [TestCase("blank.py", "the file has no text")]
    [TestCase("cells.ipynb", "the file has no text")]
    public void What_is_not_a_tutorial_is_refused_in_one_line(string name, string why)
    {
        Directory.CreateDirectory(_folder.File("folder.md"));
        Directory.CreateDirectory(_folder.File("folder.ipynb"));
        Directory.CreateDirectory(_folder.File("folder"));
        File.Copy(Repository.PathOf("fixtures", "pictures", "grey.jpg"), _folder.File("picture.md"));
        File.WriteAllText(_folder.File("broken.ipynb"), "{ \"cells\": [");
        File.WriteAllText(_folder.File("empty.md"), "");
        File.WriteAllText(_folder.File("empty.ipynb"), "");
        File.WriteAllText(_folder.File("blank.py"), " \n\n");
        File.WriteAllText(_folder.File("cells.ipynb"), "{ \"cells\": [] }");

        (int code, string output, string error) = Import(_folder.File(name));

        (code, output).Should().Be((2, ""));
        error.Should().Contain(why).And.StartWith($"repro: {_folder.File(name)}: ");
        error.TrimEnd().Should().NotContain("\n");
        Files().Should().Equal("reprosuite.json");
    }

    private (int Code, string Output, string Error) Import(string file) => Tool.Run("import", file, "--project", _folder.File("p"));

    private string[] Files() =>
        [
            .. Directory
                .GetFiles(_folder.File("p"), "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(_folder.File("p"), file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];
}
