using System.CommandLine;
using Repro.Cli.Hosting;

namespace Repro.Cli.Output;

/// <summary>What commands that list something have in common: lines for people, or JSON with <c>--json</c>.</summary>
internal static class Listing
{
    public static Option<bool> JsonOption() => new("--json") { Description = "Write JSON." };

    public static void Print(bool asJson, Func<string> json, Func<IEnumerable<string>> lines)
    {
        if (asJson)
        {
            StandardStreams.Output.WriteLine(json());
            return;
        }

        foreach (string line in lines())
        {
            Console.WriteLine(line);
        }
    }

    /// <summary>Prints the errors of rows that could not be read.</summary>
    /// <param name="errors">One for each row; null where the row has none.</param>
    /// <returns>The exit code.</returns>
    public static int Report(IEnumerable<string?> errors)
    {
        string[] all = [.. errors.OfType<string>()];
        foreach (string error in all)
        {
            Console.Error.WriteLine(PrintedText.Message($"repro: {error}"));
        }

        return all.Length > 0 ? ExitCodes.BadInput : ExitCodes.Fine;
    }
}
