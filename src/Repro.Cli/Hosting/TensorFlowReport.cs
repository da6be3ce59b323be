using System.Text.Json.Nodes;
using Repro.Configuration;
using Repro.TensorFlow.Native;
using Repro.TensorFlow.Seam;

namespace Repro.Cli.Hosting;

/// <summary>The TensorFlow part of <c>repro doctor</c>. The library is loaded only if one is set.</summary>
internal static class TensorFlowReport
{
    /// <exception cref="InputException">The library cannot be used, or does not have the device.</exception>
    public static void Print(Settings settings)
    {
        try
        {
            Describe(settings);
        }
        catch (Exception exception) when (Failures.Message(exception) is not null)
        {
            Line("TensorFlow", $"cannot be used, see the error ({settings.TensorFlow.Library})");
            throw;
        }
    }

    /// <summary>What the library is and has; null where none is set.</summary>
    /// <exception cref="InputException">The library cannot be used, or does not have the device.</exception>
    public static JsonObject? Json(Settings settings)
    {
        if (!NativeTensorFlow.IsNamed(settings))
        {
            return null;
        }

        using IEager eager = NativeTensorFlow.Open(settings);
        TensorFlowFacts facts = TensorFlowFacts.Of(eager, EagerOptions.From(settings));
        return new JsonObject
        {
            ["library"] = settings.TensorFlow.Library,
            ["version"] = facts.Version,
            ["binding"] = facts.Binding,
            ["devices"] = new JsonArray([.. eager.Devices.Select(device => (JsonNode)device.ShortName)]),
            ["device"] = facts.Device,
            ["gpu"] = facts.Gpu,
            ["driver"] = facts.Driver,
            ["cuda"] = facts.Cuda,
            ["cudnn"] = facts.CuDnn,
            ["deterministic"] = facts.Deterministic,
            ["tf32"] = facts.Tf32,
            ["memory_growth"] = facts.MemoryGrowth,
        };
    }

    private static void Describe(Settings settings)
    {
        TensorFlowSettings chosen = settings.TensorFlow;
        EagerOptions options = EagerOptions.From(settings);
        if (chosen.Library is { } where)
        {
            LoadedLibrary library = NativeTensorFlow.Load(where, options);
            Line("TensorFlow", $"found as {library.File}");
            Line("  symbols", $"all {library.Symbols} that the binding c-api needs");
            foreach (string file in library.NotLoaded)
            {
                Line("  not loaded", file);
            }
        }
        else if (NativeTensorFlow.IsNamed(settings))
        {
            Line("TensorFlow", "from the redist package");
        }
        else
        {
            Line(
                "TensorFlow",
                "not set (required by --backend tensorflow); set REPRO_LIBTENSORFLOW to its file, its folder or the folder of the Python package"
            );
            return;
        }

        using IEager eager = NativeTensorFlow.Open(settings);
        TensorFlowFacts facts = TensorFlowFacts.Of(eager, options);
        Line("  version", $"{facts.Version}, binding {facts.Binding}");
        Line("  devices", $"{string.Join(", ", eager.Devices.Select(device => device.ShortName))}; {chosen.Device} is {facts.Device}");
        if (eager.Device.Type == "GPU")
        {
            Line("  GPU", $"{facts.Gpu ?? "model unknown"}, driver {facts.Driver ?? "unknown"}");
            Line("  CUDA", $"{facts.Cuda ?? "unknown"}, cuDNN {facts.CuDnn ?? "unknown"}");
        }

        Line(
            "  settings",
            $"deterministic {OnOff(facts.Deterministic)}, TF32 {OnOff(facts.Tf32)}, memory growth {OnOff(facts.MemoryGrowth)}"
        );
    }

    private static void Line(string name, string text) => Console.WriteLine($"{name, -14} {text}");

    private static string OnOff(bool value) => value ? "on" : "off";
}
