using System.Text.Json;
using Repro.Jobs;
using Repro.Runs;
using Repro.Specs.Training;

namespace Repro.Specs.House;

/// <summary>
/// The workflows' scripts, executed: with the tool itself where that is quick, else with stand-ins that say what they were asked.
/// </summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class WorkflowScriptSpecs : IDisposable
{
    // Says how it was called, and answers as it is told: a line "VERB CODE TEXT" for each verb.
    private const string StandIn = """
        #!/bin/bash
        here=$(dirname "${BASH_SOURCE[0]}")
        echo "$(basename "$0") $*" >> "$here/calls"
        [[ -n ${CLAIMS:-} ]] && for (( at = 1; at < $#; at++ )); do
            [[ ${!at} == --markdown && $1 == verify ]] && next=$((at + 1)) && printf '%s\n' "$CLAIMS" > "${!next}"
            [[ ${!at} == --markdown && $1 == snapshots ]] && next=$((at + 1)) && printf 'snapshots\n' > "${!next}"
        done
        read -r code text < <(grep "^$1 " "$here/answers" | cut -d ' ' -f 2-)
        [[ -n $text && ${code:-0} == 2 ]] && echo "$text" >&2 || echo "$text"
        exit "${code:-0}"
        """;

    private readonly WorkflowScripts _scripts = new();

    public WorkflowScriptSpecs()
    {
        WorkflowScripts.RequireBash();
        _scripts.Write("answers", "");
    }

    public void Dispose() => _scripts.Dispose();

    [Test]
    public void The_specs_and_the_format_are_asked_of_the_SDK_and_their_answer_counts()
    {
        _scripts.Write("repro", StandIn);
        _scripts.Write("dotnet", StandIn);
        _scripts.Write("answers", "test 1\ncsharpier 2");

        _scripts.Run("specs.sh").Code.Should().Be(1);
        _scripts.Run("format.sh").Code.Should().Be(2);
        _scripts.Run("dotnet-test.sh", "Small", "-p:FullPackages=true").Code.Should().Be(1);

        _scripts
            .Read("calls")
            .Should()
            .Be(
                "repro test --logger trx;LogFileName=fast.trx --results-directory results\n"
                    + "dotnet tool restore\n"
                    + "dotnet csharpier check .\n"
                    + "dotnet test --filter Category=Small --logger trx;LogFileName=Small.trx --results-directory results -p:FullPackages=true\n"
            );
    }

    [Test]
    public void The_site_is_made_of_fresh_builds_and_an_invalid_link_fails()
    {
        _scripts.Write(
            "dotnet",
            StandIn.Replace(
                "read -r code",
                "[[ $1 == docfx ]] && mkdir -p artifacts/site && echo page > artifacts/site/README.html\nread -r code",
                StringComparison.Ordinal
            )
        );

        _scripts.Run("site.sh").Code.Should().Be(0);

        _scripts.Read("artifacts/site/index.html").Should().Be("page\n");
        _scripts
            .Read("calls")
            .Should()
            .Be(
                string.Concat(
                    new[] { "Repro", "Repro.NUnit", "Repro.TensorFlow" }.Select(project =>
                        $"dotnet build src/{project} --configuration Release --nologo --verbosity quiet\n"
                    )
                ) + "dotnet tool restore\ndotnet docfx docfx.json --warningsAsErrors\n"
            );
        _scripts.Write("answers", "docfx 1");
        _scripts.Run("site.sh").Code.Should().Be(1);
    }

    [TestCase("Small|Category=Long")]
    [TestCase("")]
    public void A_category_that_is_none_is_refused(string category)
    {
        _scripts.Write("dotnet", StandIn);

        _scripts.Run("dotnet-test.sh", category).Code.Should().Be(2);
        _scripts.Read("calls").Should().BeEmpty();
    }

    [TestCase(0, "**No claim changed. No verdict contradicts its expected verdict.**", 0, false, Description = "unchanged")]
    [TestCase(0, "**No verdict changed; 1 measured value did.**", 0, true)]
    [TestCase(1, "**Verdicts changed: 1 Reproduced -> Refuted.**", 0, true)]
    [TestCase(0, "**No claim changed. No verdict contradicts its expected verdict.**", 1, true, Description = "a snapshot differs")]
    public void A_comment_says_first_what_changed_and_whether_there_is_anything_to_say(
        int verify,
        string headline,
        int snapshots,
        bool differs
    )
    {
        _scripts.Write("repro", StandIn);
        _scripts.Write("answers", $"verify {verify}\nsnapshots {snapshots}");
        _scripts.Write("base.json", "{}");
        _scripts.Environment["CLAIMS"] = headline;
        _scripts.Environment["NUMBER"] = "7";
        _scripts.Environment["GITHUB_STEP_SUMMARY"] = _scripts.PathOf("summary");

        _scripts.Run("comment.sh", "base.json", "comment").Code.Should().Be(verify);

        _scripts
            .Read("comment/comment.md")
            .Should()
            .StartWith($"{headline}\n\nsnapshots\n")
            .And.Contain("repro snapshots accept")
            .And.Contain("./repro baseline accept");
        _scripts.Read("summary").Should().Be(_scripts.Read("comment/comment.md"));
        _scripts.Read("comment/number").Should().Be("7");
        File.Exists(_scripts.PathOf("comment", "differs")).Should().Be(differs);
        _scripts.Read("calls").Should().StartWith("repro verify --compare-to base.json --markdown comment/claims.md\n");
    }

    [Test]
    public void Claims_that_cannot_be_verified_are_the_comment_and_the_step_fails()
    {
        _scripts.Write("repro", StandIn);
        _scripts.Write("answers", "verify 2 repro: baselines/m/Cpu.csv is damaged");

        _scripts.Run("comment.sh", "base.json", "comment").Code.Should().Be(2);

        _scripts
            .Read("comment/comment.md")
            .Should()
            .Be("**The claims could not be verified.**\n\n    repro: baselines/m/Cpu.csv is damaged\n");
        File.Exists(_scripts.PathOf("comment", "differs")).Should().BeTrue();
        _scripts.Read("calls").Should().Be("repro verify --markdown comment/claims.md\n", "there is no base to compare with");
    }

    // The tool of the base says what was claimed there, and the change's own files do not come into it.
    [TestCase(0, 0)]
    [TestCase(1, 0)]
    [TestCase(2, 1)]
    public void The_bases_claims_are_those_of_its_own_commit(int answer, int code)
    {
        _scripts.Write("repro", $"#!/bin/bash\necho base > \"$3\"\nexit {answer}\n");
        foreach (
            string[] step in (string[][])
                [
                    ["init", "-q"],
                    ["add", "repro", ".github"],
                    ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "base"],
                ]
        )
        {
            if (_scripts.Start("git", step).Code != 0)
            {
                Assert.Ignore("git is not here.");
            }
        }

        _scripts.Write("repro", "#!/bin/bash\necho changed > \"$3\"\n");

        _scripts.Run("base.sh", "HEAD", "base.json").Code.Should().Be(code);

        _scripts.Read("base.json").Should().Be("base\n");
        _scripts.Start("git", "worktree", "list").Output.Should().NotContain("/base", "the second work tree is gone");
        _scripts.Run("base.sh", "no-such-commit", "base.json").Code.Should().NotBe(0);
    }

    [Test]
    public void A_night_is_planned_by_the_tool_itself_once()
    {
        UseTool();
        _scripts.Environment["GITHUB_OUTPUT"] = _scripts.PathOf("output");

        _scripts.Run("plan.sh", "plan.json", "cpu", "--run", "mnist-dense", "--seeds", "1-2").Code.Should().Be(0);
        _scripts.Run("plan.sh", "plan.json", "cpu", "--run", "mnist-dense", "--seeds", "3").Code.Should().Be(2);

        JobPlan.Read(_scripts.PathOf("plan.json")).Jobs.Select(job => job.Seed).Should().Equal(1, 2);
        string matrix = _scripts.Read("output").Trim();
        matrix.Should().StartWith("matrix={").And.NotContain("\n");
        JsonDocument.Parse(matrix["matrix=".Length..]).RootElement.GetProperty("include").GetArrayLength().Should().Be(2);
    }

    [Test]
    public void A_night_is_merged_by_the_tool_itself_and_one_job_that_is_missing_fails_it()
    {
        UseTool();
        using TinyRun tiny = new();
        Dictionary<string, string> digests = new() { ["tiny"] = RunConfigurationJson.Digest(tiny.Configuration) };
        new JobPlan(1, "Cpu", null, digests, [new(1, ["tiny"])]).Write(_scripts.PathOf("plan.json"));
        Directory.CreateDirectory(_scripts.PathOf("trained"));
        (int code, _, string error) = _scripts.Run("merge.sh", "plan.json", "trained", "merged");
        (code, error.Contains("job 0 of the plan not delivered", StringComparison.Ordinal)).Should().Be((2, true), error);

        // As artefacts of several jobs lie: each in a folder of its own.
        tiny.Service().Train(tiny.Request(1, _scripts.PathOf("trained", "trained-0")));

        _scripts.Run("merge.sh", "plan.json", "trained", "merged").Code.Should().Be(0);
        _scripts.Read("merged/merged.csv").Should().Contain("\ntiny,Cpu,1,3,");
        _scripts
            .Read("merged/report.md")
            .Should()
            .StartWith("### What the night would change in the baselines (Cpu)\n")
            .And.Contain("tiny Cpu: not compared, because configs/runs has no run of this name");
    }

    [TestCase("Cpu", "a Cpu seed 1: the history differs", 1)]
    [TestCase("Cpu", "a Cpu seed 1: the final weights differ", 1)]
    [TestCase("Cpu", "a Cpu seed 1: what was observed in the trained network is not that of the baseline", 1)]
    [TestCase("Cpu", "a Cpu seed 9: not in the baseline", 0)]
    [TestCase("TensorFlow", "a TensorFlow seed 1: the history differs", 0, Description = "no bits are promised: a proposal")]
    public void A_recorded_seed_whose_bits_do_not_come_again_fails_the_night(string backend, string difference, int code)
    {
        _scripts.Write("repro", StandIn);
        _scripts.Write("answers", $"baseline 1 {difference}");
        Directory.CreateDirectory(_scripts.PathOf("merged"));
        new JobPlan(1, backend, null, new Dictionary<string, string> { ["a"] = "0" }, [new(1, ["a"])]).Write(_scripts.PathOf("plan.json"));

        _scripts.Run("merge.sh", "plan.json", "trained", "merged").Code.Should().Be(code);

        _scripts
            .Read("calls")
            .Should()
            .Be($"repro merge trained --out merged --plan plan.json\nrepro baseline diff --runs merged --backend {backend}\n");
        _scripts.Read("merged/report.md").Should().Contain(difference);
    }

    private void UseTool() =>
        _scripts.Write("repro", $"#!/bin/bash\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "Repro.Cli.dll")}' \"$@\"\n");
}
