namespace Repro.Specs.Cli;

/// <summary>Which project the tool works on, and what it does without one.</summary>
[Category("Fast")]
[Platform(Exclude = "Win", Reason = "Needs sh.")]
internal sealed class ProjectSearchSpecs
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("verify")]
    [TestCase("runs")]
    [TestCase("data status")]
    public void Outside_a_project_a_command_ends_with_one_line_that_names_init(string command)
    {
        (int code, string output, string error) = In(_folder.Path, command);

        (code, output).Should().Be((2, ""));
        error.TrimEnd().Should().StartWith("repro: This folder is not in a project: ").And.EndWith("run: repro init").And.NotContain("\n");
    }

    [TestCase("--help")]
    [TestCase("--version")]
    [TestCase("models")]
    [TestCase("layers")]
    [TestCase("summary vgg16-base-150")]
    public void Commands_that_need_no_project_work_without_one(string command) => In(_folder.Path, command).Code.Should().Be(0);

    [Test]
    public void The_nearest_project_upwards_is_found()
    {
        Tool.Run("init", _folder.File("p")).Code.Should().Be(0);
        string inner = Directory.CreateDirectory(_folder.File("p", "a", "b")).FullName;

        In(inner, "claims").Output.Should().Contain("small-convnet-params");
    }

    [TestCase("verify --project ''", "repro: The name of the project folder is empty. Give a folder that has a reprosuite.json.")]
    [TestCase("init ''", "repro: The name of the folder is empty. Give a folder, or omit it for the working folder.")]
    public void An_empty_name_is_refused(string command, string message)
    {
        (int code, _, string error) = In(_folder.Path, command);

        (code, error.TrimEnd()).Should().Be((2, message));
    }

    [Test]
    public void The_folder_of_a_new_project_is_named_by_the_argument_or_by_the_option()
    {
        Tool.Run("init", "--project", _folder.File("new"), "--empty").Code.Should().Be(0);
        File.Exists(_folder.File("new", "reprosuite.json")).Should().BeTrue();

        Tool.Run("init", _folder.File("one"), "--project", _folder.File("two"))
            .Should()
            .Be((2, "", "repro: FOLDER and --project both name the folder of the project. Give one of them." + Environment.NewLine));
    }

    [TestCase("verify")]
    [TestCase("doctor")]
    public void A_working_folder_that_was_removed_is_named(string command)
    {
        string gone = Directory.CreateDirectory(_folder.File("gone")).FullName;

        (int code, _, string error) = In(gone, command, before: "rmdir ../gone;");

        (code, error.TrimEnd()).Should().Be((2, "repro: The working folder no longer exists or cannot be read. Go to another folder."));
    }

    [Test]
    public void Settings_of_the_working_folder_are_not_the_users()
    {
        Directory.CreateDirectory(_folder.File("reprosuite"));
        File.WriteAllText(_folder.File("reprosuite", "settings.json"), """{ "nonsense": 1 }""");

        In(_folder.Path, "models", before: "unset XDG_CONFIG_HOME; export HOME=\"$0/no-such-home\";").Code.Should().Be(0);
    }

    private static (int Code, string Output, string Error) In(string folder, string command, string before = "") =>
        Tool.Run(["sh", "-c", $"cd \"$0\"; {before} exec \"$@\" {command}", folder], new Dictionary<string, string>());
}
