using System.CommandLine;
using System.CommandLine.Parsing;
using Repro.Cli.Output;
using Repro.Outputs;

namespace Repro.Cli.Options;

/// <summary>
/// Where a command writes JSON: <c>--json</c> to the standard output instead of the text, <c>--json FILE</c> to a file beside it.
/// </summary>
internal sealed class JsonTarget
{
    private const string OutputName = "-";

    private readonly bool _isGiven;
    private readonly string? _file;

    private JsonTarget(bool isGiven, string? file)
    {
        _isGiven = isGiven;
        _file = file;
        OutputFile.Require(file);
    }

    /// <summary>Whether JSON takes the place of the text on the standard output.</summary>
    /// <summary>Whether JSON is written, to the output or to a file.</summary>
    public bool IsGiven => _isGiven;

    public bool ReplacesText => _isGiven && _file is null;

    public static Option<string?> Option() =>
        new("--json")
        {
            Description = "Write JSON to FILE. Without FILE: to the standard output, instead of the text.",
            HelpName = "FILE",
            Arity = ArgumentArity.ZeroOrOne,
        };

    /// <exception cref="InputException">The file cannot be written.</exception>
    public static JsonTarget Of(ParseResult parsed, Option<string?> option) =>
        new(parsed.GetResult(option) is not null, parsed.GetValue(option) is { } file && file != OutputName ? file : null);

    /// <summary>Whether the option is given without a file.</summary>
    public static bool IsOutput(OptionResult? given) => given is { Tokens: [] or [{ Value: OutputName }] };

    /// <summary>Writes the JSON, where it was asked for, and the text, where JSON does not take its place.</summary>
    /// <param name="json">Gives the JSON; is called only where it is written.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Write(Func<string> json, Action text)
    {
        WriteJson(json);
        if (!ReplacesText)
        {
            text();
        }
    }

    /// <inheritdoc cref="Write(Func{string}, Action)"/>
    public void WriteJson(Func<string> json)
    {
        if (_file is not null)
        {
            OutputFile.WriteText(_file, json().TrimEnd('\n') + "\n");
        }
        else if (_isGiven)
        {
            StandardStreams.Output.WriteLine(json().TrimEnd('\n'));
        }
    }
}
