using Repro.Figures.Curves;

namespace Repro.Specs.Figures;

[Category("Fast")]
internal sealed class TicksSpecs
{
    [TestCase(0.48, 1.02, "0.6 0.8 1.0")]
    [TestCase(0.9868, 0.9931, "0.988 0.990 0.992")]
    [TestCase(-0.5, 2.4, "0 1 2")]
    public void Values_are_round(double low, double high, string labels) => Labels(Ticks.Of(low, high)).Should().Be(labels);

    [TestCase(0.8, 5.2, "1 2 3 4 5")]
    [TestCase(-4.0, 105.0, "0 20 40 60 80 100")]
    [TestCase(0.5, 1.5, "1")]
    public void Epochs_are_whole(double low, double high, string labels) => Labels(Ticks.OfEpochs(low, high)).Should().Be(labels);

    private static string Labels(IReadOnlyList<double> ticks) => string.Join(' ', ticks.Select(tick => Ticks.Label(tick, ticks)));
}
