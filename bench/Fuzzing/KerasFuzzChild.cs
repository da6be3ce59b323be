using System.Diagnostics;
using System.Globalization;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Hdf5;
using Repro.Keras.Catalog;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.Summaries.Rules;
using Repro.Native;
using Repro.Training.Evaluation;
using Repro.Training.Feeding;

namespace Repro.Bench.Fuzzing;

/// <summary>
/// Reads one mutated file after another in this process, through to a prediction where it gets so far, and prints a line for each.
/// </summary>
internal static class KerasFuzzChild
{
    public const string ReadIt = "read";
    public const string RefusedIt = "refused";
    private const string Wrong = "wrong";
    private const long LargestPrediction = 1 << 20;

    // One version of each way to count and to lay out a table, with the options of summary() where it has them.
    private static readonly (string Version, bool Options)[] Tables =
    [
        ("1.0.3", false),
        ("1.1.1", false),
        ("2.0.0", false),
        ("2.2.4", false),
        ("2.12", true),
        ("2.15", true),
        ("3.15", true),
    ];

    // Lengths and addresses of libhdf5's structures, the names of these, and words of the JSON inside.
    public static Mutator Mutator(int seed) =>
        new(
            seed,
            [
                .. (
                    (string[])
                        [
                            Own.PathOf("fixtures", "keras", "keras_h5"),
                            Own.PathOf("fixtures", "keras", "keras_files"),
                            Own.PathOf("fixtures", "cases"),
                        ]
                )
                    .SelectMany(folder => Directory.GetFiles(folder, "*.h5").Order(StringComparer.Ordinal))
                    .Select(File.ReadAllBytes),
            ],
            [
                [0],
                [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
                [0xFF, 0xFF, 0xFF, 0x7F],
                [0, 0, 0, 0x80, 0, 0, 0, 0],
                [0, 0, 0, 0, 0, 0, 0, 0],
                "TREE"u8.ToArray(),
                "SNOD"u8.ToArray(),
                "HEAP"u8.ToArray(),
                "GCOL"u8.ToArray(),
                "OHDR"u8.ToArray(),
                "null"u8.ToArray(),
                "1000000"u8.ToArray(),
                "-1"u8.ToArray(),
                "[]"u8.ToArray(),
                "{\"class_name\""u8.ToArray(),
                "\"Add\""u8.ToArray(),
            ]
        );

    public static int Run(int seed, long first, long end)
    {
        Mutator mutator = Mutator(seed);
        string path = Path.Combine(Path.GetTempPath(), $"repro-fuzz-{Environment.ProcessId}.h5");
        using CpuBackend backend = new(new CpuOptions(Threads: 1));
        using Process self = Process.GetCurrentProcess();
        try
        {
            for (long number = first; number < end; number++)
            {
                File.WriteAllBytes(path, mutator.Make(number));
                self.Refresh();
                TimeSpan used = self.TotalProcessorTime;
                (string outcome, string text) = Outcome(path, backend);
                self.Refresh();
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{number} {outcome} {(self.TotalProcessorTime - used).TotalSeconds:0.000} {self.PeakWorkingSet64} {text.ReplaceLineEndings(" ")}"
                    )
                );
            }
        }
        finally
        {
            File.Delete(path);
        }

        return 0;
    }

    private static (string Outcome, string Text) Outcome(string path, CpuBackend backend)
    {
        try
        {
            // As the child of the tool does it, its stream included; then as the tool itself.
            Hdf5Content content = Hdf5Reader.Read(NativePackage.Hdf5.Require(), path);
            using MemoryStream stream = new();
            Hdf5Handover.Write(stream, content);
            stream.Position = 0;
            KerasFile file = KerasFile.From(path, Hdf5Handover.Read(stream, new FileInfo(path).Length));
            StoredSummary.Print(file, version: null, new SummaryOptions());
            foreach ((string version, bool options) in Tables)
            {
                StoredSummary.Print(
                    file,
                    KerasVersion.Parse(version),
                    new SummaryOptions { ExpandNested = options, ShowTrainable = options }
                );
            }

            if (file.Model is { } model)
            {
                Use(file, model, backend);
            }

            return (ReadIt, "");
        }
        catch (Exception exception) when (exception is InputException or Hdf5Exception)
        {
            return (RefusedIt, exception.Message);
        }
        catch (Exception exception)
        {
            return (Wrong, exception.ToString());
        }
    }

    private static void Use(KerasFile file, Model model, CpuBackend backend)
    {
        file.Weights(model);
        file.OptimizerState();
        if (
            model.InputShape is { IsKnown: true } shape
            && model.OutputShapes is [{ Rank: 1, IsKnown: true } output]
            && shape.Axes.Aggregate(1.0, (all, axis) => all * axis!.Value) < LargestPrediction
        )
        {
            ArraySamples samples = new(new Tensor([1, .. shape.Axes.Select(axis => axis!.Value)]), new Tensor(1, output.Elements));
            SavedModel.Of(model, file).Evaluate(backend, samples);
        }
    }
}
