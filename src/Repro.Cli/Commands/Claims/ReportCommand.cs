using System.CommandLine;
using System.Globalization;
using Repro.Cli.Hosting;
using Repro.Figures.Drawing;
using Repro.Hosting;
using Repro.Inputs;
using Repro.Outputs;
using Repro.Reports.Changes;
using Repro.Reports.Html;

namespace Repro.Cli.Commands.Claims;

/// <summary><c>repro report</c>: the verification as one page for people.</summary>
internal static class ReportCommand
{
    private const long MostBytes = 4 << 20;

    public static Command Create(HostSource hosts)
    {
        Option<string> output = new("--out") { Description = "The page's file.", HelpName = "FILE", DefaultValueFactory = _ => Path.Combine("results", "report.html") };
        Option<string?> document = ClaimFilter.Document();
        Option<string?> tier = ClaimFilter.Tier();
        Option<string?> backend = new("--backend", "--engine") { Description = "Whose recorded evidence is judged: cpu or tensorflow; by default all.", HelpName = "NAME" };
        Option<string?> images = new("--pictures") { Description = "A folder that `repro draw` filled; its images are shown. By default `pictures`, where that has any.", HelpName = "DIR" };
        Option<string?> against = new("--against") { Description = "With --markdown: also say what changed since these results, which `repro verify --json` wrote.", HelpName = "FILE" };
        Option<string?> markdown = new("--markdown") { Description = "Also write the verdicts, and what changed, to this file as Markdown, for a job's summary or a pull request.", HelpName = "FILE" };
        Option<string?> readme = new("--readme")
        {
            Description = $"Also replace the part of this Markdown file between the lines '{VerdictBlock.Begin}' and '{VerdictBlock.End}' with the headline claims and the counts of verdicts.",
            HelpName = "FILE",
        };
        Option<string?> badge = new("--badge") { Description = "Also write the counts of verdicts as an SVG image for a README to this file.", HelpName = "FILE" };
        Command command = new(
            "report",
            "Verifies, and writes one page that shows everything: each claim, its verdict and evidence, the trainings' curves, what was not run. It needs no network and no script. "
            + "Exit codes as verify's. Example: repro report --out report.html --markdown summary.md --against old.json")
        {
            output, document, tier, backend, images, against, markdown, readme, badge,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetResult(against) is not null && parsed.GetResult(markdown) is null)
            {
                parsed.AddError("--against compares for --markdown; name that file too.");
            }
        });
        command.SetAction(parsed =>
        {
            string file = parsed.GetRequiredValue(output);
            OutputFile.Require(file);
            OutputFile.Require(parsed.GetValue(markdown));
            OutputFile.Require(parsed.GetValue(badge));
            string? readmeText = parsed.GetValue(readme) is { } page ? InputFile.ReadText(page, MostBytes, "a Markdown file") : null;
            IReadOnlyDictionary<string, EarlierResult>? earlier = parsed.GetValue(against) is { } old ? EarlierResults.Read(old) : null;
            IReadOnlyList<ReportFigure> drawn = (parsed.GetValue(images) ?? Drawn()) is { } folder ? ReportFigures.Load(folder) : [];
            ReproHost host = hosts.Of(parsed);
            HeadlineAnswer.Require(host.Project.File.Documents, host.Claims);
            string? engine = parsed.GetValue(backend) is { } name ? host.Engines.NameOf(name) : null;
            Verification verification = Verification.Of(host, ClaimFilter.Select(host, parsed.GetValue(document), parsed.GetValue(tier), null, whole: earlier is not null), engine, whole: earlier is not null);
            ReportContents contents = verification.Contents(drawn, Verification.CommandOf(parsed, "report", document, tier, backend));
            string? newReadme = readmeText is null ? null : VerdictBlock.Replace(readmeText, parsed.GetValue(readme)!, contents);
            OutputFile.WriteText(file, HtmlReport.Of(contents));
            if (newReadme is not null)
            {
                OutputFile.WriteText(parsed.GetValue(readme)!, newReadme);
            }

            if (parsed.GetValue(badge) is { } image)
            {
                OutputFile.WriteText(image, VerdictBadge.Of(verification.Report.Results));
            }

            if (parsed.GetValue(markdown) is { } summary)
            {
                OutputFile.WriteText(summary, earlier is null ? ChangesMarkdown.Table(verification.Report.Results) : ChangesMarkdown.Of(new ClaimChanges(earlier, verification.Report.Results, ClaimFilter.Ids(host))));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {Counted.Of(verification.Report.Results.Count, "statement")}, {verification.Report.Disagreements.Count} against the book"));
            return verification.ExitCode;
        });
        return command;
    }

    // Where `repro draw` puts images unless it is told otherwise.
    private static string? Drawn() => File.Exists(Path.Combine("pictures", FigureIndex.FileName)) ? "pictures" : null;
}
