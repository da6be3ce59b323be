using System.CommandLine;
using System.Text.Json.Nodes;
using Repro.Cli.Hosting;
using Repro.Cli.Output;
using Repro.Data.Catalog;
using Repro.Data.Inventory;
using Repro.Hosting;
using Repro.Training.Weights;

namespace Repro.Cli.Commands.Data;

/// <summary><c>repro data</c>: what of the data is there, bringing what may be downloaded, and making sets.</summary>
internal static class DataCommand
{
    public static Command Create(HostSource hosts)
    {
        Command command = new("data", "Lists the data of the project and the built-in sets, fetches what has an address and makes sets. Example: repro data status")
        {
            Status(hosts), DataFetchCommand.Create(hosts), DataSplitCommand.Create(hosts),
        };
        return command;
    }

    private static Command Status(HostSource hosts)
    {
        Option<bool> json = new("--json") { Description = "Print a JSON list." };
        Command command = new("status", "Says what is there, what is missing, and what is damaged or not the published one (exit code 2); each line says what was checked. Example: repro data status") { json };
        command.SetAction(parsed =>
        {
            ReproHost host = hosts.Of(parsed);
            string? root = host.Settings.DataRoot;
            DataCatalog data = host.Runs.Data;
            IReadOnlyList<DataFinding> findings = [.. DataInventory.Check(root, data.Sets).Concat(PretrainedInventory.Check(root, data.Weights, host.Models)).GroupBy(finding => finding.Item).Select(same => same.Last())];
            if (parsed.GetValue(json))
            {
                StandardStreams.Output.WriteLine(new JsonArray([.. findings.Select(finding => (JsonNode)new JsonObject
                {
                    ["item"] = finding.Item,
                    ["state"] = finding.State.ToString(),
                    ["detail"] = finding.Detail,
                })]).ToJsonString());
            }
            else
            {
                foreach (DataFinding finding in findings)
                {
                    Console.WriteLine($"{Word(finding.State),-15} {finding.Item}  ({finding.Detail})");
                }
            }

            return findings.Any(finding => finding.State is DataState.WrongChecksum or DataState.Incomplete or DataState.Damaged) ? ExitCodes.BadInput : ExitCodes.Fine;
        });
        return command;
    }

    private static string Word(DataState state) => state switch
    {
        DataState.Present => "present",
        DataState.Missing => "missing",
        DataState.Incomplete => "incomplete",
        DataState.Damaged => "damaged",
        _ => "wrong checksum",
    };
}
