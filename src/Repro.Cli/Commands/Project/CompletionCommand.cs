using System.CommandLine;
using Repro.Cli.CommandLine;
using Repro.Cli.Hosting;

namespace Repro.Cli.Commands.Project;

/// <summary><c>repro completion SHELL</c>: prints a script that completes commands, options and names of the project.</summary>
internal static class CompletionCommand
{
    // Each script passes the command up to the cursor to `repro complete` and takes one suggestion per line. The command ends with a blank
    // where a new word begins, and it is only a part of a line such as `cd project; repro verify`.
    // The console of .NET writes a control sequence (keypad mode) to a terminal that is its standard input, so the input is /dev/null.
    private static readonly IReadOnlyDictionary<string, string> Scripts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = """
            _repro() {
                local line
                COMPREPLY=()
                while IFS= read -r line; do
                    COMPREPLY+=("$line")
                done < <(repro complete "$COMP_LINE" --position "$COMP_POINT" </dev/null 2>/dev/null)
            }
            complete -o default -F _repro repro

            """,
        ["zsh"] = """
            #compdef repro
            _repro() {
                local -a suggestions
                suggestions=("${(@f)$(repro complete "${(j: :)words[1,CURRENT-1]} $PREFIX" </dev/null 2>/dev/null)}")
                suggestions=(${suggestions:#})
                if (( ${#suggestions} )); then compadd -- "${suggestions[@]}"; else _files; fi
            }
            compdef _repro repro

            """,
        ["fish"] = """
            complete --command repro --arguments '(repro complete (commandline --current-process --cut-at-cursor | string collect) </dev/null 2>/dev/null)'

            """,
        ["powershell"] = """
            Register-ArgumentCompleter -Native -CommandName repro -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $length = $cursorPosition - $commandAst.Extent.StartOffset
                repro complete "$commandAst".PadRight($length).Substring(0, $length) 2>$null | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }

            """,
    };

    public static Command Create()
    {
        Argument<string> shell = new("shell") { Description = $"{string.Join(", ", Scripts.Keys)}.", HelpName = "SHELL" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        Command command = new(
            "completion",
            "Prints a script that completes commands, options and names in a shell. Example: source <(repro completion bash)"
        )
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            Console.Write(Scripts[parsed.GetRequiredValue(shell)]);
            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary><c>repro complete LINE --position N</c>, which the scripts call: suggestions for a line, one per line.</summary>
    public static Command Complete(HostSource hosts)
    {
        Argument<string> line = new("line") { Description = "The command line so far." };
        Option<int?> position = new("--position") { Description = "Where the cursor is; the end of the line by default.", HelpName = "N" };
        Command command = new("complete", "Prints what can follow a command line, one suggestion per line.") { line, position };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            string text = parsed.GetRequiredValue(line);
            int at = Math.Clamp(parsed.GetValue(position) ?? text.Length, 0, text.Length);
            foreach (string suggestion in ToolCommand.Suggestions(text[..at], hosts))
            {
                Console.WriteLine(suggestion);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
