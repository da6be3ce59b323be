using Repro.Runs;

namespace Repro.Specs.Runs;

/// <summary>
/// Recorded trainings are evidence on a run while its digest is theirs. A renamed key, or a new key that a run does not set, must not
/// change it; the digests of <c>fixtures/runs/digests.csv</c> are therefore fixed. A run that neither this file nor
/// <see cref="RunFilesSpecs"/>
/// lists is not checked.
/// </summary>
[TestFixture]
[Category("Fast")]
internal sealed class ConfigurationDigestSpecs
{
    private static readonly RunCatalog Catalog = Own.Runs;

    public static IEnumerable<TestCaseData> Pinned() =>
        File.ReadLines(Repository.PathOf("fixtures", "runs", "digests.csv")).Skip(1).Select(line => new TestCaseData(line.Split(',')));

    [Test]
    public void Each_run_of_this_repository_has_its_digest_in_the_list() =>
        Pinned().Select(line => (string)line.Arguments[0]!).Should().BeEquivalentTo(RunFilesSpecs.SeedCounts.Keys);

    [TestCaseSource(nameof(Pinned))]
    public void A_run_has_the_digest_that_it_had_when_it_was_recorded(string run, string sha256) =>
        RunConfigurationJson.Digest(Catalog.Load(run)).Should().Be(sha256);
}
