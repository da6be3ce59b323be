using CsvHelper.Configuration.Attributes;

namespace Repro.Claims.Files;

/// <summary>A row of a document's CSV, as text.</summary>
internal sealed class ClaimRow
{
    [Name("id")]
    public string Id { get; set; } = "";

    [Name("document")]
    public string Document { get; set; } = "";

    [Name("line")]
    public string Line { get; set; } = "";

    [Name("statement")]
    public string Statement { get; set; } = "";

    [Name("tier")]
    public string Tier { get; set; } = "";

    [Name("needs")]
    public string Needs { get; set; } = "";

    [Name("address")]
    public string Address { get; set; } = "";

    [Name("relation")]
    public string Relation { get; set; } = "";

    [Name("expected")]
    public string Expected { get; set; } = "";

    [Name("margin")]
    public string Margin { get; set; } = "";

    [Name("group")]
    public string Group { get; set; } = "";

    [Name("standing")]
    public string Standing { get; set; } = "";

    [Name("reason")]
    public string Reason { get; set; } = "";
}
