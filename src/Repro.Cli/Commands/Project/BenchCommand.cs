using System.CommandLine;
using Repro.Backends;
using Repro.Cli.Benchmarks;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Configuration;
using Repro.Hosting;
using Repro.TensorFlow;

namespace Repro.Cli.Commands.Project;

/// <summary><c>repro bench</c>: times training steps on the backends, in alternating runs.</summary>
internal static class BenchCommand
{
    private const int MostRepeats = 1000;

    public static Command Create(HostSource hosts)
    {
        Option<string?> backend = new("--backend")
        {
            Description = "Backend: cpu, tensorflow or both. Default: both if a TensorFlow library is set, else cpu.",
            HelpName = "NAME",
        };
        Option<string[]> workloads = new("--workload")
        {
            Description =
                $"Workload: {string.Join(", ", Workload.All.Select(workload => workload.Name))}. Repeat the option for several. Default: the first three.",
            HelpName = "NAME",
        };
        Option<int> repeats = new("--repeats")
        {
            HelpName = "N",
            Description = "Repetitions per backend.",
            DefaultValueFactory = _ => 10,
        };
        Option<bool> direct = new("--no-winograd")
        {
            Description = "Also time the CPU backend without Winograd's algorithm, as 'Cpu direct'.",
        };
        Option<bool> quick = new("--quick") { Description = "Use a short warm-up and short measurements. The times are approximate." };
        Option<string?> json = JsonTarget.Option();
        Command command = new(
            "bench",
            "Measures the time of training steps and of a forward pass on generated data, alternating between the backends. Prints the median, minimum and maximum time, and the speed in percent of this machine's measured peak rate of fused multiply-adds. The machine must be idle, or the times are not meaningful. "
                + "TensorFlow's times include only its function TFE_Execute; the percentage of the time outside this function is printed separately. "
                + "Examples: repro bench; repro bench --backend both --workload convnet-150 --repeats 20"
        )
        {
            backend,
            workloads,
            repeats,
            direct,
            quick,
            json,
        };
        command.SetAction(parsed =>
            Run(
                hosts.OfAny(parsed),
                parsed.GetValue(backend),
                [.. (parsed.GetValue(workloads) ?? []).Select(Workload.Named)],
                parsed.GetRequiredValue(repeats),
                parsed.GetValue(direct),
                parsed.GetValue(quick),
                JsonTarget.Of(parsed, json)
            )
        );
        return command;
    }

    private static int Run(
        ReproHost host,
        string? backend,
        IReadOnlyList<Workload> chosen,
        int repeats,
        bool direct,
        bool quick,
        JsonTarget json
    )
    {
        if (repeats is < 1 or > MostRepeats)
        {
            throw new InputException($"--repeats {repeats} is out of range. Give a number from 1 to {MostRepeats}.");
        }

        IReadOnlyList<Workload> workloads = chosen.Count > 0 ? chosen : Workload.Default;
        Settings settings = host.Settings;
        List<(string Name, IBackend Backend)> backends = [];
        try
        {
            foreach (string name in Names(backend, host))
            {
                backends.Add((name, host.Backends.Create(settings, name)));
                if (direct && name == BackendList.Cpu.Name)
                {
                    backends.Add(($"{name} direct", host.Backends.Create(settings with { Winograd = false }, name)));
                }
            }

            // JSON is read by scripts that compare programs, which keep the machine busy themselves.
            if (!json.ReplacesText && MachineLoad.Warning() is { } warning)
            {
                Console.Error.WriteLine($"repro: {warning}");
            }

            Peak peak = Peak.Measure(settings, isRough: quick);
            if (!json.ReplacesText)
            {
                Console.Out.WriteLine(BenchReport.Text(peak) + (quick ? " (--quick: rough)" : ""));
            }

            List<(Workload Workload, IReadOnlyList<Timing> Timings)> all = [];
            foreach (Workload workload in workloads)
            {
                all.Add((workload, Measure(workload, backends, repeats, quick)));
                if (!json.ReplacesText)
                {
                    Console.Out.WriteLine(string.Join(Environment.NewLine, BenchReport.Text(workload, all[^1].Timings, peak)));
                }
            }

            json.WriteJson(() => BenchReport.Json(peak, quick, all));

            return ExitCodes.Success;
        }
        finally
        {
            backends.ForEach(pair => (pair.Backend as IDisposable)?.Dispose());
        }
    }

    private static IReadOnlyList<Timing> Measure(Workload workload, List<(string Name, IBackend Backend)> backends, int repeats, bool quick)
    {
        List<Subject> subjects = [];
        try
        {
            foreach ((string name, IBackend backend) in backends)
            {
                subjects.Add(
                    new Subject(
                        backend,
                        workload,
                        backend is LoadedTensorFlow tensorFlow ? () => tensorFlow.Counters.ExecuteTicks : null,
                        name
                    )
                );
            }

            return AlternatingRuns.Measure(subjects, repeats, quick);
        }
        finally
        {
            subjects.ForEach(subject => subject.Dispose());
        }
    }

    /// <exception cref="InputException">There is no such backend.</exception>
    internal static IReadOnlyList<string> Names(string? backend, ReproHost host) =>
        backend?.ToLowerInvariant() switch
        {
            null => LoadedTensorFlow.IsNamed(host.Settings) ? host.Backends.Names : [BackendList.Cpu.Name],
            "both" => host.Backends.Names,
            string name when host.Backends.Names.Contains(name, StringComparer.OrdinalIgnoreCase) => [host.Backends.NameOf(name)],
            _ => throw new InputException($"--backend '{backend}' must be cpu, tensorflow or both."),
        };
}
