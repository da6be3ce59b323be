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
        bool root = !command.Parents.Any();
        foreach (Command subcommand in root ? command.Subcommands : [])
        {
            subcommand.Hidden = true;
        }

        int code = new HelpAction { MaxWidth = Terminal.HelpWidth }.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (root)
        {
            WriteGroups(output);
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
