using System.Text.Json;
using Repro.Evidence.Comparison;
using Repro.Reports.Comparisons;
using Repro.Runs;
using Repro.Specs.Claims;
using Repro.Training.Metrics;

namespace Repro.Specs.Reports;

/// <summary>Two backends' histories: the verdicts on how they end, and what is printed.</summary>
[Category("Fast")]
internal sealed class ComparisonSpecs
{
    private static readonly double[] Accuracies = [0.981, 0.984, 0.979, 0.982, 0.983];

    [Test]
    public void From_five_seeds_on_each_mean_is_held_against_the_others_spread()
    {
        BackendComparison close = Compare(Accuracies, [.. Accuracies.Select(value => value + 0.001)]);
        BackendComparison far = Compare(Accuracies, [.. Accuracies.Select(value => value - 0.05)]);

        Final(close).Agrees.Should().BeTrue();
        Final(close).FirstMean.Should().BeApproximately(0.9818, 1e-12);
        close.Agrees.Should().BeTrue();
        Final(far).Agrees.Should().BeFalse();
        far.Agrees.Should().BeFalse();
    }

    [Test]
    public void A_wide_spread_on_one_side_does_not_excuse_the_other()
    {
        FinalMetric metric = Final(Compare(Accuracies, [0.6, 0.99, 0.7, 0.95, 0.8]));

        metric.SecondSpread!.Value.Holds(metric.FirstMean).Should().BeTrue();
        metric.FirstSpread!.Value.Holds(metric.SecondMean).Should().BeFalse();
        metric.Agrees.Should().BeFalse();
    }

    [Test]
    public void Fewer_seeds_have_no_spread_and_say_so()
    {
        BackendComparison comparison = Compare(Accuracies[..4], Accuracies[..4]);

        Final(comparison).Agrees.Should().BeNull();
        comparison.Agrees.Should().BeTrue();
        Text(comparison).Should().Contain("requires 5 seeds").And.NotContain("spread");
    }

    [Test]
    public void The_first_epoch_beyond_rounding_is_that_of_any_loss()
    {
        BackendComparison comparison = Compare([0.98], [0.98], secondLoss: 0.2 + 33e-6);

        comparison.FirstEpochBeyondRounding(comparison.Compared.Seeds[0]).Should().Be(2);
        comparison.Agrees.Should().BeFalse();
        BackendComparison within = Compare([0.98], [0.98], secondLoss: 0.2 + 31e-6);
        within.FirstEpochBeyondRounding(within.Compared.Seeds[0]).Should().BeNull();
    }

    [Test]
    [SetCulture("ru-RU")]
    public void The_text_shows_both_histories_side_by_side_and_the_verdicts_in_any_culture()
    {
        string text = Text(Compare(Accuracies, Accuracies));

        text.Should()
            .ContainAll(
                "mnist-dense seed 1: Cpu and TensorFlow from the same weights, batches and masks",
                "steps: the first 2 agree as far as rounding explains. Up to step 2 more than 1 % of the loss would stand out; the largest difference until there is 1E-08 at step 2",
                "epochs: all 2 agree as far as rounding explains, which leaves room for 0 % of a loss",
                "After epoch 2, means of 5 seeds:",
                "test_acc    Cpu 0.9818, TensorFlow 0.9818, difference 0; each mean lies within the other's seed-to-seed spread"
            );
        text.Split('\n')
            .Should()
            .Contain(line =>
                line.TrimEnd() == "  2      0.2         0.2         0.9        0.9         0.1        0.1         0.981     0.981"
            );
    }

    [Test]
    public void JSON_holds_every_step_and_epoch()
    {
        using JsonDocument json = JsonDocument.Parse(ComparisonJson.Of(Compare(Accuracies, Accuracies)));
        JsonElement seed = json.RootElement.GetProperty("seeds")[0];

        json.RootElement.GetProperty("schema_version").GetInt32().Should().Be(1);
        json.RootElement.GetProperty("backends").EnumerateArray().Select(name => name.GetString()).Should().Equal("Cpu", "TensorFlow");
        seed.GetProperty("step_losses")
            .GetProperty("second")
            .EnumerateArray()
            .Select(loss => loss.GetDouble())
            .Should()
            .Equal(2.3, 2.2 + 1e-8);
        seed.GetProperty("epochs").GetProperty("first")[1].GetProperty("test_acc").GetDouble().Should().Be(0.981);
        json.RootElement.GetProperty("final")
            .EnumerateArray()
            .Select(metric => metric.GetProperty("metric").GetString())
            .Should()
            .Equal("train_loss", "train_acc", "test_loss", "test_acc");
    }

    [Test]
    public void Both_backends_verdicts_on_the_runs_claims_take_its_declared_seeds()
    {
        double[] ten = [.. Accuracies, .. Accuracies];
        BackendComparison whole = Judged(Compare(ten, [.. ten.Select(value => value - 0.05)], epochs: 5));
        BackendComparison some = Judged(Compare(Accuracies, Accuracies, epochs: 5));

        Text(whole)
            .Should()
            .Contain("Verdicts on the 2 claims about mnist-dense, by Cpu and by TensorFlow:\n")
            .And.Contain("\n  near: Reproduced and Refuted (run:mnist-dense/test_acc@last ~ 0.982 +- 0.02)")
            .And.Contain("\n  above: Reproduced by both (run:mnist-dense/test_acc@last > 0.5)");
        Text(some).Should().Contain("Verdicts on the 2 claims about mnist-dense take all declared seeds (1-10); compared were 1-5.");
        using JsonDocument json = JsonDocument.Parse(ComparisonJson.Of(whole));
        json.RootElement.GetProperty("verdicts")[0].GetProperty("backends")[1].GetProperty("verdict").GetString().Should().Be("refuted");
    }

    [Test]
    public void A_trial_of_fewer_epochs_has_no_verdicts() => Judged(Compare(Accuracies, Accuracies)).Verdicts.Should().BeEmpty();

    // One about this run, one more, one about another run, one about two.
    private static BackendComparison Judged(BackendComparison comparison) =>
        new(
            comparison.Compared,
            ComparedVerdicts.Of(
                comparison.Compared,
                Own.Runs,
                [
                    Made.Claim("near", Made.Check("run:mnist-dense/test_acc@last", "~", "0.982", 0.02)),
                    Made.Claim("above", Made.Check("run:mnist-dense/test_acc@last", ">", "0.5", null)),
                    Made.Claim("other", Made.Check("run:mnist-convnet/test_acc@last", "~", "0.98", 0.02)),
                    Made.Claim("pair", Made.Check("run:mnist-dense/test_acc@last", "<", "run:mnist-convnet/test_acc@last", null)),
                ]
            )
        );

    private static FinalMetric Final(BackendComparison comparison) => comparison.Final.Single(metric => metric.Metric == "test_acc");

    private static string Text(BackendComparison comparison) => string.Join('\n', ComparisonText.Of(comparison));

    // Rounding moved the second epoch's loss by 1e-6, so 32e-6 are explained.
    private static BackendComparison Compare(double[] first, double[] second, double secondLoss = 0.2, int epochs = 2)
    {
        LockstepLosses steps = new(
            [2.3, 2.2],
            [2.3, 2.2 + 1e-8],
            [
                [2.3, 2.2 + 1e-8],
            ]
        );
        RunConfiguration run = Own.Runs.Load("mnist-dense");
        return new BackendComparison(
            new ComparedRun(
                run,
                "Cpu",
                "TensorFlow",
                [
                    .. first.Select(
                        (accuracy, index) =>
                            new ComparedSeed(index + 1, steps, History(0.2, accuracy, epochs), History(secondLoss, second[index], epochs))
                    ),
                ],
                History(0.2 + 1e-6, first[0], epochs)
            )
        );
    }

    private static IReadOnlyList<EpochMetrics> History(double loss, double accuracy, int epochs) =>
        [
            .. Enumerable
                .Range(1, epochs - 1)
                .Select(epoch => new EpochMetrics(epoch, new Dictionary<string, double> { ["train_loss"] = 0.5, ["train_acc"] = 0.8 })),
            new(
                epochs,
                new Dictionary<string, double>
                {
                    ["train_loss"] = loss,
                    ["train_acc"] = 0.9,
                    ["test_loss"] = 0.1,
                    ["test_acc"] = accuracy,
                }
            ),
        ];
}
