using Repro.Claims;

namespace Repro.Reports.Changes;

/// <summary>A run whose recorded trainings are not what they were.</summary>
/// <param name="Old">The recorded seeds and when they were recorded; or that there were none.</param>
/// <param name="Claims">How many claims changed with it.</param>
internal sealed record ChangedBaseline(string Run, string Old, string New, int Claims)
{
    /// <summary>Backend, seeds and date of the trainings behind a result.</summary>
    internal static string Evidence(EarlierResult? result) =>
        result?.Evidence is { Seeds.Count: > 0 } seeds
            ? $"{seeds.Backend}, seeds {SeedText.Of(seeds.Seeds)}{(seeds.Recorded is { } date ? $", recorded {date}" : "")}"
            : "none of the present configuration";
}
