using System.Runtime.Versioning;
using Repro.Figures.Drawing;
using Repro.Specs.Cli;
using Repro.Specs.Training;
using Repro.Training.State;

namespace Repro.Specs.Hostile;

/// <summary>
/// Files and folders that the user may not read: one sentence with the path and exit code 2, and never an incomplete answer.
/// </summary>
[Category("Fast"), Platform("Linux"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[UnsupportedOSPlatform("windows")]
internal sealed class UnreadableSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_plan_in_the_place_of_the_new_one()
    {
        File.WriteAllText(_folder.File("plan.json"), "{}");

        Refused("plan.json", "plan", _folder.File("plan.json"), "--run", "mnist-dense");
    }

    [Test]
    public void An_image_of_a_report()
    {
        File.WriteAllText(
            _folder.File(FigureIndex.FileName),
            new FigureIndex(FigureIndex.CurrentSchema, [new IndexedFigure("k.png", "s", "t", "c")], []).ToJson()
        );
        File.WriteAllBytes(_folder.File("k.png"), [1]);

        Refused("k.png", "report", "--figures", _folder.Path, "--out", _folder.File("r.html"));
    }

    [Test]
    public void A_folder_of_the_data_root()
    {
        Directory.CreateDirectory(_folder.File("kaggle_train"));

        Refused("kaggle_train", "data", "status");
    }

    [Test]
    public void A_table_of_the_data_root_is_damaged()
    {
        File.WriteAllText(
            _folder.File("reprosuite.json"),
            """{ "schema_version": 1, "data_sets": { "houses": { "kind": "csv", "label": "price" } } }"""
        );
        File.WriteAllText(_folder.File("houses.csv"), "rooms,price\n1,2\n");
        Unprivileged.Open(_folder.Path);
        Unprivileged.Close(_folder.File("houses.csv"));

        (int code, string output, string error) = Unprivileged.Run(
            new Dictionary<string, string> { ["REPRO_DATA"] = _folder.Path, ["REPRO_PROJECT"] = _folder.Path },
            "data",
            "status"
        );

        (code, error).Should().Be((2, ""));
        output.Should().MatchRegex(@"damaged +houses\.csv +\(.*houses\.csv.* cannot be read as a data file: .*enied");
    }

    [Test]
    public void The_history_of_a_finished_training()
    {
        using TinyRun tiny = new();
        string made = tiny.Service().Train(tiny.Request()).Folder;
        string folder = RunFolder.PathOf(_folder.File("runs"), "tiny", "Cpu", 1);
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        Directory.Move(made, folder);

        Refused(
            Path.GetRelativePath(_folder.Path, RunFolder.HistoryOf(folder)),
            "merge",
            _folder.File("runs"),
            "--out",
            _folder.File("merged")
        );
    }

    [Test]
    public void A_machine_of_a_merge_is_not_left_out()
    {
        Directory.CreateDirectory(_folder.File("machine", "mnist-dense"));

        Refused(Path.Combine("machine", "mnist-dense"), "merge", _folder.File("machine"), "--out", _folder.File("merged"));
    }

    private void Refused(string closed, params string[] arguments)
    {
        Unprivileged.Open(_folder.Path);
        Unprivileged.Close(_folder.File(closed));

        (int code, string output, string error) = Unprivileged.Run(
            new Dictionary<string, string> { ["REPRO_DATA"] = _folder.Path },
            arguments
        );

        error.Should().StartWith("repro: ").And.Contain(_folder.File(closed)).And.Contain("enied").And.NotContain("   at ");
        (code, output).Should().Be((2, ""));
        File.SetUnixFileMode(_folder.File(closed), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
