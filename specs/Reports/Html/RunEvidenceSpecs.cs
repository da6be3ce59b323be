using Repro.Claims;
using Repro.Probes.Runs;
using Repro.Reports.Html;
using Repro.Specs.Claims;
using Repro.Training.Metrics;

namespace Repro.Specs.Reports.Html;

/// <summary>The values that a report puts beside the printed ones.</summary>
[Category("Fast")]
internal sealed class RunEvidenceSpecs
{
    [TestCase("val_acc@best", 0.85, "the highest accuracy of each seed")]
    [TestCase("val_loss@best", 0.25, "the lowest loss of each seed")]
    [TestCase("val_acc@last", 0.55, "the last epoch")]
    public void A_statement_is_compared_with_what_its_selector_reads(string metric, double mean, string reason)
    {
        RunHistories histories = new(
            "Cpu",
            new Dictionary<int, IReadOnlyList<EpochMetrics>>
            {
                [1] = [Epoch(1, 0.8, 0.3), Epoch(2, 0.5, 0.9)],
                [2] = [Epoch(1, 0.9, 0.2), Epoch(2, 0.6, 0.8)],
            },
            "2026-01-02",
            "made.csv"
        );
        Claim claim = Made.Claim("one", Made.Check($"run:mnist-convnet/{metric}", "~", "0.9", 0.005));

        RunEvidence evidence = RunEvidence.Of(Own.Runs.Load("mnist-convnet") with { Epochs = 2 }, histories, [claim]);

        evidence.At(evidence.Stated.Single())!.Mean.Should().BeApproximately(mean, 1e-12, reason);
    }

    private static EpochMetrics Epoch(int number, double accuracy, double loss) =>
        new(number, new Dictionary<string, double> { ["val_acc"] = accuracy, ["val_loss"] = loss });
}
