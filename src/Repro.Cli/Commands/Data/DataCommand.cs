using System.CommandLine;
using System.Text.Json.Nodes;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Data.Catalog;
using Repro.Data.Inventory;
using Repro.Hosting;
using Repro.Training.Weights;

namespace Repro.Cli.Commands.Data;

/// <summary><c>repro data</c>: lists, downloads and splits data sets.</summary>
internal static class DataCommand
{
    public static Command Create(HostSource hosts)
    {
        Command command = new(
            "data",
            "Lists, downloads and splits the data sets of the project and the built-in ones. Example: repro data status"
        )
        {
            Status(hosts),
            DataFetchCommand.Create(hosts),
            DataSplitCommand.Create(hosts),
        };
        return command;
    }

    private static Command Status(HostSource hosts)
    {
        Option<string?> json = JsonTarget.Option();
        Command command = new(
            "status",
            "Shows which data are present, missing, damaged or different from the published files. Exit code 2: data are damaged or different. Example: repro data status"
        )
        {
            json,
        };
        command.SetAction(parsed =>
        {
            ReproHost host = hosts.Of(parsed);
            string? root = host.Settings.DataRoot;
            DataCatalog data = host.Runs.Data;
            IReadOnlyList<DataFinding> findings =
            [
                .. DataInventory
                    .Check(root, data.Sets)
                    .Concat(PretrainedInventory.Check(root, data.Weights, host.Models))
                    .GroupBy(finding => finding.Item)
                    .Select(same => same.Last()),
            ];
            Listing.Print(parsed, json, () => Json(findings), () => Lines(findings, data));
            return findings.Any(finding => finding.State is DataState.WrongChecksum or DataState.Incomplete or DataState.Damaged)
                ? ExitCodes.BadInput
                : ExitCodes.Success;
        });
        return command;
    }

    // Most projects use few of the built-in sets: those of which nothing is there are one line.
    private static IEnumerable<string> Lines(IReadOnlyList<DataFinding> findings, DataCatalog data)
    {
        ILookup<string, DataFinding> byName = findings.ToLookup(finding => data.Sets.Of(finding.Item)?.Name ?? finding.Item.Split('/')[0]);
        string[] absent =
        [
            .. byName
                .Where(set =>
                    (data.Sets.IsBuiltIn(set.Key) || data.Weights.IsBuiltIn(set.Key))
                    && set.All(finding => finding.State == DataState.Missing)
                )
                .Select(set => set.Key),
        ];
        foreach (DataFinding finding in byName.Where(set => !absent.Contains(set.Key)).SelectMany(set => set))
        {
            yield return $"{Word(finding.State), -15} {finding.Item}  ({finding.Detail})";
        }

        if (absent.Length > 0)
        {
            yield return $"Built in, and not in the data root: {string.Join(", ", absent)}. To download one, run: repro data fetch NAME";
        }
    }

    private static string Json(IEnumerable<DataFinding> findings) =>
        new JsonArray([
            .. findings.Select(finding =>
                (JsonNode)
                    new JsonObject
                    {
                        ["item"] = finding.Item,
                        ["state"] = finding.State.ToString(),
                        ["detail"] = finding.Detail,
                    }
            ),
        ]).ToJsonString();

    private static string Word(DataState state) =>
        state switch
        {
            DataState.Present => "present",
            DataState.Missing => "missing",
            DataState.Incomplete => "incomplete",
            DataState.Damaged => "damaged",
            _ => "wrong checksum",
        };
}
