using System.Text;
using Spectre.Console;

namespace Repro.Cli.Output;

/// <summary>The console as Spectre writes to it: colours and lines at a terminal, plain text elsewhere.</summary>
internal static class Terminal
{
    // A table with the longest id of an import, 64 characters.
    private const int PlainWidth = 160;

    // Where the terminal does not name its size, as a serial console.
    private const int UnknownWidth = 80;

    /// <summary>The columns of the terminal.</summary>
    public static int Width => Console.WindowWidth is > 0 and int width ? width : UnknownWidth;

    /// <summary>The columns of help: those of a terminal, 80 elsewhere.</summary>
    public static int HelpWidth => Console.IsOutputRedirected ? UnknownWidth : Width;

    /// <summary>The columns that a table may take; null where the output is no terminal.</summary>
    public static int? TableWidth => Console.IsOutputRedirected ? null : Width;

    public static IAnsiConsole Create()
    {
        if (!Console.IsOutputRedirected)
        {
            // Its colors are control sequences, which texts for people do not have.
            return AnsiConsole.Create(Screen(new ScreenOutput(), Environment.GetEnvironmentVariable("NO_COLOR")));
        }

        IAnsiConsole plain = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(Console.Out),
            }
        );
        plain.Profile.Width = PlainWidth;
        plain.Profile.Capabilities.Unicode = false;
        return plain;
    }

    /// <summary>
    /// How a terminal is written to. Without colors, bold text stays bold: NO_COLOR (no-color.org) is about colors alone.
    /// </summary>
    /// <param name="noColor">The variable NO_COLOR; an empty one counts as none.</param>
    internal static AnsiConsoleSettings Screen(IAnsiConsoleOutput output, string? noColor) =>
        new() { Out = output, ColorSystem = noColor is { Length: > 0 } ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect };

    private sealed class ScreenOutput : IAnsiConsoleOutput
    {
        private readonly AnsiConsoleOutput _sizes = new(Console.Out);

        public TextWriter Writer => StandardStreams.Output;

        public bool IsTerminal => true;

        public int Width => _sizes.Width;

        public int Height => _sizes.Height;

        public void SetEncoding(Encoding encoding) { }
    }
}
