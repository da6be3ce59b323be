using Repro.Claims;
using Repro.Data.Batches;
using Repro.Probes.Forms;

namespace Repro.Probes.Algorithms;

/// <summary>
/// <c>algorithm:batch-stream[2000 20]/batches_per_pass</c>: the stream of sample numbers that training draws its batches from.
/// </summary>
internal static class BatchStream
{
    private const int Seed = 1;
    private const int MostSamples = 1_000_000;

    public static IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "algorithm:batch-stream[SAMPLES BATCH]/batches_per_pass",
            "Number of batches until every sample was drawn once.",
            "algorithm:batch-stream[2000 20]/batches_per_pass"
        ),
        new(
            "algorithm:batch-stream[SAMPLES BATCH]/first_repeat",
            "Number of the first batch, from 1, that has a sample for the second time.",
            "algorithm:batch-stream[2000 20]/first_repeat"
        ),
    ];

    public static Measurement Measure(Address address)
    {
        if (
            address.Variants.Count > 0
            || address.Arguments is not [var first, var second]
            || !Numbers.TryCount(first, out int samples)
            || !Numbers.TryCount(second, out int batch)
            || samples is < 1 or > MostSamples
            || batch < 1
            || address.Quantity is not ("batches_per_pass" or "first_repeat")
        )
        {
            throw new UnknownFormException();
        }

        BatchSampler plan = new(Seed, samples, batch);
        HashSet<int> seen = [];
        int batches = 0;
        int pass = 0;
        while (true)
        {
            bool repeats = false;
            foreach (int number in plan.Numbers(batches))
            {
                repeats |= !seen.Add(number);
            }

            batches++;
            if (repeats)
            {
                int value = address.Quantity == "first_repeat" ? batches : pass;
                return new Measurement.Exact(
                    new Value.Number(value),
                    $"batches drawn: all {samples} samples seen after {pass}, the first seen again in batch {batches}"
                );
            }

            pass = seen.Count == samples ? batches : pass;
        }
    }
}
