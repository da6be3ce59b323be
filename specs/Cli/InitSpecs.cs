using Repro.Claims;
using Repro.Cli.Hosting;
using Repro.Hosting;
using Repro.Project;

namespace Repro.Specs.Cli;

[Category("Fast")]
internal sealed class InitSpecs
{
    [Test]
    public void A_new_project_verifies_and_reports_under_its_own_title()
    {
        using TemporaryFolder folder = new();
        string project = folder.File("made");

        Tool.Run("init", project).Code.Should().Be(0);
        (int code, string output, string error) = Tool.Run("verify", "--project", project, "--report", folder.File("report.html"));

        error.Should().BeEmpty();
        code.Should().Be(0);
        output.Should().Contain("No verdict contradicts its expected verdict");
        File.ReadAllText(folder.File("report.html"))
            .Should()
            .Contain("A tutorial (replace this title")
            .And.Contain("13610")
            .And.NotContain("VGG16");
    }

    [Test]
    public void Its_run_is_valid_and_names_the_built_in_data_set()
    {
        using TemporaryFolder folder = new();
        Tool.Run("init", folder.Path).Code.Should().Be(0);
        ReproProject project = ReproProject.Open(folder.Path);
        ReproHost host = HostSource.Of(project, ReproHost.SettingsOf(project));

        host.Runs.Names.Should().Equal("small-convnet");
        host.Runs.Load("small-convnet").DataSet.Should().Be("mnist");
        host.Claims.Whole().Executable.Should().ContainSingle().Which.Document.Should().Be("tutorial");
    }

    [Test]
    public void Files_that_exist_are_kept_and_a_project_is_never_replaced()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File(".gitignore"), "mine\n");

        Tool.Run("init", folder.Path).Output.Should().Contain("kept     " + folder.File(".gitignore"));
        (int code, _, string error) = Tool.Run("init", folder.Path);

        File.ReadAllText(folder.File(".gitignore")).Should().Be("mine\n");
        code.Should().Be(2);
        error
            .Should()
            .Be($"repro: {folder.File("reprosuite.json")}: the folder is already a project. No file was written.{Environment.NewLine}");
    }

    [Test]
    public void Evidence_names_the_folders_of_the_project_file()
    {
        using TemporaryFolder folder = new();
        Tool.Run("init", folder.Path).Code.Should().Be(0);
        string file = folder.File("reprosuite.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"configs/runs\"", "\"trainings\"", StringComparison.Ordinal));
        Directory.Move(folder.File("configs", "runs"), folder.File("trainings"));
        ReproProject project = ReproProject.Open(folder.Path);
        ReproHost host = HostSource.Of(project, ReproHost.SettingsOf(project));

        string Evidence(string address) =>
            host.Probes().Measure(Address.Parse(address)).Should().BeOfType<Measurement.Exact>().Which.Evidence;
        Evidence("config:small-convnet/batch_size").Should().Be("trainings/small-convnet.json, as parsed");
        Evidence("arithmetic:run-cost[small-convnet]/multiply_adds").Should().EndWith(" and trainings/small-convnet.json");
    }

    [TestCase(
        "\"id\": \"tutorial\"",
        "\"id\": \"lenet\"",
        "claims/tutorial.csv: the project file declares no document 'tutorial'. It declares lenet."
    )]
    [TestCase(
        "\"claim\": \"small-convnet-params\"",
        "\"claim\": \"small-convnet-param\"",
        "reprosuite.json: a headline of the document 'tutorial' names the claim 'small-convnet-param', which does not exist. Did you mean 'small-convnet-params'?"
    )]
    [TestCase(
        "\"keras\": \"2.15\"",
        "\"keras\": \"215\"",
        "reprosuite.json: the key 'keras' of the document 'tutorial': '215' is not a Keras version."
    )]
    public void Names_of_the_project_file_and_of_claim_files_must_agree(string old, string changed, string message)
    {
        using TemporaryFolder folder = new();
        Tool.Run("init", folder.Path).Code.Should().Be(0);
        string file = folder.File("reprosuite.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace(old, changed, StringComparison.Ordinal));

        (int code, _, string error) = Tool.Run("verify", "--project", folder.Path);

        code.Should().Be(2);
        error.Should().Contain(message);
    }

    [Test]
    public void Needs_of_a_claim_are_names_of_the_project()
    {
        using TemporaryFolder folder = new();
        Tool.Run("init", folder.Path).Code.Should().Be(0);
        string Row(string id, string needs) => $"{id},tutorial,1,S,small,{needs},model:small-convnet/total_params,=,13610,,,holds,\n";
        string file = folder.File("claims", "tutorial.csv");
        File.AppendAllText(file, Row("known", "mnist vgg16 vgg16-base-150 run:small-convnet"));
        Tool.Run("verify", "--project", folder.Path).Code.Should().Be(0);
        File.AppendAllText(file, Row("unknown", "mnisst"));

        (int code, _, string error) = Tool.Run("verify", "--project", folder.Path);

        code.Should().Be(2);
        error.Should().Contain("claims/tutorial.csv:4: needs: there are no data and no weights called 'mnisst'. Did you mean 'mnist'?");
    }

    [Test]
    public void A_run_names_declared_documents()
    {
        using TemporaryFolder folder = new();
        Tool.Run("init", folder.Path).Code.Should().Be(0);
        string file = folder.File("configs", "runs", "small-convnet.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("[\"tutorial\"]", "[\"tutorail\"]", StringComparison.Ordinal));

        (int code, _, string error) = Tool.Run("runs", "--project", folder.Path);

        (code, error)
            .Should()
            .Be(
                (
                    2,
                    $"repro: {file}: key 'documents' names 'tutorail', which reprosuite.json does not declare. Did you mean 'tutorial'? It declares tutorial.{Environment.NewLine}"
                )
            );
    }

    [Test]
    public void An_empty_project_has_its_files_schemas_and_folders_alone_and_says_that_it_has_no_claims()
    {
        using TemporaryFolder folder = new();

        Tool.Run("init", folder.Path, "--empty").Code.Should().Be(0);

        Directory
            .GetFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Should()
            .BeEquivalentTo(
                folder.File(".gitignore"),
                folder.File("reprosuite.json"),
                folder.File("schemas", "reprosuite.schema.json"),
                folder.File("schemas", "run.schema.json")
            );
        (int code, _, string error) = Tool.Run("verify", "--project", folder.Path);
        (code, error)
            .Should()
            .Be(
                (
                    2,
                    $"repro: The project has no claims: no claim file in {folder.File("claims")} has a row. Write DOCUMENT.csv there, with one row per claim and the columns id,document,line,statement,tier,needs,address,relation,expected,margin,group,standing,reason.{Environment.NewLine}"
                )
            );
    }

    [Test]
    public void Two_projects_side_by_side_do_not_see_each_other()
    {
        using TemporaryFolder folder = new();
        Tool.Run("init", folder.File("a"));
        Tool.Run("init", folder.File("b"));
        foreach (string file in new[] { folder.File("b", "claims", "tutorial.csv"), folder.File("b", "reprosuite.json") })
        {
            File.WriteAllText(file, File.ReadAllText(file).Replace("small-convnet-params", "other-params", StringComparison.Ordinal));
        }

        Tool.Run("claims", "--project", folder.File("a")).Output.Should().Contain("small-convnet-params").And.NotContain("other-params");
        Tool.Run("claims", "--project", folder.File("b")).Output.Should().Contain("other-params").And.NotContain("small-convnet-params");
    }
}
