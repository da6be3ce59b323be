using Repro.Data.Arrays;
using Repro.Data.Folders;
using Repro.Models;
using Repro.Runs;
using Repro.Training.Weights;

namespace Repro.Training.Feeding;

/// <summary>Builds what a run's configuration names: its model and its data.</summary>
internal static class RunInputs
{
    /// <exception cref="InputException">There is no such network, its variant does not fit, it cannot be computed or trained, or its
    /// outputs are not those that the run has losses for.</exception>
    public static Model Model(RunConfiguration run)
    {
        run.Models.RequireTrainable(run.Model, $"Run '{run.Name}'");
        Model model = run.Models.Build(run.Model, run.Variant is null ? [] : [run.Variant]).Model;
        RunLosses.InOrder(run, model);
        return model;
    }

    /// <summary>The data of a run that is not trained on stored features; for those see <c>RunData</c>.</summary>
    /// <exception cref="InputException">The data set or the base's weights are missing or damaged.</exception>
    public static TrainingData Data(RunConfiguration run, string? dataRoot, Decoding decoding)
    {
        RequireTrainable(run, dataRoot);
        Model model = Model(run);
        if (run.Set.IsImageFolder)
        {
            ClassCheck.Require(run, model.OutputShapes[0], ImageSplit.Open(dataRoot, run.Set, run.Train.Split).Classes.Count);
            return ImageData.Of(run, model.InputShape, dataRoot, decoding);
        }

        ArraySet arrays = ArraySet.Load(run.Set, dataRoot);
        if (run.Outputs.Count == 0)
        {
            ArraySplit train = arrays.Split(run.Train.Split);

            // Without labels there are no classes to count.
            ArrayData.RequireLabels(run, run.Train, train, arrays);
            ClassCheck.Require(run, model.OutputShapes[0], arrays.Classes, train.Target?.Width ?? 1, FromOne(run, train));
        }

        return ArrayData.Of(run, model, arrays);
    }

    // Labels that count from 1 have one class more than samples show.
    private static string FromOne(RunConfiguration run, ArraySplit split) =>
        run.Train.ClassMode != SplitConfiguration.Raw && split.HasLabels && split.Labels.Count > 0 && split.Labels.Min() > 0
            ? " Labels count from 0, and no sample has the label 0. If the labels are names of classes, list them in the key 'classes' of the data set."
            : "";

    /// <summary>Refuses a run whose base's weights are missing, before anything is read or written.</summary>
    /// <exception cref="InputException">They are; the message names the file and says how to get it.</exception>
    public static void RequireTrainable(RunConfiguration run, string? dataRoot)
    {
        if (run.Base is not null)
        {
            PretrainedWeights.Require(run.RequireWeights(), dataRoot);
        }
    }
}
