using System.Text.Json.Nodes;
using Repro.Inputs;
using Repro.Keras.Optimizers;

namespace Repro.Specs.Project;

/// <summary>Run files which between them have every key of every optimizer and every schedule.</summary>
internal static class OptimizerSamples
{
    private static readonly string[] Limits = ["clipvalue", "clipnorm", "global_clipnorm"];

    private static readonly string[] Rates =
    [
        "0.01",
        """{ "name": "ExponentialDecay", "initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5, "staircase": true }""",
        """{ "name": "InverseTimeDecay", "initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5, "staircase": true }""",
        """{ "name": "CosineDecay", "initial_learning_rate": 0.1, "decay_steps": 5, "alpha": 0.5 }""",
        """{ "name": "PolynomialDecay", "initial_learning_rate": 0.1, "decay_steps": 5, "end_learning_rate": 0.01, "power": 2, "cycle": true }""",
        """{ "name": "PiecewiseConstantDecay", "boundaries": [4], "values": [0.1, 0.01] }""",
    ];

    public static IEnumerable<string> All => OptimizerKeys.Names.SelectMany(_ => Rates.Select((_, index) => index), Sample);

    private static string Sample(string name, int rate)
    {
        JsonObject optimizer = new() { ["name"] = name, ["learning_rate"] = JsonNode.Parse(Rates[rate]) };
        foreach (OptimizerKey key in OptimizerKeys.Of(name).Keys)
        {
            // A schedule excludes decay, and limits exclude each other.
            bool left = (key.Name == "decay" && rate > 0) || (Limits.Contains(key.Name) && key.Name != Limits[rate % Limits.Length]);
            if (!left)
            {
                optimizer[key.Name] = key.Type is JsonType.Flag ? true : 0.5;
            }
        }

        return $$"""
            {
              "schema": 1, "documents": ["a"], "model": "m", "data_set": "mnist", "train": { "split": "train", "samples": 20, "batch_size": 5, "class_mode": "binary", "rescale": 0.5 },
              "loss": "binary_crossentropy", "optimizer": {{optimizer.ToJsonString()}}, "epochs": 2, "seeds": [1]
            }
            """;
    }
}
