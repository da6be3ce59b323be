using System.Text;
using Spectre.Console;

namespace Repro.Cli.Output;

/// <summary>The console as Spectre writes to it: colours and lines at a terminal, plain text elsewhere.</summary>
internal static class Terminal
{
    private const int PlainWidth = 120;

    public static IAnsiConsole Create()
    {
        if (!Console.IsOutputRedirected)
        {
            // Its colors are control sequences, which texts for people do not have.
            return AnsiConsole.Create(new AnsiConsoleSettings { Out = new Screen() });
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

    private sealed class Screen : IAnsiConsoleOutput
    {
        private readonly AnsiConsoleOutput _sizes = new(Console.Out);

        public TextWriter Writer => StandardStreams.Output;

        public bool IsTerminal => true;

        public int Width => _sizes.Width;

        public int Height => _sizes.Height;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
