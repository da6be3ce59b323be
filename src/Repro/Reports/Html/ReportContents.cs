using System.Globalization;
using Repro.Claims;
using Repro.Hosting;
using Repro.Project;
using Repro.Training.State;

namespace Repro.Reports.Html;

/// <summary>Everything that the report shows.</summary>
/// <param name="Project">What the project file says of the project and its documents.</param>
/// <param name="Headlines">The accuracies that the reader asks for first; those whose claims were not verified are left out.</param>
/// <param name="Runs">The recorded trainings, one a run and backend.</param>
internal sealed record ReportContents(
    ProjectFile Project,
    VerificationReport Verification,
    IReadOnlyList<HeadlineAnswer> Headlines,
    IReadOnlyList<RunEvidence> Runs,
    IReadOnlyList<ReportFigure> Images,
    ReportOrigin Origin
)
{
    /// <summary>Of a verification of claims of a host.</summary>
    /// <param name="backend">Backend whose trainings were judged; null for all.</param>
    /// <param name="command">What makes the report again.</param>
    /// <param name="leaveOut">Receives the error of a baseline that cannot be read; its run is left out.</param>
    public static ReportContents Of(
        ReproHost host,
        VerificationReport verification,
        ProbeRegistry probes,
        string? backend,
        IReadOnlyList<ReportFigure> images,
        string command,
        Action<string> leaveOut
    ) =>
        new(
            host.Project.File,
            verification,
            HeadlineAnswer.Of(host.Project.File.Documents, verification.Results, probes),
            RunEvidence.Recorded(
                host.Project.BaselinesFolder,
                host.Runs,
                [.. verification.Results.Select(result => result.Claim)],
                verification.Results.Count == host.Claims.Claims.Count,
                leaveOut,
                backend
            ),
            images,
            ReportOrigin.Now(command, host.Project)
        );

    /// <summary>The page's heading.</summary>
    public string Title => Project.Title ?? "Do the documents’ numbers hold?";

    /// <summary>What the project says a document is; null where it says nothing.</summary>
    public string? TitleOf(string document) => DeclarationOf(document)?.Title;

    /// <summary>What the project says of a document; null where it says nothing.</summary>
    public DocumentDeclaration? DeclarationOf(string document) => Project.Documents.FirstOrDefault(one => one.Id == document);

    /// <summary>The results by document, in the order of the project's claims.</summary>
    public IEnumerable<IGrouping<string, ClaimResult>> ByDocument => Verification.Results.GroupBy(result => result.Claim.Document);

    /// <summary>The number of claims with a verdict.</summary>
    public int Count(Verdict verdict) => Verification.Results.Count(result => result.Verdict == verdict);
}

/// <summary>Where the report comes from.</summary>
/// <param name="Made">The day, like <c>2026-11-25</c>.</param>
/// <param name="Source">The repository's commit; null where it is no clone.</param>
/// <param name="Command">What makes it again.</param>
internal sealed record ReportOrigin(string Made, CheckedOut? Source, string Command)
{
    /// <summary>Of the checked-out commit, today.</summary>
    public static ReportOrigin Now(string command, ReproProject project) =>
        new(DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), CheckedOut.Of(project), command);
}

/// <summary>A drawn image.</summary>
/// <param name="Subject">What was drawn: <c>kernels</c>, <c>activations</c> ...</param>
/// <param name="Caption">What it shows, and of which document.</param>
/// <param name="Type">Its media type: <c>image/png</c>.</param>
internal sealed record ReportFigure(string Subject, string Title, string Caption, string Type, byte[] Content);
