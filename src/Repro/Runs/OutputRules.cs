using Repro.Backends;
using Repro.Inputs;
using Repro.Keras;
using Repro.Project;

namespace Repro.Runs;

/// <summary>What must hold between several losses, weights of samples and a run's other keys.</summary>
internal static class OutputRules
{
    /// <exception cref="InputException">The data set cannot have targets or weights, or Keras does not combine the settings.</exception>
    public static void Check(RunConfiguration run, JsonFields fields)
    {
        bool hasArrays = run.Extraction is null && run.Set.Kind is DataSetKind.Npz or DataSetKind.Csv;
        if (run.Outputs.Count > 0 && !hasArrays)
        {
            throw fields.Wrong(
                "loss",
                "has a loss for each of several outputs, which needs a data set of the kind npz or csv with 'targets', and no extraction."
            );
        }

        CheckSparse(fields, run.Loss.IsSparse && run.Outputs.Count == 0, run.Metrics);
        foreach (OutputLoss output in run.Outputs)
        {
            CheckSparse(fields, output.Loss.IsSparse, output.Metrics);
        }

        if (run.Outputs.Count > 0 && run.ClassWeights is not null)
        {
            throw fields.Wrong("class_weight", "cannot be used with several losses, as in Keras.");
        }

        foreach (
            (string key, SplitConfiguration? split) in new[] { ("train", run.Train), ("validation", run.Validation), ("test", run.Test) }
        )
        {
            if (split is { HasSampleWeights: true } && !hasArrays)
            {
                throw fields.Wrong(
                    $"{key}.sample_weight",
                    "needs a data set of the kind npz or csv that declares 'sample_weight', and no extraction."
                );
            }
        }

        if (
            run.Train.HasSampleWeights
            && run.ClassWeights is not null
            && WriterHabits.Of(run.Keras ?? RunConfiguration.DefaultKeras).Major >= 3
        )
        {
            throw fields.Wrong("class_weight", "and 'train.sample_weight' exclude each other in Keras 3; Keras 2 multiplies them.");
        }
    }

    // Keras compares the number of the class with every output, which measures nothing.
    private static void CheckSparse(JsonFields fields, bool isSparse, IReadOnlyList<Metric> metrics)
    {
        if (isSparse && metrics.FirstOrDefault(metric => metric.Name is not (Metric.Accuracy or Metric.TopK)) is { } wrong)
        {
            throw fields.Wrong(
                wrong.IsWeighted ? "weighted_metrics" : "metrics",
                $"has '{wrong.Name}', which cannot be computed of numbers of classes (loss sparse_categorical_crossentropy). {Metric.Accuracy} and {Metric.TopK} can; for others use categorical_crossentropy with class_mode 'categorical'."
            );
        }
    }
}
