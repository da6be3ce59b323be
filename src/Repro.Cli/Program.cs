using System.CommandLine;
using System.CommandLine.Help;
using Repro.Cli;
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

return await Failures.ToldAsync(() => parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }), Console.Error);
