using System.CommandLine;

namespace Repro.Cli.Options;

/// <summary>The options of commands that name a backend.</summary>
internal static class BackendOptions
{
    /// <summary><c>--engine</c> of the commands that plan trainings or take them in: evidence is of one engine, so the settings do not choose here.</summary>
    public static Option<string> Recorded(string what) => new("--engine", "--backend")
    {
        Description = $"{what}: cpu or tensorflow.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "cpu",
    };

    /// <summary><c>--backend</c> of the commands that train or evaluate.</summary>
    public static Option<string?> Chosen() => new("--backend", "--engine")
    {
        Description = "The engine: cpu or tensorflow (needs libtensorflow, which REPRO_LIBTENSORFLOW names). Default: the one of REPRO_ENGINE or configs/repro.json, else cpu.",
        HelpName = "NAME",
    };
}
