using Repro.Claims;
using Repro.Data.Catalog;
using Repro.Hosting;

namespace Repro.NUnit;

/// <summary>The NUnit categories of claims.</summary>
internal static class ClaimCategories
{
    private const string Pretrained = "Pretrained";
    private const string Data = "Data";

    /// <summary>Of a claim about a run that is judged on recorded evidence.</summary>
    public const string Recorded = "Recorded";

    /// <summary>Of the case that writes the report.</summary>
    public const string Report = "Report";

    /// <summary>All categories that the cases of a fixture can have.</summary>
    public static IReadOnlyList<string> All { get; } =
    [nameof(Tier.Fast), nameof(Tier.Small), nameof(Tier.Long), Recorded, Pretrained, Data, Report];

    /// <summary>The tier, and <c>Pretrained</c> and <c>Data</c> where the claim needs weights and data sets.</summary>
    public static IEnumerable<string> Of(Check check, ReproHost host) =>
        Of(check, new WeightsCatalog(host.Project.File.Weights.Values).Groups);

    /// <param name="weights">The names of the project's weights: a need is for weights if it is or begins with one of these.</param>
    public static IEnumerable<string> Of(Check check, IReadOnlyList<string> weights)
    {
        yield return check.Tier.ToString();
        string[] needs = [.. check.Needs.Where(need => !need.StartsWith("run:", StringComparison.Ordinal))];
        bool IsWeights(string need) => weights.Any(name => need == name || need.StartsWith(name + "_", StringComparison.Ordinal));
        if (needs.Any(IsWeights))
        {
            yield return Pretrained;
        }

        if (!needs.All(IsWeights))
        {
            yield return Data;
        }
    }
}
