namespace Repro.Training.State;

/// <summary>The training whose weights another one started from, for its record.</summary>
/// <param name="ConfigurationSha256">Of its run, see <see cref="Runs.RunConfigurationJson.Digest"/>.</param>
/// <param name="WeightsSha256">Of its final weights.</param>
/// <param name="Shortened">It was a trial of fewer epochs.</param>
internal sealed record Predecessor(string Run, string ConfigurationSha256, string WeightsSha256, bool Shortened);
