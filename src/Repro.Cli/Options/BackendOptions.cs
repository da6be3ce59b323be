using System.CommandLine;

namespace Repro.Cli.Options;

/// <summary>The options of commands that name a backend.</summary>
internal static class BackendOptions
{
    /// <summary>
    /// <c>--backend</c> of commands that plan trainings or record them. The settings do not choose here: evidence belongs to one backend.
    /// </summary>
    /// <param name="what">What the backend is for, as the beginning of a sentence.</param>
    public static Option<string> Recorded(string what) =>
        Completed(
            new Option<string>("--backend")
            {
                Description = $"{what}: cpu or tensorflow.",
                HelpName = "NAME",
                DefaultValueFactory = _ => "cpu",
            }
        );

    /// <summary><c>--backend</c> of commands that judge recorded trainings.</summary>
    public static Option<string?> Judged(string more = "") =>
        Completed(
            new Option<string?>("--backend")
            {
                Description =
                    $"Use only the baselines of this backend: cpu or tensorflow. Without this option, each claim about a run uses one baseline: the cpu baseline, or the tensorflow baseline if only that one has all seeds that the run file declares.{more}",
                HelpName = "NAME",
            }
        );

    /// <summary><c>--backend</c> of commands that train or evaluate.</summary>
    public static Option<string?> Chosen() =>
        Completed(
            new Option<string?>("--backend")
            {
                Description =
                    "Backend: cpu or tensorflow. Default: the value of REPRO_BACKEND or of the key `backend` in configs/repro.json, and cpu if neither is set. tensorflow needs libtensorflow (REPRO_LIBTENSORFLOW).",
                HelpName = "NAME",
            }
        );

    private static Option<T> Completed<T>(Option<T> option)
    {
        option.CompletionSources.Add("cpu", "tensorflow");
        return option;
    }
}
