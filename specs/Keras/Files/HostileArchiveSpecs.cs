using System.IO.Compression;
using Repro.Keras.Files;
using Repro.Outputs;

namespace Repro.Specs.Keras.Files;

/// <summary>
/// Crafted and damaged <c>.keras</c> files: one clear error that names the file, and nothing left in the temporary folder.
/// </summary>
[Category("Fast")]
// It looks for what is left in the temporary folder, which other fixtures use.
[NonParallelizable]
internal sealed class HostileArchiveSpecs
{
    private static readonly string Good = Repository.PathOf("fixtures", "keras", "keras_files", "dense-adam.keras3.keras");

    [SetUp]
    public void Needs_libhdf5() => NeedsHdf5.OrIgnore();

    [TestCase("config.json")]
    [TestCase("model.weights.h5")]
    public void A_missing_file_is_named(string name) =>
        ShouldRefuse(Archive(entry => entry == name ? null : Entry(entry)), $"*the archive has no '{name}'*");

    [Test]
    public void Without_metadata_the_version_is_unknown()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("plain.keras");
        File.WriteAllBytes(path, Archive(entry => entry == "metadata.json" ? null : Entry(entry)));

        KerasFile.Read(path).KerasVersion.Should().BeNull();
    }

    [TestCase("../config.json")]
    [TestCase("/etc/passwd")]
    [TestCase("assets/..\\..\\x")]
    public void A_name_that_leaves_the_folder_is_refused(string name) =>
        ShouldRefuse(Archive(Entry, (name, [1])), "*unsafe archive*would not stay in its folder*");

    [Test]
    public void A_file_that_is_there_twice_is_refused() =>
        ShouldRefuse(Archive(Entry, ("config.json", "{}"u8.ToArray())), "*'config.json' exists twice*");

    [Test]
    public void A_file_that_unpacks_to_much_more_is_refused() =>
        ShouldRefuse(
            Archive(entry => entry == "model.weights.h5" ? new byte[4 << 20] : Entry(entry), CompressionLevel.SmallestSize),
            "*unsafe archive: 'model.weights.h5' would unpack from * to 4194304 bytes*"
        );

    [Test]
    public void A_configuration_beyond_the_limit_is_refused() =>
        ShouldRefuse(
            Archive(entry => entry == "config.json" ? new byte[(16 << 20) + 1] : Entry(entry)),
            "*'config.json' has 16777217 bytes*"
        );

    [TestCase("[1, 2]")]
    [TestCase("{ \"class_name\": \"Sequential\" }")]
    [TestCase("{")]
    [TestCase("{ \"class_name\": \"Sequential\", \"config\": { \"layers\": [] } }")]
    public void A_configuration_that_is_not_that_of_a_model_is_refused(string config) =>
        ShouldRefuse(
            Archive(entry => entry == "config.json" ? System.Text.Encoding.UTF8.GetBytes(config) : Entry(entry)),
            "*bad.keras: not a usable Keras file*"
        );

    [Test]
    public void A_configuration_that_is_nested_too_deeply_is_refused() =>
        ShouldRefuse(
            Archive(entry =>
                entry == "config.json"
                    ? System.Text.Encoding.UTF8.GetBytes(new string('[', 100_000) + new string(']', 100_000))
                    : Entry(entry)
            ),
            "*bad.keras: not a usable Keras file: its config.json is not JSON: *depth*"
        );

    // A directory may claim any length: nothing is unpacked to find out.
    [Test]
    public void A_file_that_claims_to_be_larger_than_all_limits_is_refused()
    {
        byte[] bytes = Archive(Entry, CompressionLevel.SmallestSize);
        int directory = bytes.AsSpan().LastIndexOf("PK\x01\x02"u8);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(directory + 24), uint.MaxValue - 1);

        ShouldRefuse(bytes, "*the archive would unpack to too much at 'model.weights.h5'*Nothing was unpacked.");
    }

    [Test]
    public void Weights_that_are_not_HDF5_are_refused_with_the_archives_name() =>
        ShouldRefuse(
            Archive(entry => entry == "model.weights.h5" ? "no numbers at all"u8.ToArray() : Entry(entry)),
            "*bad.keras/model.weights.h5: not an HDF5 file*"
        );

    [TestCase(100)]
    [TestCase(3_000)]
    [TestCase(21_000)]
    public void A_file_cut_short_is_refused(int length) =>
        ShouldRefuse(File.ReadAllBytes(Good)[..length], "*bad.keras: not a whole zip archive*");

    [Test]
    public void A_changed_byte_is_refused()
    {
        byte[] bytes = File.ReadAllBytes(Good);

        // Inside the weights: the checksum tells.
        bytes[10_000] ^= 1;
        ShouldRefuse(bytes, "*another length or checksum*");
    }

    private static void ShouldRefuse(byte[] content, string message)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("bad.keras");
        File.WriteAllBytes(path, content);
        string[] before = Left();
        Action read = () => KerasFile.Read(path);

        read.Should().Throw<InputException>().WithMessage(message).Which.Message.Should().NotContain("\n");
        Left().Should().BeSubsetOf(before);
    }

    private static string[] Left() => Directory.GetDirectories(Path.GetTempPath(), TemporaryName.Prefix + "*");

    private static byte[] Entry(string name)
    {
        using ZipArchive good = ZipFile.OpenRead(Good);
        using Stream stream = good.GetEntry(name)!.Open();
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] Archive(Func<string, byte[]?> content, params (string Name, byte[] Content)[] more) =>
        Archive(content, CompressionLevel.NoCompression, more);

    private static byte[] Archive(Func<string, byte[]?> content, CompressionLevel level, params (string Name, byte[] Content)[] more)
    {
        using MemoryStream bytes = new();
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            (string Name, byte[]? Content)[] entries =
            [
                .. new[] { "metadata.json", "config.json", "model.weights.h5" }.Select(name => (name, content(name))),
                .. more,
            ];
            foreach ((string name, byte[]? values) in entries)
            {
                if (values is null)
                {
                    continue;
                }

                using Stream stream = archive.CreateEntry(name, level).Open();
                stream.Write(values);
            }
        }

        return bytes.ToArray();
    }
}
