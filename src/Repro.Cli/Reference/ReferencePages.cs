using System.CommandLine;
using System.Globalization;
using Repro.Claims;
using Repro.Claims.Files;
using Repro.Cli.CommandLine;
using Repro.Cli.Hosting;
using Repro.Hosting;
using Repro.Inputs;
using Repro.Keras.Catalog;
using Repro.Project;
using Repro.Runs;

namespace Repro.Cli.Reference;

/// <summary>The pages of <c>docs/reference/</c>, as Markdown.</summary>
internal static class ReferencePages
{
    private const string Written = "<!-- Written by `repro reference`. Change the tables in the code, not this page. -->";

    public static string Quantities(ReproHost host) =>
        Page(
            "Quantities",
            [
                "A claim names what it is about by an address:",
                "",
                "```",
                "probe:subject{variant, variant}[argument]/quantity@selector",
                "```",
                "",
                "Words in capital letters are placeholders. `repro quantities` prints the addresses of these tables; `repro quantities model:NAME/` prints those of one subject.",
                "",
                "## Selectors",
                "",
                "Quantities of a training's history take a selector.",
                "",
                .. Table("selector", Selector.All.Select(selector => (selector.Form, selector.Meaning))),
                "",
                "## Variants of models",
                "",
                "Variants are written in braces after the name of a model, separated by commas: `model:NAME{base frozen, tf.keras}/trainable_tensors`. They are applied from left to right.",
                "",
                .. Table("variant", VariantForm.All.Select(variant => (variant.Form, variant.Meaning))),
                "",
                "## Layers",
                "",
                "`[LAYER]` picks one layer and `[LAYERS]` several: an index into `model.layers` (`9`), a range with both ends (`0..3`), a name (`conv2d_1`), a pattern (`*conv*`) or a type (`Dense`), several of them separated by spaces; or `output N`.",
                "",
                .. host.Probes()
                    .Quantities.GroupBy(quantity => quantity.Probe)
                    .SelectMany(probe =>
                        (IEnumerable<string>)
                            [$"## {probe.Key}", "", .. Table("address", probe.Select(quantity => (quantity.Address, quantity.Meaning))), ""]
                    ),
            ]
        );

    public static string ClaimFile() =>
        Page(
            "Claim files",
            [
                "A claim file, `claims/ID.csv`, has the claims of the document `ID` of `reprosuite.json`, one row per claim. It is CSV in UTF-8: columns are separated by commas, and a text with a comma is in quotation marks. The first line has the names of the columns.",
                "",
                "```",
                string.Join(',', ClaimColumn.All.Select(column => column.Name)),
                "params,tutorial,12,The model has 13610 parameters.,fast,,model:small-convnet/total_params,=,13610,,,holds,",
                "loss,tutorial,20,The loss is the categorical crossentropy.,fast,,config:small-convnet/loss,=,\"\"\"categorical_crossentropy\"\"\",,,holds,",
                "accuracy,tutorial,31,\"After two epochs, the test accuracy is about 97 %.\",small,mnist run:small-convnet,run:small-convnet/test_acc@last,~,0.97,0.01,,open,",
                "easy,tutorial,33,This is a good result.,,,,,,,,,a matter of taste",
                "```",
                "",
                "| column | required | meaning |",
                "|---|---|---|",
                .. ClaimColumn.All.Select(column => $"| `{column.Name}` | {column.Filled} | {Cell(column.Meaning)} |"),
                "",
                "## Relations",
                "",
                .. Table("relation", Relations.Described),
                "",
                "## Expected values",
                "",
                .. Table("form", Expectation.Forms),
            ]
        );

    public static string RunFile() =>
        Page(
            "Run files",
            [
                "A run file, `configs/runs/NAME.json`, describes a training. The file's name is the name of the run. [`schemas/run.schema.json`](../../schemas/run.schema.json) is its JSON Schema.",
                "",
                .. KeyTable.OfInput(RunFileKeys.All),
            ]
        );

    public static string Layers() => Page("Layers", LayerPage.Lines());

    public static string ProjectFilePage() =>
        Page(
            "The project file",
            [
                $"`{ProjectFile.Name}` makes a folder a project. Comments and trailing commas are allowed. [`schemas/reprosuite.schema.json`](../../schemas/reprosuite.schema.json) is its JSON Schema.",
                "",
                .. KeyTable.OfInput(ProjectFileKeys.All),
            ]
        );

    public static string JsonOutput() =>
        Page(
            "JSON output",
            [
                "Keys without a value are left out or `null`. Numbers that are not finite are the texts `NaN`, `Infinity` and `-Infinity`.",
                .. JsonOutputs.All.SelectMany(output =>
                    (IEnumerable<string>)
                        [
                            "",
                            $"## repro {output.Command}",
                            "",
                            .. output.Type is JsonType.List ? ["A list.", ""] : Array.Empty<string>(),
                            .. KeyTable.OfOutput(output.Type),
                        ]
                ),
            ]
        );

    public static string ExitCodePage() =>
        Page(
            "Exit codes",
            [
                "| code | meaning |",
                "|---|---|",
                .. ExitCodes.All.Select(code => string.Create(CultureInfo.InvariantCulture, $"| {code.Code} | {code.Meaning} |")),
            ]
        );

    public static string Commands() =>
        Page(
            "Commands",
            [
                "`repro COMMAND --help` prints the same.",
                .. CommandList.All(new HostSource()).SelectMany(command => OfCommand("repro", command)),
                "",
                "## Of every command",
                "",
                .. Options([new HostSource().Option]),
            ]
        );

    private static IEnumerable<string> OfCommand(string path, Command command)
    {
        string name = $"{path} {command.Name}";
        yield return "";
        yield return $"## {path} {CommandUsage.WithArguments(command)}";
        yield return "";
        (string text, IReadOnlyList<string> examples) = CommandExamples.Split(command.Description ?? "");
        yield return text;
        if (examples.Count > 0)
        {
            yield return "";
            yield return "```";
        }

        foreach (string example in examples)
        {
            yield return example;
        }

        if (examples.Count > 0)
        {
            yield return "```";
        }

        string[] rows =
        [
            .. command.Arguments.Select(argument => $"| `{CommandUsage.NameOf(argument)}` | {Cell(argument.Description)} |"),
            .. Options(command.Options.Where(option => !option.Hidden)).Skip(2),
        ];
        if (rows.Length > 0)
        {
            yield return "";
            yield return "| argument or option | meaning |";
            yield return "|---|---|";
        }

        foreach (string row in rows)
        {
            yield return row;
        }

        foreach (
            string line in command.Subcommands.Where(subcommand => !subcommand.Hidden).SelectMany(subcommand => OfCommand(name, subcommand))
        )
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Options(IEnumerable<Option> options) =>
        [
            "| option | meaning |",
            "|---|---|",
            .. options.Select(option =>
                $"| `{option.Name}{(option.ValueType == typeof(bool) ? "" : $" {option.HelpName ?? "VALUE"}")}` | {(option.Required ? "Required. " : "")}{Cell(option.Description)} |"
            ),
        ];

    private static IEnumerable<string> Table(string what, IEnumerable<(string Name, string Meaning)> rows) =>
        [$"| {what} | meaning |", "|---|---|", .. rows.Select(row => $"| `{row.Name}` | {Cell(row.Meaning)} |")];

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Page(string title, IEnumerable<string> lines) =>
        string.Join('\n', [$"# {title}", Written, "", .. lines]).TrimEnd('\n') + "\n";
}
