namespace Repro.Specs;

[TestFixture]
[Category("Fast")]
public class SettingsSpecs
{
    private static readonly Dictionary<string, string?> Nothing = [];

    [Test]
    public void The_file_gives_what_the_environment_does_not()
    {
        using TemporaryFolder folder = new();
        string file = Write(folder, """{ "dataRoot": "/data", "engine": "cpu", "threads": 3, "winograd": false, "instructionSet": "avx2" }""");

        Settings.Load(file, Nothing).Should().Be(new Settings(Path.GetFullPath("/data"), "cpu", 3, false, "avx2"));
        Settings.Load(file, new Dictionary<string, string?> { ["REPRO_DATA"] = "/other", ["REPRO_THREADS"] = "5", ["REPRO_WINOGRAD"] = "on", ["OTHER_ENGINE"] = "x" })
            .Should().Be(new Settings(Path.GetFullPath("/other"), "cpu", 5, true, "avx2"));
    }

    [Test]
    public void The_repositorys_own_file_is_valid_and_names_no_data_root() =>
        Settings.Load(environment: Nothing).Should().Be(new Settings(null, "cpu", 0, true, "auto"));

    [TestCase("""{ "thread": 3 }""", "unknown key 'thread'")]
    [TestCase("""{ "threads": { "count": 3 } }""", "key 'threads' must be a single value")]
    [TestCase("""{ "threads": "many" }""", "key 'threads'*'many'")]
    [TestCase("""{ "threads": -1 }""", "key 'threads'*'-1'")]
    [TestCase("""{ "winograd": "perhaps" }""", "key 'winograd'*neither on nor off")]
    [TestCase("""{ "instructionSet": "neon" }""", "key 'instructionSet'*none of")]
    [TestCase("""{ "engine": "abacus" }""", "key 'engine'*none of")]
    [TestCase("""{ "tensorflowBinding": "python" }""", "key 'tensorflowBinding'*none of c-api, tensorflow.net")]
    [TestCase("""{ "tensorflowDevice": "tpu" }""", "key 'tensorflowDevice': 'tpu' is no device*GPU:1")]
    [TestCase("""{ "tensorflowDevice": "GPU:" }""", "key 'tensorflowDevice'*no device")]
    [TestCase("""{ "tensorflowTf32": "half" }""", "key 'tensorflowTf32'*neither on nor off")]
    [TestCase("""{ "cacheDecoded": "maybe" }""", "key 'cacheDecoded'*neither on nor off")]
    [TestCase("""{ "cacheSize": "large" }""", "key 'cacheSize'*not a size")]
    [TestCase("{", ": cannot be read as a settings file: line 1: ")]
    [TestCase("{\n \"engine\": \"cpu\"\n \"threads\": 1 }", ": cannot be read as a settings file: line 3: ")]
    [TestCase("""{ "threads": 1, "threads": 2 }""", ": cannot be read as a settings file: line 1: ")]
    [TestCase("""{ "engine": "cpu", "Engine": "cpu" }""", ": the keys 'engine' and 'Engine' differ in upper and lower case alone. Keep one of them.")]
    [TestCase("[]", ": cannot be read as a settings file: it must be an object of keys and values. To restore")]
    [TestCase("""{ "thread": 1 }""", "unknown key 'thread'. Did you mean 'threads'? The keys are")]
    public void What_is_wrong_in_the_file_is_named(string text, string message)
    {
        using TemporaryFolder folder = new();
        string file = Write(folder, text);

        FluentActions.Invoking(() => Settings.Load(file, Nothing)).Should().Throw<InputException>().WithMessage($"*repro.json*{message}*");
    }

    [Test]
    public void A_wrong_variable_is_named_as_such()
    {
        FluentActions.Invoking(() => Settings.Load(environment: new Dictionary<string, string?> { ["REPRO_THREADS"] = "1.5" }))
            .Should().Throw<InputException>().WithMessage("environment variable REPRO_THREADS: '1.5'*");
        FluentActions.Invoking(() => Settings.Load(Path.Combine(Path.GetTempPath(), "repro-no-such-file.json"), Nothing))
            .Should().Throw<InputException>().WithMessage("*repro-no-such-file.json: cannot be read as a settings file: there is no such file. To restore*");
    }

    [Test]
    public void Decoded_pictures_are_kept_only_where_that_is_asked_for()
    {
        Settings.Load(environment: new Dictionary<string, string?> { ["REPRO_CACHE"] = "/kept" }).DecodedFolder.Should().BeNull();
        Settings.Load(environment: new Dictionary<string, string?> { ["REPRO_CACHE"] = "/kept", ["REPRO_CACHEDECODED"] = "on" }).DecodedFolder.Should().Be(Path.GetFullPath("/kept"));
    }

    [Test]
    public void TensorFlows_settings()
    {
        using TemporaryFolder folder = new();
        string file = Write(folder, """{ "libtensorflow": "/opt/tensorflow", "tensorflowBinding": "tensorflow.net", "tensorflowDevice": "gpu", "tensorflowMemoryGrowth": false }""");

        Settings.Load(file, Nothing).TensorFlow.Should().Be(
            new TensorFlowSettings(Path.GetFullPath("/opt/tensorflow"), "tensorflow.net", "gpu", MemoryGrowth: false, Deterministic: true, Tf32: false));
        Dictionary<string, string?> environment = new()
        {
            ["REPRO_LIBTENSORFLOW"] = "here",
            ["REPRO_TENSORFLOWBINDING"] = "c-api",
            ["REPRO_TENSORFLOWDEVICE"] = "GPU:1",
            ["REPRO_TENSORFLOWMEMORYGROWTH"] = "on",
            ["REPRO_TENSORFLOWDETERMINISTIC"] = "off",
            ["REPRO_TENSORFLOWTF32"] = "on",
        };
        Settings.Load(file, environment).TensorFlow.Should().Be(
            new TensorFlowSettings(Path.GetFullPath("here"), "c-api", "GPU:1", MemoryGrowth: true, Deterministic: false, Tf32: true));
    }

    [Test]
    public void How_an_engine_runs_is_no_part_of_a_runs_digest() =>
        typeof(Repro.Training.Runs.RunConfiguration).GetProperties().Select(property => property.PropertyType).Should().NotContain([typeof(Settings), typeof(TensorFlowSettings)]);

    private static string Write(TemporaryFolder folder, string text)
    {
        string file = folder.File("repro.json");
        File.WriteAllText(file, text);
        return file;
    }
}
