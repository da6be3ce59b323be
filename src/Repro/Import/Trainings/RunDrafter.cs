using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Repro.Data.Catalog;
using Repro.Data.Splitting;
using Repro.Import.Naming;
using Repro.Import.Programs;
using Repro.Keras.Catalog;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Project;
using Repro.Runs;

namespace Repro.Import.Trainings;

/// <summary>Describes the trainings of a text as run files.</summary>
/// <param name="arrays">The data sets of .npz files.</param>
/// <param name="tables">The data sets of tables in text files.</param>
/// <param name="bases">Finds the pretrained networks that trainings begin with.</param>
/// <param name="models">The project's networks; those of the text are not needed.</param>
/// <param name="sets">The data sets that a run can name, those of the text included.</param>
internal sealed partial class RunDrafter(
    string document,
    ImportedProgram program,
    IReadOnlyList<NamedNetwork> networks,
    FolderSets folders,
    ArraySets arrays,
    TableSets tables,
    PretrainedBases bases,
    ModelCatalog models,
    DataSetCatalog sets
)
{
    /// <summary>The most trainings of a text that get a run file.</summary>
    public const int MostRuns = 100;

    private const int DefaultBatch = 32;

    private static readonly int[] Seeds = [1, 2, 3, 4, 5];

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One training for each place of the text that calls fit.</summary>
    public IReadOnlyList<NamedRun> All()
    {
        ImportedFit[][] places = [.. program.Fits.GroupBy(fit => (fit.Statement, fit.Place)).Select(calls => calls.ToArray())];
        return
        [
            .. places.Select(
                (calls, number) =>
                    Draft(
                        calls,
                        number,
                        places.Length == 1 ? $"{document}-run" : FormattableString.Invariant($"{document}-run-{number + 1}")
                    )
            ),
        ];
    }

    // A loop calls fit several times at one place.
    private NamedRun Draft(ImportedFit[] calls, int number, string name)
    {
        NamedRun run = Draft(calls[0], number, name);
        if (run.Json is null)
        {
            return run;
        }

        string? reason =
            number >= MostRuns ? FormattableString.Invariant($"the text has more than {MostRuns} trainings")
            : calls.FirstOrDefault(call => call.Continues is not null) is { Continues: { } before }
                ? $"a loop repeats it, and it continues the training at {before.InWords}"
            : calls.Skip(1).Any(call => !IsSame(call, calls[0], run)) ? "a loop repeats it with other models, data or settings"
            : null;
        return reason is null ? run : run with { Json = null, Reason = reason };
    }

    // The names of layers count on from pass to pass of a loop.
    private bool IsSame(ImportedFit call, ImportedFit first, NamedRun run)
    {
        if (call.State is not { } state || first.State is not { } other || !NetworkLikeness.Are(state, other))
        {
            return false;
        }

        try
        {
            return Json(call, run) == run.Json;
        }
        catch (NoRunException)
        {
            return false;
        }
    }

    private NamedRun Draft(ImportedFit fit, int number, string name)
    {
        NamedRun run = new(name, number, fit)
        {
            Network = networks.At(fit.Model, fit.State)?.Name,
            HasValidation = fit.Validation is not null || fit.ValidationSplit is not null,
            HasTest = TestOf(fit) is not null,
            TestSamples = TestOf(fit)?.Data.Samples ?? fit.ValidationSamples ?? fit.Validation?.Samples ?? 0,
        };
        try
        {
            if (fit.Data.HasInputsAsTargets)
            {
                throw new NoRunException("the targets are the inputs; a run file cannot describe it");
            }

            if (networks.At(fit.Model, fit.State)?.File.Model is { } model && ForeignLayers.Of(model).FirstOrDefault() is { } foreign)
            {
                throw new NoRunException($"the model cannot be computed: {foreign.Reason.TrimEnd('.')}");
            }

            if (networks.At(fit.Model, fit.State)?.File.Model is { } fitted && fitted.Nodes.Count(node => node.Layer is InputLayer) > 1)
            {
                throw new NoRunException("the model has several inputs, and a run file describes only models with one");
            }

            (string set, bool isFolder) = DataSetOf(fit.Data);
            run = run with { DataSet = set, IsFolder = isFolder };
            string json = Json(fit, run);
            RunConfigurationReader.Parse(name, $"{name}.json", json, models, sets);
            return run with { Json = json };
        }
        catch (NoRunException exception)
        {
            return run with { Reason = exception.Message };
        }
        catch (InputException exception)
        {
            return run with { Reason = exception.Error.Replace($"{name}.json: ", "", StringComparison.Ordinal) };
        }
    }

    private string Json(ImportedFit fit, NamedRun run)
    {
        if (fit.Continues is { } before)
        {
            throw new NoRunException($"it continues the training at {before.InWords}");
        }

        // The file would not help where the program takes other rows of it.
        if (
            fit.Data.Source?.Table is not null
            && fit.Data.Preprocessing.FirstOrDefault(step => step.Kind is "samples" or "other") is { } other
        )
        {
            throw new NoRunException(RunSettings.Refusal(other, "at"));
        }

        if (run.Network is null && fit.Data is { Source.IsArrayFile: true, Shape: null })
        {
            throw new NoRunException(ArraySets.SizeOf(fit.Data));
        }

        if (run.Network is null)
        {
            throw new NoRunException(
                fit.Model is null ? "it is not known which model is trained" : $"the model is not known: {fit.State?.Reason}"
            );
        }

        RunSettings.Check(fit);
        if (Misfit(fit) is { } misfit)
        {
            throw new NoRunException(misfit);
        }

        if (fit.Compile is not { Optimizer: { } optimizer, Loss: { } loss })
        {
            throw new NoRunException("its optimizer or its loss is not known");
        }

        if (fit.Epochs is not { } epochs)
        {
            throw new NoRunException("the number of epochs is not known");
        }

        if (fit.Data.FeaturesOf is { } features)
        {
            throw new NoRunException($"it trains on features that '{features.Variable}' computes, which a run file cannot describe");
        }

        string? pretrained = bases.Of(fit);
        string classMode = ClassMode(loss, fit.Data);
        JsonObject json = new()
        {
            ["$schema"] = "../../schemas/run.schema.json",
            ["schema"] = RunConfigurationReader.Schema,
            ["documents"] = new JsonArray(document),
            ["note"] = $"Read from the code at {fit.Place.InWords} by repro import; the seeds are its default.",
            ["model"] = run.Network,
            ["base"] = pretrained,
            ["base_weights"] = pretrained is null ? null : PretrainedBases.ImageNet,
            ["data_set"] = run.DataSet,
            ["train"] = Split(
                fit.Data,
                fit.TrainingSamples ?? fit.Data.Samples ?? folders.Samples(fit.Data),
                fit.BatchSize,
                fit.StepsFrom == SettingSource.Call ? fit.StepsPerEpoch : null,
                classMode,
                run.IsFolder
            ),
        };
        if (pretrained is null)
        {
            json.Remove("base");
            json.Remove("base_weights");
        }

        if (fit.ValidationSplit is { } share)
        {
            if (fit.Data.Cut is not null)
            {
                throw new NoRunException("'validation_split' of fit cannot be described on a part that the loader takes");
            }

            // The evaluation at the end of an epoch takes the batch size of the call.
            json["validation"] = Split(
                fit.Data with
                {
                    Augmentation = null,
                },
                fit.ValidationSamples,
                fit.BatchSize,
                null,
                classMode,
                run.IsFolder
            );
            json["train"]!["subset"] = Subset(new ImportedCut(ValidationSplit.Fit, false, share, null));
            json["validation"]!["subset"] = Subset(new ImportedCut(ValidationSplit.Fit, true, share, null));
        }
        else if (fit.Validation is { } validation)
        {
            json["validation"] = Split(
                validation,
                validation.Samples ?? fit.ValidationSamples ?? folders.Samples(validation),
                validation.BatchSize ?? fit.BatchSize,
                fit.ValidationSteps,
                classMode,
                run.IsFolder,
                isEvaluated: true
            );
        }

        JsonArray callbacks = RunSettings.Callbacks(fit);
        if (TestOf(fit) is { } test && (test.BestOf is null || RunSettings.LoadsBest(callbacks)))
        {
            json["test"] = Split(
                test.Data,
                test.Data.Samples ?? folders.Samples(test.Data),
                test.Data.BatchSize ?? DefaultBatch,
                null,
                classMode,
                run.IsFolder,
                isEvaluated: true
            );
        }

        json["loss"] = RunSettings.Loss(loss);
        if (fit.ClassWeights.Count > 0)
        {
            json["class_weight"] = RunSettings.ClassWeights(fit);
        }

        if (RunSettings.Metrics(fit, loss) is { Count: > 0 } metrics)
        {
            json["metrics"] = metrics;
        }

        if (RunSettings.WeightedMetrics(fit, loss) is { Count: > 0 } weighted)
        {
            json["weighted_metrics"] = weighted;
        }

        json["optimizer"] = OptimizerKeys.Of(optimizer);
        json["epochs"] = epochs;
        if (callbacks.Count > 0)
        {
            json["callbacks"] = callbacks;
        }

        if (fit.SavedAs is { } saved && SavedNames.Of(saved, fit) is { } file && !RunSettings.IsSavedBy(callbacks, file))
        {
            json["save_as"] = file;
        }

        json["seeds"] = new JsonArray([.. Seeds.Select(seed => JsonValue.Create(seed))]);
        return OfScalars().Replace(json.ToJsonString(Layout), list => $"[{Break().Replace(list.Groups["items"].Value, " ")}]") + "\n";
    }

    // The columns of a table are counted here; other data have the shape that the model was read with.
    private static string? Misfit(ImportedFit fit)
    {
        if (
            fit.Data is not { Source.Table: not null, Shape: { } columns }
            || fit.State?.Model?.Nodes.Where(node => node.Layer is InputLayer).ToArray() is not [var input]
            || input.OutputShape.IsUnknown
            || Product(columns) is not { } given
            || Product([.. input.OutputShape.Axes]) is not { } taken
            || given == taken
        )
        {
            return null;
        }

        return FormattableString.Invariant(
            $"'{fit.Data.Names}' has {Counted.Of((int)given, "column")} of '{fit.Data.Source.FileName}', but the model takes {taken}"
        );
    }

    private static long? Product(IReadOnlyList<int?> axes) =>
        axes.Aggregate((long?)1, (product, axis) => product is < int.MaxValue ? product * axis : null);

    // The first rows of an array train, or the last ones validate: the rule of fit says the same of them.
    private static ImportedCut Plain(ImportedCut cut, bool validates)
    {
        if (cut.Rows == 0 || cut.IsValidation == validates)
        {
            return cut;
        }

        int first = (int)(cut.Share * cut.Rows);
        double share = (double)(cut.Rows - first) / cut.Rows;
        return (int)Math.Floor(cut.Rows * (1.0 - share)) == first ? new ImportedCut(ValidationSplit.Fit, validates, share, null) : cut;
    }

    private static JsonObject Subset(ImportedCut cut)
    {
        JsonObject subset = new()
        {
            ["part"] = cut.IsValidation ? SubsetConfiguration.Validation : SubsetConfiguration.Training,
            ["validation_split"] = cut.Share,
            ["loader"] = cut.Loader,
        };
        if (cut.Seed is { } seed)
        {
            subset["seed"] = seed;
        }

        return subset;
    }

    private JsonObject Split(FedData data, int? samples, int? batch, int? steps, string classMode, bool isFolder, bool isEvaluated = false)
    {
        if (data.Cut is { Unknown: { Length: > 0 } reason })
        {
            throw new NoRunException(reason);
        }

        if (data.Source is { } and not { IsArrayFile: false, IsKerasDataset: false } && data.Cut != data.LabelCut)
        {
            throw new NoRunException($"'{data.Names}' takes other samples than labels");
        }

        if (samples is null && data.Source is { IsArrayFile: true })
        {
            throw new NoRunException(ArraySets.SizeOf(data));
        }

        if (samples is null || batch is null)
        {
            throw new NoRunException($"the number of samples of '{data.Names}' is not known");
        }

        if (isEvaluated && data.Augmentation is { IsRandom: true })
        {
            throw new NoRunException(
                $"the images of '{data.Names}' are changed at random too, which a run file describes for training alone"
            );
        }

        JsonObject split = new()
        {
            ["split"] = SplitOf(data),
            ["samples"] = samples,
            ["batch_size"] = batch,
        };
        if (steps is not null)
        {
            split["steps"] = steps;
        }

        if (isFolder)
        {
            if (data.Source is { } source && folders.ClassesObjection(source, sets.Get(folders.SetOf(source)!)) is { } objection)
            {
                throw new NoRunException(objection);
            }

            if (folders.TargetSize(data) is not { } size)
            {
                throw new NoRunException($"the size of the images of '{data.Names}' is not known");
            }

            split["target_size"] = new JsonArray(size.Height, size.Width);
            ImageKeys.Write(data, split);
        }

        split["class_mode"] = classMode;
        Scale(data, split);
        if (data.Cut is { } cut)
        {
            split["subset"] = Subset(Plain(cut, isEvaluated));
        }

        if (data.Augmentation is { IsRandom: true } augmentation)
        {
            split["augmentation"] = Augmentation(augmentation.Settings);
        }

        return split;
    }

    private static void Scale(FedData data, JsonObject split)
    {
        double factor = 1;
        foreach (ImportedStep step in data.Preprocessing)
        {
            switch (step.Kind)
            {
                case "scale" when step.Factor is { } scale:
                    factor *= scale;
                    break;
                case "preprocess_input" when CaffeModule().IsMatch(step.Detail):
                    split["preprocessing"] = "caffe";
                    return;
                case "reshape" or "cast" or "channel-axis" or "one-hot" or "resize":
                    break;
                default:
                    throw new NoRunException(RunSettings.Refusal(step, "at"));
            }
        }

        split["rescale"] = factor;
    }

    private static JsonObject Augmentation(KerasObject settings)
    {
        // A setting that is off, such as featurewise_center=False, changes nothing.
        string? other = settings.Given.FirstOrDefault(name =>
            settings.Settings.GetValueOrDefault(name) is not (null or false or 0.0)
            && name
                is not (
                    "rescale"
                    or "rotation_range"
                    or "width_shift_range"
                    or "height_shift_range"
                    or "shear_range"
                    or "zoom_range"
                    or "horizontal_flip"
                    or "fill_mode"
                    // It cuts the folder, which the subset of the part describes.
                    or "validation_split"
                )
        );
        if (other is not null || settings.Unknown.Count > 0)
        {
            throw new NoRunException($"the augmentation '{other ?? settings.Unknown[0]}' cannot be described");
        }

        return new JsonObject
        {
            ["semantics"] = "keras-preprocessing-1.1",
            ["rotation_range"] = settings.Number("rotation_range") ?? 0,
            ["width_shift_range"] = settings.Number("width_shift_range") ?? 0,
            ["height_shift_range"] = settings.Number("height_shift_range") ?? 0,
            ["shear_range"] = settings.Number("shear_range") ?? 0,
            ["zoom_range"] = settings.Number("zoom_range") ?? 0,
            ["horizontal_flip"] = settings.Flag("horizontal_flip"),
            ["fill_mode"] = settings.Text("fill_mode") ?? "nearest",
        };
    }

    private (string Name, bool IsFolder) DataSetOf(FedData data)
    {
        if (data.Source is not { } source)
        {
            throw new NoRunException($"the source of '{data.Names}' is not known{(data.Unknown.Length > 0 ? $": {data.Unknown}" : "")}");
        }

        if (source.IsKerasDataset)
        {
            return sets.Find(source.Name) is not null
                ? (source.Name, false)
                : throw new NoRunException($"the data set '{source.Name}' is not built in; declare it in reprosuite.json");
        }

        if (source.Table is not null)
        {
            return (tables.Of(data), false);
        }

        if (source.IsArrayFile)
        {
            return (arrays.Of(data).Set, false);
        }

        return folders.SetOf(source) is { } set
            ? (set, true)
            : throw new NoRunException($"'{data.Names}' is neither a data set of Keras nor images in class folders");
    }

    private string SplitOf(FedData data) =>
        data.Source is { Table: not null } ? TableDeclaration.Split
        : data.Source is { IsArrayFile: true } ? arrays.Of(data).Split
        : data.Source is { IsKerasDataset: false } source ? folders.SplitOf(source)
        : data.Part is "train" or "test" ? data.Part
        : throw new NoRunException($"it is not known whether '{data.Names}' is training or test data");

    private ImportedEvaluation? TestOf(ImportedFit fit) =>
        program.Evaluations.FirstOrDefault(evaluation =>
            !evaluation.IsPrediction
            && evaluation.After == fit
            && (
                evaluation.Data.Part.Contains("test", StringComparison.OrdinalIgnoreCase)
                || evaluation.Data.Names.Contains("test", StringComparison.OrdinalIgnoreCase)
            )
        );

    private static string ClassMode(KerasObject loss, FedData data)
    {
        bool areNumbers = data.Source is { IsArrayFile: true } && data.LabelPreprocessing.All(step => step.Kind != "one-hot");
        return loss.ClassName switch
        {
            "BinaryCrossentropy" => SplitConfiguration.Binary,
            "SparseCategoricalCrossentropy" => SplitConfiguration.Sparse,
            "CategoricalCrossentropy" or "CategoricalFocalCrossentropy" when areNumbers => throw new NoRunException(
                $"the labels '{data.LabelArray}' of '{data.Source!.FileName}' have a column for each class, but a data set has numbers of classes"
            ),
            _ => areNumbers ? SplitConfiguration.Raw : SplitConfiguration.Categorical,
        };
    }

    // Lists of numbers and names are written on one line.
    [GeneratedRegex(@"\[\s+(?<items>[^\[\]{}]*?)\s+\]", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex OfScalars();

    [GeneratedRegex(@"\s*\n\s*", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Break();

    [GeneratedRegex(@"vgg16|vgg19|resnet50?\b|\bresnet\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex CaffeModule();
}
