using System.Globalization;

namespace Repro.Claims;

/// <summary>What a claim's check costs.</summary>
public enum Tier
{
    /// <summary>No data, no training.</summary>
    Fast,

    /// <summary>Minutes on two cores.</summary>
    Small,

    /// <summary>Up to hours.</summary>
    Long,
}

/// <summary>The verdict that a project expects of a claim.</summary>
public enum ExpectedVerdict
{
    /// <summary>The statement is true.</summary>
    Holds,

    /// <summary>The statement is false. <c>verify</c> succeeds as long as the claim is not Reproduced.</summary>
    Refuted,

    /// <summary>Not decided: any verdict is reported, and none fails.</summary>
    Open,
}

/// <summary>A statement of a document in our words, and how it is checked where it can be.</summary>
/// <param name="Id">The claim's name, unique in the project.</param>
/// <param name="Document">The document's id, the name of its claim file: <c>003</c>, <c>lenet-paper</c>.</param>
/// <param name="Where">The lines of the document that say it, in a notebook with their cell.</param>
/// <param name="Statement">What the document states, in a short sentence.</param>
/// <param name="Check">How it is checked; null for prose and transcripts, which <paramref name="Reason"/> then explains.</param>
/// <param name="Groups">Groups of statements that contradict each other; each keeps its own verdict.</param>
/// <param name="Reason">Why the claim is not executable, or why its expected verdict is <c>refuted</c>; else empty.</param>
/// <param name="Source">File and line of the claim file.</param>
public sealed record Claim(
    string Id,
    string Document,
    Place Where,
    string Statement,
    Check? Check,
    IReadOnlyList<string> Groups,
    string Reason,
    ClaimLine Source
)
{
    /// <summary>Where the statement is: <c>document-003:124</c>, <c>document-cnn:cell 8:3</c>.</summary>
    public string Place => $"document-{Document}:{Where}";

    /// <summary>Whether trainings are measured.</summary>
    public bool IsAboutRun() =>
        Check is { } check && (check.Address.Probe == "run" || check.Expected is Expectation.Quantity { Address.Probe: "run" });
}

/// <summary>The executable part of a claim.</summary>
/// <param name="Tier">What the check costs.</param>
/// <param name="Needs">Data sets, weights and runs (<c>run:NAME</c>) that measuring takes.</param>
/// <param name="Address">What is measured.</param>
/// <param name="Relation">How the measured value is compared with the expected one.</param>
/// <param name="Expected">What the document states.</param>
/// <param name="Margin">Of <c>~</c>: the tolerance; of a stochastic claim: the widest 95 % half-interval that is an answer.</param>
/// <param name="Standing">The expected verdict.</param>
public sealed record Check(
    Tier Tier,
    IReadOnlyList<string> Needs,
    Address Address,
    Relation Relation,
    Expectation Expected,
    double? Margin,
    ExpectedVerdict Standing
)
{
    /// <summary>The claim in its short form: <c>model:mnist-full/total_params = 93322</c>.</summary>
    public override string ToString() =>
        $"{Address.Text} {Relation.Sign()} {Expected}" + (Margin is null ? "" : $" +- {new Value.Number(Margin.Value)}");
}

/// <summary>A place in the claim files, for messages.</summary>
/// <param name="File">The claim file.</param>
/// <param name="Line">The line, from 1.</param>
public readonly record struct ClaimLine(string File, int Line)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}");
}
