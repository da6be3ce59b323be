using Repro.Data;
using Repro.Models;
using Repro.Training.Runs;

namespace Repro.Training;

/// <summary>Builds what a run's configuration names: its model and its data.</summary>
public static class RunInputs
{
    public static Model Model(RunConfiguration run) =>
        ModelVariant.Build(run.Model, run.Variant is null ? [] : [run.Variant]).Model;

    /// <exception cref="InputException">The data set is missing or damaged, or the run needs what is not built yet.</exception>
    public static TrainingData Data(RunConfiguration run, string? dataRoot)
    {
        RequireTrainable(run);
        return DataSets.HasPictureFolders(run.DataSet)
            ? PictureData.Of(run, Model(run).InputShape, dataRoot)
            : MnistData.Of(run, Mnist.Load(dataRoot));
    }

    /// <summary>Refuses runs whose machinery is still to come, before anything is written.</summary>
    /// <exception cref="InputException">The run needs more than is built; the message says what.</exception>
    public static void RequireTrainable(RunConfiguration run)
    {
        List<string> missing = [];
        if (run.Extraction is not null)
        {
            missing.Add("feature extraction");
        }

        if (run.BaseWeights is not null)
        {
            missing.Add($"pretrained weights ('{run.BaseWeights}') for '{run.Base}'");
        }

        if (run.ContinuesFrom is not null)
        {
            missing.Add($"starting from the weights of '{run.ContinuesFrom}'");
        }

        if (missing.Count > 0)
        {
            throw new InputException($"Run '{run.Name}' cannot be trained yet: {string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} not built. Its configuration is valid; the runs on MNIST and those from scratch can be trained.");
        }
    }
}
