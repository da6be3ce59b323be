using System.CommandLine;
using Repro.Cli.Hosting;
using Repro.Outputs;
using Repro.Reports.Snapshots;

namespace Repro.Cli.Commands.Project;

/// <summary><c>repro snapshots</c>: what specs received instead of their snapshots, and taking it in.</summary>
internal static class SnapshotsCommand
{
    public static Command Create(HostSource hosts) => new("snapshots", "Shows texts that differ from their snapshots after ./repro test, or accepts them. Example: repro snapshots review")
    {
        Review(hosts), Accept(hosts),
    };

    private static ReceivedSnapshots Received(HostSource hosts, ParseResult parsed) => new(hosts.Of(parsed).Project.PathOf("specs/Snapshots"));

    private static Command Review(HostSource hosts)
    {
        Argument<string[]> names = Names("Which; all by default. The part after '=' is enough: mnist-full.");
        Option<string?> markdown = new("--markdown") { Description = "Also write it to this file as Markdown.", HelpName = "FILE" };
        Option<string?> html = new("--html") { Description = "Also write it to this file as a page.", HelpName = "FILE" };
        Command command = new("review", "Shows what is gone and what came, line by line. Exit code 1 where there is something to review. Example: repro snapshots review --markdown review.md") { names, markdown, html };
        command.SetAction(parsed =>
        {
            OutputFile.Require(parsed.GetValue(markdown));
            OutputFile.Require(parsed.GetValue(html));
            string[] named = parsed.GetValue(names) ?? [];
            ReceivedSnapshots received = Received(hosts, parsed);
            IReadOnlyList<ReceivedSnapshot> snapshots = named.Length > 0 ? received.Named(named) : received.All;
            Console.Write(SnapshotReview.Text(snapshots));
            if (parsed.GetValue(markdown) is { } file)
            {
                OutputFile.WriteText(file, SnapshotReview.Markdown(snapshots));
            }

            if (parsed.GetValue(html) is { } page)
            {
                OutputFile.WriteText(page, SnapshotReview.Html(snapshots));
            }

            return snapshots.Count == 0 ? ExitCodes.Fine : ExitCodes.Differs;
        });
        return command;
    }

    private static Command Accept(HostSource hosts)
    {
        Argument<string[]> names = Names("Which. The part after '=' is enough: mnist-full.");
        Option<bool> all = new("--all") { Description = "All that were received." };
        Command command = new("accept", "Makes received texts the snapshots: named ones, or --all. Refused where CI is set. Example: repro snapshots accept mnist-full") { names, all };
        command.SetAction(parsed =>
        {
            string[] named = parsed.GetValue(names) ?? [];
            if (named.Length > 0 == parsed.GetValue(all))
            {
                throw new InputException("Say which to accept by name, or --all. `repro snapshots review` shows them.");
            }

            ReceivedSnapshots received = Received(hosts, parsed);
            IReadOnlyList<ReceivedSnapshot> snapshots = named.Length > 0 ? received.Named(named) : received.All;
            ReceivedSnapshots.Accept(snapshots, ContinuousIntegration.Here);
            Console.WriteLine(snapshots.Count == 0 ? "Nothing was received, so nothing was accepted." : string.Join(Environment.NewLine, snapshots.Select(snapshot => $"accepted {snapshot.Name}")));
            return ExitCodes.Fine;
        });
        return command;
    }

    private static Argument<string[]> Names(string description) => new("names") { Description = description, Arity = ArgumentArity.ZeroOrMore };
}
