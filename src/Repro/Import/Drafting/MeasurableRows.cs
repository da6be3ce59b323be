using Repro.Claims;
using Repro.Import.Naming;
using Repro.Models.Layers;
using Repro.Probes.Networks;

namespace Repro.Import.Drafting;

/// <summary>
/// Removes addresses of quantities that are unknown because a layer of the model is not supported: <c>verify</c> would report them as
/// errors.
/// </summary>
internal static class MeasurableRows
{
    private const string Prefix = "model:";

    /// <summary>The same rows; those whose address cannot be measured have the reason in its place.</summary>
    public static IReadOnlyList<DraftRow> Of(IReadOnlyList<DraftRow> rows, IReadOnlyList<NamedNetwork> networks, ModelProbe probe)
    {
        HashSet<string> incomplete =
        [
            .. networks.Where(network => network.File.Model is { } model && ForeignLayers.Of(model).Any()).Select(network => network.Name),
        ];
        return incomplete.Count == 0
            ? rows
            : [.. rows.Select(row => Objection(row, incomplete, probe) is { } why ? Without(row, why) : row)];
    }

    private static string? Objection(DraftRow row, HashSet<string> incomplete, ModelProbe probe)
    {
        if (
            !row.Address.StartsWith(Prefix, StringComparison.Ordinal)
            || !Address.TryParse(row.Address, out Address? address)
            || !incomplete.Contains(address!.Subject)
        )
        {
            return null;
        }

        try
        {
            _ = probe.Measure(address);
            return null;
        }
        catch (AddressException exception)
        {
            return exception.Error;
        }
    }

    private static DraftRow Without(DraftRow row, string why) =>
        row with
        {
            Tier = "",
            Needs = "",
            Address = "",
            Relation = "",
            Expected = "",
            Margin = "",
            Standing = "",
            Reason = $"it cannot be measured: {why.ReplaceLineEndings(" ")} The text has {row.Relation} {row.Expected}",
        };
}
