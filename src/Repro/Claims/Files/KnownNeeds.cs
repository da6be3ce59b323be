namespace Repro.Claims.Files;

/// <summary>What the column <c>needs</c> can name.</summary>
/// <param name="Data">Data sets, images and models with published weights.</param>
/// <param name="Weights">Groups of published weights; a name may continue with <c>_</c> and a part, as in <c>vgg16_notop</c>.</param>
/// <param name="Runs">The project's runs.</param>
/// <param name="Probes">Prefixes of the project's own probes, whose claims can need anything.</param>
internal sealed record KnownNeeds(
    IReadOnlyCollection<string> Data,
    IReadOnlyCollection<string> Weights,
    IReadOnlyCollection<string> Runs,
    IReadOnlyCollection<string> Probes
)
{
    private const string RunPrefix = "run:";

    /// <summary>What is wrong with a name; null if it is known.</summary>
    /// <param name="probe">The prefix of the claim's address.</param>
    public string? Error(string need, string? probe)
    {
        if (Probes.Contains(probe, StringComparer.Ordinal))
        {
            return null;
        }

        if (need.StartsWith(RunPrefix, StringComparison.Ordinal))
        {
            string run = need[RunPrefix.Length..];
            return Runs.Contains(run, StringComparer.Ordinal) ? null : $"there is no run '{run}'.{Spelling.Suggestion(run, Runs)}";
        }

        bool known =
            Data.Contains(need, StringComparer.Ordinal)
            || Weights.Any(name => need == name || need.StartsWith($"{name}_", StringComparison.Ordinal));
        return known ? null
            : Runs.Contains(need, StringComparer.Ordinal) ? $"'{need}' is a run; write 'run:{need}'"
            : $"there are no data and no weights called '{need}'.{Spelling.Suggestion(need, [.. Data, .. Weights])} Data sets are declared under 'data_sets' in reprosuite.json";
    }
}
