using System.CommandLine;
using Repro.Claims;
using Repro.Cli.Commands.Training;
using Repro.Cli.Hosting;
using Repro.Cli.Output;
using Repro.Hosting;
using Repro.Outputs;
using Repro.Reports;
using Repro.Reports.Changes;
using Repro.Reports.Html;

namespace Repro.Cli.Commands.Claims;

/// <summary><c>repro verify</c>: every claim's verdict, and whether it is what the book holds.</summary>
internal static class VerifyCommand
{
    public static Command Create(HostSource hosts)
    {
        Option<string?> document = ClaimFilter.Document();
        Option<string?> tier = ClaimFilter.Tier();
        Option<string?> claim = new("--claim") { Description = "Only this claim, in full.", HelpName = "ID" };
        Option<bool> groups = new("--groups") { Description = "Also show statements about one thing, which as a rule contradict each other, side by side; not with --claim." };
        Option<string?> group = ClaimFilter.Group();
        Option<string?> json = new("--json") { Description = "Write the results to this file ('-': to the output, instead of the table).", HelpName = "FILE" };
        Option<string?> against = new("--against") { Description = "Also say what changed since these results, which --json wrote.", HelpName = "FILE" };
        Option<string?> markdown = new("--markdown") { Description = "Write the verdicts, and what changed, to this file as Markdown.", HelpName = "FILE" };
        Option<string?> page = new("--report") { Description = "Also write everything to this file as one page, see `repro report`.", HelpName = "FILE" };
        Option<string?> rerun = new("--rerun")
        {
            Description = "Instead: train recorded seeds of a run again (all of them, or those named) and compare: on cpu history and weights bit for bit, "
                + "on tensorflow whether the last epoch lies within what its recorded seeds let one expect of one new run.",
            HelpName = "RUN[:SEEDS]",
        };
        Option<string?> backend = new("--backend", "--engine")
        {
            Description = "Whose recorded evidence is judged: cpu or tensorflow; by default all, where Cpu's verdict counts if both have one. With --rerun: the engine that trains.",
            HelpName = "NAME",
        };
        Command command = new(
            "verify",
            "Measures what the documents claim and compares. Exit code 0: as the book holds; 1: a verdict contradicts it; 2: wrong usage or a damaged file. "
            + "Examples: repro verify --tier fast; repro verify --group c01; repro verify --backend tensorflow; repro verify --rerun mnist-dense:1")
        {
            document, tier, claim, group, groups, json, against, markdown, page, backend, rerun,
        };
        // A filter or a report that would go unheard is wrong usage.
        command.Validators.Add(parsed =>
        {
            if (parsed.GetResult(rerun) is not null && ((Option[])[document, tier, claim, group, groups, json, against, markdown, page]).Any(option => parsed.GetResult(option) is not null))
            {
                parsed.AddError("--rerun trains and compares a run; it takes none of --document, --tier, --claim, --group, --groups, --json, --against, --markdown and --report.");
            }
            if (parsed.GetResult(group) is not null && parsed.GetResult(claim) is not null)
            {
                parsed.AddError("--group selects the statements of a group and --claim one claim. Use one of them.");
            }
            if (parsed.GetResult(groups) is not null && (parsed.GetResult(claim) is not null || parsed.GetResult(json)?.Tokens is [{ Value: "-" }]))
            {
                parsed.AddError("--groups adds to the table; it takes neither --claim, which shows one claim in full, nor --json -. --group NAME selects one group.");
            }
        });
        command.SetAction(parsed => parsed.GetValue(rerun) is { } run ? Rerun.Run(hosts.Of(parsed), run, parsed.GetValue(backend)) : Run(
            hosts.Of(parsed),
            ClaimFilter.NotEmpty([.. ClaimFilter.InGroup(hosts.Of(parsed), ClaimFilter.Select(hosts.Of(parsed), parsed.GetValue(document), parsed.GetValue(tier), parsed.GetValue(claim), whole: parsed.GetValue(against) is not null), parsed.GetValue(group))]),
            parsed.GetValue(claim) is not null,
            parsed.GetValue(groups) || parsed.GetValue(group) is not null,
            parsed.GetValue(json),
            parsed.GetValue(against),
            parsed.GetValue(markdown),
            parsed.GetValue(page),
            Verification.CommandOf(parsed, "verify", document, tier, claim, group, backend) + " --report FILE",
            parsed.GetValue(backend) is { } name ? hosts.Of(parsed).Engines.NameOf(name) : null));
        return command;
    }

    private static int Run(ReproHost host, IReadOnlyList<Claim> claims, bool inFull, bool groups, string? json, string? against, string? markdown, string? page, string command, string? engine)
    {
        foreach (string? file in (string?[])[json == "-" ? null : json, markdown, page])
        {
            OutputFile.Require(file);
        }

        if (page is not null) HeadlineAnswer.Require(host.Project.File.Documents, host.Claims);
        IReadOnlyDictionary<string, EarlierResult>? earlier = against is null ? null : EarlierResults.Read(against);
        Verification verification = Verification.Of(host, claims, engine, whole: earlier is not null);
        VerificationReport report = verification.Report;
        if (json == "-")
        {
            StandardStreams.Output.WriteLine(JsonReport.Of(report));
        }
        else if (inFull)
        {
            Console.Out.WriteLine(string.Join(Environment.NewLine, report.Results.SelectMany(ClaimText.Full)));
        }
        else
        {
            new ConsoleReport(Terminal.Create(), report).Write(groups);
        }

        if (json is not null and not "-")
        {
            OutputFile.WriteText(json, JsonReport.Of(report) + "\n");
        }

        ClaimChanges? changes = earlier is null ? null : new ClaimChanges(earlier, report.Results, ClaimFilter.Ids(host));
        if (changes is not null && json != "-")
        {
            Console.Out.WriteLine($"Since {against}: {changes.Headline}");
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
}
