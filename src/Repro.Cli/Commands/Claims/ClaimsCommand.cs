using System.CommandLine;
using Repro.Claims;
using Repro.Cli.Hosting;
using Repro.Cli.Output;
using Repro.Hosting;
using Repro.Reports;

namespace Repro.Cli.Commands.Claims;

/// <summary><c>repro claims</c>: what the book says, without measuring.</summary>
internal static class ClaimsCommand
{
    public static Command Create(HostSource hosts)
    {
        Option<string?> document = ClaimFilter.Document();
        Option<string?> tier = ClaimFilter.Tier();
        Option<string?> group = ClaimFilter.Group();
        Option<string?> grep = new("--grep") { Description = "Only claims whose id, statement, address or reason contains this text.", HelpName = "TEXT" };
        Option<bool> json = new("--json") { Description = "Write JSON." };
        Command command = new("claims", "Lists the claims of the documents with their addresses and what is held of them. Exit code 1: no claim matches. Example: repro claims --grep val_acc")
        {
            document, tier, group, grep, json,
        };
        command.SetAction(parsed =>
        {
            ReproHost host = hosts.Of(parsed);
            return Run(
                host,
                [
                    .. ClaimFilter.InGroup(host, ClaimFilter.Select(host, parsed.GetValue(document), parsed.GetValue(tier), null), parsed.GetValue(group))
                        .Where(claim => parsed.GetValue(grep) is not { } text || Mentions(claim, text)),
                ],
                parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(ReproHost host, IReadOnlyList<Claim> claims, bool json)
    {
        int code = ClaimFilter.ExitCode(host, claims.Count > 0 ? ExitCodes.Fine : ExitCodes.NothingFound);
        if (json)
        {
            StandardStreams.Output.WriteLine(JsonReport.Of(claims));
            return code;
        }

        foreach (Claim claim in claims)
        {
            Console.Out.WriteLine($"{claim.Place} {claim.Id}: {claim.Statement}");
            Console.Out.WriteLine(claim.Check is { } check
                ? $"    {check}  [{check.Standing.ToString().ToLowerInvariant()}]{Because(claim)}"
                : $"    not executable{Because(claim)}");
        }

        Console.Out.WriteLine($"{Counted.Of(claims.Count, "claim")}, {claims.Count(claim => claim.Check is not null)} executable");
        return code;
    }

    private static string Because(Claim claim) => claim.Reason.Length > 0 ? $" ({claim.Reason})" : "";

    private static bool Mentions(Claim claim, string text) =>
        new[] { claim.Id, claim.Statement, claim.Reason, claim.Check?.ToString() ?? "" }.Any(part => part.Contains(text, StringComparison.OrdinalIgnoreCase));
}
