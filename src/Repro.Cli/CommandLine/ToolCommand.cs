using System.CommandLine;
using System.CommandLine.Help;
using Repro.Cli.Hosting;

namespace Repro.Cli.CommandLine;

/// <summary>The tool's root command, and how its command line is read.</summary>
internal static class ToolCommand
{
    // Other spellings of --help.
    private static readonly string[] HelpAliases = ["-?", "-h", "/?", "/h"];

    /// <summary>The arguments with the other spellings of help replaced: none, and <c>help VERB</c>.</summary>
    public static IReadOnlyList<string> Arguments(IReadOnlyList<string> given) =>
        given is [] ? ["--help"]
        : given[0] == "help" ? [.. given.Skip(1), "--help"]
        : given;

    /// <summary>The words that can stand at the end of a command line that ends at the cursor, sorted.</summary>
    /// <param name="line">With the name of the tool.</param>
    public static IReadOnlyList<string> Suggestions(string line, HostSource hosts)
    {
        Command root = Root(hosts);
        // A shell may pass the blank in front of a command. The tool may be called by any path; the rest of the line is what is completed.
        line = line.TrimStart();
        int end = line.IndexOf(' ', StringComparison.Ordinal);
        string rest = end < 0 ? "" : line[(end + 1)..];
        int start = rest.LastIndexOf(' ') + 1;
        int equals = rest.IndexOf('=', start);
        if (rest[start..].StartsWith('-') && equals >= 0)
        {
            // The parser completes only values that are words of their own.
            rest = $"{rest[..equals]} {rest[(equals + 1)..]}";
            start = equals + 1;
        }

        // The parser's suggestions contain the word anywhere.
        string word = rest[start..];
        return
        [
            .. root.Parse(rest)
                .GetCompletions(rest.Length)
                .Select(item => item.Label)
                .Where(label => label.StartsWith(word, StringComparison.Ordinal))
                .Except(HelpAliases)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    public static ParseResult Parse(IReadOnlyList<string> arguments, HostSource hosts)
    {
        Command root = Root(hosts);
        ParseResult parsed = root.Parse(arguments);
        // Help of a command lists its subcommands with a sentence each; theirs has the rest, and the examples.
        foreach (Command subcommand in parsed.CommandResult.Command.Subcommands)
        {
            subcommand.Description =
                parsed.CommandResult.Command == root ? CommandOverview.Find(subcommand.Name) : FirstSentence(subcommand.Description ?? "");
        }

        return parsed;
    }

    private static Command Root(HostSource hosts)
    {
        Command root = new("repro", "Checks the numbers in deep-learning tutorials.")
        {
            hosts.Option,
            new HelpOption { Action = new ToolHelp() },
            new VersionOption { Action = new VersionAction() },
        };
        foreach (Command command in CommandList.All(hosts))
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    private static string FirstSentence(string text)
    {
        int end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }
}
