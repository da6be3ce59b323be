using Repro.Import.Statements;

namespace Repro.Bench.ImportScore;

/// <summary>Expected claims and drafted statements, and which of them are the same. Each counts once.</summary>
internal sealed class Tally
{
    public List<ExpectedClaim> Expected { get; } = [];

    public List<Statement> Drafted { get; } = [];

    public List<(ExpectedClaim Expected, Statement Statement)> Found { get; } = [];

    public static Tally Of(IReadOnlyList<ExpectedClaim> expected, IReadOnlyList<Statement> drafted)
    {
        Tally tally = new();
        tally.Expected.AddRange(expected);
        tally.Drafted.AddRange(drafted);
        List<Statement> left = [.. drafted];
        foreach (ExpectedClaim claim in expected)
        {
            int at = left.FindIndex(statement => ClaimMatch.Is(statement, claim));
            if (at >= 0)
            {
                tally.Found.Add((claim, left[at]));
                left.RemoveAt(at);
            }
        }

        return tally;
    }

    public void Add(Tally other)
    {
        Expected.AddRange(other.Expected);
        Drafted.AddRange(other.Drafted);
        Found.AddRange(other.Found);
    }
}
