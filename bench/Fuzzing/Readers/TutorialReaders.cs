using System.Text;
using Repro.Import.Drafting;
using Repro.Import.Texts;
using Repro.Import.Writing;

namespace Repro.Bench.Fuzzing.Readers;

/// <summary>Readers of tutorials: their blocks, what they state, and the draft of a project's files.</summary>
internal static class TutorialReaders
{
    private static readonly byte[][] Markers = FuzzFolder.Bytes(
        "",
        "`",
        "```",
        "```python\n",
        ">>> ",
        "    ",
        "> ",
        "> > > > ",
        "* ",
        "|",
        "(",
        "[",
        "](",
        "<",
        "<!--",
        "<pre>",
        "<div><div>",
        "<b><a>",
        "</p>",
        "&#0;",
        "\r",
        "\b",
        "\u001b[1m",
        "\0",
        "%",
        "98 %",
        "70-72%",
        "1e999",
        "99999999999999999999",
        "(None, 1)",
        "1/0",
        "Epoch 1/5\n",
        "5/5 [=====] - loss: 0.1",
        "Total params: 5",
        "half a million parameters",
        "accuracy of ",
        ",",
        ".",
        "0.",
        "정확도 ",
        "万",
        "−"
    );

    private static readonly string Prose = """
        # A network for digits
        The data set has 60,000 training images and 10,000 test images in ten classes. We scale pixels to the [0, 1] range by dividing by 255.

        ```python
        from tensorflow import keras
        model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(x_train, y_train, epochs=5, batch_size=64)
        ```

        ```
        Epoch 1/5
        938/938 [==============================] - 2s 2ms/step - loss: 0.4021 - accuracy: 0.8911
        Epoch 5/5
        938/938 [==============================] - 2s 2ms/step - loss: 0.2750 - accuracy: 0.9230
        ```

        | name | value |
        |---|---|
        | 0 | zero |

        After five epochs it reaches a test accuracy of about 92 % (97,8 % later), with half a million parameters. Die Genauigkeit ist 71,5 %.
        <div class="k-default-codeblock">
        ```
        dense_1 (Dense)   (None, 10)   7850
        Total params: 7,850
        ```
        </div>
        """;

    public static FuzzReader Notebook(FuzzFolder folder) =>
        Reader("notebook", ".ipynb", File.ReadAllBytes(Own.PathOf("fixtures/import/digits.ipynb")));

    public static FuzzReader Markdown(FuzzFolder folder) => Reader("markdown", ".md", FuzzFolder.Bytes(Prose));

    public static FuzzReader Html(FuzzFolder folder) => Reader("html", ".html", File.ReadAllBytes(Own.PathOf("fixtures/import/page.html")));

    /// <summary>The same text as lines of prose only.</summary>
    public static FuzzReader Statements(FuzzFolder folder) =>
        Reader("statements", ".txt", FuzzFolder.Bytes(Prose.Replace("`", "", StringComparison.Ordinal)));

    /// <summary>An existing claim file that an import adds to.</summary>
    public static FuzzReader ClaimMerge(FuzzFolder folder)
    {
        ImportDraft draft = Draft("d.md", Prose);
        return new FuzzReader(
            "claim-merge",
            FuzzFolder.Bytes(ClaimFileMerge.New(draft.Rows), $"{DraftRow.Header}\nd.old-1,d,3,It was there.,,,,,,,,,prose\n"),
            Markers,
            content => ClaimFileMerge.Merge("d.csv", Encoding.UTF8.GetString(content), "d", draft.Rows)
        );
    }

    private static FuzzReader Reader(string name, string extension, byte[] original) =>
        new(name, [original], Markers, content => Draft("d" + extension, Encoding.UTF8.GetString(content)));

    private static ImportDraft Draft(string name, string text) =>
        ImportDraft.Of("d", SourceText.Parse(name, text), Own.Host.Models, Own.Runs.Data.Sets, Own.Host.Probes().Prefixes);
}
