using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Repro.Data;

namespace Repro.Cli.Commands;

/// <summary><c>repro data</c>: what of the data is there, and bringing what may be downloaded.</summary>
internal static class DataCommand
{
    private const string MnistHome = "https://storage.googleapis.com/cvdf-datasets/mnist/";

    public static Command Create()
    {
        Command command = new("data", "Says what data is there and fetches what may be downloaded. Example: repro data status")
        {
            Status(), Fetch(),
        };
        return command;
    }

    private static Command Status()
    {
        Option<bool> json = new("--json") { Description = "Print a JSON list." };
        Command command = new("status", "Says what is there, what is missing and what has a wrong checksum (exit code 2). Example: repro data status") { json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<DataFinding> findings = DataInventory.Check(Settings.Load().DataRoot);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(new JsonArray([.. findings.Select(finding => (JsonNode)new JsonObject
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

            return findings.Any(finding => finding.State is DataState.WrongChecksum or DataState.Incomplete) ? ExitCodes.BadInput : ExitCodes.Fine;
        });
        return command;
    }

    private static Command Fetch()
    {
        Argument<string> set = new("set") { Description = "What to fetch: mnist." };
        set.AcceptOnlyFromAmong(DataSets.Mnist);
        Option<string> from = new("--from") { Description = "Another source, an address that ends with '/'.", HelpName = "URL", DefaultValueFactory = _ => MnistHome };
        Command command = new("fetch", "Downloads a data set into the data root, resumably, and checks it before it is moved into place. Example: repro data fetch mnist") { set, from };
        command.SetAction((parsed, cancellation) => FetchMnistAsync(parsed.GetRequiredValue(from), cancellation));
        return command;
    }

    private static async Task<int> FetchMnistAsync(string from, CancellationToken cancellation)
    {
        string root = Settings.Load().DataRoot
            ?? throw new InputException("No data root is named. Set REPRO_DATA (or dataRoot in configs/repro.json) to the folder that shall hold the data.");
        if (!Uri.TryCreate(from, UriKind.Absolute, out Uri? home) || home.Scheme is not ("http" or "https") || !from.EndsWith('/'))
        {
            throw new InputException($"--from '{from}' is no web address that ends with '/'.");
        }

        using HttpClient client = new() { Timeout = TimeSpan.FromMinutes(10) };
        foreach (MnistFile file in MnistFiles.All)
        {
            string name = file.Name + ".gz";
            string destination = Path.Combine(root, DataSets.Mnist, name);
            if (File.Exists(destination) && DataInventory.Sha256(destination) == file.CompressedSha256)
            {
                Console.WriteLine($"{name}: already there, checksum right");
                continue;
            }

            await Download.FetchAsync(client, new Uri(home, name), destination, file.Bytes, file.CompressedSha256, null, cancellation);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {file.Bytes} bytes fetched, checksum right"));
        }

        return ExitCodes.Fine;
    }

    private static string Word(DataState state) => state switch
    {
        DataState.Present => "present",
        DataState.Missing => "missing",
        DataState.Incomplete => "incomplete",
        _ => "wrong checksum",
    };
}
