using System.CommandLine;

namespace Repro.Cli.CommandLine;

/// <summary>How a command is called: <c>repro train RUN --seeds LIST [options]</c>.</summary>
internal static class CommandUsage
{
    /// <summary>The usage line, with the words of the commands above.</summary>
    public static string Of(Command command)
    {
        string path = string.Join(' ', Path(command).Reverse());
        string[] subcommands = command.Subcommands.Count > 0 ? ["COMMAND"] : [];
        return string.Join(' ', [path, .. subcommands, .. Words(command), "[options]"]);
    }

    /// <summary>A command with its arguments, without the commands above and without options.</summary>
    public static string WithArguments(Command command) => string.Join(' ', [command.Name, .. command.Arguments.Select(Word)]);

    /// <summary>The name of an argument or of an option's value.</summary>
    public static string NameOf(Argument argument) => (argument.HelpName ?? argument.Name).ToUpperInvariant();

    private static IEnumerable<string> Words(Command command) =>
        command
            .Arguments.Select(Word)
            .Concat(
                command
                    .Options.Where(option => option is { Required: true, Hidden: false })
                    .Select(option => $"{option.Name} {option.HelpName}")
            );

    // Optional ones in brackets, several of them with dots.
    private static string Word(Argument argument)
    {
        string name = NameOf(argument) + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : "");
        return argument.Arity.MinimumNumberOfValues > 0 ? name : $"[{name}]";
    }

    private static IEnumerable<string> Path(Command command)
    {
        for (Command? part = command; part is not null; part = part.Parents.OfType<Command>().FirstOrDefault())
        {
            yield return part.Name;
        }
    }
}
