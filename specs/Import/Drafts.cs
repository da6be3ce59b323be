using System.Text.Json.Nodes;
using Repro.Import.Evaluation.State;
using Repro.Import.Texts;
using Repro.Import.Writing;

namespace Repro.Specs.Import;

/// <summary>Drafts of imports of texts that specs contain.</summary>
internal static class Drafts
{
    public static ImportDraft Of(string text, string name = "a.md", ArrayShapes? shapes = null) =>
        ImportDraft.Of(
            "a",
            SourceText.Parse(name, text),
            Own.Host.Models,
            Own.Host.Runs.Data.Sets,
            Own.Host.Probes().Prefixes,
            shapes: shapes
        );

    /// <summary>The first cell of notebooks with two compiled models, <c>small</c> and <c>large</c>.</summary>
    public const string TwoModels = """
        from keras import layers, models
        from keras.datasets import mnist
        (x_train, y_train), (x_test, y_test) = mnist.load_data()
        x_train = x_train.reshape((60000, 784)) / 255.0
        x_test = x_test.reshape((10000, 784)) / 255.0
        def build(units):
            model = models.Sequential([layers.Input(shape=(784,)), layers.Dense(units), layers.Dense(10, activation='softmax')])
            model.compile(optimizer='rmsprop', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
            return model
        small = build(16)
        large = build(32)
        """;

    /// <summary>The draft of a notebook.</summary>
    /// <param name="cells">Cells of code with what they print; empty for nothing.</param>
    public static ImportDraft OfCells(params (string Code, string Output)[] cells) =>
        OfOutputs([
            .. cells.Select(cell =>
                (cell.Code, cell.Output.Length == 0 ? Array.Empty<(string Type, string Text)>() : [("stream", cell.Output)])
            ),
        ]);

    /// <summary>The draft of a notebook.</summary>
    /// <param name="cells">Cells of code with their outputs, of the types stream, stderr and display_data.</param>
    public static ImportDraft OfOutputs(params (string Code, (string Type, string Text)[] Outputs)[] cells) =>
        Of(
            new JsonObject
            {
                ["cells"] = new JsonArray([
                    .. cells.Select(cell => new JsonObject
                    {
                        ["cell_type"] = "code",
                        ["source"] = cell.Code.ReplaceLineEndings("\n"),
                        ["outputs"] = new JsonArray([.. cell.Outputs.Select(output => Output(output.Type, output.Text))]),
                    }),
                ]),
            }.ToJsonString(),
            "a.ipynb"
        );

    private static JsonObject Output(string type, string text) =>
        type == "display_data"
            ? new JsonObject
            {
                ["output_type"] = type,
                ["data"] = new JsonObject { ["text/plain"] = text, ["text/html"] = $"<pre>{text}</pre>" },
            }
            : new JsonObject
            {
                ["output_type"] = "stream",
                ["name"] = type == "stderr" ? "stderr" : "stdout",
                ["text"] = text.ReplaceLineEndings("\n"),
            };
}
