using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using Repro.Cli.Hosting;

namespace Repro.Cli.CommandLine;

/// <summary><c>repro --version</c>: the version, and the commit that the tool was built from.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(Current);
        return ExitCodes.Success;
    }

    /// <summary>The version of this tool.</summary>
    public static string Current =>
        Text(typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");

    /// <param name="informational">As the build writes it: <c>1.0.0+COMMIT</c>, without the commit where no clone was built.</param>
    internal static string Text(string informational) =>
        informational.Split('+') is [var version, var commit] ? $"{version} at commit {commit}" : informational;
}
