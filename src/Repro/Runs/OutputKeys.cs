using System.Text.Json.Nodes;
using Repro.Backends;
using Repro.Inputs;
using static Repro.Inputs.JsonType;

namespace Repro.Runs;

/// <summary>
/// The losses of a run file for a model with several outputs: a list in the order of the outputs, or an object by their names. Both forms
/// have one loss or more; the settings of outputs follow the form of their losses.
/// </summary>
internal static class OutputKeys
{
    private const string WeightsKey = "loss_weights";
    private const double LargestWeight = 1_000_000;
    private const int MostOutputs = 1000;

    private static readonly JsonType OneLoss = new Either(
        new Text("name of a loss", $"^({string.Join('|', Loss.AllNames)})$"),
        LossKeys.Arguments
    );

    /// <summary>The type of the key <c>loss</c>.</summary>
    public static JsonType Type { get; } =
        new Either(LossKeys.Type, new Either(new List(OneLoss, Fewest: 1, Most: MostOutputs), new Map("OUTPUT", OneLoss, Fewest: 1)));

    public static JsonKey Weights { get; } =
        new(
            WeightsKey,
            new Either(
                new List(new Number(0, LargestWeight), Fewest: 1, Most: MostOutputs),
                new Map("OUTPUT", new Number(0, LargestWeight), Fewest: 1)
            ),
            "Factor of each loss in the sum of all, as a list or by output, as loss is given. Only for several losses.",
            "1 for each loss"
        );

    /// <returns>Empty where the key holds one loss.</returns>
    /// <exception cref="InputException">A loss is unknown, or the weights are not numbers of the same outputs.</exception>
    public static IReadOnlyList<OutputLoss> Read(JsonFields fields, string key)
    {
        OutputLoss[] outputs =
            fields.HoldsList(key) ? [.. Losses(fields.Items(key), named: false)]
            : fields.HoldsObject(key) && !LossKeys.AreArguments(fields.Object(key)) ? [.. Losses(fields.Object(key), named: true)]
            : [];
        bool hasWeights = fields.Has(WeightsKey);
        if (outputs.Length == 0)
        {
            return hasWeights ? throw fields.Wrong(WeightsKey, "needs several losses in 'loss', as a list or by output.") : [];
        }

        if (outputs.Length > MostOutputs)
        {
            throw fields.Wrong(key, $"has {outputs.Length} losses; at most {MostOutputs} are read.");
        }

        return hasWeights ? Weighted(fields, outputs) : outputs;
    }

    /// <summary>A list, or an object by the names of the outputs, as it was read.</summary>
    public static JsonNode WriteLosses(IReadOnlyList<OutputLoss> outputs) => Write(outputs, output => LossKeys.Write(output.Loss));

    /// <summary>Adds the weights where one of them is not 1.</summary>
    public static void WriteWeights(JsonObject json, IReadOnlyList<OutputLoss> outputs)
    {
        if (outputs.Any(output => output.Weight != 1))
        {
            json[WeightsKey] = Write(outputs, output => JsonValue.Create(output.Weight));
        }
    }

    /// <summary>One setting of each output, in the form of the losses.</summary>
    public static JsonNode Write(IReadOnlyList<OutputLoss> outputs, Func<OutputLoss, JsonNode> value) =>
        outputs[0].Output is null
            ? new JsonArray([.. outputs.Select(value)])
            : new JsonObject(outputs.Select(output => KeyValuePair.Create<string, JsonNode?>(output.Output!, value(output))));

    private static IEnumerable<OutputLoss> Losses(JsonFields losses, bool named) =>
        losses.Keys.Select(output => new OutputLoss(named ? output : null, LossKeys.Read(losses, output)));

    private static OutputLoss[] Weighted(JsonFields fields, OutputLoss[] outputs)
    {
        bool named = outputs[0].Output is not null;
        if (fields.HoldsObject(WeightsKey) != named)
        {
            throw fields.Wrong(WeightsKey, named ? "must be an object by output, as 'loss' is." : "must be a list, as 'loss' is.");
        }

        JsonFields weights = named ? fields.Object(WeightsKey) : fields.Items(WeightsKey);
        OutputLoss[] weighted =
        [
            .. outputs.Select(
                (output, index) =>
                    output with
                    {
                        Weight = weights.Number(output.Output ?? FormattableString.Invariant($"{index}"), 0, LargestWeight),
                    }
            ),
        ];
        weights.End();
        return weighted;
    }
}
