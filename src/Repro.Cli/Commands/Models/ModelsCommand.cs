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
            return new Row(
                name,
                source,
                model.InputShape.Axes,
                UnknownCounts.First(model) is null ? ParameterCounts.Of(model).Total : null,
                null
            );
        }
        catch (InputException exception)
        {
            return new Row(name, source, null, null, exception.Message);
        }
    }

    private static IReadOnlyList<IReadOnlyList<string>> Text(IEnumerable<Row> rows) =>
        [
            ["model", "input", "parameters", "source"],
            .. rows.Select(row =>
                (string[])
                    [
                        row.Name,
                        row.Input is null
                            ? "-"
                            : string.Join('x', row.Input.Select(axis => axis?.ToString(CultureInfo.InvariantCulture) ?? "None")),
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
                        ["input_shape"] = row.Input is null ? null : new JsonArray([.. row.Input.Select(axis => (JsonNode?)axis)]),
                        ["parameters"] = row.Parameters,
                        ["source"] = row.Source,
                        ["error"] = row.Error,
                    }),
                ]),
            }
        );

    private sealed record Row(string Name, string Source, IReadOnlyList<int?>? Input, long? Parameters, string? Error);
}
