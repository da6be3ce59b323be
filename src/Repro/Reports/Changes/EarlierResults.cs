using System.Text.Json;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Inputs;

namespace Repro.Reports.Changes;

/// <summary>Results of an earlier verification, from the file that <c>repro verify --json</c> wrote.</summary>
internal static partial class EarlierResults
{
    // The results of all documents have some 1 MB.
    private const long MostBytes = 16 << 20;
    private const string What = "results of a verification";
    private const string Remedy = "Such a file is written by: repro verify --json FILE";

    /// <returns>By the claims' ids.</returns>
    /// <exception cref="InputException">The file is missing, too large, damaged or of another version.</exception>
    public static IReadOnlyDictionary<string, EarlierResult> Read(string file)
    {
        InputException Unreadable(string why) => new($"{file}: {why} {Remedy}");
        string text = OldSpelling.ToPresent(InputFile.ReadText(file, MostBytes, What, InputRule.RegularOrPipe, Remedy), file, What, Remedy);
        Verification verification = InputJson.Read<Verification>(FormerKey().Replace(text, "\"backend\":"), file, What, Options, Remedy);
        if (verification.SchemaVersion is not (1 or JsonReport.SchemaVersion))
        {
            throw Unreadable($"format version {verification.SchemaVersion}; this version reads {JsonReport.SchemaVersion}.");
        }

        Dictionary<string, EarlierResult> results = [];
        foreach (Result? result in verification.Results ?? throw Unreadable("it cannot be read: there are no results."))
        {
            if (result?.Claim?.Id is null || result.Evidence?.Any(seeds => seeds?.Seeds is null) == true)
            {
                throw Unreadable("it cannot be read: a result has no claim or no seeds.");
            }

            if (
                !results.TryAdd(
                    result.Claim.Id,
                    new EarlierResult(
                        result.Verdict,
                        result.Measured ?? "",
                        result.Evidence is { Count: > 0 } evidence ? evidence[0] : null
                    )
                )
            )
            {
                throw Unreadable($"it has claim '{result.Claim.Id}' twice.");
            }
        }

        return results;
    }

    // Version 1 names the backend of recorded seeds so. Inside a text, the quotation marks are escaped.
    [GeneratedRegex(@"(?<!\\)""engine"":", RegexOptions.CultureInvariant)]
    private static partial Regex FormerKey();

    // What is null is left out when it is written, so nothing can be required here.
    private static JsonSerializerOptions Options { get; } = new(JsonReport.Options) { RespectNullableAnnotations = true };

    private sealed record Verification(int SchemaVersion, IReadOnlyList<Result>? Results);

    private sealed record Result(ClaimId? Claim, Verdict Verdict)
    {
        public string? Measured { get; init; }

        public IReadOnlyList<SeedsFinding>? Evidence { get; init; }
    }

    private sealed record ClaimId(string? Id);
}
