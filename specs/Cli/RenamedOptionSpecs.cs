using Repro.Cli.CommandLine;
using Repro.Cli.Hosting;

namespace Repro.Specs.Cli;

/// <summary>Old names of options: accepted with one notice, and not listed in help.</summary>
[Category("Fast")]
internal sealed class RenamedOptionSpecs
{
    [TestCase("train mnist-dense --seed 1 --engine cpu", "train mnist-dense --seeds 1 --backend cpu")]
    [TestCase("compare mnist-dense --seed 1-5", "compare mnist-dense --seeds 1-5")]
    [TestCase("baseline accept --all --engine=tensorflow", "baseline accept --all --backend=tensorflow")]
    [TestCase("doctor --need HDF5", "doctor --require HDF5")]
    [TestCase("plan p.json --as slurm", "plan p.json --format slurm")]
    [TestCase("merge a b --replays --out c", "merge a b --verify-duplicates --out c")]
    [TestCase("bench --direct", "bench --no-winograd")]
    [TestCase("verify --against old.json", "verify --compare-to old.json")]
    [TestCase("report --against old.json --markdown m.md", "report --compare-to old.json --markdown m.md")]
    [TestCase("report --pictures figures", "report --figures figures")]
    [TestCase("train mnist-dense --seeds 1 --out folder", "train mnist-dense --seeds 1 --runs folder")]
    [TestCase("baseline diff --out=folder", "baseline diff --runs=folder")]
    [TestCase("summary mnist-full --keras 2.15", "summary mnist-full --keras-version 2.15")]
    [TestCase("summary mnist-full --dialect book", "summary mnist-full --keras-version book")]
    [TestCase("--project p train mnist-dense --seed 1", "--project p train mnist-dense --seeds 1")]
    public void An_old_name_is_accepted_with_a_notice(string old, string present)
    {
        List<string> notices = [];

        IReadOnlyList<string> arguments = RenamedOptions.Replace(old.Split(' '), notices.Add);

        string.Join(' ', arguments).Should().Be(present);
        notices.Should().NotBeEmpty().And.OnlyContain(notice => notice.Contains(" is the old name of ", StringComparison.Ordinal));
        UsageErrors.Of(ToolCommand.Parse(arguments, new HostSource()), arguments).Should().BeNull();
    }

    [TestCase("evaluate mnist-dense --seed 1")]
    [TestCase("draw filters --run mnist-dense --seed 1")]
    [TestCase("data split photos --seed 1")]
    [TestCase("merge --out c -- --replays")]
    [TestCase("init --engine")]
    public void Other_arguments_are_unchanged(string arguments)
    {
        List<string> notices = [];

        string.Join(' ', RenamedOptions.Replace(arguments.Split(' '), notices.Add)).Should().Be(arguments);

        notices.Should().BeEmpty();
    }
}
