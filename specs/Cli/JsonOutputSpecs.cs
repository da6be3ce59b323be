using System.Text.Json.Nodes;
using Repro.Claims;
using Repro.Cli.Reference;
using Repro.Inputs;
using Repro.Jobs.Queue;
using Repro.Reports;
using Repro.Reports.Snapshots;
using Repro.Training.State;

namespace Repro.Specs.Cli;

/// <summary>docs/reference/json-output.md lists the keys that commands write.</summary>
[Category("Fast")]
internal sealed class JsonOutputSpecs
{
    [Test]
    public void Verify()
    {
        // Every kind of result, without networks that have to be run.
        Claim[] claims =
        [
            .. Own.Claims.Claims.Where(claim =>
                claim.Check is null or { Address.Probe: "run" or "config" or "arithmetic" or "prediction" }
            ),
        ];
        VerificationReport report = new(new Verifier(Own.Host.Probes()).Verify(claims));

        HasTheKeysOf("verify --json", JsonReport.Of(report));
    }

    [Test]
    public void Claims() => HasTheKeysOf("claims --json", JsonReport.Of(Own.Claims.Claims));

    [TestCase("quantities --json", "quantities", "--json")]
    [TestCase("models --json", "models", "--json")]
    [TestCase("layers --json", "layers", "--json")]
    [TestCase("runs --json", "runs", "--json")]
    public void A_command(string described, params string[] arguments) => HasTheKeysOf(described, Tool.Run(arguments).Output);

    [Test]
    public void Data_status()
    {
        using TemporaryFolder root = new();

        HasTheKeysOf(
            "data status --json",
            Tool.Run(new Dictionary<string, string> { ["REPRO_DATA"] = root.Path }, "data", "status", "--json").Output
        );
    }

    [Test]
    public void Queue_status() =>
        HasTheKeysOf(
            "queue status --json",
            RunRecord.ToJson(
                new QueueStatus(
                    "running",
                    false,
                    "Cpu",
                    1,
                    new QueuePosition("r", 1, DateTimeOffset.UnixEpoch, new QueueSteps(1, 2, 3, 4, 5)),
                    1,
                    1,
                    1,
                    1,
                    1,
                    [new QueueRunStatus("r", [1], [2], [3], new QueueEstimate(1, "x"))],
                    [new QueueFailure("r", 1, "x")]
                )
            )
        );

    [Test]
    public void Snapshots_review() =>
        HasTheKeysOf(
            "snapshots review --json",
            SnapshotReview.Json([new ReceivedSnapshot("T.M", "T.M.received.txt", "T.M.verified.txt", "a", "b")]).ToJsonString()
        );

    [Test]
    public void Baseline_diff()
    {
        using TemporaryFolder root = new();

        HasTheKeysOf("baseline diff --json", Tool.Run("baseline", "diff", "--runs", root.Path, "--json").Output);
    }

    // The TensorFlow part is null here.
    [Test]
    public void Doctor()
    {
        JsonObject written = JsonNode.Parse(Tool.Run("doctor", "--json").Output)!.AsObject();

        Keys(written, Described("doctor --json"), "")
            .Distinct()
            .Should()
            .BeEquivalentTo(Paths(Described("doctor --json"), "").Where(path => !path.StartsWith("tensorflow.", StringComparison.Ordinal)));
    }

    [Test]
    public void A_key_that_is_not_described_is_seen() =>
        Keys(JsonNode.Parse("""{ "claims": [ { "x": 1 } ] }""")!, Described("claims --json"), "").Should().Contain("claims[].x");

    private static void HasTheKeysOf(string command, string json)
    {
        HashSet<string> written = [.. Keys(JsonNode.Parse(json)!, Described(command), "")];

        written.Should().BeEquivalentTo(Paths(Described(command), ""));
    }

    private static JsonType Described(string command) => JsonOutputs.All.Single(output => output.Command == command).Type;

    // Names that are data, as backends and verdicts are, are left out.
    private static IEnumerable<string> Keys(JsonNode? node, JsonType? type, string path) =>
        (node, type) switch
        {
            (JsonArray list, _) => list.SelectMany(item => Keys(item, (type as JsonType.List)?.Item, $"{path}[]")),
            (JsonObject map, JsonType.Map { Value: var value }) => map.SelectMany(pair => Keys(pair.Value, value, path)),
            (JsonObject fields, _) => fields.SelectMany(pair =>
                Keys(pair.Value, (type as JsonType.Object)?.Keys.FirstOrDefault(key => key.Name == pair.Key)?.Type, Join(path, pair.Key))
                    .Prepend(Join(path, pair.Key))
            ),
            _ => [],
        };

    private static IEnumerable<string> Paths(JsonType type, string path) =>
        type switch
        {
            JsonType.List list => Paths(list.Item, $"{path}[]"),
            JsonType.Map map => Paths(map.Value, path),
            JsonType.Object { Keys: var keys } => keys.SelectMany(key =>
                Paths(key.Type, Join(path, key.Name)).Prepend(Join(path, key.Name))
            ),
            _ => [],
        };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
