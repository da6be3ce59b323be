using System.CommandLine;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Cli.Output;
using Repro.Outputs;
using Repro.Reports.Snapshots;

namespace Repro.Cli.Commands.Project;

/// <summary><c>repro snapshots</c>: reviews and accepts changed snapshots.</summary>
internal static class SnapshotsCommand
{
    public static Command Create(HostSource hosts) =>
        new(
            "snapshots",
            "Shows or accepts changed snapshots. A snapshot is the stored output of a test; the received output is that of the last test run. Example: repro snapshots review"
        )
        {
            Review(hosts),
            Accept(hosts),
        };

    private static ReceivedSnapshots Received(HostSource hosts, ParseResult parsed) => new(hosts.Of(parsed).Project.SnapshotsFolder);

    private static Command Review(HostSource hosts)
    {
        Argument<string[]> names = Names(
            "Names of snapshots, e.g. TutorialModels.Summary_model=small-convnet, or the part after '='. Default: all."
        );
        Option<string?> markdown = new("--markdown")
        {
            Description = "Also write the differences to this Markdown file.",
            HelpName = "FILE",
        };
        Option<string?> html = new("--html") { Description = "Also write the differences to this HTML file.", HelpName = "FILE" };
        Option<string?> json = JsonTarget.Option();
        Command command = new(
            "review",
            "Shows removed and added lines. Exit code 1: there are differences. Example: repro snapshots review --markdown review.md"
        )
        {
            names,
            markdown,
            html,
            json,
        };
        command.SetAction(parsed =>
        {
            OutputFile.Require(parsed.GetValue(markdown));
            OutputFile.Require(parsed.GetValue(html));
            string[] named = parsed.GetValue(names) ?? [];
            ReceivedSnapshots received = Received(hosts, parsed);
            IReadOnlyList<ReceivedSnapshot> snapshots = named.Length > 0 ? received.Named(named) : received.All;
            JsonTarget
                .Of(parsed, json)
                .Write(() => JsonText.Of(SnapshotReview.Json(snapshots)), () => Console.Write(SnapshotReview.Text(snapshots)));
            if (parsed.GetValue(markdown) is { } file)
            {
                OutputFile.WriteText(file, SnapshotReview.Markdown(snapshots));
            }

            if (parsed.GetValue(html) is { } page)
            {
                OutputFile.WriteText(page, SnapshotReview.Html(snapshots));
            }

            return snapshots.Count == 0 ? ExitCodes.Success : ExitCodes.Failed;
        });
        return command;
    }

    private static Command Accept(HostSource hosts)
    {
        Argument<string[]> names = Names("Names of snapshots, e.g. TutorialModels.Summary_model=small-convnet, or the part after '='.");
        Option<bool> all = new("--all") { Description = "Accept all received outputs." };
        Command command = new(
            "accept",
            "Replaces the named snapshots with the received outputs. With --all, replaces each snapshot that has a received output. Not allowed if CI is set. Example: repro snapshots accept small-convnet"
        )
        {
            names,
            all,
        };
        command.SetAction(parsed =>
        {
            string[] named = parsed.GetValue(names) ?? [];
            if (named.Length > 0 == parsed.GetValue(all))
            {
                throw new InputException("Name the snapshots to accept, or give --all. `repro snapshots review` shows them.");
            }

            ReceivedSnapshots received = Received(hosts, parsed);
            IReadOnlyList<ReceivedSnapshot> snapshots = named.Length > 0 ? received.Named(named) : received.All;
            ReceivedSnapshots.Accept(snapshots, hosts.IsContinuousIntegration);
            Console.WriteLine(
                snapshots.Count == 0
                    ? "No text was received. Nothing was accepted."
                    : string.Join(Environment.NewLine, snapshots.Select(snapshot => $"accepted {snapshot.Name}"))
            );
            return ExitCodes.Success;
        });
        return command;
    }

    private static Argument<string[]> Names(string description) =>
        new("names")
        {
            Description = description,
            HelpName = "NAME",
            Arity = ArgumentArity.ZeroOrMore,
        };
}
