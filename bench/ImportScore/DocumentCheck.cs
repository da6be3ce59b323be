using System.Globalization;
using Repro.Import.Programs;
using Repro.Import.Reading;
using Repro.Import.Texts;
using Repro.Models;
using Repro.Project;
using Repro.Runs;
using Repro.Training.Feeding;

namespace Repro.Bench.ImportScore;

/// <summary>
/// <c>bench -- import-documents FOLDER</c>: the networks and trainings that import reads from the code of the project's own documents,
/// beside those of
/// <c>configs/</c>. Networks are equal where they compute the same, whatever their names.
/// </summary>
internal static class DocumentCheck
{
    public static void Run(string folder)
    {
        Dictionary<string, string> known = new(StringComparer.Ordinal);
        foreach (string name in Own.Host.Models.Names)
        {
            known.TryAdd(Digest(Own.Host.Models.Get(name)), name);
        }

        foreach (DocumentDeclaration document in Own.Host.Project.File.Documents)
        {
            KerasVersion keras = document.Keras is { } written ? KerasVersion.Parse(written) : new KerasVersion(2, 5);
            ImportedProgram program = ProgramReader.Read(SourceText.Read(Path.Combine(folder, document.Source!)), keras);
            Console.WriteLine($"document {document.Id}");
            foreach (ImportedModel model in program.Models)
            {
                foreach (ModelState state in model.States)
                {
                    string found = state.Model is { } own
                        ? known.GetValueOrDefault(Digest(own.WithTrainable(true)), "no network of the project")
                        : state.Reason;
                    Console.WriteLine($"  network '{model.Variable}' at {state.Place}: {found}");
                }
            }

            foreach (RunConfiguration run in Own.Runs.Names.Select(Own.Runs.Load).Where(run => run.Documents.Contains(document.Id)))
            {
                Console.WriteLine($"  run {run.Name}: {Best(run, program)}");
            }
        }
    }

    private static string Best(RunConfiguration run, ImportedProgram program)
    {
        string network = Digest(RunInputs.Model(run).WithTrainable(true));
        (ImportedFit Fit, string[] Differences)[] fits =
        [
            .. program
                .Fits.Where(fit => fit.State?.Model is { } model && Digest(model.WithTrainable(true)) == network)
                .Select(fit => (fit, Differences(run, fit).ToArray()))
                .OrderBy(pair => pair.Item2.Length),
        ];
        return fits.Length == 0
            ? "no training of its network"
            : $"fit at {fits[0].Fit.Place}{(fits[0].Differences.Length == 0 ? "" : ": " + string.Join("; ", fits[0].Differences))}";
    }

    private static IEnumerable<string> Differences(RunConfiguration run, ImportedFit fit)
    {
        foreach (
            (string what, object? own, object? found) in (IEnumerable<(string, object?, object?)>)
                [
                    ("epochs", run.Epochs, fit.Epochs),
                    ("batch size", run.Train.BatchSize, fit.BatchSize),
                    ("steps", run.Train.Steps, fit.StepsPerEpoch),
                    ("samples", run.Train.Samples, fit.TrainingSamples),
                    ("validation samples", run.Validation?.Samples, fit.ValidationSamples),
                    ("optimizer", run.Optimizer.Name, fit.Compile?.Optimizer?.ClassName.ToLowerInvariant()),
                    ("learning rate", run.Optimizer.LearningRate, fit.Compile?.Optimizer?.Number("learning_rate")),
                    ("trainable parameters", Trained(RunInputs.Model(run)), fit.State?.Model is { } model ? Trained(model) : null),
                    ("augmentation", run.Train.Augmentation?.RotationRange, fit.Data.Augmentation?.Settings.Number("rotation_range")),
                ]
        )
        {
            if (!Equals(own, found))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what} {found ?? "not known"} in the text, {own ?? "none"} in the run"
                );
            }
        }
    }

    private static long Trained(Model model) => Models.Counting.ParameterCounts.Of(model).Trainable;

    // Without names.
    private static string Digest(Model model) => NetworkDigest.Of(Numbered(model));

    private static Model Numbered(Model model)
    {
        int number = 0;
        return model
            .Rename("model")
            .Select(layer =>
                layer switch
                {
                    NestedModel nested => nested with
                    {
                        Name = $"layer{number++}",
                        Model = Numbered(nested.Model),
                        KerasTypeName = "Model",
                    },
                    _ => layer with { Name = string.Create(CultureInfo.InvariantCulture, $"layer{number++}") },
                }
            );
    }
}
