using System.CommandLine;
using System.CommandLine.Help;
using Repro.Cli;
using Repro.Native;
using Repro.Training.KerasFiles.Hdf5;

// Not a command for people: the process that reads a foreign .h5 file.
if (args is [Hdf5Child.Verb, string foreignFile])
{
    return Hdf5Child.Run(foreignFile);
}

Command root = new("repro", "Makes the claims of deep-learning tutorials executable and says which of them hold.")
{
    new HelpOption(),
    new VersionOption(),
};
foreach (Command command in CommandList.All())
{
    root.Subcommands.Add(command);
}

ParseResult parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine(UsageErrors.Of(parsed));
    return ExitCodes.BadInput;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception exception) when (Failures.Message(exception) is { } message)
{
    Console.Error.WriteLine(message);
    return ExitCodes.BadInput;
}
catch (MissingNativeException exception)
{
    // Under the launcher, which names the file, the library may be installed and the command tried again.
    string? wanted = Environment.GetEnvironmentVariable("REPRO_MISSING_NATIVE");
    if (wanted is not null)
    {
        await File.WriteAllTextAsync(wanted, exception.Package.DebianPackage);
        return ExitCodes.MissingNative;
    }

    Console.Error.WriteLine($"repro: {exception.Message}");
    return ExitCodes.BadInput;
}
