using Repro.Backends;

namespace Repro.Specs.Project;

/// <summary>Run files which between them have every key of every loss, and the keys of metrics.</summary>
internal static class LossSamples
{
    public static IEnumerable<string> All => Loss.Names.Select(name => Sample(new Loss(name)));

    private static string Sample(Loss loss)
    {
        string arguments = loss switch
        {
            { IsSparse: true } => ", \"from_logits\": true",
            { IsFocal: true } => ", \"from_logits\": true, \"label_smoothing\": 0.1, \"gamma\": 1.5, \"alpha\": 0.5"
                + (loss.IsBinary ? ", \"apply_class_balancing\": true" : ""),
            { IsCrossentropy: true } => ", \"from_logits\": true, \"label_smoothing\": 0.1",
            { Name: "huber" } => ", \"delta\": 0.5",
            _ => "",
        };
        string mode = loss.IsSparse ? "sparse" : "categorical";
        string monitor = loss.IsSparse ? "acc" : "mae";

        // Numbers of classes have two metrics.
        string metrics = loss.IsSparse
            ? """ "metrics": ["acc", "top_k_categorical_accuracy"], "weighted_metrics": ["acc"], "top_k": 3 """
            : """ "metrics": ["acc", "mean_absolute_error", "top_k_categorical_accuracy", "precision", "auc"], "weighted_metrics": ["acc", "recall"], "top_k": 3, "threshold": 0.4, "auc_curve": "PR", "auc_thresholds": 100 """;
        return $$"""
            {
              "schema": 1, "documents": ["a"], "model": "m", "data_set": "mnist", "train": { "split": "train", "samples": 20, "batch_size": 5, "class_mode": "{{mode}}", "rescale": 0.5 },
              "loss": { "name": "{{loss.Name}}"{{arguments}} }, "callbacks": [
                { "name": "LearningRateScheduler", "schedule": { "name": "Multiply", "factor": 0.5, "from_epoch": 2 } },
                { "name": "LearningRateScheduler", "schedule": { "name": "ExponentialDecay", "initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5, "staircase": true } },
                { "name": "LearningRateScheduler", "schedule": { "name": "InverseTimeDecay", "initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5, "staircase": true } },
                { "name": "LearningRateScheduler", "schedule": { "name": "CosineDecay", "initial_learning_rate": 0.1, "decay_steps": 5, "alpha": 0.5 } },
                { "name": "LearningRateScheduler", "schedule": { "name": "PolynomialDecay", "initial_learning_rate": 0.1, "decay_steps": 5, "end_learning_rate": 0.01, "power": 2, "cycle": true } },
                { "name": "LearningRateScheduler", "schedule": { "name": "PiecewiseConstantDecay", "boundaries": [4], "values": [0.1, 0.01] } },
                { "name": "ReduceLROnPlateau", "monitor": "loss", "mode": "min", "factor": 0.5, "patience": 2, "min_delta": 0.1, "cooldown": 1, "min_lr": 0.001 },
                { "name": "EarlyStopping", "monitor": "acc", "mode": "max", "patience": 2, "min_delta": 0.1, "baseline": 0.5, "restore_best_weights": true, "start_from_epoch": 1 },
                { "name": "ModelCheckpoint", "filepath": "best.h5", "monitor": "{{monitor}}", "mode": "auto", "save_best_only": true, "initial_value_threshold": 0.5, "load_saved": true }
              ],
              "keras": "2.15", {{metrics}}, "class_weight": [1, 2, 1, 1, 1, 1, 1, 1, 1, 0.5],
              "optimizer": { "name": "sgd" }, "epochs": 2, "seeds": [1]
            }

            """;
    }
}
