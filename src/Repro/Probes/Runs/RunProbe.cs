using Repro.Claims;
using Repro.Data;
using Repro.Probes.Forms;
using Repro.Runs;
using Repro.Training.Feeding;
using Repro.Training.Metrics;
using Repro.Training.Observations;
using Repro.Training.State;

namespace Repro.Probes.Runs;

/// <summary>
/// Measures trainings: <c>run:mnist-convnet/test_acc@last</c>, one value a seed. Exactly the seeds that the run's file declares count.
/// </summary>
/// <param name="histories">Where a run's seeds come from: the baselines, or a training just made.</param>
/// <param name="only">The backend that was asked for, for remedies; null where all count.</param>
/// <param name="dataRoot">Where data sets and weights would be, for remedies; null where no folder is named.</param>
internal sealed class RunProbe(
    RunCatalog catalog,
    Func<RunConfiguration, IReadOnlyList<RunHistories>> histories,
    string? only = null,
    string? dataRoot = null
) : IProbe
{
    // What the trained weights show rather than the history, and nothing puts on record yet.
    private static readonly QuantityDescription[] OfWeights =
    [
        new("run:RUN/edge_channel_share", "Share of the channels of a trained layer that show edges; it is not measured yet."),
    ];

    public string Prefix => "run";

    public IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        .. RunQuantity.All,
        .. RecordQuantity.All,
        .. ActivationObservations.All.Select(observed => new QuantityDescription(
            $"run:RUN[IMAGE LAYER]/{observed.Name}@last",
            observed.Meaning
        )),
        .. OfWeights,
    ];

    /// <summary>Judges on the recorded evidence: one backend's, or that of all backends, of which Cpu's verdict counts.</summary>
    public static RunProbe OnBaselines(ProbeServices services) =>
        new(
            services.Runs,
            run => RunHistories.FromBaselines(services.BaselinesFolder, run, services.Backend, services.Project.Baselines),
            services.Backend,
            services.Settings.DataRoot
        );

    public Measurement Measure(Address address)
    {
        RunConfiguration run = catalog.Load(address.Subject, address);
        if (Array.Exists(OfWeights, quantity => quantity.Quantity == address.Quantity))
        {
            return new Measurement.NotBuilt($"run:.../{address.Quantity} (what the trained weights show)");
        }

        if (address.Variants.Count > 0)
        {
            throw new AddressException($"'{address}': a run has no variants.");
        }

        return address.Arguments switch
        {
            [] => Single(run, address),
            [_, var layer] when ActivationObservations.Quantities.Contains(address.Quantity) => Observation(run, layer, address),
            ["vs", var other] => Pair(run, catalog.Load(other, address), address),
            _ => throw new AddressException(
                $"'{address}': a run takes no argument but [vs OTHER], and [PICTURE LAYER] for {string.Join(", ", ActivationObservations.Quantities)}."
            ),
        };
    }

    private Measurement Observation(RunConfiguration run, string layer, Address address)
    {
        if (address.Selector != "last")
        {
            throw new AddressException($"'{address}': trained layers are measured at the end of the training. Use @last.");
        }

        if (
            run.Observe is not { } observe
            || !observe.Layers.Contains(layer)
            || Path.GetFileNameWithoutExtension(observe.Image) != address.Arguments[0]
        )
        {
            throw new AddressException(
                $"'{address}': run '{run.Name}' does not put that image and layer on record (key 'observe' of its file)."
            );
        }

        string key = ActivationObservations.Key(address.Quantity, $"{address.Arguments[0]} {layer}");
        IReadOnlyList<RunHistories> backends = histories(run);
        return backends.All(IsStale)
            ? NothingRecorded(run, backends)
            : new Measurement.Seeds(
                run.Name,
                run.Seeds,
                [.. backends.Select(Values(record => record.Observed?.TryGetValue(key, out double value) == true ? value : null))]
            );
    }

    private Measurement Single(RunConfiguration run, Address address)
    {
        Func<RunHistories, BackendSeeds> values = RecordQuantity.Names.Contains(address.Quantity)
            ? Values(RecordQuantity.Read(address))
            : Values(RunQuantity.Read(address));
        RequireMeasured(run, address.Quantity, address);
        IReadOnlyList<RunHistories> backends = histories(run);
        return backends.All(IsStale)
            ? NothingRecorded(run, backends)
            : new Measurement.Seeds(run.Name, run.Seeds, [.. backends.Select(values)]);
    }

    private Measurement Pair(RunConfiguration run, RunConfiguration other, Address address)
    {
        (string metric, Func<double, double, double> combine) = RunQuantity.ReadPair(address);
        RequireMeasured(run, metric, address);
        RequireMeasured(other, metric, address);
        Measurement left = Single(run, address with { Quantity = metric });
        Measurement right = Single(other, address with { Quantity = metric });
        if (left is not Measurement.Seeds a || right is not Measurement.Seeds b)
        {
            return left is Measurement.Seeds ? right : left;
        }

        IEnumerable<BackendSeeds> backends =
            from one in a.Backends
            join two in b.Backends on one.Backend equals two.Backend
            select new BackendSeeds(
                one.Backend,
                one.Values.Where(pair => two.Values.ContainsKey(pair.Key))
                    .ToDictionary(pair => pair.Key, pair => combine(pair.Value, two.Values[pair.Key])),
                one.Recorded is null || two.Recorded is null ? null
                    : string.CompareOrdinal(one.Recorded, two.Recorded) > 0 ? one.Recorded
                    : two.Recorded,
                $"{one.Evidence} against {two.Evidence}"
            );
        return new Measurement.Seeds($"{run.Name} and {other.Name}", [.. a.Declared.Intersect(b.Declared)], [.. backends]);
    }

    private static void RequireMeasured(RunConfiguration run, string metric, Address address)
    {
        string column = RunQuantity.WithoutEnding(metric);
        if (!MetricTable.Metrics.Contains(column) && MetricTable.OutputsOf(column).ToArray() is { Length: > 0 } possible)
        {
            string[] outputs = [.. RunLosses.InOrder(run, RunInputs.Model(run)).Select(output => output.Output!)];
            if (!outputs.Intersect(possible, StringComparer.Ordinal).Any())
            {
                throw new AddressException(
                    $"'{address}': run '{run.Name}' has no quantity '{column}'. {(outputs.Length == 0 ? "It has one loss" : $"It has losses for the outputs {string.Join(", ", outputs)}")}."
                );
            }
        }

        bool validates =
            metric.StartsWith("val_", StringComparison.Ordinal)
            || RunQuantity.WithoutEnding(metric) is "acc_gap" or "loss_gap" or "first_epoch_train_above_val";
        bool tests = metric.StartsWith("test_", StringComparison.Ordinal) && run.Test is null;
        if (tests || (validates && run.Validation is null))
        {
            string part = tests ? "test" : "validation";
            throw new AddressException(
                $"'{address}': run '{run.Name}' has no {part} set, which gives '{metric}'. Declare '{part}' in its run file and train it again, or remove the claim."
            );
        }

        RequireRecorded(run, column, address);
        if (metric.StartsWith("test_", StringComparison.Ordinal) && address.Selector is not (null or "last"))
        {
            throw new AddressException($"'{address}': the test split is evaluated once, after the last epoch. Use @last.");
        }

        if (
            address.Selector is { } selector
            && selector.StartsWith("epoch=", StringComparison.Ordinal)
            && Numbers.TryCount(selector["epoch=".Length..], out int epoch)
            && epoch > run.Epochs
        )
        {
            throw new AddressException($"'{address}': run '{run.Name}' has {Counted.Of(run.Epochs, "epoch")}.");
        }
    }

    // Of runs with several losses, the names of the outputs are checked, and their metrics when they are read.
    private static void RequireRecorded(RunConfiguration run, string column, Address address)
    {
        string ending = column switch
        {
            "acc_gap" or "test_gap" or "first_epoch_train_above_val" => "acc",
            _ when MetricTable.Metrics.Contains(column) => column[(column.IndexOf('_', StringComparison.Ordinal) + 1)..],
            _ => "loss",
        };
        string[] recorded = ["loss", .. run.HasAccuracy ? ["acc"] : Array.Empty<string>(), .. run.Metrics.Select(ObservedValues.EndingOf)];
        if (run.Outputs.Count == 0 && !recorded.Contains(ending, StringComparer.Ordinal))
        {
            throw new AddressException(
                $"'{address}': run '{run.Name}' does not record '{ending}'. It records {string.Join(", ", recorded)}; others are named in 'metrics' of its file."
            );
        }
    }

    private static Func<RunHistories, BackendSeeds> Values(Func<IReadOnlyList<EpochMetrics>, double> quantity) =>
        backend =>
            new(
                backend.Backend,
                backend.Seeds.ToDictionary(seed => seed.Key, seed => quantity(seed.Value)),
                backend.Recorded,
                backend.Evidence
            );

    private static Func<RunHistories, BackendSeeds> Values(Func<RunRecord, double?> quantity) =>
        backend =>
            new(
                backend.Backend,
                backend
                    .Records.Select(record => (record.Key, Value: quantity(record.Value)))
                    .Where(pair => pair.Value is not null)
                    .ToDictionary(pair => pair.Key, pair => pair.Value!.Value),
                backend.Recorded,
                backend.Evidence
            );

    // Every recorded seed is one of another configuration or network than the run has now.
    private static bool IsStale(RunHistories backend) => backend.Seeds.Count == 0 && backend.Stale.Count > 0;

    private Measurement.Missing NothingRecorded(RunConfiguration run, IReadOnlyList<RunHistories> stale)
    {
        string what =
            $"no recorded training of run {run.Name}{(only is null ? "" : $" on {only}")}{(stale.Count == 0 ? "" : $" as it is now ({string.Join("; ", stale.Select(backend => backend.Evidence))})")}";
        if (run.Base is not null && run.RequireWeights() is var weights && weights.File.Find(dataRoot) is null)
        {
            return new Measurement.Missing(
                $"{weights.File.Path}, the pretrained weights of {run.Base}",
                $"{weights.Remedy.TrimEnd('.')}. Then: repro train {run.Name} --seeds {SeedText.Of(run.Seeds)}, and repro baseline accept {run.Name}"
            );
        }

        // A remedy that begins with a training would only fail for want of the data.
        if (dataRoot is null || !DataRoot.Has(dataRoot, run.Set))
        {
            return new Measurement.Missing(
                dataRoot is null ? what : $"the data set {run.DataSet}",
                $"{run.Set.Remedy.TrimEnd('.')}. Then: repro train {run.Name} --seeds {SeedText.Of(run.Seeds)}, and repro baseline accept {run.Name}"
            );
        }

        return new Measurement.Missing(
            what,
            $"record its seeds: repro train {run.Name} --seeds {SeedText.Of(run.Seeds)}{(only is null ? "" : $" --backend {only.ToLowerInvariant()}")}{(stale.Count == 0 ? "" : " --replace")}, then repro baseline accept {run.Name}{(only is null ? "" : $" --backend {only}")}"
        );
    }
}
