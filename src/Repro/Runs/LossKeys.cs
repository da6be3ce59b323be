using System.Text.Json.Nodes;
using Repro.Backends;
using Repro.Inputs;
using static Repro.Inputs.JsonType;

namespace Repro.Runs;

/// <summary>The loss of a run file: its name, or an object with Keras's arguments.</summary>
internal static class LossKeys
{
    public const string Key = "loss";

    private const double LargestDelta = 1_000_000;
    private const double LargestGamma = 100;

    private static readonly JsonKey FromLogits = new("from_logits", new Flag(), "Whether the outputs of the model are logits.", "false");
    private static readonly JsonKey LabelSmoothing = new(
        "label_smoothing",
        new Number(0, 1),
        "Share of each label that is spread over all classes.",
        "0"
    );
    private static readonly JsonKey Delta = new(
        "delta",
        new Number(0, LargestDelta, IsAbove: true),
        "Error up to which the loss is a square.",
        "1"
    );

    private static readonly JsonKey Gamma = new("gamma", new Number(0, LargestGamma), "Power of the distance from the right answer.", "2");
    private static readonly JsonKey Alpha = new(
        "alpha",
        new Number(0, 1),
        "Weight of class 1 (binary, where classes are balanced) or of every class.",
        "0.25"
    );
    private static readonly JsonKey Balances = new(
        "apply_class_balancing",
        new Flag(),
        "Whether classes are weighted by alpha and 1 - alpha.",
        "false"
    );

    /// <summary>A loss with its arguments.</summary>
    public static JsonType Arguments { get; } =
        new Cases(
            "name",
            "Name of the loss.",
            [.. Loss.Names.Select(name => new JsonCase(name, Meaning(new Loss(name)), Keys(new Loss(name))))]
        );

    /// <summary>One loss.</summary>
    public static JsonType Type { get; } = new Either(new Choice([.. Loss.AllNames]), Arguments);

    /// <summary>The first loss, and all of them where there is one for each of several outputs.</summary>
    /// <exception cref="InputException">A loss is unknown, or an argument is not one of its own or out of range.</exception>
    public static Loss Read(JsonFields fields, out IReadOnlyList<OutputLoss> outputs)
    {
        outputs = OutputKeys.Read(fields, Key);
        return outputs.Count > 0 ? outputs[0].Loss : Read(fields, Key);
    }

    /// <param name="key">The key that holds the name of a loss or an object with its arguments.</param>
    /// <exception cref="InputException">The loss is unknown, or an argument is not one of its own or out of range.</exception>
    public static Loss Read(JsonFields fields, string key)
    {
        if (!fields.HoldsObject(key))
        {
            string? text = fields.OptionalText(key);
            string name =
                text is not null && Loss.AllNames.Contains(text, StringComparer.Ordinal)
                    ? Loss.NameOf(text)!
                    : fields.OneOf(key, [.. Loss.Names], Loss.NameOf);
            return new Loss(name);
        }

        JsonFields arguments = fields.Object(key);
        Loss loss = new(arguments.OneOf("name", [.. Loss.Names], Loss.NameOf));
        foreach (JsonKey argument in Keys(loss))
        {
            loss = argument.Name switch
            {
                "from_logits" => loss with { FromLogits = arguments.OptionalSwitch(argument.Name) ?? false },
                "label_smoothing" => loss with { LabelSmoothing = arguments.OptionalNumber(argument.Name, 0, 1) ?? 0 },
                "gamma" => loss with { Gamma = arguments.OptionalNumber(argument.Name, 0, LargestGamma) ?? 2 },
                "alpha" => loss with { Alpha = arguments.OptionalNumber(argument.Name, 0, 1) ?? 0.25 },
                "apply_class_balancing" => loss with { BalancesClasses = arguments.OptionalSwitch(argument.Name) ?? false },
                _ => loss with { Delta = arguments.OptionalNumber(argument.Name, double.Epsilon, LargestDelta) ?? 1 },
            };
        }

        arguments.End();
        return loss;
    }

    /// <summary>Whether an object holds the arguments of one loss, and not the losses of outputs: one of its keys is that of an
    /// argument.</summary>
    public static bool AreArguments(JsonFields fields) =>
        fields.Keys.Count == 0
        || fields.Keys.Contains("name")
        || fields.Keys.Any(key => Loss.Names.Any(name => Keys(new Loss(name)).Any(argument => argument.Name == key)));

    /// <summary>The name alone where all arguments have their defaults.</summary>
    public static JsonNode Write(Loss loss)
    {
        JsonObject arguments = new() { ["name"] = loss.Name };
        if (loss.FromLogits)
        {
            arguments["from_logits"] = true;
        }

        if (loss.LabelSmoothing != 0)
        {
            arguments["label_smoothing"] = loss.LabelSmoothing;
        }

        if (loss.Gamma != 2)
        {
            arguments["gamma"] = loss.Gamma;
        }

        if (loss.Alpha != 0.25)
        {
            arguments["alpha"] = loss.Alpha;
        }

        if (loss.BalancesClasses)
        {
            arguments["apply_class_balancing"] = true;
        }

        if (loss.Delta != 1)
        {
            arguments["delta"] = loss.Delta;
        }

        return arguments.Count == 1 ? JsonValue.Create(loss.Name) : arguments;
    }

    private static JsonKey[] Keys(Loss loss) =>
        loss switch
        {
            { IsSparse: true } => [FromLogits],
            { IsFocal: true, IsBinary: true } => [FromLogits, LabelSmoothing, Gamma, Alpha, Balances],
            { IsFocal: true } => [FromLogits, LabelSmoothing, Gamma, Alpha],
            { IsCrossentropy: true } => [FromLogits, LabelSmoothing],
            { Name: "huber" } => [Delta],
            _ => [],
        };

    private static string Meaning(Loss loss) =>
        loss switch
        {
            { IsBinary: true } => "labels are 0 and 1.",
            { IsSparse: true } => "labels are numbers of classes.",
            { IsOfClasses: true } => "labels are one-hot.",
            { Name: "huber" } => "a square up to delta, then a straight line.",
            _ => "without arguments.",
        };
}
