using System.CommandLine;
using Repro.Claims;
using Repro.Claims.Files;
using Repro.Cli.Hosting;
using Repro.Hosting;

namespace Repro.Cli.Commands.Claims;

/// <summary>Which claims a command is about.</summary>
internal static class ClaimFilter
{
    /// <summary>Those of the whole book.</summary>
    public static IEnumerable<string> Ids(ReproHost host) => host.Claims.Claims.Select(claim => claim.Id);

    /// <summary>The exit code of a command that could not take in every claim file: that of a damaged file, whatever it found in the others.</summary>
    public static int ExitCode(ReproHost host, int otherwise) => host.Claims.Broken.Count > 0 ? ExitCodes.BadInput : otherwise;

    public static Option<string?> Document() => new("--document") { Description = "Only claims of this document, by its id: 003; of an id that is a number the leading zeros may be left out.", HelpName = "ID" };

    public static Option<string?> Tier()
    {
        Option<string?> tier = new("--tier") { Description = "Only claims of this tier: fast, small or long." };
        tier.AcceptOnlyFromAmong("fast", "small", "long");
        return tier;
    }

    /// <summary>
    /// The claims that are asked for. Claim files with errors are reported, and their claims left out, where others can be judged without
    /// them; the command then ends with <see cref="ExitCode"/>.
    /// </summary>
    /// <param name="whole">Whether no claim file may be left out: what the command makes would be incomplete.</param>
    /// <exception cref="InputException">There is no such document or claim, or a claim file that is needed has errors.</exception>
    public static IReadOnlyList<Claim> Select(ReproHost host, string? document, string? tier, string? id, bool whole = false) =>
        host.Claims is { Claims.Count: 0, Broken.Count: 0 }
            ? throw new InputException($"The project has no claims yet: {host.Project.ClaimsFolder} has no claim file. Write DOCUMENT.csv there, with one row per claim and the columns {string.Join(",", ClaimColumn.All.Select(column => column.Name))}.")
            : Select(host.Claims, Console.Error, document, tier, id, whole);

    /// <param name="error">Takes what is wrong with claim files that are left out.</param>
    /// <inheritdoc cref="Select(ReproHost, string?, string?, string?, bool)"/>
    internal static IReadOnlyList<Claim> Select(ClaimSet book, TextWriter error, string? document, string? tier, string? id, bool whole)
    {
        IReadOnlyList<Claim> all = book.Claims;
        IReadOnlyList<BrokenClaimFile> broken = book.Broken;
        document = document is null ? null : IdOf(document, [.. all.Select(claim => claim.Document).Concat(broken.Select(file => file.Document)).Distinct()]);
        if (broken.Count > 0)
        {
            bool needed = all.Count == 0 || broken.Any(file => document is not null && file.Document == document) || whole
                || (id is not null && all.All(claim => claim.Id != id));
            if (needed)
            {
                throw ClaimSet.Refusal(broken);
            }

            error.WriteLine($"repro: {ClaimSet.ErrorsOf(broken)}\nThe claims of {string.Join(", ", broken.Select(file => file.Name))} are left out; the exit code will be {ExitCodes.BadInput}.");
        }

        if (id is not null && all.All(claim => claim.Id != id))
        {
            throw new InputException($"The claim book has no claim '{id}'.{Spelling.Suggestion(id, all.Select(claim => claim.Id))} `repro claims --grep TEXT` finds ids.");
        }

        Claim[] chosen =
        [
            .. all.Where(claim => (document is null || claim.Document == document)
                && (id is null || claim.Id == id)
                && (tier is null || string.Equals(claim.Check?.Tier.ToString(), tier, StringComparison.OrdinalIgnoreCase))),
        ];
        if (id is not null && chosen.Length == 0)
        {
            Claim named = all.First(claim => claim.Id == id);
            throw new InputException($"Claim '{id}' is of document {named.Document}{(named.Check is { } check ? $" and tier {check.Tier.ToString().ToLowerInvariant()}" : ", and cannot be executed")}; the other filters leave it out.");
        }

        return NotEmpty(chosen);
    }

    public static Option<string?> Group() => new("--group")
    {
        Description = "Only statements of this group of contradictions, by name or number: c01. `repro verify --groups` shows all groups.",
        HelpName = "G",
    };

    /// <summary>Those of a group, which is given by its name or by the number that it begins with; all of them where none is given.</summary>
    /// <exception cref="InputException">The book has no such group.</exception>
    public static IEnumerable<Claim> InGroup(ReproHost host, IEnumerable<Claim> claims, string? name)
    {
        if (name is null)
        {
            return claims;
        }

        string[] groups = [.. host.Claims.Claims.SelectMany(claim => claim.Groups).Distinct().Order(StringComparer.Ordinal)];
        string found = groups.FirstOrDefault(group => group.Equals(name, StringComparison.OrdinalIgnoreCase) || group.StartsWith(name + "-", StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException($"The claim book has no group '{name}'.{Spelling.Suggestion(name, groups)} `repro verify --groups` shows them all.");
        return claims.Where(claim => claim.Groups.Contains(found, StringComparer.Ordinal));
    }

    // 3 stands for 003.
    internal static string IdOf(string written, IReadOnlyList<string> ids)
    {
        string[] same = ids.Contains(written, StringComparer.Ordinal) ? [written] : [.. ids.Where(id => Numbers.TryCount(id, out int number) && Numbers.TryCount(written, out int asked) && number == asked)];
        return same is [var one]
            ? one
            : throw new InputException($"The project has no claims of a document '{written}'.{Spelling.Suggestion(written, ids)} It has claims of {string.Join(", ", ids)}.");
    }

    /// <exception cref="InputException">Nothing is left: a filter that matches nothing must not look like success.</exception>
    public static IReadOnlyList<Claim> NotEmpty(IReadOnlyList<Claim> claims) => claims.Count > 0
        ? claims
        : throw new InputException("No claim of the book matches these filters. `repro claims` lists them all.");
}
