using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Runs;
using Repro.Training.State;

namespace Repro.Training.Feeding;

/// <summary>Whether a recorded training is evidence on a run as the project describes it now.</summary>
/// <remarks>
/// It is if it was trained with the run's present configuration and network. Records from before the digests of networks are compared by
/// the configuration alone. The name of the network does not count: where the networks are equal, configurations are compared under the
/// name that the record has.
/// </remarks>
internal static class Currency
{
    public const string OtherConfiguration = "another configuration";
    public const string OtherNetwork = "another model";

    /// <inheritdoc cref="Obstacle(RunConfiguration, RunRecord, Func{string})"/>
    public static string? Obstacle(RunConfiguration run, RunRecord record) => Obstacle(run, record, () => NetworkDigest.Of(run));

    /// <param name="network">The digest of the run's present network; asked for only where it decides.</param>
    /// <returns>
    /// What the training had that the run does not have now, as <see cref="OtherConfiguration"/>; null where it is evidence.
    /// </returns>
    /// <exception cref="InputException">The run's network cannot be built or computed.</exception>
    public static string? Obstacle(RunConfiguration run, RunRecord record, Func<string> network)
    {
        RunConfiguration named =
            record.NetworkSha256 is not null && NameOf(record.Configuration) is { } name ? run with { Model = name } : run;
        return record.ConfigurationSha256 != RunConfigurationJson.Digest(named) ? OtherConfiguration
            : record.NetworkSha256 is { } recorded && recorded != network() ? OtherNetwork
            : null;
    }

    /// <summary>The same between two records.</summary>
    public static string? Obstacle(RunRecord recorded, RunRecord now)
    {
        bool bothKnown = recorded.NetworkSha256 is not null && now.NetworkSha256 is not null;
        string digest =
            bothKnown && NameOf(recorded.Configuration) is { } name ? DigestUnder(name, now.Configuration) : now.ConfigurationSha256;
        return recorded.ConfigurationSha256 != digest ? OtherConfiguration
            : bothKnown && recorded.NetworkSha256 != now.NetworkSha256 ? OtherNetwork
            : null;
    }

    private static string DigestUnder(string model, JsonObject configuration)
    {
        JsonObject renamed = configuration.DeepClone().AsObject();
        renamed["model"] = model;
        return RunConfigurationJson.DigestOfRecorded(renamed);
    }

    private static string? NameOf(JsonObject configuration) =>
        configuration["model"] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
