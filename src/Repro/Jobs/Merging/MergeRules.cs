using Repro.Backends;
using Repro.Training.State;

namespace Repro.Jobs.Merging;

/// <summary>What may stand beside each other in one set of evidence.</summary>
internal static class MergeRules
{
    /// <summary>
    /// Runs of which trainings differ in configuration, arithmetic or data. The instruction set is no difference: on Cpu the bits are
    /// the same on all of them.
    /// </summary>
    public static IEnumerable<string> Mixed(IReadOnlyList<FoundTraining> trainings)
    {
        foreach (
            IGrouping<string, FoundTraining> run in trainings.GroupBy(training => $"{training.Record.Run} on {training.Record.Backend}")
        )
        {
            foreach ((string what, Func<RunRecord, string?> of) in Kinds)
            {
                // Records from before the digests of networks have none.
                IGrouping<string, FoundTraining>[] kinds =
                [
                    .. run.Where(training => of(training.Record) is not null)
                        .GroupBy(training => of(training.Record)!, StringComparer.Ordinal),
                ];
                if (kinds.Length > 1)
                {
                    IEnumerable<string> named = kinds.Select(kind =>
                        $"{Short(kind.Key)}: {string.Join(", ", kind.Select(training => $"'{training.Folder}'"))}"
                    );
                    yield return $"{run.Key} mixes {kinds.Length} {what} ({string.Join("; ", named)}). Keep one and train the others again";
                }
            }
        }
    }

    /// <summary>Jobs of the plan that nobody delivered, and trainings that are not its own.</summary>
    public static IEnumerable<string> Unplanned(JobPlan plan, IReadOnlyList<FoundTraining> trainings)
    {
        HashSet<(string, string, int)> there = [.. trainings.Select(training => training.Key)];
        int[] missing =
        [
            .. plan
                .Jobs.Index()
                .Where(job => job.Item.Runs.Any(run => !there.Contains((run, plan.Backend, job.Item.Seed))))
                .Select(job => job.Index),
        ];
        if (missing.Length > 0)
        {
            yield return $"{(missing.Length == 1 ? "job" : "jobs")} {string.Join(", ", missing)} of the plan not delivered ({string.Join("; ", missing.Take(5).Select(index => plan.Jobs[index]))}). Run them again: repro run-job PLAN INDEX";
        }

        HashSet<(string, string, int)> planned = [.. plan.Jobs.SelectMany(job => job.Runs.Select(run => (run, plan.Backend, job.Seed)))];
        foreach (FoundTraining training in trainings)
        {
            RunRecord record = training.Record;
            if (!planned.Contains(training.Key) || (record.Shortened ? record.Epochs : null) != Shortened(plan, record))
            {
                yield return $"'{training.Folder}' is not a job of the plan";
            }
            else if (plan.Configurations[record.Run] != record.ConfigurationSha256)
            {
                yield return $"'{training.Folder}' was trained with another configuration ({Short(record.ConfigurationSha256)}) than the plan's ({Short(plan.Configurations[record.Run])})";
            }
        }
    }

    /// <summary>What two trainings of one seed differ in, in words.</summary>
    public static IReadOnlyList<string> Differences(RunRecord one, RunRecord other) =>
        [
            .. new (string What, string One, string Other)[]
            {
                ("the history", one.HistorySha256, other.HistorySha256),
                ("the final weights", one.WeightsSha256, other.WeightsSha256),
                ("the configuration", one.ConfigurationSha256, other.ConfigurationSha256),
                ("the model", one.NetworkSha256 ?? "", one.NetworkSha256 is null ? "" : other.NetworkSha256 ?? one.NetworkSha256),
            }
                .Where(pair => pair.One != pair.Other)
                .Select(pair => pair.What),
        ];

    private static readonly (string What, Func<RunRecord, string?> Of)[] Kinds =
    [
        ("configurations", record => record.ConfigurationSha256),
        ("networks", record => record.NetworkSha256),
        ("arithmetics", record => ArithmeticVersions.Text(record.Operations)),
        ("sets of training data", record => record.TensorsSha256),
        ("lengths", record => record.Shortened ? $"{Counted.Of(record.Epochs, "epoch")}, a trial" : "whole trainings"),
    ];

    // A plan of trials is kept by runs that are shorter themselves.
    private static int? Shortened(JobPlan plan, RunRecord record) => plan.Epochs is { } epochs && record.Shortened ? epochs : null;

    private static string Short(string digest) => digest.Length == 64 ? digest[..12] : digest;
}
