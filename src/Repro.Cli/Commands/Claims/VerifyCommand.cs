using System.CommandLine;
using Repro.Claims;
using Repro.Cli.Commands.Training;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Cli.Output;
using Repro.Hosting;
using Repro.Outputs;
using Repro.Reports;
using Repro.Reports.Changes;
using Repro.Reports.Html;

namespace Repro.Cli.Commands.Claims;

/// <summary><c>repro verify</c>: measures the claims and compares the verdicts with the expected ones.</summary>
internal static class VerifyCommand
{
    public static Command Create(HostSource hosts)
    {
        Option<string?> document = ClaimFilter.Document(hosts);
        Option<string?> tier = ClaimFilter.Tier();
        Option<string?> claim = ClaimFilter.Claim("Print the claim with this id, with all details.", hosts);
        Option<bool> groups = new("--groups")
        {
            Description =
                "Also print each group of related claims. The column `group` of a claim file has the names of the groups. A group contains claims about the same subject, e.g. claims of two documents that state different values. Not with --claim.",
        };
        Option<bool> all = new("--all") { Description = "Also list every claim under its verdict. Not with --claim." };
        Option<string?> group = ClaimFilter.Group();
        Option<string?> json = JsonTarget.Option();
        Option<string?> earlierFile = new("--compare-to")
        {
            Description = "Earlier results, written with --json FILE. Also print what changed.",
            HelpName = "FILE",
        };
        Option<string?> markdown = new("--markdown")
        {
            Description = "Also write the verdicts and the changes to this Markdown file.",
            HelpName = "FILE",
        };
        Option<string?> page = new("--report")
        {
            Description = "Also write the HTML page of `repro report` to this file.",
            HelpName = "FILE",
        };
        Option<string?> rerun = new("--rerun")
        {
            Description =
                "Train recorded seeds again and compare them, instead of verifying claims. cpu: history and weights must be bit-identical. "
                + "tensorflow: the metrics of the last epoch must be inside the prediction interval of the recorded seeds.",
            HelpName = "RUN[:SEEDS]",
        };
        ProjectNames.SuggestRuns(rerun, hosts);
        Option<string?> backend = BackendOptions.Judged(
            " With --rerun: the backend that trains; its default is the value of REPRO_BACKEND or of the key `backend` in configs/repro.json, and cpu if neither is set."
        );
        Command command = new(
            "verify",
            "Measures the quantities of the claims, compares them with the expected values and gives verdicts. Exit code 0: no verdict contradicts the expected verdict, which is in the column `standing` of the claim file. 1: at least one does. 2: wrong usage or a damaged file. NotRun and Inconclusive never contradict the expected verdict. "
                + "Examples: repro verify --tier fast; repro verify --group c01; repro verify --backend tensorflow; repro verify --rerun mnist-dense:1"
        )
        {
            document,
            tier,
            claim,
            group,
            groups,
            all,
            json,
            earlierFile,
            markdown,
            page,
            backend,
            rerun,
        };
        // An option that would be ignored is wrong usage.
        command.Validators.Add(parsed =>
        {
            if (
                parsed.GetResult(rerun) is not null
                && ((Option[])[document, tier, claim, group, groups, all, json, earlierFile, markdown, page]).Any(option =>
                    parsed.GetResult(option) is not null
                )
            )
            {
                parsed.AddError(
                    "--rerun cannot be combined with --document, --tier, --claim, --group, --groups, --all, --json, --compare-to, --markdown or --report."
                );
            }
            if (parsed.GetResult(group) is not null && parsed.GetResult(claim) is not null)
            {
                parsed.AddError("--group and --claim cannot be combined.");
            }
            if (
                parsed.GetResult(groups) is not null
                && (parsed.GetResult(claim) is not null || JsonTarget.IsOutput(parsed.GetResult(json)))
            )
            {
                parsed.AddError("--groups cannot be combined with --claim or with --json without a file. --group NAME selects one group.");
            }
            if (parsed.GetResult(all) is not null && (parsed.GetResult(claim) is not null || JsonTarget.IsOutput(parsed.GetResult(json))))
            {
                parsed.AddError("--all cannot be combined with --claim or with --json without a file.");
            }
        });
        command.SetAction(parsed =>
            parsed.GetValue(rerun) is { } run
                ? Rerun.Run(hosts.Of(parsed), run, parsed.GetValue(backend))
                : Run(
                    hosts.Of(parsed),
                    ClaimFilter.NotEmpty([
                        .. ClaimFilter.InGroup(
                            hosts.Of(parsed),
                            ClaimFilter.Select(
                                hosts.Of(parsed),
                                parsed.GetValue(document),
                                parsed.GetValue(tier),
                                parsed.GetValue(claim),
                                whole: parsed.GetValue(earlierFile) is not null
                            ),
                            parsed.GetValue(group)
                        ),
                    ]),
                    parsed.GetValue(claim) is not null,
                    parsed.GetValue(groups) || parsed.GetValue(group) is not null,
                    parsed.GetValue(all),
                    JsonTarget.Of(parsed, json),
                    parsed.GetValue(earlierFile),
                    parsed.GetValue(markdown),
                    parsed.GetValue(page),
                    Verification.CommandOf(parsed, "verify", document, tier, claim, group, backend) + " --report FILE",
                    parsed.GetValue(backend) is { } name ? hosts.Of(parsed).Backends.NameOf(name) : null
                )
        );
        return command;
    }

    private static int Run(
        ReproHost host,
        IReadOnlyList<Claim> claims,
        bool inFull,
        bool groups,
        bool all,
        JsonTarget json,
        string? earlierFile,
        string? markdown,
        string? page,
        string command,
        string? backend
    )
    {
        foreach (string? file in (string?[])[markdown, page])
        {
            OutputFile.Require(file);
        }

        if (page is not null)
        {
            HeadlineAnswer.Require(host.Project.File.Documents, host.Claims);
        }

        IReadOnlyDictionary<string, EarlierResult>? earlier = earlierFile is null ? null : EarlierResults.Read(earlierFile);
        Verification verification = Verification.Of(
            host,
            claims,
            backend,
            whole: earlier is not null || markdown is not null || page is not null || json.IsGiven
        );
        VerificationReport report = verification.Report;
        json.Write(() => JsonReport.Of(report), () => Print(report, inFull, groups, all));

        ClaimChanges? changes = earlier is null ? null : new ClaimChanges(earlier, report.Results, ClaimFilter.Ids(host));
        if (changes is not null && !json.ReplacesText)
        {
            Console.Out.WriteLine($"Since {earlierFile}: {changes.Headline}");
        }

        if (markdown is not null)
        {
            OutputFile.WriteText(markdown, changes is null ? ChangesMarkdown.Table(report.Results) : ChangesMarkdown.Of(changes));
        }

        if (page is not null)
        {
            verification.WritePage(page, [], command);
        }

        return verification.ExitCode;
    }

    private static void Print(VerificationReport report, bool inFull, bool groups, bool all)
    {
        if (inFull)
        {
            Console.Out.WriteLine(string.Join(Environment.NewLine, report.Results.SelectMany(ClaimText.Full)));
            return;
        }

        new ConsoleReport(Terminal.Create(), report).Write(groups, all);
    }
}
