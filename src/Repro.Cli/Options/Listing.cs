using System.CommandLine;
using Repro.Cli.Hosting;

namespace Repro.Cli.Options;

/// <summary>What commands that list something have in common: lines for people, or JSON with <c>--json</c>.</summary>
internal static class Listing
{
    public static void Print(ParseResult parsed, Option<string?> json, Func<string> asJson, Func<IEnumerable<string>> lines) =>
        JsonTarget
            .Of(parsed, json)
            .Write(
                asJson,
                () =>
                {
                    foreach (string line in lines())
                    {
                        Console.WriteLine(line);
                    }
                }
            );

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

        return all.Length > 0 ? ExitCodes.BadInput : ExitCodes.Success;
    }
}
