using NUnit.Framework;
using Repro.Claims;

namespace Repro.NUnit;

/// <summary>A claim as an NUnit case.</summary>
/// <param name="Ending">Ends the case's name, where one claim has several cases.</param>
public sealed record ClaimCase(Claim Claim, IEnumerable<string> Categories, string Ending = "")
{
    /// <summary>The name has no character that a VSTest filter gives a meaning to: no brackets, colons, commas or bars.</summary>
    internal TestCaseData ToTestCaseData()
    {
        TestCaseData data = new TestCaseData(Claim)
            .SetName($"{Claim.Place.Replace(':', '_')} {Claim.Id}{Ending}")
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
