using System.CommandLine;
using Repro.Claims;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Hosting;
using Repro.Reports;

namespace Repro.Cli.Commands.Claims;

/// <summary><c>repro claims</c>: lists the claims without measuring.</summary>
internal static class ClaimsCommand
{
    public static Command Create(HostSource hosts)
    {
        Option<string?> document = ClaimFilter.Document(hosts);
        Option<string?> tier = ClaimFilter.Tier();
        Option<string?> group = ClaimFilter.Group();
        Option<string?> grep = new("--grep")
        {
            Description = "Text in the id, statement, address or reason of a claim.",
            HelpName = "TEXT",
        };
        Option<string?> json = JsonTarget.Option();
        Command command = new(
            "claims",
            "Lists the claims. Prints the address of each claim, which names the measured quantity, and its expected verdict. Exit code 1: no claim matches. Example: repro claims --grep val_acc"
        )
        {
            document,
            tier,
            group,
            grep,
            json,
        };
        command.SetAction(parsed =>
        {
            ReproHost host = hosts.Of(parsed);
            return Run(
                host,
                [
                    .. ClaimFilter
                        .InGroup(
                            host,
                            ClaimFilter.Select(host, parsed.GetValue(document), parsed.GetValue(tier), null),
                            parsed.GetValue(group)
                        )
                        .Where(claim => parsed.GetValue(grep) is not { } text || Mentions(claim, text)),
                ],
                JsonTarget.Of(parsed, json)
            );
        });
        return command;
    }

    private static int Run(ReproHost host, IReadOnlyList<Claim> claims, JsonTarget json)
    {
        int code = ClaimFilter.ExitCode(host, claims.Count > 0 ? ExitCodes.Success : ExitCodes.NothingFound);
        json.Write(() => JsonReport.Of(claims), () => Print(claims));
        return code;
    }

    private static void Print(IReadOnlyList<Claim> claims)
    {
        foreach (Claim claim in claims)
        {
            Console.Out.WriteLine($"{claim.Place} {claim.Id}: {claim.Statement}");
            Console.Out.WriteLine(
                claim.Check is { } check
                    ? $"    {check}  [{check.Standing.ToString().ToLowerInvariant()}]{Because(claim)}"
                    : $"    not executable{Because(claim)}"
            );
        }

        Console.Out.WriteLine($"{Counted.Of(claims.Count, "claim")}, {claims.Count(claim => claim.Check is not null)} executable");
    }

    private static string Because(Claim claim) => claim.Reason.Length > 0 ? $" ({claim.Reason})" : "";

    private static bool Mentions(Claim claim, string text) =>
        new[] { claim.Id, claim.Statement, claim.Reason, claim.Check?.ToString() ?? "" }.Any(part =>
            part.Contains(text, StringComparison.OrdinalIgnoreCase)
        );
}
