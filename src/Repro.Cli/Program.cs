using System.CommandLine;
using Repro;
using Repro.Cli.CommandLine;
using Repro.Cli.Hosting;
using Repro.Cli.Output;
using Repro.Configuration;
using Repro.Hosting;

if (!StandardStreams.Open())
{
    Console.Error.WriteLine("repro: the standard output is closed. Redirect it to a file or to /dev/null.");
    return ExitCodes.BadInput;
}

// An exception of a background thread: the runtime would print a stack trace and abort.
AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
{
    Failures.Tell(
        unhandled.ExceptionObject as Exception ?? new InvalidOperationException("An object that is not an exception was thrown."),
        Console.Error
    );
    Environment.Exit(ExitCodes.BadInput);
};

HostSource hosts = new();
IReadOnlyList<string> arguments = RenamedOptions.Replace(
    ToolCommand.Arguments(args),
    notice => Console.Error.WriteLine($"repro: {notice}")
);
ParseResult parsed = ToolCommand.Parse(arguments, hosts);
if (UsageErrors.Of(parsed, arguments) is { } wrong)
{
    Console.Error.WriteLine(PrintedText.Message(wrong));
    return ExitCodes.BadInput;
}

foreach (string warning in EnvironmentNames.Warnings(Environment.GetEnvironmentVariables().Keys.OfType<string>()))
{
    Console.Error.WriteLine(PrintedText.Message($"repro: {warning}"));
}

int code = await Failures.RunAsync(
    async () =>
    {
        ReproHost? host = Housekeeping.Host(() => hosts.Find(parsed));
        Housekeeping.Before(parsed.CommandResult.Command.Name, host);
        int result = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        Housekeeping.Trim(host);
        return result;
    },
    Console.Error
);
if (StandardStreams.Failure is not { } failure || code == ExitCodes.BadInput)
{
    return code;
}

Console.Error.WriteLine($"repro: {Failures.OutputFailed(failure.Message)}");
return ExitCodes.BadInput;
