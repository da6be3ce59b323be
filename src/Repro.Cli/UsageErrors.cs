using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Repro.Cli;

/// <summary>What is wrong with a command line, in one line that names the command in full and what it misses.</summary>
internal static class UsageErrors
{
    public static string Of(ParseResult parsed)
    {
        string command = string.Join(' ', Names(parsed.CommandResult));
        return $"{command}: {What(parsed)} See: {command} --help";
    }

    private static string What(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        bool hasSubcommands = command.Subcommands.Count > 0;

        // A word that nobody knows explains whatever else is missing.
        if (parsed.UnmatchedTokens is [string unknown, ..])
        {
            return unknown.StartsWith('-') ? $"Unknown option '{unknown}'.{Spelling.Suggestion(unknown, command.Options.Select(option => option.Name))}"
                : hasSubcommands ? $"There is no command '{unknown}'.{Spelling.Suggestion(unknown, command.Subcommands.Select(subcommand => subcommand.Name))} The commands are {Subcommands(command)}."
                : $"Unknown argument '{unknown}'.";
        }

        return hasSubcommands
            ? $"Which of {Subcommands(command)}?"
            : string.Join(" ", parsed.Errors.Select(Said).Distinct());
    }

    private static string Said(ParseError error) => error.SymbolResult switch
    {
        ArgumentResult { Tokens.Count: 0, Argument: var missing } => $"<{missing.Name}> is missing. {missing.Description}",
        OptionResult { Tokens: [{ Value: var text }], Option: { } option } when IsNumber(option.ValueType) && !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            => $"{option.Name} '{text}' is no whole number.",
        _ => error.Message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal),
    };

    private static bool IsNumber(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(int);

    private static string Subcommands(Command command) => string.Join(", ", command.Subcommands.Select(subcommand => subcommand.Name));

    private static IEnumerable<string> Names(SymbolResult? result)
    {
        Stack<string> names = [];
        for (; result is CommandResult { Parent: { } parent, Command.Name: var name }; result = parent)
        {
            names.Push(name);
        }

        return names.Prepend("repro");
    }
}
