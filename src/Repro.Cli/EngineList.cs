using System.CommandLine;
using Repro.Training;

namespace Repro.Cli;

/// <summary>The engines of the tool and of the specs. Naming one here loads nothing: that waits until a command asks for it.</summary>
internal static class EngineList
{
    public static Engines All { get; } = new(Engines.Cpu, new EngineOffer("TensorFlow", settings => TensorFlowEngine.Open(settings)));

    /// <summary><c>--engine</c> of the commands that plan trainings or take them in: evidence is of one engine, so the settings do not choose here.</summary>
    public static Option<string> RecordedOption(string what) => new("--engine", "--backend")
    {
        Description = $"{what}: cpu or tensorflow.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "cpu",
    };

    /// <summary><c>--backend</c> of the commands that train or evaluate.</summary>
    public static Option<string?> BackendOption() => new("--backend", "--engine")
    {
        Description = "The engine: cpu or tensorflow (which needs a native library, see docs/backends.md). By default the one that REPRO_ENGINE or configs/repro.json names.",
        HelpName = "NAME",
    };
}
