using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Repro.Configuration;

/// <summary>
/// How this machine runs trainings. Environment variables count first, then the user's <c>reprosuite/settings.json</c>, then the project's
/// <c>configs/repro.json</c>. The variables are
/// (<c>REPRO_DATA</c>, <c>REPRO_BACKEND</c>, <c>REPRO_THREADS</c>, <c>REPRO_WINOGRAD</c>, <c>REPRO_INSTRUCTIONSET</c>,
/// <c>REPRO_LIBTENSORFLOW</c>, <c>REPRO_TENSORFLOWBINDING</c>, <c>REPRO_TENSORFLOWDEVICE</c>, <c>REPRO_TENSORFLOWMEMORYGROWTH</c>,
/// <c>REPRO_TENSORFLOWDETERMINISTIC</c>, <c>REPRO_TENSORFLOWTF32</c>, <c>REPRO_CACHE</c>, <c>REPRO_CACHEDECODED</c>,
/// <c>REPRO_CACHESIZE</c>).
/// </summary>
/// <param name="DataRoot">The folder of the data sets, or null where none is named.</param>
/// <param name="Backend">The backend that trains unless a command names another: <c>cpu</c>.</param>
/// <param name="Threads">Worker threads; 0 for one per processor.</param>
/// <param name="Winograd">Whether the Cpu backend uses Winograd's convolution where its rule allows; off is another arithmetic.</param>
/// <param name="InstructionSet"><c>auto</c>, <c>avx512</c>, <c>avx2</c> or <c>reference</c>; the bits are the same in all.</param>
internal sealed partial record Settings(string? DataRoot, string Backend, int Threads, bool Winograd, string InstructionSet)
{
    private const int MaximumThreads = 1024;
    private const long DefaultCacheSize = 20L << 30;

    internal static readonly string[] Keys =
    [
        "data_root",
        "backend",
        "threads",
        "winograd",
        "instruction_set",
        "libtensorflow",
        "tensorflow_binding",
        "tensorflow_device",
        "tensorflow_memory_growth",
        "tensorflow_deterministic",
        "tensorflow_tf32",
        "cache",
        "cache_decoded",
        "cache_size",
    ];

    /// <summary>The file of the user's own settings, which may not exist.</summary>
    // Verified, a folder that does not exist would be "", and the file one of the working folder.
    public static string UserFile { get; } =
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "reprosuite",
            "settings.json"
        );

    private static readonly string[] Backends = ["cpu", "tensorflow"];
    private static readonly string[] InstructionSets = ["auto", "avx512", "avx2", "reference"];

    private static readonly string[] Bindings = ["c-api", "tensorflow.net"];

    /// <summary>How the TensorFlow backend runs.</summary>
    public TensorFlowSettings TensorFlow { get; init; } = TensorFlowSettings.Default;

    /// <summary>The folder of what is computed once and used again: a base's features. By default the project's <c>cache/</c>.</summary>
    public string CacheFolder { get; init; } = "cache";

    /// <summary>Whether decoded images are kept in the cache too, for later processes.</summary>
    public bool CacheDecoded { get; init; }

    /// <summary>
    /// The most bytes that the cache may hold; the files that were not used for the longest time are removed first. 0 for no limit.
    /// </summary>
    public long CacheSize { get; init; } = DefaultCacheSize;

    /// <summary>The folder of decoded images; null where each process decodes them again.</summary>
    public string? DecodedFolder => CacheDecoded ? CacheFolder : null;

    /// <param name="folder">Where the cache is unless a setting names another folder: the project.</param>
    /// <param name="files">The settings files; the first that has a key counts. A file that does not exist has none.</param>
    /// <param name="environment">The variables that override the files; the process's own by default.</param>
    /// <exception cref="InputException">A file is damaged, or has an unknown key or a wrong value.</exception>
    public static Settings Load(string folder, IReadOnlyList<string> files, IReadOnlyDictionary<string, string?>? environment = null)
    {
        SettingsSource[] sources = [.. files.Where(File.Exists).Select(SettingsSource.Read)];
        IConfigurationRoot variables = Variables(environment);
        (string Text, string Where, string Folder)? Find(string key, string variable)
        {
            foreach (string name in (string[])[variable, .. FormerNames.Of(variable)])
            {
                if (NotEmpty(variables[name]) is { } value)
                {
                    return (value, $"environment variable REPRO_{name.ToUpperInvariant()}", Directory.GetCurrentDirectory());
                }
            }

            return sources
                .Select(source =>
                    NotEmpty(source[key]) is { } text
                        ? (text, $"{source.File}, key '{key}'", source.Folder)
                        : ((string, string, string)?)null
                )
                .FirstOrDefault(found => found is not null);
        }

        T Value<T>(string key, string variable, T otherwise, Func<string, string, T> read) =>
            Find(key, variable) is { } found ? read(found.Text, found.Where) : otherwise;
        bool On(string key, string variable, bool otherwise) => Value(key, variable, otherwise, Switch);
        string OneOfThese(string key, string variable, string[] choices) =>
            Value(key, variable, choices[0], (text, where) => OneOf(text, choices, where));

        // A path of a file starts where the file's paths start, one of the environment where the user is.
        string? PathOf(string key, string variable) => Find(key, variable) is { } found ? Path.GetFullPath(found.Text, found.Folder) : null;

        return new Settings(
            PathOf("data_root", "DATA"),
            OneOfThese("backend", "BACKEND", Backends),
            Value("threads", "THREADS", 0, ThreadCount),
            On("winograd", "WINOGRAD", true),
            OneOfThese("instruction_set", "INSTRUCTIONSET", InstructionSets)
        )
        {
            CacheFolder = PathOf("cache", "CACHE") ?? Path.Combine(folder, "cache"),
            CacheDecoded = On("cache_decoded", "CACHEDECODED", false),
            CacheSize = Value(
                "cache_size",
                "CACHESIZE",
                DefaultCacheSize,
                (text, where) =>
                    ByteSize.Parse(text)
                    ?? throw new InputException(
                        $"{where}: '{text}' is not a size. Write bytes, or a number with K, M, G or T, like 20G; 0 for no limit."
                    )
            ),
            TensorFlow = new TensorFlowSettings(
                PathOf("libtensorflow", "LIBTENSORFLOW"),
                OneOfThese("tensorflow_binding", "TENSORFLOWBINDING", Bindings),
                Value("tensorflow_device", "TENSORFLOWDEVICE", "auto", Device),
                On("tensorflow_memory_growth", "TENSORFLOWMEMORYGROWTH", true),
                On("tensorflow_deterministic", "TENSORFLOWDETERMINISTIC", true),
                On("tensorflow_tf32", "TENSORFLOWTF32", false)
            ),
        };
    }

    private static int ThreadCount(string text, string where) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= MaximumThreads
            ? count
            : throw new InputException($"{where}: '{text}' is not a number of threads from 0 (one per processor) to {MaximumThreads}.");

    private static IConfigurationRoot Variables(IReadOnlyDictionary<string, string?>? environment) =>
        environment is null
            ? new ConfigurationBuilder().AddEnvironmentVariables("REPRO_").Build()
            : new ConfigurationBuilder()
                .AddInMemoryCollection(
                    environment
                        .Where(pair => pair.Key.StartsWith("REPRO_", StringComparison.Ordinal))
                        .Select(pair => KeyValuePair.Create(pair.Key["REPRO_".Length..], pair.Value))
                )
                .Build();

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static string OneOf(string value, string[] choices, string where) =>
        choices.FirstOrDefault(choice => string.Equals(choice, value, StringComparison.OrdinalIgnoreCase))
        ?? throw new InputException(
            $"{where}: '{value}' must be one of {string.Join(", ", choices)}.{Spelling.Suggestion(value, choices)}"
        );

    // Whether there is such a device is for TensorFlow to say.
    private static string Device(string value, string where) =>
        DeviceName().IsMatch(value)
            ? value
            : throw new InputException(
                $"{where}: '{value}' is not a valid device. Write auto, cpu, gpu, or a device with its number: CPU:0, GPU:1."
            );

    [GeneratedRegex(@"^(?:auto|[cg]pu(?::[0-9]{1,3})?)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DeviceName();

    private static bool Switch(string value, string where) =>
        value.ToLowerInvariant() switch
        {
            "true" or "on" or "1" => true,
            "false" or "off" or "0" => false,
            _ => throw new InputException($"{where}: '{value}' is not a valid switch. Write on or off."),
        };
}
