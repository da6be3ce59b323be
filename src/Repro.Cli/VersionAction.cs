using System.CommandLine;
using System.CommandLine.Invocation;
using Repro.Training;

namespace Repro.Cli;

/// <summary><c>repro --version</c>: the version, the commit that is checked out, and whether files of the tool differ from it.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(Text(CheckedOut.Now()));
        return ExitCodes.Fine;
    }

    internal static string Text(CheckedOut? source)
    {
        string version = typeof(VersionAction).Assembly.GetName().Version!.ToString(3);
        return source is null ? version : $"{version} at commit {source}";
    }
}
