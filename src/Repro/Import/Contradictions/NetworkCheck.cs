using Repro.Claims;
using Repro.Claims.Files;
using Repro.Import.Drafting;
using Repro.Import.Naming;
using Repro.Import.Programs;
using Repro.Import.Statements;
using Repro.Probes.Networks;

namespace Repro.Import.Contradictions;

/// <summary>
/// Compares what prose says of a network with the network of the code. A value that another network of the text has may be about that
/// network, and a number of parameters may be rounded. Networks of keras.applications are left out: what is said of VGG16 is often about
/// the published network, of which the code takes a part.
/// </summary>
/// <param name="probe">Measures the networks.</param>
/// <param name="prefixes">The prefixes that addresses may have.</param>
internal sealed class NetworkCheck(IReadOnlyList<NamedNetwork> networks, ModelProbe probe, IReadOnlyCollection<string> prefixes)
{
    private const string Prefix = "model:";

    // A text of anybody may have many more.
    private const int MostRows = 500;
    private const int MostNetworks = 20;
    private const int MostLayers = 200;

    // A rounded number may also be cut off: "1.2 thousand" for 1,281.
    private const double RoundedUnits = 2;

    private readonly NamedNetwork[] _networks =
    [
        .. networks.Where(network => network.File.Model is not null).DistinctBy(network => network.Name, StringComparer.Ordinal),
    ];

    public IEnumerable<Contradiction> All(IReadOnlyList<DraftRow> rows)
    {
        DraftRow[] about =
        [
            .. rows.Where(row =>
                    row.Source.Origin == Origin.Prose
                    && row.Address.StartsWith(Prefix, StringComparison.Ordinal)
                    && IsComparable(row.Source)
                )
                // Of several numbers of a sentence, each may be about something else.
                .GroupBy(row => (row.Place, row.Statement, row.Source.Kind))
                .Where(sentence => sentence.Count() == 1)
                .Select(sentence => sentence.First())
                .Take(MostRows),
        ];
        if (about.Length == 0)
        {
            return [];
        }

        ProbeRegistry probes = new(probe);
        Dictionary<string, Claim> claims = ClaimSet
            .Of(prefixes, ($"{about[0].Document}.csv", $"{DraftRow.Header}\n{string.Concat(about.Select(row => row.Line))}"))
            .Claims.ToDictionary(claim => claim.Id, StringComparer.Ordinal);
        return
        [
            .. about
                .Where(row => claims.ContainsKey(row.Id))
                .Select(row => Compared(row, claims[row.Id].Check!, probes))
                .OfType<Contradiction>()
                .DistinctBy(contradiction => contradiction.Text),
        ];
    }

    private static bool IsComparable(Statement statement) =>
        statement.Kind switch
        {
            // In a language that the words of the check do not know, only a number of parameters is compared.
            StatementKind.Parameters => DefiniteStatements.Is(statement.Quote) && !DefiniteStatements.NamesLayer(statement.Quote),
            StatementKind.LayerCount or StatementKind.LayerShape or StatementKind.Hyperparameter => DefiniteStatements.Is(statement.Quote),
            _ => false,
        };

    private Contradiction? Compared(DraftRow row, Check check, ProbeRegistry probes)
    {
        if (
            Measured(check, check.Address, probes) is not { } measured
            || Agrees(row, check, measured) != false
            || IsOtherCount(row, check, probes)
            || IsOfAnother(row, check, probes)
        )
        {
            return null;
        }

        NamedNetwork network = _networks.First(one => one.Name == check.Address.Subject);
        if (network.Model.Form == ModelForm.Application)
        {
            return null;
        }

        return new Contradiction(
            $"The text at {row.Place.InWords} gives {StatedWords.Of(row.Source)} for {Words(check.Address)}, but the model of the code ({network.Name}) has {measured}.",
            [row.Place, network.State.Place],
            [row.Source]
        );
    }

    // Null where the two cannot be compared.
    private static bool? Agrees(DraftRow row, Check check, Value measured)
    {
        try
        {
            return ExactJudge.Holds(measured, check.Relation, check.Expected, Margins.About * check.Margin)
                || (
                    row.Source.Kind is StatementKind.Parameters or StatementKind.LayerParameters
                    && check.Relation == Relation.Equal
                    && (row.Source.Value, measured) is (StatedValue.Number stated, Value.Number counted)
                    && Math.Abs(stated.Amount - counted.Amount) <= RoundedUnits * Margins.OfRounded(stated)
                );
        }
        catch (AddressException)
        {
            return null;
        }
    }

    // "Three layers: input, hidden and output" counts the input, and "two layers" may count only those with weights.
    private static bool IsOtherCount(DraftRow row, Check check, ProbeRegistry probes) =>
        check.Address is { Quantity: "layer_count", Argument: null }
        && new[] { check.Address, check.Address with { Quantity = "weight_layer_count" } }
            .Select(address => Measured(check, address, probes))
            .OfType<Value.Number>()
            .SelectMany(count => new[] { count, new Value.Number(count.Amount + 1) })
            .Any(count => Agrees(row, check, count) == true);

    // Whether another network has the value, in any layer where a layer is meant.
    private bool IsOfAnother(DraftRow row, Check check, ProbeRegistry probes) =>
        _networks
            .Where(network => network.Name != check.Address.Subject)
            .Take(MostNetworks)
            .SelectMany(network =>
                check.Address.Argument is null || check.Address.Quantity == "layer_count"
                    ? [check.Address with { Subject = network.Name }]
                    : network
                        .File.Model!.Layers.Take(MostLayers)
                        .Select(layer => check.Address with { Subject = network.Name, Argument = layer.Layer.Name })
            )
            .Any(address => Measured(check, address, probes) is { } value && Agrees(row, check, value) == true);

    private static Value? Measured(Check check, Address address, ProbeRegistry probes)
    {
        try
        {
            return check.Expected is not Expectation.Quantity && probes.Measure(address) is Measurement.Exact exact ? exact.Value : null;
        }
        catch (AddressException)
        {
            return null;
        }
    }

    private static string Words(Address address) =>
        address switch
        {
            { Quantity: "total_params" } => "the parameters of the model",
            { Quantity: "trainable_params" } => "the trainable parameters of the model",
            { Quantity: "non_trainable_params" } => "the non-trainable parameters of the model",
            { Quantity: "layer_count", Argument: { } kind } => $"the number of {kind} layers",
            { Quantity: "layer_count" } => "the number of layers",
            { Quantity: "params", Argument: { } layer } => $"the parameters of the layer '{layer}'",
            { Quantity: "output_channels", Argument: { } layer } => $"the filters of the layer '{layer}'",
            { Quantity: "output_elements", Argument: { } layer } => $"the outputs of the layer '{layer}'",
            { Argument: { } layer } => $"the {address.Quantity.Replace('_', ' ')} of the layer '{layer}'",
            _ => $"the {address.Quantity.Replace('_', ' ')} of the model",
        };
}
