using System.CommandLine;
using System.Text.Json.Nodes;
using Repro.Data;
using Repro.Hosting;
using Repro.Training.Pretrained;

namespace Repro.Cli.Commands;

/// <summary><c>repro data</c>: what of the data is there, bringing what may be downloaded, and making sets.</summary>
internal static class DataCommand
{
    public static Command Create(HostSource hosts)
    {
        Command command = new("data", "Says what data is there, fetches what may be downloaded and makes sets. Example: repro data status")
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
            string? root = hosts.Of(parsed).Settings.DataRoot;
            IReadOnlyList<DataFinding> findings = [.. DataInventory.Check(root), .. PretrainedInventory.Check(root)];
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
