using System.CommandLine;
using System.CommandLine.Parsing;
using Repro.Claims;
using Repro.Cli.Hosting;
using Repro.Cli.Output;
using Repro.Data;
using Repro.Hosting;
using Repro.Outputs;
using Repro.Reports;
using Repro.Reports.Html;

namespace Repro.Cli.Commands.Claims;

/// <summary>A verification on the recorded evidence, and the page about it.</summary>
/// <param name="Engine">Whose evidence was judged (<c>TensorFlow</c>); null for all engines'.</param>
internal sealed record Verification(ReproHost Host, VerificationReport Report, ProbeRegistry Probes, string? Engine)
{
    /// <summary>Whether claims were left out because no probe knows their addresses.</summary>
    public bool IsPartial { get; private init; }

    /// <summary>Verifies. Claims whose addresses no probe knows are reported and left out, where others can be judged without them.</summary>
    /// <param name="whole">Whether no claim may be left out: what the command makes would be incomplete.</param>
    /// <exception cref="InputException">The baselines or the data root are wrong, or a claim that is needed is.</exception>
    public static Verification Of(ReproHost host, IReadOnlyList<Claim> claims, string? engine, bool whole) => Of(host, claims, engine, whole, Console.Error);

    /// <param name="error">Takes what is wrong with claims that are left out.</param>
    /// <inheritdoc cref="Of(ReproHost, IReadOnlyList{Claim}, string?, bool)"/>
    internal static Verification Of(ReproHost host, IReadOnlyList<Claim> claims, string? engine, bool whole, TextWriter error)
    {
        DataRoot.Require(host.Settings.DataRoot);
        ProbeRegistry probes = host.Probes(engine);
        IReadOnlyList<ClaimResult> results = new Verifier(probes).Verify(ListProgress.Over(claims, "claims"), out InputException? refusal);
        if (refusal is not null)
        {
            if (whole || results.Count == 0)
            {
                throw refusal;
            }

            error.WriteLine(PrintedText.Message($"repro: {refusal.Message}\nClaims with errors are left out; the exit code will be {ExitCodes.BadInput}."));
        }

        return new Verification(host, new VerificationReport(results, host.Claims.Claims), probes, engine) { IsPartial = refusal is not null };
    }

    /// <summary>What was typed, but for the files that are written: a page is sent around.</summary>
    /// <param name="filters">Those of the command's options that decide what is verified.</param>
    public static string CommandOf(ParseResult parsed, string verb, params Option[] filters) => string.Join(
        ' ', [$"repro {verb}", .. filters.Select(filter => parsed.GetResult(filter)).OfType<OptionResult>().Where(given => !given.Implicit).SelectMany(given => given.Tokens.Select(token => token.Value).Prepend(given.Option.Name))]);

    /// <summary>0: as the book holds; 1: a verdict contradicts it; 2: claims have errors, and were left out.</summary>
    public int ExitCode => IsPartial ? ExitCodes.BadInput : ClaimFilter.ExitCode(Host, Report.Disagreements.Count == 0 ? ExitCodes.Fine : ExitCodes.Differs);

    /// <summary>Everything that a page about the verification shows.</summary>
    /// <param name="images">Drawn images to show.</param>
    /// <param name="command">What makes the page again.</param>
    public ReportContents Contents(IReadOnlyList<ReportFigure> images, string command)
    {
        IReadOnlyList<RunEvidence> runs = RunEvidence.Recorded(Host.Project.BaselinesFolder, Host.Runs, [.. Report.Results.Select(result => result.Claim)], Report.Results.Count == Host.Claims.Claims.Count, LeaveOut, Engine);
        return new ReportContents(Host.Project.File, Report, HeadlineAnswer.Of(Host.Project.File.Documents, Report.Results, Probes), runs, images, ReportOrigin.Now(command, Host.Project));
    }

    // No claim is about the run: those that are have been reported.
    private static void LeaveOut(string error) => Console.Error.WriteLine(PrintedText.Message($"repro: {error} The page does not show this run."));

    /// <summary>Writes the page; over its curves stand the points of the claims that were verified.</summary>
    /// <param name="images">Drawn images to show.</param>
    /// <param name="command">What makes the page again.</param>
    public void WritePage(string file, IReadOnlyList<ReportFigure> images, string command) =>
        OutputFile.WriteText(file, HtmlReport.Of(Contents(images, command)));
}
