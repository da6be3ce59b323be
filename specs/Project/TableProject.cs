using System.Globalization;
using Repro.Specs.Cli;

namespace Repro.Specs.Project;

/// <summary>A project with a table of 20 rows, a network 'small' on it and a run 'small' of 5 seeds, used through the tool.</summary>
internal sealed class TableProject : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TableProject()
    {
        foreach (string folder in (string[])["configs/runs", "configs/models", "claims", "data"])
        {
            Directory.CreateDirectory(File(folder.Split('/')));
        }

        System.IO.File.WriteAllText(
            File("reprosuite.json"),
            """{ "schema_version": 1, "data_sets": { "things": { "kind": "csv", "label": "yes", "inputs": ["a", "b"] } } }"""
        );
        System.IO.File.WriteAllLines(
            File("data", "things.csv"),
            ["a,b,yes", .. Enumerable.Range(0, 20).Select(i => FormattableString.Invariant($"{i % 7 * 0.25},{i * 3 % 5},{i % 2}"))]
        );
        WriteNetwork("Flatten");
        WriteRun(epochs: 1);
    }

    /// <summary>Another first row.</summary>
    public void ChangeData()
    {
        string[] lines = System.IO.File.ReadAllLines(File("data", "things.csv"));
        lines[1] = "9,9,0";
        System.IO.File.WriteAllLines(File("data", "things.csv"), lines);
    }

    public string Trained => File("runs", "small", "Cpu");

    public string File(params string[] path) => _folder.File(path);

    /// <param name="layer">The class of the layer between the input and the dense one.</param>
    public void WriteNetwork(string layer) =>
        System.IO.File.WriteAllText(
            File("configs", "models", "small.json"),
            $$"""
            { "class_name": "Sequential", "keras_version": "2.15.0", "backend": "tensorflow", "config": { "name": "small", "layers": [
              { "class_name": "InputLayer", "config": { "name": "input_1", "batch_input_shape": [null, 2], "dtype": "float32", "sparse": false } },
              { "class_name": "{{layer}}", "config": { "name": "flatten", "trainable": true, "dtype": "float32", "data_format": "channels_last" } },
              { "class_name": "Dense", "config": { "name": "dense", "dtype": "float32", "trainable": true, "units": 1, "activation": "sigmoid", "use_bias": true } } ] } }
            """
        );

    public void WriteRun(int epochs) =>
        System.IO.File.WriteAllText(
            File("configs", "runs", "small.json"),
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                { "schema": 1, "documents": [], "model": "small", "data_set": "things",
                  "train": { "split": "train", "samples": 20, "batch_size": 4, "rescale": 1, "class_mode": "binary" },
                  "test": { "split": "train", "samples": 20, "batch_size": 4, "rescale": 1, "class_mode": "binary" },
                  "loss": "binary_crossentropy", "optimizer": { "name": "adam" }, "epochs": {{epochs}}, "seeds": [1, 2, 3, 4, 5] }
                """
            )
        );

    /// <param name="rows">Id, document, address, relation, expected value and margin.</param>
    public void WriteClaims(params (string Id, string Document, string Address, string Relation, string Expected, string Margin)[] rows)
    {
        foreach (string name in rows.Select(row => row.Document).Distinct())
        {
            System.IO.File.WriteAllLines(
                File("claims", name + ".csv"),
                [
                    "id,document,line,statement,tier,needs,address,relation,expected,margin,group,standing,reason",
                    .. rows.Where(row => row.Document == name)
                        .Select(row =>
                            $"{row.Id},{row.Document},1,A statement.,{(row.Address.StartsWith("run:", StringComparison.Ordinal) ? "small,run:small" : "fast,")},{row.Address},{row.Relation},{row.Expected},{row.Margin},,holds,chosen for the spec"
                        ),
                ]
            );
        }
    }

    public (int Code, string Output, string Error) Run(params string[] arguments) =>
        Tool.Run(
            new Dictionary<string, string>
            {
                ["REPRO_DATA"] = File("data"),
                ["REPRO_CACHE"] = File("cache"),
                ["CI"] = "",
            },
            [.. arguments, "--project", _folder.Path]
        );

    public void Dispose() => _folder.Dispose();
}
