using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Repro.Claims;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Cli.Output;
using Repro.Cli.Reference;
using Repro.Hosting;

namespace Repro.Cli.Commands.Training;

/// <summary><c>repro runs</c>: lists the trainings of the project and their recorded seeds.</summary>
internal static class RunsCommand
{
    private const int SchemaVersion = 1;

    // Less would be printed as 0.0.
    private const double LeastHours = 0.05;

    public static Command Create(HostSource hosts)
    {
        Option<string?> json = JsonTarget.Option();
        Command command = new(
            "runs",
            "Lists the runs: model, data set, epochs, declared and recorded seeds, and the estimated hours for the missing seeds on this machine (~ marks a rough estimate). Seeds are declared in the run file, before they are trained. Exit code 2: a run cannot be read. Example: repro runs"
        )
        {
            json,
        };
        command.SetAction(parsed =>
        {
            ReproHost host = hosts.Of(parsed);
            int threads = host.Settings.Threads > 0 ? host.Settings.Threads : Environment.ProcessorCount;
            IReadOnlyList<RunOverview> runs = RunOverview.All(host, threads);
            Listing.Print(parsed, json, () => Json(runs, threads), () => Text(runs, threads));
            return Listing.Report(runs.Select(run => run.Error));
        });
        return command;
    }

    private static IEnumerable<string> Text(IReadOnlyList<RunOverview> runs, int threads)
    {
        if (runs.Count == 0)
        {
            return ["The project has no runs."];
        }

        string[] backends = [.. runs.SelectMany(run => run.Recorded.Keys).Distinct().Order(StringComparer.Ordinal)];
        return
        [
            .. PlainTable.Lines(
                [
                    ["run", "model", "data set", "epochs", "declared", .. backends, "hours left"],
                    .. runs.Select(run =>
                        (string[])
                            [
                                run.Name,
                                run.Run?.Model ?? "-",
                                run.Run?.DataSet ?? "-",
                                run.Run?.Epochs.ToString(CultureInfo.InvariantCulture) ?? "-",
                                run.Run is null ? "-" : SeedText.Of(run.Run.Seeds),
                                .. backends.Select(backend =>
                                    run.Recorded.GetValueOrDefault(backend) is { Count: > 0 } seeds ? SeedText.Of(seeds) : "-"
                                ),
                                Hours(run),
                            ]
                    ),
                ],
                Terminal.TableWidth
            ),
            "",
            $"Hours left: time to train the declared seeds that are not recorded on the Cpu backend, with {Counted.Of(threads, "thread")}.",
            .. runs.Any(run => run.Left is { IsRough: true })
                ? ["~: rough estimate from the multiply-adds and a short measurement of this machine's peak."]
                : Array.Empty<string>(),
        ];
    }

    internal static string Hours(RunOverview run) =>
        run is { Run: not null, Missing.Count: 0 } ? "-"
        : run.Left is not { } left ? "unknown"
        : (left.IsRough ? "~" : "") + (left.Hours < LeastHours ? "<0.1" : left.Hours.ToString("F1", CultureInfo.InvariantCulture));

    private static string Json(IEnumerable<RunOverview> runs, int threads) =>
        JsonText.Of(
            new JsonObject
            {
                ["schema_version"] = SchemaVersion,
                ["threads"] = threads,
                ["runs"] = new JsonArray([
                    .. runs.Select(run => new JsonObject
                    {
                        ["run"] = run.Name,
                        ["model"] = run.Run?.Model,
                        ["data_set"] = run.Run?.DataSet,
                        ["epochs"] = run.Run?.Epochs,
                        ["declared"] = Seeds(run.Run?.Seeds ?? []),
                        ["recorded"] = new JsonObject(
                            run.Recorded.Select(backend => KeyValuePair.Create(backend.Key, (JsonNode?)Seeds(backend.Value)))
                        ),
                        ["missing"] = Seeds(run.Missing),
                        ["hours_left"] = run.Left?.Hours,
                        ["hours_from"] = run.Left?.From,
                        ["error"] = run.Error,
                    }),
                ]),
            }
        );

    private static JsonArray Seeds(IEnumerable<int> seeds) => [.. seeds.Select(seed => (JsonNode)seed)];
}
