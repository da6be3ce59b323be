using Repro.Claims;
using Repro.Evidence;
using Repro.Probes.Runs;
using Repro.Project;
using Repro.Reports;
using Repro.Reports.Html;
using Repro.Runs;
using Repro.Specs.Claims;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Specs.Reports.Html;

/// <summary>A small verification with every verdict, a contradiction, a headline, a recorded training and an image.</summary>
internal static class MadeReport
{
    public static ReportContents Contents(string statement = "A statement.")
    {
        Check check = Made.Check("run:mnist-convnet/test_acc@last", "~", "0.9908", 0.005);
        Finding seeds = Judge.Decide(check, Made.Seeds(0.9912, 0.9898, 0.9905, 0.9903, 0.9901), null);
        Finding some = Judge.Decide(check, Made.Seeds(10, ("Cpu", [0.99])), null);
        ClaimResult[] results =
        [
            new(
                Claim("d3-mnist-test-acc-printed", "003", 124, "The network prints 0.9908.", check) with
                {
                    Groups = ["c01-test-accuracy"],
                },
                seeds
            ),
            new(
                Claim("count", "000", 12, statement, Made.Check("model:m/total_params", "=", "1234567", null)) with
                {
                    Reason = "counted <by hand>",
                },
                new Finding(Verdict.Reproduced, "1234567", "counted from the layers")
            ),
            new(
                Claim("wrong", "000", 20, "Two rows.", Made.Check("model:m/rows", "=", "2", null, ExpectedVerdict.Refuted)),
                new Finding(Verdict.Refuted, "3", "counted")
            ),
            new(
                Claim("against", "000", 15, "One row.", Made.Check("model:m/rows", "=", "1", null)),
                new Finding(Verdict.Refuted, "3", "counted")
            ),
            new(
                Claim("some", "003", 127, "About 99 %.", check with { Standing = ExpectedVerdict.Open }) with
                {
                    Groups = ["c01-test-accuracy"],
                },
                some
            ),
            new(
                Claim("missing", "003", 300, "Pictures.", Made.Check("data:cats/count", "=", "2000", null)),
                Finding.Missing("the data set cats", "fetch it & split it")
            ),
            new(
                Claim("prose", "003", 5, "A remark.", null) with
                {
                    Reason = "an opinion",
                },
                new Finding(Verdict.NotExecutable, "", "an opinion")
            ),
        ];
        ReportFigure image = new("filters", "Filters of <block1>", "What they answer to.", "image/png", [1, 2, 3]);
        return new ReportContents(
            ProjectFile.Empty with
            {
                Documents = [new DocumentDeclaration("000", "VGG16 under a new head", null, null, null, [], [])],
            },
            new VerificationReport(results),
            [new HeadlineAnswer("A small convnet", results[0], [0.9912, 0.9898, 0.9905, 0.9903, 0.9901])],
            [Evidence(results)],
            [image],
            new ReportOrigin("2026-01-02", new CheckedOut("0123456789", IsModified: false), "repro report")
        );
    }

    private static RunEvidence Evidence(ClaimResult[] results)
    {
        RunConfiguration run = Own.Runs.Load("mnist-convnet") with { Epochs = 2 };
        RunRecord record = Baseline.Find(Repository.PathOf("baselines"), "mnist-dense", "Cpu")!.Records[1] with
        {
            InstructionSet = "avx2",
            Threads = 2,
            Commit = "89abcdef0123",
            ConfigurationSha256 = "fedcba9876543210",
        };
        RunHistories histories = new(
            "Cpu",
            new Dictionary<int, IReadOnlyList<EpochMetrics>>
            {
                [1] = [Epoch(1, 0.9, null), Epoch(2, 0.98, 0.99)],
                [2] = [Epoch(1, 0.92, null), Epoch(2, 0.985, 0.991)],
            },
            "2026-01-02",
            "made.csv"
        )
        {
            Records = new Dictionary<int, RunRecord> { [1] = record, [2] = record with { Seed = 2 } },
        };
        return RunEvidence.Of(run, histories, [.. results.Select(result => result.Claim)]);
    }

    private static EpochMetrics Epoch(int number, double train, double? test) =>
        new(
            number,
            test is null
                ? new Dictionary<string, double> { ["train_acc"] = train, ["train_loss"] = 1 - train }
                : new Dictionary<string, double>
                {
                    ["train_acc"] = train,
                    ["train_loss"] = 1 - train,
                    ["test_acc"] = test.Value,
                }
        );

    private static Claim Claim(string id, string document, int line, string statement, Check? check) =>
        Made.Claim(id, check) with
        {
            Document = document,
            Where = new Place(null, line),
            Statement = statement,
            Source = new ClaimLine($"{document}.csv", 2),
        };
}
