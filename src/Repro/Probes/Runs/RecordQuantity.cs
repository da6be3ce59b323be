using Repro.Claims;
using Repro.Training.State;

namespace Repro.Probes.Runs;

/// <summary>
/// What a training's record says beside its metrics: <c>run:RUN/seconds_per_epoch</c>. It belongs to the machine that trained.
/// </summary>
internal static class RecordQuantity
{
    private const string Seconds = "seconds_per_epoch";
    private const string Waiting = "data_waiting_share";

    public static IReadOnlyList<QuantityDescription> All { get; } =
    [
        new($"run:RUN/{Seconds}", "Wall time of an epoch, evaluations included, in seconds, on the machine that trained."),
        new($"run:RUN/{Waiting}", "Share of the time, from 0 to 1, in which training waited for data."),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(quantity => quantity.Quantity)];

    /// <summary>How a record becomes the number; null for a record that does not tell, as older ones do not.</summary>
    /// <exception cref="AddressException">The quantity takes no selector.</exception>
    public static Func<RunRecord, double?> Read(Address address)
    {
        if (address.Selector is not null)
        {
            throw new AddressException($"'{address}': {address.Quantity} belongs to the whole training and does not have a selector.");
        }

        return address.Quantity switch
        {
            // Evaluations included, as in the times that Keras prints for an epoch.
            Seconds => record => record.Seconds / record.TrainedEpochs,
            _ => record => record.WaitedSeconds / record.Seconds,
        };
    }
}
