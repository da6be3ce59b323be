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
            { IsCrossentropy: true } => ", \"from_logits\": true, \"label_smoothing\": 0.1",
            { Name: "huber" } => ", \"delta\": 0.5",
            _ => "",
        };
        string mode = loss.IsSparse ? "sparse" : "categorical";
        return $$"""
            {
              "schema": 1, "documents": ["a"], "model": "m", "data_set": "mnist", "train": { "split": "train", "samples": 20, "batch_size": 5, "class_mode": "{{mode}}", "rescale": 0.5 },
              "loss": { "name": "{{loss.Name}}"{{arguments}} }, "metrics": ["acc", "mean_absolute_error", "top_k_categorical_accuracy"], "top_k": 3, "class_weight": [1, 2, 1, 1, 1, 1, 1, 1, 1, 0.5],
              "optimizer": { "name": "sgd" }, "epochs": 2, "seeds": [1]
            }
            """;
    }
}
