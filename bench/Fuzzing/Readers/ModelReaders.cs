using System.Text;
using Repro.Claims;
using Repro.Keras.Catalog;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.Summaries.Rules;
using Repro.Probes.Networks;
using Repro.Training.Feeding;

namespace Repro.Bench.Fuzzing.Readers;

/// <summary>
/// Networks as <c>model.to_json()</c> writes them, through the catalogue into sessions, tables, measurements and digests.
/// </summary>
internal static class ModelReaders
{
    private static readonly string[] Variants =
    [
        "",
        "{tf.keras}",
        "{keras 1.2.2, after x}",
        "{keras 3.4, after x, after vgg16-top-224}",
        "{input 3, frozen}",
        "{open from dense_1}",
        "{base frozen}",
    ];

    private static readonly string[] Quantities =
    [
        "total_params",
        "trainable_params",
        "layer_count",
        "input_shape",
        "output_shape",
        "weight_layer_count",
        "output_count",
    ];

    private static readonly KerasVersion[] Versions = [new(1, 1), new(2, 0, 8), new(2, 15), new(3, 5)];

    public static FuzzReader ToJson(FuzzFolder folder) =>
        new(
            "model-file",
            Originals(),
            JsonReaders.Markers,
            content =>
            {
                ModelFile file = ModelFile.Read(folder.Write(content, "models", "x.json"));
                ModelCatalog catalog = new(folder.File("models"), folder.Path);
                foreach (string variant in Variants)
                {
                    Use(() => Require(catalog.Parse("x" + variant).Model.Nodes.Count == file.Model.Nodes.Count));
                }

                foreach (KerasVersion version in Versions)
                {
                    Use(() => StoredSummary.Print(file, version, null, new SummaryOptions { ExpandNested = version.Major == 3 }));
                }

                ModelProbe probe = new(catalog);
                foreach (string quantity in Quantities)
                {
                    Use(() => probe.Measure(Address.Parse($"model:models/x.json/{quantity}")));
                }

                // What is trained has a digest, and keeps it when its file is renamed.
                catalog.RequireTrainable("x", "Run 'x'");
                Require(NetworkDigest.Of(catalog.Get("x")) == NetworkDigest.Of(catalog.Get("models/x.json")));
            }
        )
        {
            Refusals = [typeof(AddressException)],
        };

    /// <summary>The configuration in a <c>.keras</c> file, with the weights of the whole one.</summary>
    public static FuzzReader Archive(FuzzFolder folder)
    {
        KerasArchive[] whole =
        [
            .. Directory
                .GetFiles(Own.PathOf("fixtures", "keras", "keras_files"), "*.keras")
                .Order(StringComparer.Ordinal)
                .Select(KerasArchive.Read),
        ];
        return new FuzzReader(
            "keras-config",
            [.. whole.Select(archive => Encoding.UTF8.GetBytes(archive.Config))],
            JsonReaders.Markers,
            content =>
            {
                KerasArchive archive = whole[content.Length % whole.Length] with { Config = Encoding.UTF8.GetString(content) };
                KerasFile file = KerasFile.From("fuzz.keras", archive);
                Use(() => StoredSummary.Print(file, null, new SummaryOptions { ExpandNested = true }));
                Use(() => file.Weights(file.Model!));
                Use(() => file.OptimizerState());
            }
        );
    }

    // A refusal of one use does not keep the others from being tried.
    private static void Use(Action use)
    {
        try
        {
            use();
        }
        catch (Exception exception) when (exception is InputException or AddressException) { }
    }

    private static byte[][] Originals() =>
        [
            .. new[] { Own.PathOf("configs", "models"), Own.PathOf("fixtures", "keras", "to_json") }
                .SelectMany(folder => Directory.GetFiles(folder, "*.json"))
                .Where(file => new FileInfo(file).Length < 20_000)
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllBytes),
        ];

    private static void Require(bool met)
    {
        if (!met)
        {
            throw new InvalidOperationException("what was read cannot be used as the tool uses it.");
        }
    }
}
