using Repro.Claims;

namespace Repro.Specs.Claims;

/// <summary>How claims become NUnit cases.</summary>
internal static class ClaimCase
{
    // Weights and pictures that come with pretrained networks; everything else that a claim needs is a data set or a run.
    private static readonly string[] Pretrained = ["vgg16", "vgg19", "resnet", "squeezenet"];

    /// <summary>The name holds no character that a VSTest filter gives a meaning to: no brackets, colons, commas or bars.</summary>
    public static TestCaseData Of(Claim claim, IEnumerable<string> categories, string ending = "")
    {
        TestCaseData data = new TestCaseData(claim)
            .SetName($"{claim.Place.Replace(':', '_')} {claim.Id}{ending}")
            .SetProperty("Document", claim.Document)
            .SetProperty("Statement", claim.Statement)
            .SetDescription(claim.Check!.ToString());
        foreach (string group in claim.Groups)
        {
            data.Properties.Add("Group", group);
        }

        foreach (string category in categories)
        {
            data.SetCategory(category);
        }

        return data;
    }

    public static bool IsAboutRun(Claim claim) => claim.Check is { } check
        && (check.Address.Probe == "run" || check.Expected is Expectation.Quantity { Address.Probe: "run" });

    public static IEnumerable<string> Categories(Check check)
    {
        yield return check.Tier.ToString();
        string[] needs = [.. check.Needs.Where(need => !need.StartsWith("run:", StringComparison.Ordinal))];
        if (needs.Any(IsPretrained))
        {
            yield return "Pretrained";
        }

        if (needs.Any(need => !IsPretrained(need)))
        {
            yield return "Data";
        }
    }

    private static bool IsPretrained(string need) => Pretrained.Any(name => need.StartsWith(name, StringComparison.Ordinal));
}
