using System.CommandLine;
using Repro;
using Repro.Cli;

RootCommand root = new("Makes the claims of deep-learning tutorials executable and says which of them hold.");
foreach (Command command in CommandList.All())
{
    root.Subcommands.Add(command);
}

try
{
    ParseResult parsed = root.Parse(args);
    int code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    return parsed.Errors.Count > 0 ? ExitCodes.BadInput : code;
}
catch (InputException exception)
{
    Console.Error.WriteLine($"repro: {exception.Message}");
    return ExitCodes.BadInput;
}
