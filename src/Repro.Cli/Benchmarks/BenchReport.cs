using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Backends;

namespace Repro.Cli.Benchmarks;

/// <summary>Timings as lines for a reader, and as JSON.</summary>
internal static class BenchReport
{
    public const int SchemaVersion = 3;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static string Text(Peak peak) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"FMA peak measured here: {peak.GigaflopsPerSecond:F0} GFLOP/s ({peak.InstructionSet}, {peak.Threads} threads). GFLOP/s below count a layer's operations by its definition; Winograd's algorithm does fewer."
        );

    public static IEnumerable<string> Text(Workload workload, IReadOnlyList<Timing> timings, Peak peak)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{workload.Name}: {workload.What}, {workload.Operations / 1e9:G3} GFLOP");
        foreach (Timing timing in timings)
        {
            string outside = timing.OutsideShare is { } share
                ? string.Create(CultureInfo.InvariantCulture, $"; {share:P1} of it outside {Inside(timing.Backend)}")
                : "";
            double speed = Speed(workload, timing);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {timing.Name, -10}  {timing.Median:F2} ms a step, median of {timing.Milliseconds.Count} runs ({timing.Milliseconds.Min():F2} to {timing.Milliseconds.Max():F2}){outside}"
            );
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {"", -10}  {speed:F0} GFLOP/s, {speed / peak.GigaflopsPerSecond:P0} of the peak; {Means(timing.Backend)}"
            );
        }

        foreach (Timing other in timings.Skip(1))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {other.Name} takes {other.Median / timings[0].Median:F2} times {timings[0].Name}'s median"
            );
        }
    }

    public static string Json(Peak peak, bool quick, IEnumerable<(Workload Workload, IReadOnlyList<Timing> Timings)> all) =>
        JsonSerializer.Serialize(
            new
            {
                SchemaVersion,
                Peak = peak,
                Quick = quick,
                Workloads = all.Select(pair => new
                {
                    pair.Workload.Name,
                    pair.Workload.What,
                    pair.Workload.Batch,
                    pair.Workload.Operations,
                    Backends = pair.Timings.Select(timing => new
                    {
                        timing.Name,
                        Means = Means(timing.Backend),
                        timing.Backend.InstructionSet,
                        timing.Backend.Threads,
                        timing.Backend.Libraries,
                        MedianMs = timing.Median,
                        GigaflopsPerSecond = Speed(pair.Workload, timing),
                        ShareOfPeak = Speed(pair.Workload, timing) / peak.GigaflopsPerSecond,
                        RunsMs = timing.Milliseconds,
                        timing.OutsideShare,
                    }),
                }),
            },
            Options
        );

    private static double Speed(Workload workload, Timing timing) => workload.Operations / timing.Median / 1e6;

    // TensorFlow.NET's own work around TFE_Execute cannot be told apart from it.
    private static string Inside(BackendDescription backend) =>
        backend.Libraries.GetValueOrDefault("binding") == "tensorflow.net" ? "TensorFlow.NET's ExecuteOp" : "TFE_Execute";

    // What is compared, said as what it is: another binding or a compiled graph would give other figures.
    private static string Means(BackendDescription backend)
    {
        string kernels =
            backend.Name == "TensorFlow"
                ? $"TensorFlow {backend.Libraries.GetValueOrDefault("TensorFlow", "of unknown version")}'s kernels under our eager mapping, on {backend.InstructionSet}"
                : $"managed kernels for {backend.InstructionSet}";
        return string.Create(CultureInfo.InvariantCulture, $"{kernels}, {backend.Threads} threads");
    }
}
