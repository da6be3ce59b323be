using System.CommandLine;
using Repro.Backends;
using Repro.Cli.Benchmarks;
using Repro.Cli.Hosting;
using Repro.Cli.Output;
using Repro.Configuration;
using Repro.Hosting;

namespace Repro.Cli.Commands.Project;

/// <summary><c>repro bench</c>: how long steps take on the engines, in alternating runs.</summary>
internal static class BenchCommand
{
    private const int MostRepeats = 1000;

    public static Command Create(HostSource hosts)
    {
        Option<string?> backend = new("--backend") { Description = "cpu, tensorflow or both. By default both where a TensorFlow library is named, and else cpu.", HelpName = "NAME" };
        Option<string[]> workloads = new("--workload")
        {
            Description = $"What is timed: {string.Join(", ", Workload.All.Select(workload => workload.Name))}. By default the first three. May be given several times.",
            HelpName = "NAME",
        };
        Option<int> repeats = new("--repeats") { Description = "Runs of each engine.", DefaultValueFactory = _ => 10 };
        Option<bool> direct = new("--direct") { Description = "Time the Cpu engine without Winograd's algorithm too, as 'Cpu direct'." };
        Option<bool> json = new("--json") { Description = "Write JSON." };
        Command command = new(
            "bench",
            "Times steps on made data, the engines in turns: median, least and greatest of the runs, and the share of this machine's measured FMA peak. Nothing else may compute meanwhile, or the figures mean nothing. "
            + "TensorFlow's figure is that of its kernels under our eager mapping, with the share of time outside TFE_Execute. "
            + "Examples: repro bench; repro bench --backend both --workload convnet-150 --repeats 20")
        {
            backend, workloads, repeats, direct, json,
        };
        command.SetAction(parsed => Run(
            hosts.OfAny(parsed),
            parsed.GetValue(backend),
            [.. (parsed.GetValue(workloads) ?? []).Select(Workload.Named)],
            parsed.GetRequiredValue(repeats),
            parsed.GetValue(direct),
            parsed.GetValue(json)));
        return command;
    }

    private static int Run(ReproHost host, string? backend, IReadOnlyList<Workload> chosen, int repeats, bool direct, bool json)
    {
        if (repeats is < 1 or > MostRepeats)
        {
            throw new InputException($"--repeats {repeats}: give a number from 1 to {MostRepeats}.");
        }

        IReadOnlyList<Workload> workloads = chosen.Count > 0 ? chosen : Workload.Default;
        Settings settings = host.Settings;
        List<(string Name, IBackend Engine)> engines = [];
        try
        {
            foreach (string name in Names(backend, host))
            {
                engines.Add((name, host.Engines.Create(settings, name)));
                if (direct && name == BackendList.Cpu.Name)
                {
                    engines.Add(($"{name} direct", host.Engines.Create(settings with { Winograd = false }, name)));
                }
            }

            // Who reads JSON compares several programs, which themselves keep the machine busy.
            if (!json && MachineLoad.Warning() is { } warning) Console.Error.WriteLine($"repro: {warning}");
            Peak peak = Peak.Measure(settings);
            if (!json)
            {
                Console.Out.WriteLine(BenchReport.Text(peak));
            }

            List<(Workload Workload, IReadOnlyList<Timing> Timings)> all = [];
            foreach (Workload workload in workloads)
            {
                all.Add((workload, Measure(workload, engines, repeats)));
                if (!json)
                {
                    Console.Out.WriteLine(string.Join(Environment.NewLine, BenchReport.Text(workload, all[^1].Timings, peak)));
                }
            }

            if (json)
            {
                StandardStreams.Output.WriteLine(BenchReport.Json(peak, all));
            }

            return ExitCodes.Fine;
        }
        finally
        {
            engines.ForEach(pair => (pair.Engine as IDisposable)?.Dispose());
        }
    }

    private static IReadOnlyList<Timing> Measure(Workload workload, List<(string Name, IBackend Engine)> engines, int repeats)
    {
        List<Subject> subjects = [];
        try
        {
            foreach ((string name, IBackend engine) in engines)
            {
                subjects.Add(new Subject(engine, workload, engine is TensorFlowFactory tensorFlow ? () => tensorFlow.Counters.ExecuteTicks : null, name));
            }

            return AlternatingRuns.Measure(subjects, repeats);
        }
        finally
        {
            subjects.ForEach(subject => subject.Dispose());
        }
    }

    /// <exception cref="InputException">There is no such engine.</exception>
    internal static IReadOnlyList<string> Names(string? backend, ReproHost host) => backend?.ToLowerInvariant() switch
    {
        null => TensorFlowFactory.IsNamed(host.Settings) ? host.Engines.Names : [BackendList.Cpu.Name],
        "both" => host.Engines.Names,
        string name when host.Engines.Names.Contains(name, StringComparer.OrdinalIgnoreCase) => [host.Engines.NameOf(name)],
        _ => throw new InputException($"--backend '{backend}' must be cpu, tensorflow or both."),
    };
}
