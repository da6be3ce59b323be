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
/// <param name="Backend">Backend whose trainings were judged (<c>TensorFlow</c>); null for all.</param>
internal sealed record Verification(ReproHost Host, VerificationReport Report, ProbeRegistry Probes, string? Backend)
{
    /// <summary>Whether claims were skipped because of an error in their address or in a file that they need.</summary>
    public bool IsPartial { get; private init; }

    /// <summary>
    /// Verifies. Claims whose addresses no probe knows, and claims that need a damaged file, are reported and skipped, if the other claims
    /// can be judged without them.
    /// </summary>
    /// <param name="whole">Whether an incomplete result would be wrong: then such a claim is an error of the command.</param>
    /// <exception cref="InputException">The data root or a required claim is not valid.</exception>
    public static Verification Of(ReproHost host, IReadOnlyList<Claim> claims, string? backend, bool whole) =>
        Of(host, claims, backend, whole, Console.Error);

    /// <param name="error">Receives the errors of claims that are skipped.</param>
    /// <inheritdoc cref="Of(ReproHost, IReadOnlyList{Claim}, string?, bool)"/>
    internal static Verification Of(ReproHost host, IReadOnlyList<Claim> claims, string? backend, bool whole, TextWriter error)
    {
        DataRoot.Require(host.Settings.DataRoot);
        ProbeRegistry probes = host.Probes(backend);
        Task measuring = probes.MeasureAsync(claims);
        IReadOnlyList<ClaimResult> results = new Verifier(probes).Verify(ListProgress.Over(claims, "claims"), out InputException? refusal);
        measuring.Wait();
        if (refusal is not null)
        {
            if (whole || results.Count == 0)
            {
                throw refusal;
            }

            error.WriteLine(
                PrintedText.Message(
                    $"repro: {refusal.Message}\nClaims with errors are skipped. The exit code will be {ExitCodes.BadInput}."
                )
            );
        }

        return new Verification(host, new VerificationReport(results, host.Claims.Claims), probes, backend)
        {
            IsPartial = refusal is not null,
        };
    }

    /// <summary>The command line without the files that it writes, because a page is sent to others.</summary>
    /// <param name="filters">The options that decide what is verified.</param>
    public static string CommandOf(ParseResult parsed, string verb, params Option[] filters) =>
        string.Join(
            ' ',
            [
                $"repro {verb}",
                .. filters
                    .Select(filter => parsed.GetResult(filter))
                    .OfType<OptionResult>()
                    .Where(given => !given.Implicit)
                    .SelectMany(given => given.Tokens.Select(token => token.Value).Prepend(given.Option.Name)),
            ]
        );

    /// <summary>0: all verdicts are the expected ones; 1: a verdict is not; 2: claims have errors and were skipped.</summary>
    public int ExitCode =>
        IsPartial ? ExitCodes.BadInput : ClaimFilter.ExitCode(Host, Report.Disagreements.Count == 0 ? ExitCodes.Success : ExitCodes.Failed);

    /// <summary>Everything that a page about the verification shows.</summary>
    /// <param name="images">Drawn images to show.</param>
    /// <param name="command">The command that writes the page.</param>
    public ReportContents Contents(IReadOnlyList<ReportFigure> images, string command) =>
        ReportContents.Of(Host, Report, Probes, Backend, images, command, LeaveOut);

    // No claim is about the run: those that are have been reported.
    private static void LeaveOut(string error) =>
        Console.Error.WriteLine(PrintedText.Message($"repro: {error} The page does not show this run."));

    /// <summary>Writes the page. Its curves show the points of the verified claims.</summary>
    /// <param name="images">Drawn images to show.</param>
    /// <param name="command">The command that writes the page.</param>
    public void WritePage(string file, IReadOnlyList<ReportFigure> images, string command) =>
        OutputFile.WriteText(file, HtmlReport.Of(Contents(images, command)));
}
