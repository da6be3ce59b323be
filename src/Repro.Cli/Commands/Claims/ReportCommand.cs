using System.CommandLine;
using System.Globalization;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Figures.Drawing;
using Repro.Hosting;
using Repro.Inputs;
using Repro.Outputs;
using Repro.Reports.Changes;
using Repro.Reports.Html;

namespace Repro.Cli.Commands.Claims;

/// <summary><c>repro report</c>: writes the verification as an HTML page.</summary>
internal static class ReportCommand
{
    private const long MostBytes = 4 << 20;

    public static Command Create(HostSource hosts)
    {
        Option<string> output = new("--out")
        {
            Description = "HTML file to write.",
            HelpName = "FILE",
            DefaultValueFactory = _ => Path.Combine("results", "report.html"),
        };
        Option<string?> document = ClaimFilter.Document(hosts);
        Option<string?> tier = ClaimFilter.Tier();
        Option<string?> backend = BackendOptions.Judged();
        Option<string?> images = new("--figures")
        {
            Description = "Folder with figures from `repro draw`. Default: the folder `pictures/`, if it contains figures.",
            HelpName = "FOLDER",
        };
        Option<string?> earlierFile = new("--compare-to")
        {
            Description =
                "Earlier results from `repro verify --json FILE`. Requires --markdown. The Markdown file then also lists what changed since the earlier results.",
            HelpName = "FILE",
        };
        Option<string?> markdown = new("--markdown")
        {
            Description = "Also write the verdicts to this Markdown file, e.g. for a pull request.",
            HelpName = "FILE",
        };
        Option<string?> readme = new("--readme")
        {
            Description = $"Also update the verdicts in this Markdown file, between '{VerdictBlock.Begin}' and '{VerdictBlock.End}'.",
            HelpName = "FILE",
        };
        Option<string?> badge = new("--badge")
        {
            Description = "Also write an SVG image with the counts of verdicts to this file, for use in a README.",
            HelpName = "FILE",
        };
        Command command = new(
            "report",
            "Gives verdicts on the claims, as `repro verify` does, and writes one self-contained HTML page with all verdicts, evidence and training curves. "
                + "Exit codes: as for verify. Example: repro report --out report.html --markdown summary.md --compare-to old.json"
        )
        {
            output,
            document,
            tier,
            backend,
            images,
            earlierFile,
            markdown,
            readme,
            badge,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetResult(earlierFile) is not null && parsed.GetResult(markdown) is null)
            {
                parsed.AddError("--compare-to requires --markdown FILE, which lists what changed.");
            }
        });
        command.SetAction(parsed =>
        {
            string file = parsed.GetRequiredValue(output);
            OutputFile.Require(file);
            OutputFile.Require(parsed.GetValue(markdown));
            OutputFile.Require(parsed.GetValue(badge));
            string? readmeText = parsed.GetValue(readme) is { } page ? InputFile.ReadText(page, MostBytes, "a Markdown file") : null;
            IReadOnlyDictionary<string, EarlierResult>? earlier = parsed.GetValue(earlierFile) is { } old ? EarlierResults.Read(old) : null;
            IReadOnlyList<ReportFigure> drawn = (parsed.GetValue(images) ?? Drawn()) is { } folder ? ReportFigures.Load(folder) : [];
            ReproHost host = hosts.Of(parsed);
            HeadlineAnswer.Require(host.Project.File.Documents, host.Claims);
            string? backendName = parsed.GetValue(backend) is { } name ? host.Backends.NameOf(name) : null;
            Verification verification = Verification.Of(
                host,
                ClaimFilter.Select(host, parsed.GetValue(document), parsed.GetValue(tier), null, whole: earlier is not null),
                backendName,
                whole: true
            );
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
                OutputFile.WriteText(
                    summary,
                    earlier is null
                        ? ChangesMarkdown.Table(verification.Report.Results)
                        : ChangesMarkdown.Of(new ClaimChanges(earlier, verification.Report.Results, ClaimFilter.Ids(host)))
                );
            }

            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file}: {Counted.Of(verification.Report.Results.Count, "claim")}, {Counted.Of(verification.Report.Disagreements.Count, "unexpected verdict")}"
                )
            );
            return verification.ExitCode;
        });
        return command;
    }

    // The default folder of `repro draw`.
    private static string? Drawn() =>
        File.Exists(Path.Combine(FigureIndex.DefaultFolder, FigureIndex.FileName)) ? FigureIndex.DefaultFolder : null;
}
