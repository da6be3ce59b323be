using Repro.Claims;
using Repro.Import.Evaluation;
using Repro.Import.Programs;
using Repro.Import.Python.Syntax;
using Repro.Import.Trainings;

namespace Repro.Import.Meaning;

/// <summary>
/// Models that the code makes behind a training under the name of the trained one: without a training that import knows, results there are
/// not those of the training before.
/// </summary>
internal sealed class UntrainedModels(ImportedProgram program, IReadOnlyList<NamedRun> runs, IReadOnlyList<Texts.TextBlock> code)
{
    private static readonly string[] TrainingArguments = ["epochs", "nb_epoch", "batch_size", "validation_data", "steps_per_epoch"];

    /// <summary>The model that has the name of a run's model at a place, without a training that import knows; null for none.</summary>
    public ImportedModel? After(NamedRun run, Place at)
    {
        Place fit = run.Fit.Statement;
        ImportedModel? last = run.Fit.Model is { Variable.Length: > 0 } trained
            ? program.Models.LastOrDefault(model =>
                model.Variable == trained.Variable && !model.IsPart && model.Place > fit && model.Place <= at
            )
            : null;
        return
            last is not null
            && runs.All(other => other.Fit.Model != last)
            && (
                last.Form is ModelForm.SequentialList or ModelForm.SequentialAdd or ModelForm.Functional
                    ? !last.Last.Layers.Any(layer => layer.IsTrained)
                    : last is { Form: ModelForm.Loaded, LoadedModel: null }
            )
            ? last
            : null;
    }

    /// <summary>Why results of such a model are not those of a run, as a clause.</summary>
    public string Reason(ImportedModel model, Place at)
    {
        string its = $"the model at {model.Place.InWords}";
        if (model.Form == ModelForm.Loaded)
        {
            return $"{its} is from a file, and the text does not show the training that wrote it";
        }

        if (model.Restored is { } restored && restored.At <= at)
        {
            return $"the weights of {its} are set by {restored.Call} at {restored.At.InWords}, and import does not know from which training";
        }

        if (model.BatchTrainedAt is { } batches && batches <= at)
        {
            return $"{its} is trained by train_on_batch at {batches.InWords}, which no run file describes";
        }

        if (program.NotUnderstood.FirstOrDefault(gap => MayTrain(gap, model, at)) is { } gap)
        {
            return $"import does not know how the code trains {its}: {gap.Reason} ({gap.Place.InWords})";
        }

        return UnreadCall(model, at) is { } call
            ? $"import does not know whether the call at {call.InWords} trains {its}"
            : $"the code does not train {its}";
    }

    // Code behind the model, or a function that is called behind it.
    private bool MayTrain(ImportedGap gap, ImportedModel model, Place at) =>
        gap.Kind != GapKind.Other
        && gap.Place <= at
        && (
            gap.Function is { } function
                ? Calls(model, at).Any(call => call.Call.Target is NameExpression name && name.Name == function)
                : gap.Place > model.Place
        );

    // A call that looks like a training and that is none of those which were read.
    private Place? UnreadCall(ImportedModel model, Place at) =>
        Calls(model, at)
            .Where(call => IsTraining(call.Call))
            .Select(call => call.Place)
            .FirstOrDefault(place => !program.Fits.Any(fit => fit.Place.Overlaps(place) || fit.Statement.Overlaps(place)));

    private IEnumerable<(CallExpression Call, Place Place)> Calls(ImportedModel model, Place at) =>
        program
            .Code.Zip(code)
            .SelectMany(block => StatementScan.Calls(block.First).Select(call => (call, new Place(block.Second.Cell, call.Line))))
            .Where(call => call.Item2 > model.Place && call.Item2 <= at);

    private static bool IsTraining(CallExpression call) =>
        call.Target is AttributeExpression method
        && (
            method.Name is "fit_generator" or "train_on_batch"
            || (method.Name == "fit" && call.Arguments.Any(argument => argument.Name is { } name && TrainingArguments.Contains(name)))
        );
}
