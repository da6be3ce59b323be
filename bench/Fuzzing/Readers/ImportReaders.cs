using System.Text;
using Repro.Import.Programs;
using Repro.Import.Reading;
using Repro.Import.Texts;

namespace Repro.Bench.Fuzzing.Readers;

/// <summary>The readers of tutorials' code.</summary>
internal static class ImportReaders
{
    private static readonly byte[][] Markers = FuzzFolder.Bytes(
        "",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "=",
        "\n",
        "\n    ",
        "\t",
        "\\\n",
        "'",
        "\"",
        "'''",
        "f'{",
        "#",
        "!",
        "%",
        "@",
        "*",
        "**",
        "->",
        ":=",
        "...",
        "0",
        "-1",
        "1e999",
        "10**9",
        "None",
        "lambda: ",
        "for i in range(9): ",
        "while True: ",
        "if ",
        "else ",
        "def f(x): return f(x)\n",
        "f(f)",
        "class A(keras.Model): pass\n",
        "model",
        "model.add(model)",
        "x = [x, x]",
        "Sequential([",
        "Dense(",
        "(x)",
        ".layers[:-4]",
        "keras.Input((None, 3))",
        ".output",
        ".trainable = False",
        "\0",
        "\u001b[2J",
        "٣",
        "é",
        "TimeDistributed(",
        "model(model.output)",
        "input_shape=(0, -1)",
        "99999999999999999999",
        "range(10**8)",
        "* 10**9"
    );

    /// <summary>Python: whatever it is, the reader ends, and no network is half known.</summary>
    public static FuzzReader Python(FuzzFolder folder)
    {
        byte[][] originals =
        [
            .. Directory.GetFiles(Own.PathOf("fixtures", "import"), "*.py").Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
        ];
        return new FuzzReader(
            "python",
            originals,
            Markers,
            content =>
            {
                ImportedProgram program = ProgramReader.Read(SourceText.Parse("program.py", Encoding.UTF8.GetString(content)));
                foreach (ModelState state in program.Models.SelectMany(model => model.States))
                {
                    if (state.Model is null == (state.Reason.Length == 0))
                    {
                        throw new InvalidOperationException("a state has neither a network nor a reason, or both.");
                    }
                }

                foreach (ImportedFit fit in program.Fits)
                {
                    if (fit.Model is not null && !program.Models.Contains(fit.Model))
                    {
                        throw new InvalidOperationException("a training is of a network that is not listed.");
                    }
                }
            }
        );
    }
}
