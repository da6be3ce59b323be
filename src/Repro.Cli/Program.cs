using Repro.Cli.CommandLine;
using Repro.Cli.Hosting;
using Repro.Cli.Output;

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

int code = await ToolProgram.RunAsync(args);
if (StandardStreams.Failure is not { } failure || code == ExitCodes.BadInput)
{
    return code;
}

Console.Error.WriteLine($"repro: {Failures.OutputFailed(failure.Message)}");
return ExitCodes.BadInput;
