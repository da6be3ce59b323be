using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Cli.Output;
using Repro.Hosting;
using Repro.Models;
using Repro.Models.BuiltIn;
using Repro.Models.Counting;
using Repro.Models.Layers;
using Repro.Models.Summaries;

namespace Repro.Cli.Commands.Models;

/// <summary><c>repro models</c>: lists the networks that runs and claims can name.</summary>
internal static class ModelsCommand
{
    private const int SchemaVersion = 1;

    public static Command Create(HostSource hosts)
    {
        Option<string?> json = JsonTarget.Option();
        Command command = new(
            "models",
            "Lists the models of the project and the built-in models: name, input shape, number of parameters, source. Exit code 2: a file cannot be read. Example: repro models"
        )
        {
            json,
        };
        command.SetAction(parsed =>
        {
            ReproHost host = hosts.OfAny(parsed);
            Row[] rows = [.. host.Models.Names.Select(name => Of(host, name))];
            Listing.Print(parsed, json, () => Json(rows), () => PlainTable.Lines(Text(rows), Terminal.TableWidth));
            foreach (Row row in rows.Where(row => row.Note is not null))
            {
                Console.Error.WriteLine(PrintedText.Message($"Note: {row.Name}: {row.Note}"));
            }

            return Listing.Report(rows.Select(row => row.Error));
        });
        return command;
    }

    private static Row Of(ReproHost host, string name)
    {
        string source = BuiltInModels.Has(name) ? "built-in" : $"{host.Project.File.Models}/{name}.json";
        try
        {
            Model model = host.Models.Get(name);
            ForeignLayer? unknown = UnknownCounts.First(model);
            return new Row(name, source)
            {
                Inputs = [.. model.Nodes.Where(node => node.Layer is InputLayer).Select(node => node.OutputShape.Axes)],
                Parameters = unknown is null ? ParameterCounts.Of(model).Total : null,
                Note = unknown is null
                    ? null
                    : $"the parameters of the layer '{unknown.Name}' ({unknown.TypeName}) are not known. {UnknownCounts.ReasonOf(model, unknown)}",
            };
        }
        catch (InputException exception)
        {
            return new Row(name, source) { Error = exception.Message };
        }
    }

    private static IReadOnlyList<IReadOnlyList<string>> Text(IEnumerable<Row> rows) =>
        [
            ["model", "input", "parameters", "source"],
            .. rows.Select(row =>
                (string[])
                    [
                        row.Name,
                        row.Inputs.Count == 0 ? "-" : string.Join(", ", row.Inputs.Select(Shape)),
                        row.Parameters?.ToString("N0", CultureInfo.InvariantCulture) ?? "unknown",
                        row.Source,
                    ]
            ),
        ];

    private static string Json(IEnumerable<Row> rows) =>
        JsonText.Of(
            new JsonObject
            {
                ["schema_version"] = SchemaVersion,
                ["models"] = new JsonArray([
                    .. rows.Select(row => new JsonObject
                    {
                        ["model"] = row.Name,
                        ["input_shape"] = row.Inputs is [var first, ..] ? new JsonArray([.. first.Select(axis => (JsonNode?)axis)]) : null,
                        ["parameters"] = row.Parameters,
                        ["source"] = row.Source,
                        ["error"] = row.Error,
                        ["note"] = row.Note,
                    }),
                ]),
            }
        );

    private static string Shape(IReadOnlyList<int?> axes) =>
        string.Join('x', axes.Select(axis => axis?.ToString(CultureInfo.InvariantCulture) ?? "None"));

    private sealed record Row(string Name, string Source)
    {
        /// <summary>Shapes without the batch axis; none if the file cannot be read.</summary>
        public IReadOnlyList<IReadOnlyList<int?>> Inputs { get; init; } = [];

        /// <summary>Null if it is not known; the note or the error says why.</summary>
        public long? Parameters { get; init; }

        public string? Error { get; init; }

        public string? Note { get; init; }
    }
}
