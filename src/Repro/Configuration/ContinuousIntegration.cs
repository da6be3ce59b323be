namespace Repro.Configuration;

/// <summary>Whether a process runs on a build server, where neither snapshots nor baselines are accepted.</summary>
internal static class ContinuousIntegration
{
    /// <param name="variable">The value of <c>CI</c>, which every hosted runner sets; null where there is none.</param>
    public static bool Is(string? variable) => variable is { Length: > 0 } and not "false";
}
