using Repro.Evidence;
using Repro.Runs;

namespace Repro.Specs.Evidence;

/// <summary>The committed evidence belongs to the run files beside it.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class CommittedBaselineSpecs
{
    private static readonly string Root = Repository.PathOf("baselines");

    public static IEnumerable<TestCaseData> Committed =>
        from run in Directory.EnumerateDirectories(Root).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)
        from backend in Baseline.Backends(Root, run)
        select new TestCaseData(run, backend);

    [Test]
    public void There_is_committed_evidence() => Committed.Should().NotBeEmpty();

    [TestCaseSource(nameof(Committed))]
    public void A_runs_configuration_is_still_that_of_its_recorded_seeds(string name, string backend)
    {
        string digest = RunConfigurationJson.Digest(Own.Runs.Load(name));

        foreach ((int seed, Repro.Training.State.RunRecord record) in Baseline.Find(Root, name, backend)!.Records)
        {
            record
                .ConfigurationSha256.Should()
                .Be(
                    digest,
                    "seed {0} in baselines/{1}/{2}.record.json was trained with this configuration; a change of configs/runs/{1}.json or of how it is digested makes the evidence stale, "
                        + "so undo it, or train the seeds again and accept them (repro train {1}, repro baseline accept {1})",
                    seed,
                    name,
                    backend
                );
        }
    }

    [TestCaseSource(nameof(Committed))]
    public void A_runs_network_is_still_that_of_its_recorded_seeds(string name, string backend)
    {
        string digest = Repro.Training.Feeding.NetworkDigest.Of(Own.Runs.Load(name));

        // Records from before the digest have none.
        foreach (
            (int seed, Repro.Training.State.RunRecord record) in Baseline
                .Find(Root, name, backend)!
                .Records.Where(recorded => recorded.Value.NetworkSha256 is not null)
        )
        {
            record
                .NetworkSha256.Should()
                .Be(
                    digest,
                    "seed {0} in baselines/{1}/{2}.record.json was trained with this network; a change of its file in configs/models makes the evidence stale",
                    seed,
                    name,
                    backend
                );
        }
    }

    [TestCaseSource(nameof(Committed))]
    public void A_seed_that_continued_another_run_did_so_from_its_recorded_weights(string name, string backend)
    {
        foreach ((int seed, Repro.Training.State.RunRecord record) in Baseline.Find(Root, name, backend)!.Records)
        {
            string? continues = Own.Runs.Load(name).ContinuesFrom;
            (record.ContinuesFrom?.Run).Should().Be(continues, "seed {0} of {1}", seed, name);
            if (continues is not null)
            {
                record
                    .ContinuesFrom!.WeightsSha256.Should()
                    .Be(Baseline.Find(Root, continues, backend)!.Records[seed].WeightsSha256, "seed {0} of {1}", seed, name);
            }
        }
    }

    [TestCaseSource(nameof(Committed))]
    public void No_evidence_comes_of_made_weights(string name, string backend) =>
        Baseline.Find(Root, name, backend)!.Records.Values.Should().OnlyContain(record => record.Base == null || !record.Base.Synthetic);
}
