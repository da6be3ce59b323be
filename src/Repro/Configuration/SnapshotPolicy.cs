namespace Repro.Configuration;

/// <summary>Whether the text that a test received becomes the snapshot: only on request, and never on a build server.</summary>
internal sealed record SnapshotPolicy(bool Accept, bool BuildServer)
{
    public const string Variable = "REPRO_ACCEPT_SNAPSHOTS";

    public static SnapshotPolicy OfEnvironment() => Of(Environment.GetEnvironmentVariable);

    public static SnapshotPolicy Of(Func<string, string?> variable) =>
        new(variable(Variable) == "1", ContinuousIntegration.Is(variable("CI")));
}
