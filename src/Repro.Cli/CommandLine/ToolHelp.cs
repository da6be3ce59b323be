using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Repro.Cli.Output;

namespace Repro.Cli.CommandLine;

/// <summary>Help: the library's, with the tool's commands in groups, and the examples of a command one below the other.</summary>
internal sealed class ToolHelp : SynchronousCommandLineAction
{
    private const int TextColumn = 14;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Command command = parseResult.CommandResult.Command;
        (string text, IReadOnlyList<string> examples) = CommandExamples.Split(command.Description ?? "");
        command.Description = text;
        string usage = CommandUsage.Of(command);
        Command[] subcommands = [.. command.Subcommands.Where(subcommand => !subcommand.Hidden)];
        foreach (Argument argument in command.Arguments)
        {
            argument.HelpName = CommandUsage.NameOf(argument);
        }

        foreach (Command subcommand in subcommands)
        {
            subcommand.Hidden = true;
        }

        TextWriter output = parseResult.InvocationConfiguration.Output;
        (int code, string help) = OfLibrary(parseResult);
        output.Write(WithOptionalValues(WithUsage(help, usage), command));
        if (!command.Parents.Any())
        {
            WriteGroups(output);
        }
        else if (subcommands.Length > 0)
        {
            WriteCommands(output, subcommands);
        }

        if (examples.Count > 0)
        {
            output.WriteLine("Examples:");
            foreach (string example in examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
        }

        return code;
    }

    private static (int Code, string Text) OfLibrary(ParseResult parsed)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        using StringWriter text = new() { NewLine = output.NewLine };
        parsed.InvocationConfiguration.Output = text;
        try
        {
            int code = new HelpAction { MaxWidth = Terminal.HelpWidth }.Invoke(parsed);
            return (code, text.ToString());
        }
        finally
        {
            parsed.InvocationConfiguration.Output = output;
        }
    }

    // The library's line names neither the required options nor that a command must follow.
    private static string WithUsage(string help, string usage)
    {
        string[] lines = help.Split('\n');
        int heading = Array.FindIndex(lines, line => line.TrimEnd() == "Usage:");
        lines[heading + 1] = $"  {usage}";
        return string.Join('\n', lines);
    }

    // The library writes a value that may be left out like one that may not.
    private static string WithOptionalValues(string help, Command command)
    {
        foreach (Option option in command.Options.Where(option => option is { Arity.MinimumNumberOfValues: 0, HelpName: not null }))
        {
            help = help.Replace($"{option.Name} <{option.HelpName}>", $"{option.Name} [{option.HelpName}]", StringComparison.Ordinal);
        }

        return help;
    }

    private static void WriteCommands(TextWriter output, IReadOnlyList<Command> commands)
    {
        output.WriteLine("Commands:");
        foreach (string line in TwoColumns.Of([.. commands.Select(Row)]))
        {
            output.WriteLine(line);
        }

        output.WriteLine();

        static (string, string) Row(Command command) => (CommandUsage.WithArguments(command), command.Description ?? "");
    }

    private static void WriteGroups(TextWriter output)
    {
        foreach ((string title, IReadOnlyList<(string Command, string Text)> commands) in CommandOverview.Groups)
        {
            output.WriteLine($"{title}:");
            foreach ((string command, string text) in commands)
            {
                output.WriteLine($"  {command.PadRight(TextColumn - 2)}{text}");
            }

            output.WriteLine();
        }

        output.WriteLine("repro COMMAND --help prints the options and examples of a command.");
    }
}
