using System.Diagnostics;
using System.Text.Json.Nodes;
using Repro.Jobs.Merging;
using Repro.Specs.Training;
using Repro.Training.State;

namespace Repro.Specs.Hostile;

/// <summary>
/// A merge takes a training's own files and no others, opens nothing but regular files, and leaves no folder out silently.
/// </summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class HostileMergeSpecs : IDisposable
{
    private readonly TinyRun _tiny = new();

    private string Merged => _tiny.Folder.File("merged");

    private string Seed => RunFolder.PathOf(_tiny.Folder.File("a"), "tiny", "Cpu", 1);

    [SetUp]
    public void Train() => _tiny.Service().Train(_tiny.Request(1, _tiny.Folder.File("a")));

    public void Dispose() => _tiny.Dispose();

    [Test]
    public void Files_that_are_not_the_trainings_own_are_not_copied()
    {
        File.WriteAllText(_tiny.Folder.File("secret"), "secret");
        File.CreateSymbolicLink(Path.Combine(Seed, "notes.txt"), _tiny.Folder.File("secret"));
        File.WriteAllText(Path.Combine(Seed, "evil.sh"), "x");

        Merge();

        Directory
            .GetFiles(RunFolder.PathOf(Merged, "tiny", "Cpu", 1))
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo("history.csv", "record.json", "weights.bin");
    }

    [Test]
    public void The_runs_own_saved_model_is_copied()
    {
        Record(record => record["configuration"]!["save_as"] = "m.h5");
        File.WriteAllText(Path.Combine(Seed, "m.h5"), "weights");

        Merge();

        File.ReadAllText(Path.Combine(RunFolder.PathOf(Merged, "tiny", "Cpu", 1), "m.h5")).Should().Be("weights");
    }

    [TestCase("../../../../m.h5")]
    [TestCase("notes.txt")]
    [TestCase(".h5")]
    public void A_record_cannot_name_another_file_as_the_saved_model(string name)
    {
        Record(record => record["configuration"]!["save_as"] = name);

        FluentActions
            .Invoking(Merge)
            .Should()
            .Throw<InputException>()
            .WithMessage($"*record.json names '*{name}*' as the saved model, which is not the name of an .h5 or .keras file*");
    }

    [TestCase("history.csv")]
    [TestCase("record.json")]
    [TestCase("weights.bin")]
    [TestCase("m.h5")]
    public void A_link_in_the_place_of_a_file_is_refused(string name)
    {
        Record(record => record["configuration"]!["save_as"] = "m.h5");
        File.WriteAllText(Path.Combine(Seed, "m.h5"), "weights");
        File.Move(Path.Combine(Seed, name), _tiny.Folder.File(name));
        File.CreateSymbolicLink(Path.Combine(Seed, name), _tiny.Folder.File(name));

        FluentActions.Invoking(Merge).Should().Throw<InputException>().WithMessage($"*{name}: cannot be read as *: it is a link*");
    }

    // A merge that opened the pipe would wait forever.
    [TestCase("history.csv")]
    [TestCase("record.json")]
    [TestCase("weights.bin")]
    [TestCase("anything")]
    [Platform("Linux")]
    public void A_pipe_is_never_opened(string name)
    {
        File.Delete(Path.Combine(Seed, name));
        using (Process made = Process.Start("mkfifo", [Path.Combine(Seed, name)]))
        {
            made.WaitForExit();
        }

        if (name == "anything")
        {
            FluentActions.Invoking(Merge).Should().NotThrow();
            return;
        }

        FluentActions.Invoking(Merge).Should().Throw<InputException>().WithMessage($"*{name}: cannot be read as *: it is a pipe*");
    }

    [Test]
    [Platform("Linux")]
    public void A_device_is_never_opened()
    {
        File.Delete(RunFolder.WeightsOf(Seed));
        File.CreateSymbolicLink(RunFolder.WeightsOf(Seed), "/dev/zero");
        FluentActions
            .Invoking(Merge)
            .Should()
            .Throw<InputException>()
            .WithMessage("*weights.bin: cannot be read as a file of weights: it is a link*");
    }

    [Test]
    public void A_record_that_is_too_long_is_refused()
    {
        File.WriteAllText(RunFolder.RecordOf(Seed), new string('0', (1 << 20) + 1));

        FluentActions.Invoking(Merge).Should().Throw<InputException>().WithMessage("*record.json: it has more than 1048576 bytes*");
    }

    [Test]
    public void A_training_that_is_nested_deep_is_found()
    {
        string deep = _tiny.Folder.File("b", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        Directory.CreateDirectory(deep);
        Directory.Move(_tiny.Folder.File("a"), Path.Combine(deep, "a"));

        RunMerge.Merge([_tiny.Folder.File("b")], Merged).Trainings.Should().Be(1);
    }

    [Test]
    public void One_that_is_nested_too_deep_or_behind_a_link_is_named()
    {
        string[] levels = [.. Enumerable.Range(1, TrainingFolders.DeepestLevel + 1).Select(level => $"{level}")];
        Directory.CreateDirectory(_tiny.Folder.File(["a", .. levels]));
        Directory.CreateSymbolicLink(_tiny.Folder.File("a", "linked"), _tiny.Folder.File("elsewhere"));
        Directory.CreateDirectory(_tiny.Folder.File("elsewhere"));

        FluentActions
            .Invoking(Merge)
            .Should()
            .Throw<InputException>()
            .WithMessage("*2 problems*")
            .And.Message.Should()
            .Contain($"folders are nested more than {TrainingFolders.DeepestLevel} deep")
            .And.Contain($"'{_tiny.Folder.File("a", "linked")}': it is a link, and links are not followed");
    }

    [Test]
    public void Too_many_folders_are_named()
    {
        List<string> problems = [];

        TrainingFolders.Below(_tiny.Folder.Path, problems, mostFolders: 3);

        problems.Should().ContainSingle().Which.Should().Contain("more than 3 folders");
    }

    [TestCase("=1+1,\"x")]
    [TestCase("")]
    [TestCase("..")]
    [TestCase("a/b")]
    public void A_run_that_is_not_a_name_is_refused(string name)
    {
        Record(record => record["run"] = name);

        FluentActions
            .Invoking(Merge)
            .Should()
            .Throw<InputException>()
            .WithMessage("*the record of seed 1 is damaged: 'run' is '*'; a name is*");
    }

    private void Merge() => RunMerge.Merge([_tiny.Folder.File("a")], Merged);

    private void Record(Action<JsonObject> change)
    {
        string file = RunFolder.RecordOf(Seed);
        JsonObject record = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        change(record);
        File.WriteAllText(file, record.ToJsonString());
    }
}
