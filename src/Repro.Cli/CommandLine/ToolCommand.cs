using System.CommandLine;
using System.CommandLine.Help;
using Repro.Cli.Hosting;

namespace Repro.Cli.CommandLine;

/// <summary>The tool's root command, and how its command line is read.</summary>
internal static class ToolCommand
{
    /// <summary>The arguments with the other spellings of help replaced: none, and <c>help VERB</c>.</summary>
    public static IReadOnlyList<string> Arguments(IReadOnlyList<string> given) =>
        given is [] ? ["--help"]
        : given[0] == "help" ? [.. given.Skip(1), "--help"]
        : given;

    public static ParseResult Parse(IReadOnlyList<string> arguments, HostSource hosts)
    {
        Command root = new("repro", "Checks the numbers in deep-learning tutorials.")
        {
            hosts.Option,
            new HelpOption(),
            new VersionOption { Action = new VersionAction() },
        };
        foreach (Command command in CommandList.All(hosts))
        {
            root.Subcommands.Add(command);
        }

        ParseResult parsed = root.Parse(arguments);
        // Help of a command lists its subcommands with a sentence each; theirs has the rest, and the examples.
        foreach (Command subcommand in parsed.CommandResult.Command.Subcommands)
        {
            subcommand.Description = parsed.CommandResult.Command == root ? CommandOverview.Find(subcommand.Name) : FirstSentence(subcommand.Description ?? "");
        }

        return parsed;
    }

    private static string FirstSentence(string text)
    {
        int end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }
}
