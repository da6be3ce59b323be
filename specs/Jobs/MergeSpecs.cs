using Repro.Jobs;
using Repro.Jobs.Merging;
using Repro.Runs;
using Repro.Specs.Training;
using Repro.Training.Loop;
using Repro.Training.State;

namespace Repro.Specs.Jobs;

/// <summary>What many machines trained becomes one folder with one machine's bytes, or nothing, with every obstacle named.</summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class MergeSpecs : IDisposable
{
    private readonly TinyRun _tiny = new();

    private string Merged => _tiny.Folder.File("merged");

    public void Dispose() => _tiny.Dispose();

    [Test]
    public void Machines_merge_to_the_bytes_of_one()
    {
        Train("one", 1, 2, 3);
        Train("a", 2);
        Train("b", 1, 3);
        Alter("b", 1, record => record with { InstructionSet = "reference", Threads = 64 });

        RunMerge.Merge([Machine("b"), Machine("a")], Merged).Trainings.Should().Be(3);
        RunMerge.Merge([Machine("one")], _tiny.Folder.File("whole"));

        string[] files = [.. Files(Merged).Where(file => !file.EndsWith("record.json", StringComparison.Ordinal))];
        Files(Merged).Should().Equal(Files(_tiny.Folder.File("whole")));
        files.Should().Contain(["merged.csv", Path.Combine("tiny", "Cpu.csv"), Path.Combine("tiny", "Cpu", "seed-1", "weights.bin")]);
        files
            .Should()
            .OnlyContain(file =>
                File.ReadAllBytes(Path.Combine(Merged, file)).SequenceEqual(File.ReadAllBytes(_tiny.Folder.File("whole", file)))
            );
    }

    [Test]
    public void A_seed_from_two_machines_is_refused_or_compared()
    {
        Train("a", 1);
        Train("b", 1);

        Merging("a", "b")
            .Should()
            .Throw<InputException>()
            .WithMessage("*tiny seed 1 on Cpu was trained twice, with the same bits*--verify-duplicates*");
        RunMerge
            .Merge([Machine("a"), Machine("b")], Merged, replays: true)
            .Replays.Should()
            .ContainSingle()
            .Which.Should()
            .Contain("the same bits");
    }

    [Test]
    public void A_broken_machine_is_found_by_a_replay()
    {
        Train("a", 1);
        Train("b", 2);
        string stranger = RunFolder.PathOf(Machine("b"), "tiny", "Cpu", 1);
        Directory.Move(RunFolder.PathOf(Machine("b"), "tiny", "Cpu", 2), stranger);
        Alter("b", 1, record => record with { Seed = 1 });

        FluentActions
            .Invoking(() => RunMerge.Merge([Machine("a"), Machine("b")], Merged, replays: true))
            .Should()
            .Throw<InputException>()
            .WithMessage($"*trained twice, and differs (the history, the final weights)*{stranger}*");
        Directory.Exists(Merged).Should().BeFalse();
    }

    [Test]
    public void Tampered_damaged_moved_and_unfinished_trainings_are_named_all_at_once()
    {
        Train("a", 1, 2, 3);
        string At(int seed) => RunFolder.PathOf(Machine("a"), "tiny", "Cpu", seed);
        File.WriteAllText(
            RunFolder.HistoryOf(At(1)),
            File.ReadAllText(RunFolder.HistoryOf(At(1))).Replace("1,", "1,0", StringComparison.Ordinal)
        );
        Directory.Move(At(2), At(22));
        File.Delete(RunFolder.RecordOf(At(3)));

        Merging("a")
            .Should()
            .Throw<InputException>()
            .WithMessage(
                $"*3 problems*{At(1)}': history.csv is not the one*{At(22)}': its record is that of*seed-2*{At(3)}': the training is not finished*"
            );
    }

    [Test]
    public void Weights_and_configurations_that_are_not_the_record_s_are_named()
    {
        Train("a", 1, 2);
        Alter("a", 1, record => record with { WeightsSha256 = new string('0', 64) });
        Merging("a").Should().Throw<InputException>().WithMessage("*seed-1': weights.bin is not the one*");

        Alter("a", 1, record => record with { WeightsSha256 = RunRecord.Read(RecordOf("a", 2)).WeightsSha256 });
        Merging("a").Should().Throw<InputException>().WithMessage("*seed-1': weights.bin is not the one*");

        Alter(
            "a",
            2,
            record =>
            {
                record.Configuration["epochs"] = 30;
                return record;
            }
        );
        Merging("a").Should().Throw<InputException>().WithMessage("*seed-2': record.json was changed: its configuration*");
    }

    [Test]
    public void Mixed_configurations_and_arithmetics_are_refused()
    {
        Train("a", 1);
        RunConfiguration other = _tiny.Configuration with { Optimizer = _tiny.Configuration.Optimizer with { LearningRate = 0.01 } };
        _tiny.Service().Train(new TrainingRequest(other, 2, Machine("b")));
        Merging("a", "b").Should().Throw<InputException>().WithMessage("*tiny on Cpu mixes 2 configurations*seed-1*seed-2*");

        Train("c", 3);
        Alter("c", 3, record => record with { Operations = new Dictionary<string, string>(record.Operations) { ["dense"] = "2" } });
        Merging("a", "c").Should().Throw<InputException>().WithMessage("*mixes 2 arithmetics*dense=1*dense=2*");
    }

    [Test]
    public void A_plan_wants_exactly_its_jobs()
    {
        Train("a", 1, 3);
        JobPlan plan = new(
            1,
            "Cpu",
            null,
            new Dictionary<string, string> { ["tiny"] = RunConfigurationJson.Digest(_tiny.Configuration) },
            [new(1, ["tiny"]), new(2, ["tiny"])]
        );

        FluentActions
            .Invoking(() => RunMerge.Merge([Machine("a")], Merged, plan))
            .Should()
            .Throw<InputException>()
            .WithMessage("*job 1 of the plan not delivered (tiny seed 2)*seed-3' is not a job of the plan*");
    }

    [Test]
    public void A_folder_that_holds_something_is_left_alone()
    {
        Train("a", 1);
        Directory.CreateDirectory(Merged);
        File.WriteAllText(Path.Combine(Merged, "mine.txt"), "x");

        Merging("a").Should().Throw<InputException>().WithMessage("*is not empty*");
        Files(Merged).Should().Equal("mine.txt");
        FluentActions
            .Invoking(() => RunMerge.Merge([_tiny.Folder.File("nowhere")], _tiny.Folder.File("new")))
            .Should()
            .Throw<InputException>()
            .WithMessage("*the folder does not exist*");
    }

    private string Machine(string name) => _tiny.Folder.File(name);

    private string RecordOf(string machine, int seed) => RunFolder.RecordOf(RunFolder.PathOf(Machine(machine), "tiny", "Cpu", seed));

    private void Train(string machine, params int[] seeds)
    {
        foreach (int seed in seeds)
        {
            _tiny.Service().Train(_tiny.Request(seed, Machine(machine)));
        }
    }

    private void Alter(string machine, int seed, Func<RunRecord, RunRecord> change) =>
        File.WriteAllText(RecordOf(machine, seed), change(RunRecord.Read(RecordOf(machine, seed))).ToJson());

    private Action Merging(params string[] machines) => () => RunMerge.Merge([.. machines.Select(Machine)], Merged);

    private static string[] Files(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file))
                .Order(StringComparer.Ordinal),
        ];
}
