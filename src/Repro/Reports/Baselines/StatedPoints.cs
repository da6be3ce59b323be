using Repro.Claims;
using Repro.Figures.Curves;
using Repro.Probes.Runs;
using Repro.Training.Metrics;

namespace Repro.Reports.Baselines;

/// <summary>What documents state of a run's metrics, taken from the claim files.</summary>
internal static class StatedPoints
{
    private const string AtEpoch = "epoch=";
    private const string Best = "best";

    /// <summary>The values and ranges that claims of the run expect of a metric itself.</summary>
    /// <param name="epochs">The run's length.</param>
    public static IReadOnlyList<StatedPoint> Of(IEnumerable<Claim> claims, string run, int epochs) =>
        [.. claims.Select(claim => Of(claim, run, epochs)).OfType<StatedPoint>()];

    private static StatedPoint? Of(Claim claim, string run, int epochs)
    {
        if (
            claim.Check
                is not { Address: { Probe: "run", Argument: null } address, Relation: Relation.Equal or Relation.Near or Relation.In } check
            || address.Subject != run
            || !MetricTable.IsMetric(address.Quantity)
        )
        {
            return null;
        }

        (double Low, double High)? stated = check.Expected switch
        {
            Expectation.Constant { Value: Value.Number value } => (value.Amount, value.Amount),
            Expectation.Between range => (range.Low, range.High),
            _ => null,
        };
        (int From, int To)? where = address.Selector switch
        {
            "last" => (epochs, epochs),
            "tail" => (epochs - RunQuantity.TailLength(epochs) + 1, epochs),

            // Wherever in the training it may be.
            Best => (1, epochs),
            { } selector
                when selector.StartsWith(AtEpoch, StringComparison.Ordinal)
                    && Numbers.TryCount(selector[AtEpoch.Length..], out int epoch) => (epoch, epoch),
            _ => null,
        };
        return stated is { } ends && where is { } place
            ? new StatedPoint(claim.Id, claim.Place, address.Quantity, place.From, place.To, ends.Low, ends.High)
            {
                IsBest = address.Selector == Best,
            }
            : null;
    }
}
