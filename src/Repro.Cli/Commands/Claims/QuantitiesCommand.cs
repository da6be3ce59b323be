using System.CommandLine;
using System.Text.Json.Nodes;
using Repro.Claims;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Cli.Output;
using Repro.Cli.Reference;

namespace Repro.Cli.Commands.Claims;

/// <summary><c>repro quantities</c>: lists what claims can measure.</summary>
internal static class QuantitiesCommand
{
    private const int SchemaVersion = 1;

    public static Command Create(HostSource hosts)
    {
        Argument<string?> prefix = new("prefix")
        {
            Description = "Beginning of an address, e.g. model or model:vgg16-top-224/. Default: all addresses.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "PREFIX",
        };
        Option<string?> json = JsonTarget.Option();
        Command command = new(
            "quantities",
            "Lists the quantities that claims can measure, with their addresses. Examples: repro quantities; repro quantities run; repro quantities model:vgg16-top-224/"
        )
        {
            prefix,
            json,
        };
        command.SetAction(parsed =>
        {
            IReadOnlyList<QuantityDescription> quantities = QuantitySearch.Find(hosts.OfAny(parsed), parsed.GetValue(prefix));
            Listing.Print(parsed, json, () => Json(quantities), () => Text(quantities));
            return ExitCodes.Success;
        });
        return command;
    }

    private static IEnumerable<string> Text(IEnumerable<QuantityDescription> quantities) =>
        quantities
            .GroupBy(quantity => quantity.Probe)
            .SelectMany(probe =>
                TwoColumns
                    .Of([.. probe.Select(quantity => (quantity.Address, quantity.Meaning))])
                    .Prepend($"{probe.Key} ({Counted.Of(probe.Count(), "address", "addresses")})")
            );

    private static string Json(IEnumerable<QuantityDescription> quantities) =>
        JsonText.Of(
            new JsonObject
            {
                ["schema_version"] = SchemaVersion,
                ["quantities"] = new JsonArray([
                    .. quantities.Select(quantity => new JsonObject
                    {
                        ["address"] = quantity.Address,
                        ["meaning"] = quantity.Meaning,
                        ["example"] = quantity.Example,
                    }),
                ]),
            }
        );
}
