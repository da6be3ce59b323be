using System.CommandLine;
using Repro.Claims;

namespace Repro.Cli.Commands;

/// <summary>Which claims a command is about.</summary>
internal static class ClaimFilter
{
    /// <summary>Those of the whole book.</summary>
    public static IEnumerable<string> Ids => ClaimBook.Default.Claims.Select(claim => claim.Id);

    public static Option<int?> Document() => new("--document") { Description = "Only claims of this document, 0 to 4.", HelpName = "N" };

    /// <exception cref="InputException">There is no such document or claim.</exception>
    public static IReadOnlyList<Claim> Select(int? document, string? tier, string? id)
    {
        IReadOnlyList<Claim> all = ClaimBook.Default.Claims;
        if (document is not null && all.All(claim => claim.Document != document))
        {
            throw new InputException($"The claim book has no document {document}. It has {string.Join(", ", all.Select(claim => claim.Document).Distinct())}.");
        }

        if (id is not null && all.All(claim => claim.Id != id))
        {
            throw new InputException($"The claim book has no claim '{id}'.{Spelling.Suggestion(id, Ids)} `repro claims --grep TEXT` finds ids.");
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

    /// <exception cref="InputException">Nothing is left: a filter that matches nothing must not look like success.</exception>
    public static IReadOnlyList<Claim> NotEmpty(IReadOnlyList<Claim> claims) => claims.Count > 0
        ? claims
        : throw new InputException("No claim of the book matches these filters. `repro claims` lists them all.");
}
