using Repro.Claims;
using Repro.Probes;

namespace Repro.Specs.Probes;

[Category("Fast")]
internal sealed class RunCostSpecs
{
    [Test]
    public void Counts_passes_of_the_dense_network()
    {
        // 784 x 512 + 512 x 10 multiply-adds forward; gradients of both kernels, and of the second layer's input: 5 epochs of 60,000.
        const double first = 784 * 512;
        const double second = 512 * 10;

        Cost("mnist-dense").Should().Be(5.0 * 60_000 * (2 * first + 3 * second));
    }

    [Test]
    public void A_frozen_base_is_passed_forward_only()
    {
        // VGG16's convolutions at 150x150 take 6,615,491,328 multiply-adds (sides 150 75 37 18 9), here for 30 epochs of 2000 + 1000
        // images; the head is small.
        const double forward = 30.0 * 3000 * 6_615_491_328;

        Cost("vgg16-frozen-augmented").Should().BeInRange(forward, 1.01 * forward);
    }

    private static double Cost(string run) =>
        (
            (Value.Number)
                ((Measurement.Exact)new ArithmeticProbe(Own.Runs).Measure(Address.Parse($"arithmetic:run-cost[{run}]/multiply_adds"))).Value
        ).Amount;
}
