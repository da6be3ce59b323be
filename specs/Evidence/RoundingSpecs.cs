using Repro.Evidence.Comparison;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Specs.Evidence;

[Category("Fast")]
internal sealed class RoundingSpecs
{
    [Test]
    public void The_shadow_moves_a_weight_to_its_neighbour_above_or_below([Range(0, Lockstep.Shadows - 1)] int draw)
    {
        int up = 0;
        for (int index = 1; index <= 1000; index++)
        {
            float value = index * 0.37f;
            float moved = PerturbedBackend.Nudge(value, draw);
            Math.Abs(BitConverter.SingleToInt32Bits(moved) - BitConverter.SingleToInt32Bits(value)).Should().Be(1);
            PerturbedBackend.Nudge(-value).Should().NotBe(-value);
            up += moved > value ? 1 : 0;
        }

        up.Should().BeInRange(400, 600, "it must not drift");
    }

    [Test]
    public void Two_draws_agree_on_about_half_of_the_weights()
    {
        foreach (int draw in Enumerable.Range(1, Lockstep.Shadows - 1))
        {
            Enumerable
                .Range(1, 1000)
                .Count(index => PerturbedBackend.Nudge(index * 0.37f, draw) == PerturbedBackend.Nudge(index * 0.37f))
                .Should()
                .BeInRange(400, 600);
        }
    }

    [TestCase(0f)]
    [TestCase(-0f)]
    [TestCase(1e-40f)]
    [TestCase(float.PositiveInfinity)]
    public void What_is_no_normal_number_stays(float value) => PerturbedBackend.Nudge(value).Should().Be(value);

    [Test]
    public void The_bound_is_32_times_the_farthest_that_rounding_came_so_far_and_never_below_32_roundings_of_the_loss()
    {
        IReadOnlyList<double> bounds = RoundingBound.Of([2, 1, 1, 4], [2, 1 + 1e-6, 1, 4 - 1e-5]);

        bounds
            .Should()
            .Equal([32 * 2 / 16777216.0, 1e-6 * 32, 1e-6 * 32, 1e-5 * 32], (actual, expected) => Math.Abs(actual - expected) < 1e-13);
    }

    [Test]
    public void Of_several_shadows_the_farthest_counts_at_each_step() =>
        RoundingBound
            .Of([1, 1], [1, 1 + 2e-5], [1 - 1e-5, 1])
            .Should()
            .Equal([1e-5 * 32, 2e-5 * 32], (actual, expected) => Math.Abs(actual - expected) < 1e-13);

    [Test]
    public void The_bound_is_sharp_as_long_as_it_stays_within_a_hundredth_of_the_loss() =>
        RoundingBound.Sharp([1, 1, 2, 1], [0.001, 0.01, 0.021, 0.001]).Should().Be(2);

    [Test]
    public void The_first_position_beyond_is_found_and_no_number_lies_beyond()
    {
        RoundingBound.FirstBeyond([1, 1, 1], [1.1, 0.9, 1.2], [0.11, 0.11, 0.11]).Should().Be(2);
        RoundingBound.FirstBeyond([1, 1], [1.1, 0.9], [0.11, 0.11]).Should().BeNull();
        RoundingBound.FirstBeyond([1, 1], [1, double.NaN], [0.1, 0.1]).Should().Be(1);
    }

    // 20 images of 75x75 are 112,500 numbers of a channel: sqrt(112,500 / 2).
    [TestCase(true, false, 237.17)]
    [TestCase(false, false, 32)]
    [TestCase(true, true, 32)]
    public void Batch_statistics_of_many_numbers_widen_the_bound(bool trainable, bool inference, double factor)
    {
        Model model = ModelBuilder
            .Sequential("normalized", new Shape(75, 75, 3))
            .Add(
                new BatchNormalization
                {
                    Name = "normalization",
                    Trainable = trainable,
                    IsInference = inference,
                }
            )
            .Build();

        RoundingBound.FactorOf(model, 20).Should().BeApproximately(factor, 0.01);
    }
}
