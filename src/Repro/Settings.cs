using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Repro.Outputs;

namespace Repro;

/// <summary>
/// How this machine runs the project: <c>configs/repro.json</c>, overridden by environment variables
/// (<c>REPRO_DATA</c>, <c>REPRO_ENGINE</c>, <c>REPRO_THREADS</c>, <c>REPRO_WINOGRAD</c>, <c>REPRO_INSTRUCTIONSET</c>,
/// <c>REPRO_LIBTENSORFLOW</c>, <c>REPRO_TENSORFLOWBINDING</c>, <c>REPRO_TENSORFLOWDEVICE</c>, <c>REPRO_TENSORFLOWMEMORYGROWTH</c>,
/// <c>REPRO_TENSORFLOWDETERMINISTIC</c>, <c>REPRO_TENSORFLOWTF32</c>, <c>REPRO_CACHE</c>, <c>REPRO_CACHEDECODED</c>, <c>REPRO_CACHESIZE</c>).
/// </summary>
/// <param name="DataRoot">The folder of the data sets, or null where none is named.</param>
/// <param name="Engine">The engine that trains unless a command says otherwise: <c>cpu</c>.</param>
/// <param name="Threads">Worker threads; 0 for one each processor.</param>
/// <param name="Winograd">Whether the Cpu engine uses Winograd's convolution where its rule allows; off is another arithmetic.</param>
/// <param name="InstructionSet"><c>auto</c>, <c>avx512</c>, <c>avx2</c> or <c>reference</c>; the bits are the same in all.</param>
public sealed partial record Settings(string? DataRoot, string Engine, int Threads, bool Winograd, string InstructionSet)
{
    private const int MaximumThreads = 1024;
    private const long MostBytes = 1 << 20;
    private const string What = "a settings file";
    private const string Remedy = "To restore the file from the repository: git checkout -- configs/repro.json";
    private const long DefaultCacheSize = 20L << 30;
    private readonly string? _cacheFolder;

    internal static readonly string[] Keys =
    [
        "dataRoot", "engine", "threads", "winograd", "instructionSet", "libtensorflow", "tensorflowBinding", "tensorflowDevice",
        "tensorflowMemoryGrowth", "tensorflowDeterministic", "tensorflowTf32", "cache", "cacheDecoded", "cacheSize",
    ];

    private static readonly string[] Engines = ["cpu", "tensorflow"];
    private static readonly string[] InstructionSets = ["auto", "avx512", "avx2", "reference"];

    private static readonly string[] Bindings = ["c-api", "tensorflow.net"];

    /// <summary>How the TensorFlow engine runs.</summary>
    public TensorFlowSettings TensorFlow { get; init; } = TensorFlowSettings.Default;

    /// <summary>The folder of what is computed once and used again: a base's features. By default the repository's <c>cache/</c>.</summary>
    public string CacheFolder
    {
        get => _cacheFolder ?? Repository.PathOf("cache");
        init => _cacheFolder = value;
    }

    /// <summary>Whether decoded pictures are kept in the cache too, for later processes.</summary>
    public bool CacheDecoded { get; init; }

    /// <summary>The most bytes that the cache may hold; the files that were not used for the longest time are removed first. 0 for no limit.</summary>
    public long CacheSize { get; init; } = DefaultCacheSize;

    /// <summary>The folder of decoded pictures; null where each process decodes them again.</summary>
    public string? DecodedFolder => CacheDecoded ? CacheFolder : null;

    /// <param name="file">The settings file; <c>configs/repro.json</c> of the repository by default.</param>
    /// <param name="environment">The variables that override it; the process's own by default.</param>
    /// <exception cref="InputException">The file is missing or damaged, or has an unknown key or a wrong value.</exception>
    public static Settings Load(string? file = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        file ??= Repository.PathOf("configs", "repro.json");
        IConfigurationRoot json = ReadFile(file);
        foreach (IConfigurationSection section in json.GetChildren())
        {
            if (!Keys.Contains(section.Key, StringComparer.Ordinal))
            {
                throw new InputException($"{file}: unknown key '{section.Key}'.{Spelling.Suggestion(section.Key, Keys)} The keys are {string.Join(", ", Keys)}.");
            }

            if (section.GetChildren().Any())
            {
                throw new InputException($"{file}: key '{section.Key}' must be a single value.");
            }
        }

        IConfigurationRoot variables = Variables(environment);
        string Text(string key, string variable, string otherwise) => NotEmpty(variables[variable]) ?? NotEmpty(json[key]) ?? otherwise;
        string Where(string key, string variable) => NotEmpty(variables[variable]) is null ? $"{file}, key '{key}'" : $"environment variable REPRO_{variable}";

        string threads = Text("threads", "THREADS", "0");
        if (!int.TryParse(threads, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count > MaximumThreads)
        {
            throw new InputException($"{Where("threads", "THREADS")}: '{threads}' is not a number of threads from 0 (one each processor) to {MaximumThreads}.");
        }

        // A path of the file starts at the repository, one of the environment where the user is.
        string? PathOf(string key, string variable) => Text(key, variable, "") is { Length: > 0 } path
            ? Path.GetFullPath(path, NotEmpty(variables[variable]) is null ? Repository.Root : Directory.GetCurrentDirectory())
            : null;
        bool On(string key, string variable, string otherwise) => Switch(Text(key, variable, otherwise), Where(key, variable));

        Settings settings = new(
            PathOf("dataRoot", "DATA"),
            OneOf(Text("engine", "ENGINE", "cpu"), Engines, Where("engine", "ENGINE")),
            count,
            On("winograd", "WINOGRAD", "true"),
            OneOf(Text("instructionSet", "INSTRUCTIONSET", "auto"), InstructionSets, Where("instructionSet", "INSTRUCTIONSET")))
        {
            CacheDecoded = On("cacheDecoded", "CACHEDECODED", "false"),
            CacheSize = ByteSize.Parse(Text("cacheSize", "CACHESIZE", "20G"))
                ?? throw new InputException($"{Where("cacheSize", "CACHESIZE")}: '{Text("cacheSize", "CACHESIZE", "")}' is not a size. Write bytes, or a number with K, M, G or T, like 20G; 0 for no limit."),
            TensorFlow = new TensorFlowSettings(
                PathOf("libtensorflow", "LIBTENSORFLOW"),
                OneOf(Text("tensorflowBinding", "TENSORFLOWBINDING", "c-api"), Bindings, Where("tensorflowBinding", "TENSORFLOWBINDING")),
                Device(Text("tensorflowDevice", "TENSORFLOWDEVICE", "auto"), Where("tensorflowDevice", "TENSORFLOWDEVICE")),
                On("tensorflowMemoryGrowth", "TENSORFLOWMEMORYGROWTH", "true"),
                On("tensorflowDeterministic", "TENSORFLOWDETERMINISTIC", "true"),
                On("tensorflowTf32", "TENSORFLOWTF32", "false")),
        };
        return PathOf("cache", "CACHE") is { } cache ? settings with { CacheFolder = cache } : settings;
    }

    private static IConfigurationRoot ReadFile(string file)
    {
        string text = InputFile.ReadText(file, MostBytes, What, remedy: Remedy);
        using JsonDocument checkedFirst = InputJson.Parse(text, file, What, Remedy, comments: true);
        if (checkedFirst.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new InputException($"{file}: cannot be read as {What}: it must be an object of keys and values. {Remedy}");
        }

        // .NET's configuration knows no case.
        if (checkedFirst.RootElement.EnumerateObject().GroupBy(key => key.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new InputException($"{file}: the keys {string.Join(" and ", twice.Select(key => $"'{key.Name}'"))} differ in upper and lower case alone. Keep one of them.");
        }

        using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
        try
        {
            return new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (FormatException exception)
        {
            // Keys in an inner object that differ in case alone.
            throw new InputException($"{file}: cannot be read as {What}: {exception.Message} {Remedy}", exception);
        }
    }

    private static IConfigurationRoot Variables(IReadOnlyDictionary<string, string?>? environment) => environment is null
        ? new ConfigurationBuilder().AddEnvironmentVariables("REPRO_").Build()
        : new ConfigurationBuilder()
            .AddInMemoryCollection(environment
                .Where(pair => pair.Key.StartsWith("REPRO_", StringComparison.Ordinal))
                .Select(pair => KeyValuePair.Create(pair.Key["REPRO_".Length..], pair.Value)))
            .Build();

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static string OneOf(string value, string[] choices, string where) =>
        choices.FirstOrDefault(choice => string.Equals(choice, value, StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException($"{where}: '{value}' is none of {string.Join(", ", choices)}.{Spelling.Suggestion(value, choices)}");

    // Whether there is such a device is for TensorFlow to say.
    private static string Device(string value, string where) => DeviceName().IsMatch(value)
        ? value
        : throw new InputException($"{where}: '{value}' is no device. Say auto, cpu, gpu, or one by its number: CPU:0, GPU:1.");

    [GeneratedRegex(@"^(auto|[cg]pu(:[0-9]{1,3})?)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DeviceName();

    private static bool Switch(string value, string where) => value.ToLowerInvariant() switch
    {
        "true" or "on" or "1" => true,
        "false" or "off" or "0" => false,
        _ => throw new InputException($"{where}: '{value}' is neither on nor off."),
    };
}
