using System.Globalization;
using Repro.Claims;
using Repro.Claims.Files;
using Repro.Project;

namespace Repro.Reports.Html;

/// <summary>A number of a document that the project shows first, and what was measured.</summary>
/// <param name="Network">What is said to reach it.</param>
/// <param name="Values">What the declared seeds gave that are recorded, of the backend whose verdict counts; empty where none is.</param>
internal sealed record HeadlineAnswer(string Network, ClaimResult Result, IReadOnlyList<double> Values)
{
    /// <summary>The number that the document states.</summary>
    public double Stated => ((Value.Number)((Expectation.Constant)Result.Claim.Check!.Expected).Value).Amount;

    /// <summary>A number of this quantity for readers: an accuracy in percent, any other quantity as it is.</summary>
    /// <param name="decimals">Of a percentage, at most.</param>
    public string Show(double number, int decimals = 2) =>
        IsAccuracy
            ? (100 * number).ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture) + " %"
            : Numbers.Readable(number);

    private bool IsAccuracy =>
        Result.Claim.Check!.Address is { Selector: not ("argmin" or "argmax") } address && address.Quantity.Split('_').Contains("acc");

    /// <summary>The headline claims of the documents that are among the results and state a number.</summary>
    /// <param name="probes">Measured the results; gives the seeds' values.</param>
    public static IReadOnlyList<HeadlineAnswer> Of(
        IReadOnlyList<DocumentDeclaration> documents,
        IReadOnlyList<ClaimResult> results,
        ProbeRegistry probes
    ) =>
        [
            .. from card in documents.SelectMany(document => document.Headline)
            join result in results on card.Claim equals result.Claim.Id
            where result.Claim.Check?.Expected is Expectation.Constant { Value: Value.Number }
            select new HeadlineAnswer(card.Label, result, ValuesOf(result, probes)),
        ];

    /// <summary>
    /// Refuses headlines that no report would show. Nothing is refused where claim files have errors: they may have the claims.
    /// </summary>
    /// <param name="claims">The project's claims.</param>
    /// <exception cref="InputException">A headline names a claim that does not exist, or one that states no number.</exception>
    public static void Require(IReadOnlyList<DocumentDeclaration> documents, ClaimSet claims)
    {
        foreach (
            (DocumentDeclaration document, HeadlineCard card) in claims.Broken.Count > 0
                ? []
                : documents.SelectMany(document => document.Headline.Select(card => (document, card)))
        )
        {
            Claim? claim = claims.Claims.FirstOrDefault(claim => claim.Id == card.Claim);
            string? wrong =
                claim is null ? $"which does not exist.{Spelling.Suggestion(card.Claim, claims.Claims.Select(known => known.Id))}"
                : claim.Check?.Expected is Expectation.Constant { Value: Value.Number } ? null
                : "whose expected value is not a number.";
            if (wrong is not null)
            {
                throw new InputException(
                    $"{ProjectFile.Name}: the headline of the document '{document.Id}' names the claim '{card.Claim}', {wrong}"
                );
            }
        }
    }

    private static double[] ValuesOf(ClaimResult result, ProbeRegistry probes)
    {
        if (
            result.Finding.Backends is not [var counted, ..]
            || probes.Measure(result.Claim.Check!.Address) is not Measurement.Seeds measured
        )
        {
            return [];
        }

        IReadOnlyDictionary<int, double> values = measured.Backends.Single(seeds => seeds.Backend == counted.Backend).Values;
        return [.. counted.Seeds.Select(seed => values[seed]).Where(double.IsFinite)];
    }
}
