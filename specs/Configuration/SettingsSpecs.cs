using Repro.Configuration;

namespace Repro.Specs.Configuration;

[TestFixture]
[Category("Fast")]
internal sealed class SettingsSpecs
{
    private static readonly Dictionary<string, string?> Nothing = [];

    [Test]
    public void The_file_gives_what_the_environment_does_not()
    {
        using TemporaryFolder folder = new();
        string file = Write(
            folder,
            """{ "data_root": "/data", "backend": "cpu", "threads": 3, "winograd": false, "instruction_set": "avx2" }"""
        );

        Load(file, Nothing).Should().Be(new Settings(Path.GetFullPath("/data"), "cpu", 3, false, "avx2"));
        Load(
                file,
                new Dictionary<string, string?>
                {
                    ["REPRO_DATA"] = "/other",
                    ["REPRO_THREADS"] = "5",
                    ["REPRO_WINOGRAD"] = "on",
                    ["OTHER_BACKEND"] = "x",
                }
            )
            .Should()
            .Be(new Settings(Path.GetFullPath("/other"), "cpu", 5, true, "avx2"));
    }

    [Test]
    public void The_old_name_of_the_backend_is_read_in_files_and_variables()
    {
        using TemporaryFolder folder = new();
        string file = Write(folder, """{ "engine": "tensorflow" }""");

        Load(file, Nothing).Backend.Should().Be("tensorflow");
        Load(file, new Dictionary<string, string?> { ["REPRO_ENGINE"] = "cpu" }).Backend.Should().Be("cpu");
        Load(file, new Dictionary<string, string?> { ["REPRO_ENGINE"] = "cpu", ["REPRO_BACKEND"] = "tensorflow" })
            .Backend.Should()
            .Be("tensorflow");
    }

    [Test]
    public void The_repositorys_own_file_is_valid_and_names_no_data_root() =>
        Load(Own.Host.Project.SettingsFile, Nothing).Should().Be(new Settings(null, "cpu", 0, true, "auto"));

    [Test]
    public void The_users_file_counts_before_the_projects_and_a_missing_file_says_nothing()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("user.json"), """{ "threads": 2 }""");
        string project = Write(folder, """{ "threads": 4, "instruction_set": "avx2" }""");

        Settings settings = Settings.Load(folder.Path, [folder.File("user.json"), project, folder.File("none.json")], Nothing);

        (settings.Threads, settings.InstructionSet, settings.CacheFolder).Should().Be((2, "avx2", folder.File("cache")));
    }

    [Test]
    public void Files_of_earlier_versions_have_other_spellings_of_the_keys()
    {
        using TemporaryFolder folder = new();

        Load(Write(folder, """{ "dataRoot": "data", "cacheDecoded": true }"""), Nothing)
            .Should()
            .BeEquivalentTo(new { DataRoot = folder.File("data"), CacheDecoded = true });
    }

    [TestCase("""{ "thread": 3 }""", "unknown key 'thread'")]
    [TestCase("""{ "threads": { "count": 3 } }""", "key 'threads' must be a single value")]
    [TestCase("""{ "threads": "many" }""", "key 'threads'*'many'")]
    [TestCase("""{ "threads": -1 }""", "key 'threads'*'-1'")]
    [TestCase("""{ "winograd": "perhaps" }""", "key 'winograd'*not a valid switch. Write on or off.")]
    [TestCase("""{ "instruction_set": "neon" }""", "key 'instruction_set'*must be one of")]
    [TestCase("""{ "backend": "abacus" }""", "key 'backend'*must be one of")]
    [TestCase("""{ "tensorflow_binding": "python" }""", "key 'tensorflow_binding'*must be one of c-api, tensorflow.net")]
    [TestCase("""{ "tensorflow_device": "tpu" }""", "key 'tensorflow_device': 'tpu' is not a valid device*GPU:1")]
    [TestCase("""{ "tensorflow_device": "GPU:" }""", "key 'tensorflow_device'*not a valid device")]
    [TestCase("""{ "tensorflow_tf32": "half" }""", "key 'tensorflow_tf32'*not a valid switch. Write on or off.")]
    [TestCase("""{ "cache_decoded": "maybe" }""", "key 'cache_decoded'*not a valid switch. Write on or off.")]
    [TestCase("""{ "cache_size": "large" }""", "key 'cache_size'*not a size")]
    [TestCase("{", ": cannot be read as a settings file: line 1, column 2: the file ends before every '{' and '[' is closed.")]
    [TestCase(
        "{\n \"backend\": \"cpu\"\n \"threads\": 1 }",
        ": cannot be read as a settings file: line 3, column 2: a comma, or the end of the list or object, is expected, but '\"' is there."
    )]
    [TestCase(
        """{ "threads": 1, "threads": 2 }""",
        ": cannot be read as a settings file: line 1, column 17: the key 'threads' is given twice."
    )]
    [TestCase("""{ "backend": "cpu", "engine": "cpu" }""", ": the keys 'backend' and 'engine' are the same setting. Keep one of them.")]
    [TestCase("[]", ": cannot be read as a settings file: it must be an object of keys and values. The keys are ")]
    [TestCase("""{ "thread": 1 }""", "unknown key 'thread'. Did you mean 'threads'? The keys are")]
    public void What_is_wrong_in_the_file_is_named(string text, string message)
    {
        using TemporaryFolder folder = new();
        string file = Write(folder, text);

        FluentActions.Invoking(() => Load(file, Nothing)).Should().Throw<InputException>().WithMessage($"*repro.json*{message}*");
    }

    [Test]
    public void A_wrong_variable_is_named_as_such()
    {
        FluentActions
            .Invoking(() => Load(null, new Dictionary<string, string?> { ["REPRO_THREADS"] = "1.5" }))
            .Should()
            .Throw<InputException>()
            .WithMessage("environment variable REPRO_THREADS: '1.5'*");
    }

    [Test]
    public void Decoded_images_are_kept_only_where_that_is_asked_for()
    {
        Load(null, new Dictionary<string, string?> { ["REPRO_CACHE"] = "/kept" }).DecodedFolder.Should().BeNull();
        Load(null, new Dictionary<string, string?> { ["REPRO_CACHE"] = "/kept", ["REPRO_CACHEDECODED"] = "on" })
            .DecodedFolder.Should()
            .Be(Path.GetFullPath("/kept"));
    }

    [Test]
    public void TensorFlows_settings()
    {
        using TemporaryFolder folder = new();
        string file = Write(
            folder,
            """{ "libtensorflow": "/opt/tensorflow", "tensorflow_binding": "tensorflow.net", "tensorflow_device": "gpu", "tensorflow_memory_growth": false }"""
        );

        Load(file, Nothing)
            .TensorFlow.Should()
            .Be(
                new TensorFlowSettings(
                    Path.GetFullPath("/opt/tensorflow"),
                    "tensorflow.net",
                    "gpu",
                    MemoryGrowth: false,
                    Deterministic: true,
                    Tf32: false
                )
            );
        Dictionary<string, string?> environment = new()
        {
            ["REPRO_LIBTENSORFLOW"] = "here",
            ["REPRO_TENSORFLOWBINDING"] = "c-api",
            ["REPRO_TENSORFLOWDEVICE"] = "GPU:1",
            ["REPRO_TENSORFLOWMEMORYGROWTH"] = "on",
            ["REPRO_TENSORFLOWDETERMINISTIC"] = "off",
            ["REPRO_TENSORFLOWTF32"] = "on",
        };
        Load(file, environment)
            .TensorFlow.Should()
            .Be(new TensorFlowSettings(Path.GetFullPath("here"), "c-api", "GPU:1", MemoryGrowth: true, Deterministic: false, Tf32: true));
    }

    [Test]
    public void How_a_backend_runs_is_no_part_of_a_runs_digest() =>
        typeof(Repro.Runs.RunConfiguration)
            .GetProperties()
            .Select(property => property.PropertyType)
            .Should()
            .NotContain([typeof(Settings), typeof(TensorFlowSettings)]);

    private static Settings Load(string? file, IReadOnlyDictionary<string, string?> environment) =>
        Settings.Load("", file is null ? [] : [file], environment) with { CacheFolder = "cache" } is var settings
        && environment.ContainsKey("REPRO_CACHE")
            ? Settings.Load("", [], environment)
            : settings;

    private static string Write(TemporaryFolder folder, string text)
    {
        string file = folder.File("repro.json");
        File.WriteAllText(file, text);
        return file;
    }
}
