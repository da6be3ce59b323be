using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Repro.Cli.CommandLine;

/// <summary>The errors of a command line, in one line with the full command.</summary>
internal static class UsageErrors
{
    /// <param name="arguments">The command line that was parsed.</param>
    /// <returns>Null if there is no error.</returns>
    public static string? Of(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        string? swallowed = Swallowed(parsed, arguments);
        if (swallowed is null && parsed.Errors.Count == 0)
        {
            return null;
        }

        string command = string.Join(' ', Names(parsed.CommandResult));
        return $"{command}: {(swallowed is null ? What(parsed) : UnknownOption(swallowed, parsed.CommandResult.Command))} See: {command} --help";
    }

    // An unknown option that was parsed as a value. A value that begins with - is written as --option=VALUE, or after --.
    private static string? Swallowed(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        if (parsed.UnmatchedTokens is [{ } unmatched, ..] && !IsOption(unmatched))
        {
            return null;
        }

        string[] written = [.. arguments.TakeWhile(argument => argument != "--").Where(IsOption)];
        return parsed.Tokens.Where(token => token.Type == TokenType.Argument).Select(token => token.Value).FirstOrDefault(written.Contains);
    }

    private static bool IsOption(string word) =>
        word.TrimStart('-') is [var first, ..] rest && rest.Length < word.Length && char.IsAsciiLetter(first);

    private static string UnknownOption(string word, Command command) =>
        $"Unknown option '{word}'.{Spelling.Suggestion(word, command.Options.Select(option => option.Name))}";

    private static string What(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        bool hasSubcommands = command.Subcommands.Count > 0;

        // An unknown word is the cause of other errors.
        if (parsed.UnmatchedTokens is [string unknown, ..])
        {
            return unknown.StartsWith('-') ? UnknownOption(unknown, command)
                : hasSubcommands
                    ? $"Unknown command '{unknown}'.{Spelling.Suggestion(unknown, command.Subcommands.Select(subcommand => subcommand.Name))} The commands are {Subcommands(command)}."
                : $"Unknown argument '{unknown}'.";
        }

        return hasSubcommands && command.Action is null
            ? $"A command is missing. The commands are {Subcommands(command)}."
            : string.Join(" ", parsed.Errors.Select(Said).Distinct());
    }

    private static string Said(ParseError error) =>
        error.SymbolResult switch
        {
            ArgumentResult { Tokens.Count: 0, Argument: var missing } =>
                $"{CommandUsage.NameOf(missing)} is missing. {missing.Description}",
            OptionResult { Tokens: [{ Value: var text }], Option: { } option }
                when IsNumber(option.ValueType)
                    && !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
                $"{option.Name} '{text}' is not a whole number.",
            ArgumentResult { Tokens: [{ Value: var text }], Argument: var argument } when OneOf(argument, text) is { } said =>
                $"{CommandUsage.NameOf(argument)} {said}",
            OptionResult { Tokens: [{ Value: var text }], Option: var option } when OneOf(option, text) is { } said =>
                $"{option.Name} {said}",
            _ => error.Message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal),
        };

    /// <summary>The error of a value that must be one of some words; null if it is one.</summary>
    private static string? OneOf(Symbol symbol, string text)
    {
        string[] words = [.. symbol.GetCompletions(CompletionContext.Empty).Select(word => word.Label)];
        return words.Length == 0 || words.Contains(text, StringComparer.Ordinal)
            ? null
            : $"'{text}' must be one of {string.Join(", ", words)}.{Spelling.Suggestion(text, words)}";
    }

    private static bool IsNumber(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(int);

    private static string Subcommands(Command command) =>
        string.Join(", ", command.Subcommands.Where(subcommand => !subcommand.Hidden).Select(subcommand => subcommand.Name));

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
