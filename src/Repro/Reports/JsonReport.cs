using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Claims;

namespace Repro.Reports;

/// <summary>Results and claims for other programs. <see cref="SchemaVersion"/> rises when a field changes its meaning or goes.</summary>
internal static class JsonReport
{
    public const int SchemaVersion = 2;

    internal static JsonSerializerOptions Options { get; } =
        new()
        {
            WriteIndented = true,
            NewLine = "\n",
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        };

    /// <summary>A verification: counts of verdicts, and each claim with its verdict and evidence.</summary>
    public static string Of(VerificationReport report) =>
        JsonSerializer.Serialize(
            new
            {
                SchemaVersion,
                Claims = report.Results.Count,
                Disagreements = report.Disagreements.Count,
                Verdicts = Enum.GetValues<Verdict>()
                    .ToDictionary(
                        verdict => JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.ToString()),
                        verdict => report.Results.Count(result => result.Verdict == verdict)
                    ),
                Results = report.Results.Select(Result),
            },
            Options
        );

    /// <summary>Claims without verdicts.</summary>
    public static string Of(IReadOnlyList<Claim> claims) =>
        JsonSerializer.Serialize(new { SchemaVersion, Claims = claims.Select(Description) }, Options);

    private static object Result(ClaimResult result) =>
        new
        {
            Claim = Description(result.Claim),
            result.Verdict,
            Disagreement = result.IsDisagreement,
            Measured = result.Finding.Measured.Length > 0 ? result.Finding.Measured : null,
            result.Finding.Why,
            Missing = result.Finding.Lack,
            Evidence = result.Finding.Backends.Count > 0 ? result.Finding.Backends : null,
        };

    private static object Description(Claim claim) =>
        new
        {
            claim.Id,
            Document = claim.Document,
            claim.Where.Line,
            Place = claim.Where.ToString(),
            claim.Statement,
            Tier = claim.Check?.Tier,
            Needs = claim.Check?.Needs,
            Address = claim.Check?.Address.Text,
            Relation = claim.Check?.Relation.Sign(),
            Expected = claim.Check?.Expected.ToString(),
            claim.Check?.Margin,
            Groups = claim.Groups.Count > 0 ? claim.Groups : null,
            Standing = claim.Check?.Standing,
            Reason = claim.Reason.Length > 0 ? claim.Reason : null,
        };
}
