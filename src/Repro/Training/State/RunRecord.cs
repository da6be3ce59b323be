using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Repro.Inputs;
using Repro.Training.Weights;

namespace Repro.Training.State;

/// <summary>
/// Where a finished training comes from: everything needed to repeat it and to tell whether a repetition may differ.
/// It names no host, user or path. Written as <c>record.json</c>.
/// </summary>
internal sealed record RunRecord
{
    /// <summary>The version of the format that this code writes and reads.</summary>
    public const int CurrentSchema = 1;

    // Records of trainings have some 4 kB.
    private const long MostBytes = 1 << 20;

    private const int MostThreads = 100_000;

    // Some 30 years; what is added up and multiplied from there stays finite.
    private const double MostSeconds = 1e9;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required int Schema { get; init; }

    public required string Run { get; init; }

    public required int Seed { get; init; }

    [JsonPropertyName("engine")]
    public required string Backend { get; init; }

    public required string InstructionSet { get; init; }

    public required int Threads { get; init; }

    /// <summary>The arithmetic's version of each operation used.</summary>
    public required IReadOnlyDictionary<string, string> Operations { get; init; }

    public required IReadOnlyDictionary<string, string> Libraries { get; init; }

    /// <summary>SHA-256 of the data set's files.</summary>
    public required IReadOnlyDictionary<string, string> Data { get; init; }

    /// <summary>SHA-256 of what was fed: MNIST's training tensors, or the decoded pixels and labels of all parts.</summary>
    public required string TensorsSha256 { get; init; }

    /// <summary>The configuration as it was, defaults filled in.</summary>
    public required JsonObject Configuration { get; init; }

    public required string ConfigurationSha256 { get; init; }

    /// <summary>See <c>NetworkDigest</c>; older records have none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NetworkSha256 { get; init; }

    public required int Epochs { get; init; }

    /// <summary>The number of epochs that were trained where a callback ended the training; null where none did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? StoppedEpoch { get; init; }

    /// <summary>The epoch, from 1, of the best value that EarlyStopping has observed; null without it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? BestEpoch { get; init; }

    /// <summary>The number of epochs that were trained.</summary>
    [JsonIgnore]
    public int TrainedEpochs => StoppedEpoch ?? Epochs;

    /// <summary>Fewer epochs were trained than the run has, and no callback ended it: a trial, no evidence.</summary>
    public required bool Shortened { get; init; }

    /// <summary>The commit that was checked out, where that could be found out.</summary>
    public string? Commit { get; init; }

    /// <summary>
    /// Whether the code or the configurations differed from <see cref="Commit"/>; null where git could not say, and in older records.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? UncommittedChanges { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required DateTimeOffset Ended { get; init; }

    /// <summary>How often the training went on from a checkpoint.</summary>
    public required int Resumed { get; init; }

    /// <summary>Time in training steps and evaluations, over all sittings, in seconds; older records have none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Seconds { get; init; }

    /// <summary>The part of <see cref="Seconds"/> in which the trainer waited for data.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? WaitedSeconds { get; init; }

    /// <summary>
    /// What the run's file wants looked at in the trained network, see <see cref="Observations.ActivationObservations"/>.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Observed { get; init; }

    /// <summary>The pretrained weights that it began with, or that computed its features.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PretrainedOrigin? Base { get; init; }

    /// <summary>The training whose weights it began with.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Predecessor? ContinuesFrom { get; init; }

    /// <summary>SHA-256 of the final weights, see <see cref="State.NetworkState.Digest"/>.</summary>
    public required string WeightsSha256 { get; init; }

    /// <summary>SHA-256 of <c>history.csv</c>.</summary>
    public required string HistorySha256 { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Options) + "\n";

    public static string ToJson<T>(T value) => JsonSerializer.Serialize(value, Options) + "\n";

    /// <exception cref="InputException">The file is missing, damaged or of another version.</exception>
    public static RunRecord Read(string file, InputRule rule = InputRule.Regular)
    {
        RunRecord record = ReadJson<RunRecord>(file, MostBytes, rule: rule);
        return record.Schema == CurrentSchema
            ? record.Checked(file)
            : throw new InputException($"{file}: format version {record.Schema}; this version reads {CurrentSchema}.");
    }

    /// <summary>The record itself; what the file's format alone cannot say is looked at here, so that nobody trips over it later.</summary>
    /// <exception cref="InputException">A name or a checksum is not one, a number is out of range, or an operation or a file has no
    /// text.</exception>
    internal RunRecord Checked(string file)
    {
        InputException Damaged(string key, string what) => new($"{file}: the record of seed {Seed} is damaged: '{key}' {what}.");
        foreach ((string key, string value) in new[] { ("run", Run), ("engine", Backend), ("continues_from", ContinuesFrom?.Run ?? Run) })
        {
            if (!PlainName.IsValid(value))
            {
                throw Damaged(key, $"is '{value}'; {PlainName.Rule}");
            }
        }

        (string Key, double Value, double Least, double Most)[] numbers =
        [
            ("seed", Seed, 0, int.MaxValue),
            ("threads", Threads, 0, MostThreads),
            ("epochs", Epochs, 1, int.MaxValue),
            ("resumed", Resumed, 0, int.MaxValue),
            ("seconds", Seconds ?? 0, 0, MostSeconds),
            ("waited_seconds", WaitedSeconds ?? 0, 0, MostSeconds),
            .. (Observed ?? new Dictionary<string, double>()).Select(pair =>
                ("observed", pair.Value, (double)float.MinValue, (double)float.MaxValue)
            ),
        ];
        foreach ((string key, double value, double least, double most) in numbers)
        {
            // A comparison with NaN is false.
            if (!(value >= least && value <= most))
            {
                throw Damaged(key, FormattableString.Invariant($"has {value}, which must be from {least} to {most}"));
            }
        }

        (string Key, string Value)[] checksums =
        [
            ("tensors_sha256", TensorsSha256),
            ("configuration_sha256", ConfigurationSha256),
            ("weights_sha256", WeightsSha256),
            ("history_sha256", HistorySha256),
            .. NetworkSha256 is { } network ? [("network_sha256", network)] : Array.Empty<(string, string)>(),
        ];
        foreach ((string key, string value) in checksums)
        {
            if (value.Length != 64 || !value.All(char.IsAsciiHexDigitLower))
            {
                throw Damaged(key, $"is '{value}' and not a SHA-256, 64 hexadecimal digits");
            }
        }

        (string Key, IReadOnlyDictionary<string, string> Texts)[] tables =
        [
            ("operations", Operations),
            ("libraries", Libraries),
            ("data", Data),
        ];
        string? without = tables.FirstOrDefault(table => table.Texts.Values.Any(text => text is null)).Key;
        return without is null ? this : throw Damaged(without, "has null");
    }

    /// <summary>Reads a file of JSON as records write it.</summary>
    /// <param name="what">What the file is, for an error: "a record".</param>
    /// <exception cref="InputException">The file cannot be read, or is not such JSON.</exception>
    internal static T ReadJson<T>(
        string file,
        long mostBytes,
        string what = "a record",
        InputRule rule = InputRule.Regular,
        string remedy = ""
    ) => InputJson.Read<T>(InputFile.ReadText(file, mostBytes, what, rule, remedy), file, what, Options, remedy);
}
