using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Backends;

namespace Repro.Cli.Benchmarks;

/// <summary>Timings as lines for a reader, and as JSON.</summary>
internal static class BenchReport
{
    public const int SchemaVersion = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static IEnumerable<string> Text(Workload workload, IReadOnlyList<Timing> timings)
    {
        yield return $"{workload.Name}: {workload.What}";
        foreach (Timing timing in timings)
        {
            string outside = timing.OutsideShare is { } share ? string.Create(CultureInfo.InvariantCulture, $"; {share:P1} of it outside TFE_Execute") : "";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {timing.Engine.Name,-10}  {timing.Median:F2} ms a step, median of {timing.Milliseconds.Count} runs ({timing.Milliseconds.Min():F2} to {timing.Milliseconds.Max():F2}){outside}");
            yield return $"  {"",-10}  {Means(timing.Engine)}";
        }

        if (timings is [var one, var two])
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  {two.Engine.Name} takes {two.Median / one.Median:F2} times {one.Engine.Name}'s median");
        }
    }

    public static string Json(IEnumerable<(Workload Workload, IReadOnlyList<Timing> Timings)> all) => JsonSerializer.Serialize(
        new
        {
            SchemaVersion,
            Workloads = all.Select(pair => new
            {
                pair.Workload.Name,
                pair.Workload.What,
                pair.Workload.Batch,
                Engines = pair.Timings.Select(timing => new
                {
                    timing.Engine.Name,
                    Means = Means(timing.Engine),
                    timing.Engine.InstructionSet,
                    timing.Engine.Threads,
                    timing.Engine.Libraries,
                    MedianMilliseconds = timing.Median,
                    timing.Milliseconds,
                    timing.OutsideShare,
                }),
            }),
        },
        Options);

    // What is compared, said as what it is: another binding or a compiled graph would give other figures.
    private static string Means(EngineDescription engine)
    {
        string kernels = engine.Name == "TensorFlow"
            ? $"TensorFlow {engine.Libraries.GetValueOrDefault("TensorFlow", "of unknown version")}'s kernels under our eager mapping, on {engine.InstructionSet}"
            : $"managed kernels for {engine.InstructionSet}";
        return string.Create(CultureInfo.InvariantCulture, $"{kernels}, {engine.Threads} threads");
    }
}
