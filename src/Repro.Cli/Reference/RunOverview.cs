using Repro.Claims;
using Repro.Cli.Benchmarks;
using Repro.Evidence;
using Repro.Hosting;
using Repro.Models;
using Repro.Runs;

namespace Repro.Cli.Reference;

/// <summary>How long something takes, and how that is known.</summary>
internal sealed record EstimatedHours(double Hours, string From, bool IsRough = false);

/// <summary>A run with its declared and recorded seeds.</summary>
/// <param name="Run">Null where the run's file or its records cannot be read.</param>
/// <param name="Recorded">By backend, the seeds whose record belongs to the run as it is now.</param>
/// <param name="Missing">Declared seeds that the Cpu backend has no such record of.</param>
/// <param name="Left">How long the missing seeds take on this machine; null where nothing is known, and where none is missing.</param>
/// <param name="Error">Why the run cannot be read; null where it can.</param>
internal sealed record RunOverview(
    string Name,
    RunConfiguration? Run,
    IReadOnlyDictionary<string, IReadOnlyList<int>> Recorded,
    IReadOnlyList<int> Missing,
    EstimatedHours? Left,
    string? Error
)
{
    private const double SecondsPerHour = 3600;

    /// <exception cref="InputException">The runs cannot be listed.</exception>
    public static IReadOnlyList<RunOverview> All(ReproHost host, int threads)
    {
        ProbeRegistry probes = host.Probes();

        // Only measured if a run has no record. Such an estimate is rough, so a short measurement is enough.
        Lazy<double> peak = new(() => Peak.Measure(host.Settings, isRough: true).GigaflopsPerSecond * 1e9);
        return [.. host.Runs.Names.Select(name => Of(host, name, threads, probes, peak))];
    }

    private static RunOverview Of(ReproHost host, string name, int threads, ProbeRegistry probes, Lazy<double> peak)
    {
        try
        {
            RunConfiguration run = host.Runs.Load(name);
            IReadOnlyDictionary<string, IReadOnlyList<int>> recorded = RecordedSeeds(host, run);
            int[] missing = [.. run.Seeds.Except(recorded.GetValueOrDefault(BackendList.Cpu.Name) ?? [])];
            return new RunOverview(
                name,
                run,
                recorded,
                missing,
                missing.Length == 0 ? null : Estimate(host, run, missing.Length, threads, probes, peak),
                null
            );
        }
        catch (InputException exception)
        {
            return new RunOverview(name, null, new Dictionary<string, IReadOnlyList<int>>(), [], null, exception.Message);
        }
    }

    private static Dictionary<string, IReadOnlyList<int>> RecordedSeeds(ReproHost host, RunConfiguration run)
    {
        Dictionary<string, IReadOnlyList<int>> recorded = new(StringComparer.Ordinal);
        foreach (string backend in Baseline.Backends(host.Project.BaselinesFolder, run.Name))
        {
            if (Baseline.Find(host.Project.BaselinesFolder, run.Name, backend) is { } baseline)
            {
                recorded[backend] = [.. baseline.Seeds.Except(baseline.StaleSeeds(run))];
            }
        }

        return recorded;
    }

    private static EstimatedHours? Estimate(
        ReproHost host,
        RunConfiguration run,
        int seeds,
        int threads,
        ProbeRegistry probes,
        Lazy<double> peak
    )
    {
        if (RecordedCost.Find(host.Project.BaselinesFolder, run, BackendList.Cpu.Name) is { } cost)
        {
            return new EstimatedHours(seeds * cost.Mean / threads / SecondsPerHour, "recorded seeds");
        }

        try
        {
            // A multiply-add is two operations.
            return
                probes.Measure(Address.Parse($"arithmetic:run-cost[{run.Name}]/multiply_adds"))
                    is Measurement.Exact { Value: Value.Number { Amount: var adds } }
                ? new EstimatedHours(
                    seeds * 2 * adds / peak.Value / SecondsPerHour,
                    "rough estimate: multiply-adds at the measured peak",
                    IsRough: true
                )
                : null;
        }
        catch (Exception exception) when (exception is AddressException or InputException or ModelException)
        {
            return null;
        }
    }
}
