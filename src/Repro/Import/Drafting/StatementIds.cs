using System.Text.Json;
using Repro.Import.Naming;
using Repro.Import.Statements;

namespace Repro.Import.Drafting;

/// <summary>
/// Ids of rows: words for what is measured, and the stated value. <c>test-accuracy-0-97</c>, <c>train-samples-60000</c>,
/// <c>learning-rate-0-001</c>, <c>params-conv2d-320</c>.
/// </summary>
internal static class StatementIds
{
    public static string Of(Statement statement)
    {
        string layer = statement.Topic.Layer is { } named ? $"-{NetworkNames.Plain(named)}" : "";
        string value = NetworkNames.Plain(statement.Value.ToString()!.Replace("..", "-to-", StringComparison.Ordinal).Replace('.', '-'));
        return $"{Words(statement)}{layer}-{value}";
    }

    private static string Words(Statement statement)
    {
        Topic topic = statement.Topic;
        return statement.Kind switch
        {
            StatementKind.Accuracy => $"{Part(topic)}accuracy",
            StatementKind.Loss => $"{Part(topic)}loss",
            StatementKind.AbsoluteError => $"{Part(topic)}mae",
            StatementKind.Improvement => $"{Part(topic)}improvement",
            StatementKind.Parameters => topic.Detail switch
            {
                "trainable_params" => "trainable-params",
                "non_trainable_params" => "non-trainable-params",
                _ => "params",
            },
            StatementKind.LayerParameters => topic.Layer is null ? "layer-params" : "params",
            StatementKind.LayerShape => topic is { Detail: "units", Layer: null } ? "units" : "output",
            StatementKind.LayerCount => topic switch
            {
                { Detail: "lines" } => "code-lines",
                { LayerClass: { } kind } => $"{NetworkNames.Plain(kind)}-layers",
                _ => "layers",
            },
            StatementKind.Shape => topic.Detail is "input" or "output" or "batch" or "labels" or "kernel"
                ? $"{topic.Detail}-shape"
                : "shape",
            StatementKind.ClassCount => "classes",
            StatementKind.DataSize => topic.Detail switch
            {
                "share" => $"{Part(topic)}share",
                "balance" => "class-balance",
                "labels" => $"{Part(topic)}labels",
                _ => $"{Part(topic)}samples",
            },
            StatementKind.FeatureCount => "features",
            StatementKind.Epochs => topic.Moment is null ? "epochs" : "epoch",
            StatementKind.Steps => $"{Part(topic)}steps",
            StatementKind.BatchSize => "batch-size",
            StatementKind.Hyperparameter => topic.Setting switch
            {
                "rate" => "dropout-rate",
                "loss" => "loss-function",
                { } setting => NetworkNames.Plain(setting),
                null => "setting",
            },
            StatementKind.Augmentation => topic.Detail switch
            {
                "rotat" => "rotation",
                "translat" => "translation",
                _ => "augmentation",
            },
            _ => JsonNamingPolicy.KebabCaseLower.ConvertName(statement.Kind.ToString()),
        };
    }

    private static string Part(Topic topic) =>
        topic.Part switch
        {
            DataPart.Train => "train-",
            DataPart.Validation => "val-",
            DataPart.Test => "test-",
            _ => "",
        };
}
