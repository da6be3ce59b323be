using System.Text;
using Repro.Claims;
using Repro.Data.Catalog;
using Repro.Data.Splitting;
using Repro.Jobs;
using Repro.Jobs.Queue;
using Repro.Jobs.Rendering;
using Repro.Keras;
using Repro.Keras.Architecture;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Project;
using Repro.Reports;
using Repro.Reports.Changes;
using Repro.Runs;
using Repro.Training.State;

namespace Repro.Bench.Fuzzing.Readers;

/// <summary>Readers of JSON, each through to what the tool does with what it has read.</summary>
internal static class JsonReaders
{
    private const string Declarations = """
        {
          "schema_version": 1,
          "data_sets": {
            "a": { "kind": "idx", "files": { "x.gz": { "url": "https://example.org/x.gz", "md5": "8d4fb7e6c68d591d4c3dfef9ec88bf0d", "bytes": 12 } }, "arrays": { "train": { "x": "x", "y": "y" } } },
            "b": { "kind": "npz", "file": "b.npz", "sha256": "d9a27cc1fc7f975ef8cff49180e794ccd7c4bc868ebb49740803b3bbaa8dbefd", "classes": ["no", "yes"] },
            "c": { "kind": "cifar_binary", "label_bytes": 2, "remedy": "Ask." },
            "d": { "kind": "image_folder", "splits": ["train"], "classes": ["a", "b"], "names": { "train": { "a": "a.{0..9}.jpg" } }, "counts": { "train": { "b": 3 } }, "archive": { "url": "https://example.org/d.zip", "top": "." } }
          }
        }
        """;

    /// <summary>What JSON allows and programs stumble over.</summary>
    public static byte[][] Markers { get; } =
        FuzzFolder.Bytes(
            "",
            "\"\\ud800\"",
            "\\udc00",
            "\\u0000",
            "\\u001b[2J",
            "1e999",
            "-1e999",
            "1e308",
            "1e-320",
            "-1",
            "0",
            "2147483648",
            "9223372036854775807",
            "null",
            "true",
            "[]",
            "{}",
            "[[[[[[[[",
            "{\"a\":1,\"a\":2}",
            "NaN",
            "\"\"",
            "\"..\"",
            "\"../../x\"",
            "\"=1+1\"",
            "\"$(touch x)\"",
            "\"a\\nb\"",
            "\"1-99999999\"",
            "\"0001-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:59Z\""
        );

    public static FuzzReader Run(FuzzFolder folder) =>
        new(
            "run",
            RunFiles(),
            Markers,
            content =>
            {
                RunConfiguration run = RunConfigurationReader.Read(folder.Write(content, "x.json"), Own.Runs.Models, Own.Runs.Data.Sets);
                Require(RunConfigurationJson.Write(run).ToJsonString().Length > 0 && RunConfigurationJson.Digest(run).Length == 64);
            }
        );

    public static FuzzReader Catalog(FuzzFolder folder)
    {
        foreach (string file in Directory.GetFiles(Own.PathOf("configs", "runs")))
        {
            folder.Write(File.ReadAllBytes(file), "runs", Path.GetFileName(file));
        }

        return new FuzzReader(
            "catalog",
            RunFiles(),
            Markers,
            content =>
            {
                folder.Write(content, "runs", "x.json");
                RunCatalog catalog = new(folder.File("runs"), Own.Runs.Models, Own.Runs.Data);
                RunConfiguration run = catalog.Load("x");
                new JobPlanner(catalog).Plan([("x", run.Seeds)], "Cpu");
            }
        );
    }

    /// <summary>A project's file: documents, and the declarations of data sets, weights and images.</summary>
    public static FuzzReader Project(FuzzFolder folder) =>
        new(
            "project",
            [File.ReadAllBytes(Own.PathOf(ProjectFile.Name)), Encoding.UTF8.GetBytes(Declarations)],
            Markers,
            content =>
            {
                DataCatalog data = new(ProjectFile.Read(folder.Write(content, ProjectFile.Name)));
                foreach (DataSetDeclaration set in data.Sets.All)
                {
                    Require(set.Remedy.Length > 0 && SplitPlan.Declared(set).Count == set.Names.Values.Sum(names => (long)names.Count));
                    foreach (FileDeclaration file in set.Files)
                    {
                        Require(Path.GetFullPath(file.In(folder.Path)).StartsWith(folder.Path, StringComparison.Ordinal));
                    }
                }

                foreach (WeightsDeclaration weights in data.Weights.Files)
                {
                    Require(weights.Remedy.Length > 0 && data.Weights.Named(weights.Group).Count > 0);
                }

                foreach (ImageDeclaration image in data.Images.All)
                {
                    Require(data.Images.Remedy(image).Length > 0);
                }
            }
        );

    public static FuzzReader Plan(FuzzFolder folder)
    {
        JobPlanner planner = new(Own.Runs);
        JobPlan[] plans =
        [
            planner.Plan([("mnist-dense", [1, 2, 3])], "Cpu"),
            planner.Plan([("standin-squeezenet11-finetune", [1])], "TensorFlow", 2),
        ];
        int lines = SlurmArray.Render(plans[0], "plan.json", "runs", 4).Split('\n').Length;
        return new FuzzReader(
            "plan",
            [.. plans.Select(plan => FuzzFolder.Bytes(RunRecord.ToJson(plan)))],
            Markers,
            content =>
            {
                JobPlan plan = JobPlan.Read(folder.Write(content, "plan.json"));
                string script = SlurmArray.Render(plan, "plan.json", "runs", 4);

                // A name that broke out of its place would add a line.
                Require(script.Split('\n').Length == lines + (plan.Backend == "Cpu" ? 0 : 1));
                Require(GitHubMatrix.Render(plan).StartsWith("{\"include\":[{", StringComparison.Ordinal));
                Require(KubernetesJob.Render(plan, "plan.json", "repro", 4).Length > 0);
            }
        );
    }

    public static FuzzReader Settings(FuzzFolder folder) =>
        new(
            "settings",
            [
                File.ReadAllBytes(Own.PathOf("configs", "repro.json")),
                FuzzFolder.Bytes(
                    """{"dataRoot":"x","engine":"cpu","threads":2,"winograd":true,"instructionSet":"auto","libtensorflow":"/x","tensorflowBinding":"c-api","tensorflowDevice":"auto","tensorflowMemoryGrowth":true,"tensorflowDeterministic":true,"tensorflowTf32":false,"cache":"c","cacheDecoded":true}"""
                ),
            ],
            [.. Markers, .. FuzzFolder.Bytes("/* x */", ",}", "\"Threads\":1,", "\"a:b\":1,")],
            content =>
                Repro.Configuration.Settings.Load(folder.Path, [folder.Write(content, "repro.json")], new Dictionary<string, string?>())
        );

    public static FuzzReader Earlier(FuzzFolder folder)
    {
        Check check = new(Tier.Fast, [], Address.Parse("model:m/q"), Relation.Equal, Expectation.Parse("1"), null, ExpectedVerdict.Holds);
        ClaimResult[] results =
        [
            .. Enumerable
                .Range(0, 4)
                .Select(number => new ClaimResult(
                    new Claim($"c{number}", "003", new Claims.Place(null, 7), "A statement.", check, [], "", new ClaimLine("003.csv", 7)),
                    new Finding(Verdict.Reproduced, "1", "counted")
                )),
        ];
        return new FuzzReader(
            "earlier",
            [FuzzFolder.Bytes(JsonReport.Of(new VerificationReport(results)))],
            Markers,
            content =>
                Require(ChangesMarkdown.Of(new ClaimChanges(EarlierResults.Read(folder.Write(content, "old.json")), results)).Length > 0)
        );
    }

    public static FuzzReader ClassIndex(FuzzFolder folder) =>
        new(
            "class-index",
            [FuzzFolder.Bytes("""{"0": ["n01440764", "tench"], "1": ["n01443537", "goldfish"], "998": ["n13133613", "ear"]}""")],
            Markers,
            content =>
            {
                Data.Catalog.ClassIndex index = Data.Catalog.ClassIndex.Read(folder.Write(content, "index.json"));
                _ = (index.Name(1), index.IndexOf("n01440764"), index.IndexOfName("ear"));
            }
        );

    public static FuzzReader Queue(FuzzFolder folder)
    {
        QueueState state = new()
        {
            Schema = QueueState.CurrentSchema,
            Threads = 2,
            Position = new QueuePosition("mnist-dense", 1, DateTimeOffset.UnixEpoch, new QueueSteps(1, 5, 3, 469, 7.5)),
            Failed = [new QueueFailure("mnist-dense", 2, "why")],
        };
        folder.Write(
            FuzzFolder.Bytes(RunRecord.ToJson(new JobPlanner(Own.Runs).Plan([("mnist-dense", [1, 2, 3])], "Cpu"))),
            "runs",
            "queue",
            "plan.json"
        );
        return new FuzzReader(
            "queue",
            [FuzzFolder.Bytes(RunRecord.ToJson(state))],
            Markers,
            content =>
            {
                folder.Write(content, "runs", "queue", "state.json");
                Require(
                    RunRecord.ToJson(QueueStatus.Of(new QueueFolder(folder.File("runs")), Own.Runs, folder.File("baselines"))).Length > 0
                );
            }
        );
    }

    /// <summary>The text of a saved Keras model's layers, which mutated .h5 files rarely reach.</summary>
    public static FuzzReader KerasModel(FuzzFolder folder)
    {
        IEnumerable<Model> models = Directory
            .GetFiles(Own.PathOf("fixtures", "keras", "keras_h5"), "*.h5")
            .Order(StringComparer.Ordinal)
            .Select(file => KerasFile.Read(file).Model)
            .OfType<Model>();
        return new FuzzReader(
            "keras-model",
            [.. models.Select(model => FuzzFolder.Bytes(ModelWriter.Write(model).ToJsonString()))],
            Markers,
            content => ModelReader.Read(Encoding.UTF8.GetString(content))
        )
        {
            Refusals = [typeof(KerasFormatException)],
        };
    }

    /// <summary>The text of what a saved Keras model was compiled with.</summary>
    public static FuzzReader KerasCompiled(FuzzFolder folder) =>
        new(
            "keras-training",
            FuzzFolder.Bytes(
                """{"optimizer_config": {"class_name": "RMSprop", "config": {"lr": 0.001, "rho": 0.9, "decay": 0.0, "epsilon": 1e-07}}, "loss": "categorical_crossentropy", "metrics": ["accuracy"], "sample_weight_mode": null, "loss_weights": null}""",
                """{"loss": {"class_name": "BinaryCrossentropy", "config": {"reduction": "auto", "name": "b", "from_logits": false, "label_smoothing": 0}}, "metrics": [["acc"]], "optimizer_config": {"class_name": "Adam", "config": {"learning_rate": 0.001, "beta_1": 0.9}}}"""
            ),
            Markers,
            content => KerasTraining.Read(Encoding.UTF8.GetString(content), null, ["a", "b"])
        )
        {
            Refusals = [typeof(KerasFormatException)],
        };

    private static byte[][] RunFiles() =>
        [.. Directory.GetFiles(Own.PathOf("configs", "runs"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static void Require(bool met)
    {
        if (!met)
        {
            throw new InvalidOperationException("what was read cannot be used as the tool uses it.");
        }
    }
}
