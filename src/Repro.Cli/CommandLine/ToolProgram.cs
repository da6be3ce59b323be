using System.CommandLine;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Configuration;
using Repro.Hosting;

namespace Repro.Cli.CommandLine;

/// <summary>One call of the tool: arguments in, exit code out.</summary>
internal static class ToolProgram
{
    /// <param name="arguments">The command line without the name of the tool.</param>
    /// <param name="environment">The variables that count; the process's own by default.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        HostSource hosts = new(environment);
        IReadOnlyList<string> current = RenamedOptions.Replace(
            ToolCommand.Arguments(arguments),
            notice => Console.Error.WriteLine($"repro: {notice}")
        );
        ParseResult parsed = ToolCommand.Parse(current, hosts);
        if (UsageErrors.Of(parsed, current) is { } wrong)
        {
            Console.Error.WriteLine(PrintedText.Message(wrong));
            return ExitCodes.BadInput;
        }

        IEnumerable<string> names = environment?.Keys ?? Environment.GetEnvironmentVariables().Keys.OfType<string>();
        foreach (string warning in EnvironmentNames.Warnings(names))
        {
            Console.Error.WriteLine(PrintedText.Message($"repro: {warning}"));
        }

        return await Failures.RunAsync(
            async () =>
            {
                ReproHost? host = Housekeeping.Host(() => hosts.Find(parsed));
                OutputPaths.Require(parsed, host?.Project);
                Housekeeping.Before(parsed.CommandResult.Command.Name, host);
                int result = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
                Housekeeping.Trim(host);
                return result;
            },
            Console.Error
        );
    }
}
