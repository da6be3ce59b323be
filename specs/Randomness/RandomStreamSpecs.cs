using Repro.Randomness;

namespace Repro.Specs.Randomness;

[TestFixture]
[Category("Fast")]
internal sealed class RandomStreamSpecs
{
    [Test]
    public void The_same_name_gives_the_same_words_and_any_other_name_others()
    {
        uint[] words = Draw(new RandomStream(3, "shuffle", 2));

        Draw(new RandomStream(3, "shuffle", 2)).Should().Equal(words);
        Draw(new RandomStream(4, "shuffle", 2)).Should().NotIntersectWith(words);
        Draw(new RandomStream(3, "weights", 2)).Should().NotIntersectWith(words);
        Draw(new RandomStream(3, "shuffle", 3)).Should().NotIntersectWith(words);
    }

    [Test]
    public void The_layout_of_key_and_counter_is_fixed_because_recorded_trainings_hang_on_it()
    {
        // SHA-256("shuffle") as two little-endian words, computed outside; the counter is (block, 0, step, second word).
        byte[] digest = System.Security.Cryptography.SHA256.HashData("shuffle"u8);
        uint first = BitConverter.ToUInt32(digest, 0);
        uint second = BitConverter.ToUInt32(digest, 4);
        (uint W0, uint W1, uint W2, uint W3) zero = Philox.Block(0, 0, 5, second, 7, first);
        (uint W0, uint W1, uint W2, uint W3) one = Philox.Block(1, 0, 5, second, 7, first);

        Draw(new RandomStream(7, "shuffle", 5), 8).Should().Equal(zero.W0, zero.W1, zero.W2, zero.W3, one.W0, one.W1, one.W2, one.W3);
    }

    [Test]
    public void Floats_are_the_top_24_bits_and_stay_below_one()
    {
        RandomStream words = new(1, "floats");
        RandomStream floats = new(1, "floats");
        for (int index = 0; index < 10_000; index++)
        {
            float value = floats.NextSingle();
            value.Should().BeGreaterThanOrEqualTo(0f).And.BeLessThan(1f);
            (value * 16777216.0).Should().Be(words.NextUInt32() >> 8);
        }
    }

    [Test]
    public void Integers_are_spread_evenly_where_a_remainder_would_favour_the_small_ones()
    {
        // Bound 3 * 2^29: a plain remainder of 32 bits would give the lower third of the range 1/2 of the draws instead of 1/3.
        const int bound = 3 << 29;
        RandomStream stream = new(1, "integers");
        int low = 0;
        const int draws = 30_000;
        for (int index = 0; index < draws; index++)
        {
            int value = stream.Next(bound);
            value.Should().BeInRange(0, bound - 1);
            low += value < bound / 3 ? 1 : 0;
        }

        // Five standard deviations of a binomial with p = 1/3 are 408.
        low.Should().BeInRange(10_000 - 408, 10_000 + 408);
    }

    [Test]
    public void A_permutation_holds_every_number_once_and_each_order_equally_often()
    {
        int[] thousand = new RandomStream(1, "shuffle").Permutation(1000);
        thousand.Order().Should().Equal(Enumerable.Range(0, 1000));
        thousand.Should().NotBeInAscendingOrder();

        Dictionary<string, int> seen = [];
        for (int pass = 0; pass < 24_000; pass++)
        {
            string order = string.Concat(new RandomStream(1, "shuffle", pass).Permutation(4));
            seen[order] = seen.GetValueOrDefault(order) + 1;
        }

        // 24 orders, 1000 expected each; five standard deviations are 155.
        seen.Should().HaveCount(24);
        seen.Values.Should().OnlyContain(count => count > 845 && count < 1155);
    }

    [Test]
    public void Wrong_arguments_are_refused()
    {
        FluentActions.Invoking(() => new RandomStream(-1, "x")).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new RandomStream(1, "x", -1)).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => new RandomStream(1, "x").Next(0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static uint[] Draw(RandomStream stream, int count = 16) => [.. Enumerable.Range(0, count).Select(_ => stream.NextUInt32())];
}
