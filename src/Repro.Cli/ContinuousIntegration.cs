namespace Repro.Cli;

/// <summary>Whether the process runs on a build server, where nothing is ever accepted.</summary>
internal static class ContinuousIntegration
{
    public static bool Here => Environment.GetEnvironmentVariable("CI") is { Length: > 0 } and not "false";
}
