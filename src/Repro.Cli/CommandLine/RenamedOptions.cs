using System.CommandLine;
using Repro.Cli.Hosting;

namespace Repro.Cli.CommandLine;

/// <summary>Old names of options. They are accepted with a notice, and help does not list them.</summary>
internal static class RenamedOptions
{
    private static readonly (string Old, string Present)[] Names =
    [
        ("--engine", "--backend"),
        ("--seed", "--seeds"),
        ("--need", "--require"),
        ("--as", "--format"),
        ("--replays", "--verify-duplicates"),
        ("--direct", "--no-winograd"),
        ("--against", "--compare-to"),
        ("--dialect", "--keras-version"),
        ("--keras", "--keras-version"),
        ("--pictures", "--figures"),
        ("--out", "--runs"),
    ];

    /// <summary>The arguments with the present names. A name is old only for a command that does not have an option of this name.</summary>
    /// <param name="notice">Receives one line for each old name.</param>
    public static IReadOnlyList<string> Replace(IReadOnlyList<string> arguments, Action<string> notice)
    {
        if (!arguments.Any(argument => Names.Any(name => Is(argument, name.Old))))
        {
            return arguments;
        }

        Command command = ToolCommand.Parse(arguments, new HostSource()).CommandResult.Command;
        HashSet<string> known = [.. command.Options.Select(option => option.Name)];
        List<string> replaced = [];
        foreach (string argument in arguments.TakeWhile(argument => argument != "--"))
        {
            (string old, string present) = Names.FirstOrDefault(name =>
                Is(argument, name.Old) && known.Contains(name.Present) && !known.Contains(name.Old)
            );
            replaced.Add(old is null ? argument : present + argument[old.Length..]);
            if (old is not null)
            {
                notice($"{old} is the old name of {present}. Use {present}.");
            }
        }

        return [.. replaced, .. arguments.Skip(replaced.Count)];
    }

    private static bool Is(string argument, string name) => argument == name || argument.StartsWith(name + "=", StringComparison.Ordinal);
}
