using System.CommandLine;
using Repro.Claims;
using Repro.Claims.Files;
using Repro.Cli.Hosting;
using Repro.Hosting;

namespace Repro.Cli.Commands.Claims;

/// <summary>Selects the claims that a command works on.</summary>
internal static class ClaimFilter
{
    /// <summary>The ids of all claims of the project.</summary>
    public static IEnumerable<string> Ids(ReproHost host) => host.Claims.Claims.Select(claim => claim.Id);

    /// <summary>The exit code of a command. If a claim file is damaged, it is that of damaged input.</summary>
    public static int ExitCode(ReproHost host, int otherwise) => host.Claims.Broken.Count > 0 ? ExitCodes.BadInput : otherwise;

    public static Option<string?> Document(
        HostSource hosts,
        string description = "Only the claims of the document with this id, e.g. 003 or 3."
    )
    {
        Option<string?> document = new("--document") { Description = description, HelpName = "ID" };
        ProjectNames.SuggestDocuments(document, hosts);
        return document;
    }

    /// <param name="description">What the command does with the claim.</param>
    /// <param name="runsOnly">Whether the command takes only claims about runs.</param>
    public static Option<string?> Claim(string description, HostSource hosts, bool runsOnly = false)
    {
        Option<string?> claim = new("--claim") { Description = description, HelpName = "ID" };
        ProjectNames.SuggestClaims(claim, hosts, runsOnly);
        return claim;
    }

    public static Option<string?> Tier()
    {
        Option<string?> tier = new("--tier")
        {
            Description =
                "Only claims of this tier. fast: claims that need no data and no training. small: claims that need data, pretrained weights or a training of minutes. long: claims about trainings of hours. The tier of a claim does not change when its training is recorded. A claim that cannot be measured has no address and no tier. Default: all claims.",
        };
        tier.AcceptOnlyFromAmong("fast", "small", "long");
        return tier;
    }

    /// <summary>
    /// The requested claims. Claim files with errors are reported, and their claims are skipped, if the other claims can be judged without
    /// them. The command then ends with <see cref="ExitCode"/>.
    /// </summary>
    /// <param name="whole">Whether an incomplete result would be wrong: then a claim file with errors is an error of the command.</param>
    /// <exception cref="InputException">The document or claim does not exist, or a required claim file has errors.</exception>
    public static IReadOnlyList<Claim> Select(ReproHost host, string? document, string? tier, string? id, bool whole = false) =>
        host.Claims is { Claims.Count: 0, Broken.Count: 0 }
            ? throw new InputException(
                $"The project has no claims: no claim file in {host.Project.ClaimsFolder} has a row. Write DOCUMENT.csv there, with one row per claim and the columns {string.Join(",", ClaimColumn.All.Select(column => column.Name))}."
            )
            : Select(host.Claims, Console.Error, document, tier, id, whole);

    /// <param name="error">Receives the errors of claim files that are skipped.</param>
    /// <inheritdoc cref="Select(ReproHost, string?, string?, string?, bool)"/>
    internal static IReadOnlyList<Claim> Select(ClaimSet claims, TextWriter error, string? document, string? tier, string? id, bool whole)
    {
        IReadOnlyList<Claim> all = claims.Claims;
        IReadOnlyList<BrokenClaimFile> broken = claims.Broken;
        document = document is null
            ? null
            : IdOf(document, [.. all.Select(claim => claim.Document).Concat(broken.Select(file => file.Document)).Distinct()]);
        if (broken.Count > 0)
        {
            bool needed =
                all.Count == 0
                || broken.Any(file => document is not null && file.Document == document)
                || whole
                || (id is not null && all.All(claim => claim.Id != id));
            if (needed)
            {
                throw ClaimSet.Refusal(broken);
            }

            error.WriteLine(
                $"repro: {ClaimSet.ErrorsOf(broken)}\nThe claims of {string.Join(", ", broken.Select(file => file.Name))} are skipped. The exit code will be {ExitCodes.BadInput}."
            );
        }

        if (id is not null && all.All(claim => claim.Id != id))
        {
            throw new InputException(
                $"The project has no claim '{id}'.{Spelling.Suggestion(id, all.Select(claim => claim.Id))} Find ids with: repro claims --grep TEXT"
            );
        }

        Claim[] chosen =
        [
            .. all.Where(claim =>
                (document is null || claim.Document == document)
                && (id is null || claim.Id == id)
                && (tier is null || string.Equals(claim.Check?.Tier.ToString(), tier, StringComparison.OrdinalIgnoreCase))
            ),
        ];
        if (id is not null && chosen.Length == 0)
        {
            Claim named = all.First(claim => claim.Id == id);
            throw new InputException(
                $"Claim '{id}' belongs to document {named.Document}{(named.Check is { } check ? $" and tier {check.Tier.ToString().ToLowerInvariant()}" : " and is not executable")}. The other filters exclude it."
            );
        }

        return NotEmpty(chosen);
    }

    public static Option<string?> Group() =>
        new("--group")
        {
            Description =
                "Only the claims of this group: the name of the group, or the part of the name before the first hyphen. `repro verify --groups` lists the groups.",
            HelpName = "NAME",
        };

    /// <summary>The claims of a group, which is given by its name or number. Null: all claims.</summary>
    /// <exception cref="InputException">There is no such group.</exception>
    public static IEnumerable<Claim> InGroup(ReproHost host, IEnumerable<Claim> claims, string? name)
    {
        if (name is null)
        {
            return claims;
        }

        string[] groups = [.. host.Claims.Claims.SelectMany(claim => claim.Groups).Distinct().Order(StringComparer.Ordinal)];
        string found =
            groups.FirstOrDefault(group =>
                group.Equals(name, StringComparison.OrdinalIgnoreCase) || group.StartsWith(name + "-", StringComparison.OrdinalIgnoreCase)
            )
            ?? throw new InputException(
                $"The project has no group '{name}'.{Spelling.Suggestion(name, groups)} List the groups with: repro verify --groups"
            );
        return claims.Where(claim => claim.Groups.Contains(found, StringComparer.Ordinal));
    }

    // 3 means 003.
    internal static string IdOf(string written, IReadOnlyList<string> ids)
    {
        string[] same = ids.Contains(written, StringComparer.Ordinal)
            ? [written]
            : [.. ids.Where(id => Numbers.TryCount(id, out int number) && Numbers.TryCount(written, out int asked) && number == asked)];
        return same is [var one]
            ? one
            : throw new InputException(
                $"The project has no claims of a document '{written}'.{Spelling.Suggestion(written, ids)} Its documents with claims are {string.Join(", ", ids)}."
            );
    }

    /// <exception cref="InputException">No claim is selected. A filter that matches nothing must not look like success.</exception>
    public static IReadOnlyList<Claim> NotEmpty(IReadOnlyList<Claim> claims) =>
        claims.Count > 0 ? claims : throw new InputException("No claim matches these filters. List all claims with: repro claims");
}
