using System.Text.Json.Nodes;
using Json.Schema;
using Repro.Data.Catalog;
using Repro.Inputs;
using Repro.Project;
using Repro.Runs;

namespace Repro.Specs.Project;

/// <summary>The tables of keys, which JSON Schemas and reference pages are written from, and the readers are one.</summary>
[Category("Fast")]
internal sealed class JsonSchemaSpecs
{
    private static readonly JsonSchema Projects = JsonSchema.FromText(ProjectFileKeys.Schema);
    private static readonly JsonSchema Runs = JsonSchema.FromText(RunFileKeys.Schema);

    private static readonly string[] OwnRuns =
    [
        .. Directory.GetFiles(Own.Host.Project.RunsFolder, "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal),
    ];

    // Between them, these have every key.
    private static readonly string[] ProjectSamples =
    [
        """
            {
              "$schema": "x", "schema_version": 1, "title": "T", "claims": "claims", "models": "m", "runs": "r", "baselines": "b", "snapshots": "s",
              "documents": [ { "id": "a", "title": "A", "source": "a.txt", "url": "https://example.org", "line_url": "https://example.org#{line}", "keras": "2.0.8", "headline": [ { "claim": "c", "label": "L" } ], "summaries": [ { "line": 1, "model": "m" } ] } ],
              "data_sets": {
                "digits": { "kind": "idx", "folder": "d", "arrays": { "train": { "x": "a", "y": "b" } }, "classes": ["0", "1"], "remedy": "R",
                  "files": { "a.gz": { "url": "https://example.org", "sha256": "SHA", "md5": "MD5", "content_sha256": "SHA", "bytes": 1 } } },
                "numbers": { "kind": "npz", "arrays": { "train": { "x": "a", "y": "b" } }, "classes": ["0", "1"], "file": "n.npz", "url": "https://example.org", "sha256": "SHA", "md5": "MD5", "content_sha256": "SHA", "bytes": 1, "remedy": "R" },
                "targets": { "kind": "npz", "arrays": { "train": { "x": "a", "targets": { "out": "b" }, "sample_weight": "c" } } },
                "weighted": { "kind": "npz", "arrays": { "train": { "x": "a", "y": "b", "sample_weight": "c" } } },
                "table": { "kind": "csv", "targets": { "out": ["b", "c"] }, "sample_weight": "d" },
                "rows": { "kind": "csv", "header": true, "label": "y", "inputs": ["a"], "separator": "tab", "classes": ["0", "1"], "file": "n.csv", "url": "https://example.org", "sha256": "SHA", "md5": "MD5", "content_sha256": "SHA", "bytes": 1, "remedy": "R" },
                "tiny": { "kind": "cifar_binary", "classes": ["0", "1"], "label_bytes": 1, "file": "n.tar.gz", "url": "https://example.org", "sha256": "SHA", "md5": "MD5", "content_sha256": "SHA", "bytes": 1, "remedy": "R" },
                "flowers": { "kind": "image_folder", "folder": "f", "splits": ["train"], "classes": ["a", "b"], "names": { "train": { "a": "a.{0..9}.jpg" } }, "counts": { "train": { "b": 1 } },
                  "files_sha256": { "train": "SHA" }, "remedy": "R",
                  "archive": { "top": ".", "file": "f.zip", "url": "https://example.org", "sha256": "SHA", "md5": "MD5", "content_sha256": "SHA", "bytes": 1 } },
                "single": { "kind": "files", "folder": "s", "names": { "g": "a{0..9}.jpg" }, "remedy": "R",
                  "files": { "a.gz": { "url": "https://example.org", "sha256": "SHA", "md5": "MD5", "content_sha256": "SHA", "bytes": 1 } } }
              },
              "weights": { "m": { "file": "w.h5", "url": "https://example.org", "sha256": "SHA", "md5": "MD5", "content_sha256": "SHA", "bytes": 1, "values_sha256": "SHA", "recorded_sha256": "SHA", "remedy": "R" } },
              "images": { "i": { "file": "i.jpg", "size": 150 } },
              "curve_styles": { "s": { "first_epoch": 1, "training": "bo", "validation": "b", "accuracy": { "title": "T", "training": "A", "validation": "B" }, "loss": { "title": "T", "training": "A", "validation": "B" }, "smoothed": true } },
              "probes": ["metrics"]
            }
            """,
    ];

    private static readonly string[] RunSamples =
    [
        """
            {
              "schema": 1, "documents": ["a"], "model": "m", "data_set": "rows",
              "train": { "split": "train", "samples": 20, "batch_size": 5, "rescale": 1, "sample_weight": true },
              "validation": { "split": "train", "samples": 20, "batch_size": 5, "rescale": 1, "sample_weight": true },
              "test": { "split": "train", "samples": 20, "batch_size": 5, "rescale": 1, "sample_weight": true },
              "loss": ["binary_crossentropy", { "name": "huber", "delta": 0.5 }], "loss_weights": [1, 0.5], "metrics": ["acc"], "weighted_metrics": ["acc", "auc"],
              "optimizer": { "name": "adam" }, "epochs": 2, "seeds": [1]
            }
            """,
        """
            {
              "schema": 1, "documents": ["a"], "model": "m", "data_set": "rows",
              "train": { "split": "train", "samples": 20, "batch_size": 5, "rescale": 1 },
              "loss": { "yes": "binary_crossentropy", "size": { "name": "huber", "delta": 0.5 } }, "loss_weights": { "yes": 1, "size": 0.5 },
              "metrics": { "yes": ["acc"] }, "weighted_metrics": { "yes": ["auc"] },
              "callbacks": [ { "name": "EarlyStopping", "monitor": "yes_acc" } ],
              "optimizer": { "name": "adam" }, "epochs": 2, "seeds": [1]
            }
            """,
        """
            {
              "schema": 1, "documents": ["a"], "model": "m", "data_set": "cats_and_dogs_small",
              "train": { "split": "train", "samples": 20, "batch_size": 5, "target_size": [150, 150], "class_mode": "binary", "rescale": 0.5, "color_mode": "grayscale", "interpolation": "bilinear", "keep_aspect_ratio": true, "decoder": "tensorflow",
                "subset": { "part": "training", "validation_split": 0.2, "loader": "image_dataset_from_directory", "seed": 42 } },
              "validation": { "split": "train", "samples": 20, "batch_size": 5, "target_size": [150, 150], "class_mode": "binary", "rescale": 0.5, "color_mode": "grayscale", "interpolation": "bilinear", "keep_aspect_ratio": true, "decoder": "tensorflow",
                "subset": { "part": "validation", "validation_split": 0.2, "loader": "image_dataset_from_directory", "seed": 42 } },
              "test": { "split": "test", "samples": 20, "batch_size": 5, "target_size": [150, 150], "class_mode": "binary", "rescale": 0.5, "color_mode": "grayscale", "interpolation": "bilinear", "keep_aspect_ratio": true, "decoder": "tensorflow",
                "subset": { "part": "validation", "validation_split": 0.2, "loader": "image_dataset_from_directory", "seed": 42 } },
              "loss": "binary_crossentropy", "optimizer": { "name": "rmsprop", "learning_rate": 0.1, "rho": 0.9, "epsilon": 1e-7 }, "epochs": 2, "seeds": [1]
            }
            """,
        """
            {
              "$schema": "x", "schema": 1, "documents": ["a"], "note": "N", "model": "m", "variant": "base frozen", "base": "vgg16-base-150", "base_weights": "imagenet", "continues_from": "other",
              "data_set": "cats_and_dogs_small",
              "train": { "split": "train", "samples": 20, "batch_size": 5, "steps": 4, "target_size": [150, 150], "class_mode": "binary", "rescale": 0.5,
                "augmentation": { "semantics": "keras-2.0", "rotation_range": 1, "width_shift_range": 0.1, "height_shift_range": 0.1, "shear_range": 1, "zoom_range": 0.1, "horizontal_flip": true, "fill_mode": "nearest" } },
              "validation": { "split": "validation", "samples": 20, "batch_size": 5, "steps": 4, "target_size": [150, 150], "class_mode": "binary", "rescale": 0.5, "continues_pass": true },
              "test": { "split": "test", "samples": 20, "batch_size": 5, "steps": 4, "target_size": [150, 150], "class_mode": "binary", "rescale": 0.5, "continues_pass": true },
              "loss": "binary_crossentropy", "optimizer": { "name": "rmsprop", "learning_rate": 0.1, "rho": 0.9, "epsilon": 1e-7 }, "epochs": 2, "save_as": "a.h5",
              "observe": { "picture": "test/cats/cat.1.jpg", "layers": ["l"], "session": "after m" }, "seeds": [1, 2]
            }
            """,
        """
            {
              "schema": 1, "documents": ["a"], "model": "m", "base": "vgg16-base-150", "base_weights": "imagenet", "data_set": "cats_and_dogs_small",
              "extraction": { "batch_size": 5, "target_size": [150, 150], "class_mode": "binary", "rescale": 0.5, "layer": "l", "pooling": "avg" },
              "train": { "split": "train", "samples": 20, "batch_size": 5 },
              "loss": "binary_crossentropy", "optimizer": { "name": "rmsprop", "learning_rate": 0.1, "rho": 0.9, "epsilon": 1e-7 }, "epochs": 2, "seeds": [1]
            }
            """,
        """
            {
              "schema": 1, "documents": ["a"], "model": "m", "data_set": "cats_and_dogs_small",
              "train": { "split": "train", "samples": 20, "batch_size": 5, "target_size": [150, 150], "class_mode": "binary", "preprocessing": "caffe" },
              "validation": { "split": "validation", "samples": 20, "batch_size": 5, "target_size": [150, 150], "class_mode": "binary", "preprocessing": "caffe" },
              "test": { "split": "test", "samples": 20, "batch_size": 5, "target_size": [150, 150], "class_mode": "binary", "preprocessing": "caffe" },
              "loss": "binary_crossentropy", "optimizer": { "name": "rmsprop", "learning_rate": 0.1, "rho": 0.9, "epsilon": 1e-7 }, "epochs": 2, "seeds": [1]
            }
            """,
        """
            {
              "schema": 1, "documents": ["a"], "model": "m", "base": "vgg16-base-150", "base_weights": "imagenet", "data_set": "cats_and_dogs_small",
              "extraction": { "batch_size": 5, "target_size": [150, 150], "class_mode": "binary", "preprocessing": "caffe" },
              "train": { "split": "train", "samples": 20, "batch_size": 5 },
              "loss": "binary_crossentropy", "optimizer": { "name": "rmsprop", "learning_rate": 0.1, "rho": 0.9, "epsilon": 1e-7 }, "epochs": 2, "seeds": [1]
            }
            """,
    ];

    // Those of the project, and a table, which the project does not have.
    private static readonly DataSetCatalog Sets = new([
        .. Own.Host.Project.File.DataSets.Values,
        new DataSetDeclaration("rows", DataSetKind.Csv) { Splits = [TableDeclaration.Split] },
    ]);

    private static IEnumerable<JsonNode> Samples(string[] texts) =>
        texts.Select(text =>
            JsonNode.Parse(
                text.Replace("SHA", new string('a', 64), StringComparison.Ordinal)
                    .Replace("MD5", new string('b', 32), StringComparison.Ordinal)
            )!
        );

    [Test]
    public void The_project_file_is_valid() =>
        Valid(Projects, File.ReadAllText(Path.Combine(Repository.Root, ProjectFile.Name))).Should().BeTrue();

    [TestCaseSource(nameof(OwnRuns))]
    public void A_run_file_is_valid(string file) =>
        Valid(Runs, File.ReadAllText(Path.Combine(Own.Host.Project.RunsFolder, file))).Should().BeTrue();

    [Test]
    public void The_schemas_are_valid()
    {
        Valid(MetaSchemas.Draft202012, ProjectFileKeys.Schema).Should().BeTrue();
        Valid(MetaSchemas.Draft202012, RunFileKeys.Schema).Should().BeTrue();
    }

    [Test]
    public void The_reader_of_projects_and_its_schema_accept_the_same() =>
        Compare(Samples(ProjectSamples), ProjectFileKeys.All, Projects, text => ProjectFile.Parse("p", text));

    [Test]
    public void The_reader_of_runs_and_its_schema_accept_the_same() =>
        Compare([.. Samples(RunSamples), .. Samples([.. OptimizerSamples.All, .. LossSamples.All])], RunFileKeys.All, Runs, ReadRun);

    private static void ReadRun(string text) => RunConfigurationReader.Parse("r", "r.json", text, Own.Runs.Models, Sets);

    /// <summary>Every key of the table is in a sample, and every change of a sample is refused, or accepted, by both.</summary>
    private static void Compare(IEnumerable<JsonNode> samples, IReadOnlyList<JsonKey> keys, JsonSchema schema, Action<string> read)
    {
        HashSet<string> seen = [];
        HashSet<string> rests = [];
        List<string> wrong = [];
        foreach (JsonNode sample in samples)
        {
            Check("the sample", sample.ToJsonString(), valid: true);
            string? only = Repeated(sample, rests);
            foreach (
                (string where, Action<JsonObject> change, bool? valid) in JsonChanges.Of(sample.AsObject(), new JsonType.Object(keys), seen)
            )
            {
                // Where other keys decide about a change, it is tried in every sample.
                if (only is not null && valid is not null && !where.StartsWith(only, StringComparison.Ordinal))
                {
                    continue;
                }

                JsonObject changed = sample.DeepClone().AsObject();
                change(changed);
                Check(where, changed.ToJsonString(), valid);
            }
        }

        wrong.Should().BeEmpty();
        JsonChanges.Paths(new JsonType.Object(keys)).Except(seen).Should().BeEmpty("every key is tried");

        void Check(string where, string text, bool? valid)
        {
            string? refused = Refused(read, text);
            bool bySchema = Valid(schema, text);
            if (bySchema != (refused is null) || (valid is { } expected && expected != bySchema))
            {
                wrong.Add($"{where}: the schema {(bySchema ? "accepts" : "refuses")}, the reader {refused ?? "accepts"}");
            }
        }
    }

    /// <summary>The one key in which a sample differs from an earlier one, as a path: the changes of its other keys were tried.</summary>
    /// <param name="rests">Takes the samples without these keys.</param>
    private static string? Repeated(JsonNode sample, HashSet<string> rests)
    {
        string? only = null;
        foreach (string key in (string[])["optimizer", "loss"])
        {
            JsonObject rest = sample.DeepClone().AsObject();
            rest.Remove(key);
            only = rests.Add($"{key} {rest.ToJsonString()}") ? only : $"/{key}";
        }

        return only;
    }

    private static string? Refused(Action<string> read, string text)
    {
        try
        {
            read(text);
            return null;
        }
        catch (InputException exception)
        {
            return exception.Message;
        }
    }

    private static bool Valid(JsonSchema schema, string text) =>
        schema.Evaluate(System.Text.Json.JsonDocument.Parse(text).RootElement).IsValid;
}
