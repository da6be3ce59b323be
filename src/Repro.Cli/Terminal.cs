using Spectre.Console;

namespace Repro.Cli;

/// <summary>The console as Spectre writes to it: colours and lines at a terminal, plain text elsewhere.</summary>
internal static class Terminal
{
    private const int PlainWidth = 120;

    public static IAnsiConsole Create()
    {
        if (!Console.IsOutputRedirected)
        {
            return AnsiConsole.Console;
        }

        IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        plain.Profile.Width = PlainWidth;
        plain.Profile.Capabilities.Unicode = false;
        return plain;
    }
}
