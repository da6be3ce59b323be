using Repro.Claims;

namespace Repro.Specs.Probes;

/// <summary>Beside the claims themselves: the slip that no address names as true, and addresses that mean nothing.</summary>
[Category("Fast")]
internal sealed class FigureProbeSpecs
{
    [TestCase("filter-grid{made tiles, no gap between rows}[block1_conv1 tile 7 0]/offset", "453x0")]
    [TestCase("filter-grid{made tiles, no gap between rows}[block1_conv1 tile 2 3]/filter", "26")]
    [TestCase("filter-grid{made tiles}[block1_conv1 tile 7 0]/offset", "483x0")]
    [TestCase("kernels{seeded weights}[block2_conv1 tile 5 1]/channel", "1")]
    [TestCase("activation-grid{activation-model, after catsdogs-scratch, seeded weights}[max_pooling2d_8 tile 0 0]/offset", "0x0")]
    public void Measures(string address, string expected) =>
        ((Measurement.Exact)Measure(address)).Value.Should().Be(((Expectation.Constant)Expectation.Parse(expected)).Value);

    [TestCase("sketch[1]/size", "no image is called 'sketch'")]
    [TestCase("kernels[block1_conv1]/tiles", "write picture:kernels{seeded weights}")]
    [TestCase("kernels{seeded weights}[block1_pool]/tiles", "write picture:kernels")]
    [TestCase("activations{activation-model, after catsdogs-scratch, seeded weights}[conv2d_9]/tensor_shape", "write picture:activations")]
    [TestCase("filter-pattern{seeded weights}[block1_conv1 0 8]/size", "LAYER FILTER SIDE]/size")]
    [TestCase("input[cat.0]/size", "cat.1700")]
    [TestCase("gradcam[elephant box 1 2 3]/box_max", "LEFT TOP RIGHT BOTTOM")]
    [TestCase("filter-grid{made tiles}[block1_conv1]/size@last", "does not have a selector")]
    [TestCase("filter-grid{made tiles}[block1_conv1 tile 8 0]/filter", "tile ROW COLUMN]/filter, offset or end")]
    public void A_wrong_address_is_an_error_of_the_book(string address, string message) =>
        FluentActions.Invoking(() => Measure(address)).Should().Throw<AddressException>().WithMessage($"*{message}*");

    private static Measurement Measure(string address) => Own.Host.Probes().Measure(Address.Parse("picture:" + address));
}
