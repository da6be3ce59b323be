using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Evidence;
using Repro.Figures.Curves;
using Repro.Probes.Runs;
using Repro.Reports.Html;
using Repro.Runs;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Bench.Fuzzing.Readers;

/// <summary>Readers of a baseline, through to verdicts and drawings: no drawing may hold a coordinate that is not a number.</summary>
internal static partial class BaselineReaders
{
    private static readonly byte[][] TableMarkers = FuzzFolder.Bytes(
        "",
        "\"",
        ",",
        "\n",
        "NaN",
        "1e999",
        "1e308",
        "-1e308",
        "3.4e38",
        "-3.4e38",
        "1e-320",
        "5e-324",
        "0.1",
        "0.30000000000000004",
        "1e300",
        "-1",
        "2147483648",
        "\n6,1,0.5,0.5,,\n"
    );

    private static readonly string[] Asked =
    [
        "train_loss@last",
        "train_loss@argmin",
        "test_acc@tail",
        "train_acc@best",
        "train_loss_smoothed@last",
    ];

    public static FuzzReader Records(FuzzFolder folder)
    {
        BaselineFiles files = Accepted(folder);
        return new FuzzReader(
            "baseline-records",
            [File.ReadAllBytes(files.Records)],
            JsonReaders.Markers,
            content =>
            {
                File.WriteAllBytes(files.Records, content);
                Use(folder);
            }
        );
    }

    /// <summary>A mutated table with records that fit it.</summary>
    public static FuzzReader Table(FuzzFolder folder)
    {
        BaselineFiles files = Accepted(folder);
        RunRecord record = BaselineRecords.Read(files.Records).Seeds[0];
        return new FuzzReader(
            "baseline-table",
            [File.ReadAllBytes(files.Table)],
            TableMarkers,
            content =>
            {
                File.WriteAllBytes(files.Table, content);
                (IReadOnlyList<string> metrics, IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> rows) = MetricTable.Parse(
                    BaselineFiles.ReadText(files.Table),
                    files.Table,
                    withSeed: true
                );
                RunRecord[] records =
                [
                    .. rows.Select(seed =>
                        record with
                        {
                            Seed = seed.Key,
                            HistorySha256 = Digests.OfText(
                                MetricTable.Header(metrics, withSeed: false)
                                    + string.Concat(seed.Value.Select(row => MetricTable.Line(metrics, row)))
                            ),
                        }
                    ),
                ];
                File.WriteAllText(files.Records, RunRecord.ToJson(new BaselineRecords(BaselineRecords.CurrentSchema, records)));
                Use(folder);
            }
        );
    }

    private static BaselineFiles Accepted(FuzzFolder folder)
    {
        FuzzTraining training = TrainingReaders.Trained(folder, seeds: FuzzTraining.Run.Seeds.Count);
        BaselineAcceptance.Accept(
            folder.File("baselines"),
            training.Output,
            FuzzTraining.Run,
            "Cpu",
            FuzzTraining.Run.Seeds,
            continuousIntegration: false
        );
        return BaselineFiles.Of(folder.File("baselines"), FuzzTraining.Run.Name, "Cpu");
    }

    private static void Use(FuzzFolder folder)
    {
        string root = folder.File("baselines");
        RunConfiguration run = FuzzTraining.Run;
        IReadOnlyList<RunHistories> backends = RunHistories.FromBaselines(root, run);
        _ = RecordedCost.Find(root, run, "Cpu") is { } cost ? cost.Whole + cost.Least : 0;
        foreach (RunHistories histories in backends.Where(histories => histories.Seeds.Count > 0))
        {
            foreach ((_, string svg) in RunEvidence.Of(run, histories, []).Figures())
            {
                RequireNumbers(svg);
            }

            foreach (IReadOnlyList<EpochMetrics> seed in histories.Seeds.Values)
            {
                foreach (
                    string svg in Own
                        .Host.Project.File.CurveStyles.Select(CurveStyle.Of)
                        .SelectMany(style => CurveDrawing.Draw(seed, style).Values)
                )
                {
                    RequireNumbers(svg);
                }
            }
        }

        RunProbe probe = new(new RunCatalog(Own.PathOf("configs", "runs"), Own.Runs.Models, Own.Runs.Data), _ => backends, dataRoot: null);
        foreach (string asked in Asked)
        {
            Address address = Address.Parse($"run:mnist-dense/{asked}");
            Check check = new(Tier.Small, [], address, Relation.Near, Expectation.Parse("0.5"), 0.1, ExpectedVerdict.Open);
            Judge.Decide(check, probe.Measure(address), null);
        }
    }

    private static void RequireNumbers(string svg)
    {
        if (NoNumber().Match(svg) is { Success: true } match)
        {
            throw new InvalidOperationException($"an SVG holds '{match.Value}'.");
        }
    }

    [GeneratedRegex("NaN|Infinity|∞")]
    private static partial Regex NoNumber();
}
