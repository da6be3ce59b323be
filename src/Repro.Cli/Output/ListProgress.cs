using System.Globalization;

namespace Repro.Cli.Output;

/// <summary>
/// How far a walk through a list has come: on a terminal one line of the error output, gone at the end; elsewhere nothing.
/// </summary>
internal static class ListProgress
{
    private const int MillisecondsBetweenLines = 200;

    /// <param name="items">What is walked through.</param>
    /// <param name="what">What they are, "claims".</param>
    public static IEnumerable<T> Over<T>(IReadOnlyList<T> items, string what) => Console.IsErrorRedirected ? items : Shown(items, what);

    private static IEnumerable<T> Shown<T>(IReadOnlyList<T> items, string what)
    {
        long shown = Environment.TickCount64;
        int width = 0;
        try
        {
            for (int i = 0; i < items.Count; i++)
            {
                if (Environment.TickCount64 - shown >= MillisecondsBetweenLines)
                {
                    string line = ScreenLine.Of(
                        Terminal.Width,
                        string.Create(CultureInfo.InvariantCulture, $"{i} of {items.Count} {what} ...")
                    );
                    StandardStreams.Error.Write("\r" + line);
                    (shown, width) = (Environment.TickCount64, line.Length);
                }

                yield return items[i];
            }
        }
        finally
        {
            if (width > 0)
            {
                StandardStreams.Error.Write("\r" + new string(' ', width) + "\r");
            }
        }
    }
}
