using NUnit.Framework;
using Repro.Claims;

namespace Repro.NUnit;

/// <summary>A claim as an NUnit case.</summary>
public sealed class ClaimCase
{
    /// <summary>Creates the case of a claim.</summary>
    /// <param name="claim">The claim; it is executable.</param>
    /// <param name="categories">The case's NUnit categories.</param>
    /// <param name="nameSuffix">The end of the case's name, where one claim has several cases.</param>
    public ClaimCase(Claim claim, IEnumerable<string> categories, string nameSuffix = "")
    {
        Claim = claim;
        Categories = [.. categories];
        NameSuffix = nameSuffix;
    }

    /// <summary>The claim.</summary>
    public Claim Claim { get; }

    /// <summary>The case's NUnit categories.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>The end of the case's name, where one claim has several cases.</summary>
    public string NameSuffix { get; }

    /// <summary>The name has no character that a VSTest filter gives a meaning to: no brackets, colons, commas or bars.</summary>
    internal TestCaseData ToTestCaseData()
    {
        TestCaseData data = new TestCaseData(Claim)
            .SetName($"{Claim.Place.Replace(':', '_')} {Claim.Id}{NameSuffix}")
            .SetProperty("Document", Claim.Document)
            .SetProperty("Statement", Claim.Statement)
            .SetDescription(Claim.Check!.ToString());
        foreach (string group in Claim.Groups)
        {
            data.Properties.Add("Group", group);
        }

        foreach (string category in Categories)
        {
            data.SetCategory(category);
        }

        return data;
    }
}
