using Repro.Data.Batches;
using Repro.Models;
using Repro.Training.Loop;
using Repro.Training.Weights;

namespace Repro.Specs.Training;

[TestFixture]
[Category("Fast")]
internal sealed class DrawSpecs
{
    [Test]
    public void Glorot_uniform_fills_its_interval_with_the_right_variance()
    {
        // Glorot and Bengio's limit for a 3x3 kernel from 32 to 64 channels: sqrt(6 / (288 + 576)).
        double limit = Math.Sqrt(6.0 / 864);
        float[] kernel = Draw("conv2d/kernel", [3, 3, 32, 64], Initializer.GlorotUniform);

        ((double)kernel.Max()).Should().BeInRange(0.999 * limit, limit);
        ((double)kernel.Min()).Should().BeInRange(-limit, -0.999 * limit);

        // 18432 draws: the mean's standard error is limit / sqrt(3 n); the variance's relative one sqrt(0.8 / n).
        kernel.Average(value => (double)value).Should().BeApproximately(0, 5 * limit / Math.Sqrt(3.0 * kernel.Length));
        kernel
            .Average(value => (double)value * value)
            .Should()
            .BeApproximately(limit * limit / 3, 5 * Math.Sqrt(0.8 / kernel.Length) * limit * limit / 3);
    }

    [Test]
    public void Dense_kernels_take_inputs_and_units_as_fans()
    {
        double limit = Math.Sqrt(6.0 / (784 + 512));

        ((double)Draw("dense/kernel", [784, 512], Initializer.GlorotUniform).Max()).Should().BeInRange(0.9999 * limit, limit);
    }

    [Test]
    public void Each_weight_has_its_own_stream_named_by_its_path()
    {
        float[] kernel = Draw("a/kernel", [10, 10], Initializer.GlorotUniform);

        Draw("a/kernel", [10, 10], Initializer.GlorotUniform).Should().Equal(kernel);
        Draw("b/kernel", [10, 10], Initializer.GlorotUniform).Should().NotIntersectWith(kernel);
        Draw("a/bias", [10], Initializer.Zeros).Should().OnlyContain(value => value == 0);
        Draw("a/gamma", [10], Initializer.Ones).Should().OnlyContain(value => value == 1);
    }

    [Test]
    public void A_pass_holds_every_sample_once_and_its_last_batch_may_be_smaller()
    {
        BatchSampler plan = new(seed: 1, samples: 10, batchSize: 4);

        int[][] batches = [.. Enumerable.Range(0, 6).Select(step => plan.Numbers(step).ToArray())];

        batches.Select(batch => batch.Length).Should().Equal(4, 4, 2, 4, 4, 2);
        batches.Take(3).SelectMany(batch => batch).Should().BeEquivalentTo(Enumerable.Range(0, 10));
        batches.Skip(3).SelectMany(batch => batch).Should().BeEquivalentTo(Enumerable.Range(0, 10));
        batches
            .Take(3)
            .SelectMany(batch => batch)
            .Should()
            .NotEqual(batches.Skip(3).SelectMany(batch => batch), "each pass is shuffled again");
    }

    [Test]
    public void A_batch_depends_on_its_step_alone()
    {
        BatchSampler forward = new(3, 100, 7);
        int[] later = [.. Enumerable.Range(0, 40).Select(step => forward.Numbers(step).ToArray()).Last()];

        new BatchSampler(3, 100, 7).Numbers(39).ToArray().Should().Equal(later);
        new BatchSampler(4, 100, 7).Numbers(39).ToArray().Should().NotEqual(later);
    }

    [TestCase(0.5f)]
    [TestCase(0.2f)]
    public void Dropout_drops_its_rate_anew_at_each_step_and_in_each_layer(float rate)
    {
        SeededDropout masks = new(1);
        byte[] first = Fill(masks, "dropout", rate);

        Fill(masks, "dropout", rate).Should().Equal(first);
        Fill(masks, "dropout_1", rate).Should().NotEqual(first);
        masks.Step = 1;
        Fill(masks, "dropout", rate).Should().NotEqual(first);

        // Five standard deviations of a binomial.
        first
            .Count(keep => keep == 1)
            .Should()
            .BeInRange(
                (int)(first.Length * (1 - rate) - 5 * Math.Sqrt(first.Length * rate * (1 - rate))),
                (int)(first.Length * (1 - rate) + 5 * Math.Sqrt(first.Length * rate * (1 - rate))) + 1
            );
    }

    private static byte[] Fill(SeededDropout masks, string layer, float rate)
    {
        byte[] keep = new byte[10_000];
        masks.Fill(layer, rate, keep);
        return keep;
    }

    private static float[] Draw(string path, int[] shape, Initializer initializer) =>
        WeightInitializer.Draw(new FlatWeight(path, new WeightSpec(path, shape, initializer), true), seed: 1);
}
