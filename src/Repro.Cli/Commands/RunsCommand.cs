using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Repro.Claims;
using Repro.Cli.Reference;
using Repro.Hosting;

namespace Repro.Cli.Commands;

/// <summary><c>repro runs</c>: the project's trainings, and how much of them is recorded.</summary>
internal static class RunsCommand
{
    private const int SchemaVersion = 1;

    public static Command Create(HostSource hosts)
    {
        Option<bool> json = new("--json") { Description = "Write JSON." };
        Command command = new("runs", "Lists the trainings: model, data set, epochs, declared and recorded seeds, and the hours that the missing seeds take on this machine. Example: repro runs") { json };
        command.SetAction(parsed =>
        {
            ReproHost host = hosts.Of(parsed);
            int threads = host.Settings.Threads > 0 ? host.Settings.Threads : Environment.ProcessorCount;
            IReadOnlyList<RunOverview> runs = RunOverview.All(host, threads);
            if (parsed.GetValue(json))
            {
                StandardStreams.Output.WriteLine(Json(runs, threads));
                return ExitCodes.Fine;
            }

            foreach (string line in Text(runs, threads))
            {
                Console.WriteLine(line);
            }

            return ExitCodes.Fine;
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
                .. runs.Select(run => (string[])
                [
                    run.Run.Name, run.Run.Model, run.Run.DataSet, run.Run.Epochs.ToString(CultureInfo.InvariantCulture), SeedText.Of(run.Run.Seeds),
                    .. backends.Select(backend => run.Recorded.GetValueOrDefault(backend) is { Count: > 0 } seeds ? SeedText.Of(seeds) : "-"),
                    Hours(run),
                ]),
            ]),
            "",
            $"Hours left: to train the declared seeds that the Cpu backend has no record of, on {Counted.Of(threads, "thread")}.",
            .. runs.Any(run => run.Left is { IsRough: true }) ? ["~ is a rough estimate: multiply-adds at the measured peak of this machine. Training takes longer."] : Array.Empty<string>(),
        ];
    }

    private static string Hours(RunOverview run) => run.Missing.Count == 0 ? "-"
        : run.Left is not { } left ? "unknown"
        : string.Create(CultureInfo.InvariantCulture, $"{(left.IsRough ? "~" : "")}{left.Hours:F1}");

    private static string Json(IEnumerable<RunOverview> runs, int threads) => JsonText.Of(new JsonObject
    {
        ["schema_version"] = SchemaVersion,
        ["threads"] = threads,
        ["runs"] = new JsonArray([.. runs.Select(run => new JsonObject
        {
            ["run"] = run.Run.Name,
            ["model"] = run.Run.Model,
            ["data_set"] = run.Run.DataSet,
            ["epochs"] = run.Run.Epochs,
            ["declared"] = Seeds(run.Run.Seeds),
            ["recorded"] = new JsonObject(run.Recorded.Select(backend => KeyValuePair.Create(backend.Key, (JsonNode?)Seeds(backend.Value)))),
            ["missing"] = Seeds(run.Missing),
            ["hours_left"] = run.Left?.Hours,
            ["hours_from"] = run.Left?.From,
        })]),
    });

    private static JsonArray Seeds(IEnumerable<int> seeds) => [.. seeds.Select(seed => (JsonNode)seed)];
}
