using Repro.Backends;
using Repro.Training.Features;

namespace Repro.Specs.Training.Features;

[TestFixture]
[Category("Fast")]
internal sealed class FeatureExtractionSpecs
{
    private readonly List<int> _seen = [];

    [SetUp]
    public void SetUp() => _seen.Clear();

    [Test]
    public void Every_batch_lands_in_its_own_rows()
    {
        ExtractedFeatures features = FeatureExtraction.Extract(Images(12, 4), Base, [2], samples: 12, batchSize: 4);

        features.X.Values.Should().Equal(Enumerable.Range(0, 12).SelectMany(number => new float[] { number, -number }));
        features.Y.Values.Should().Equal(Enumerable.Range(0, 12).Select(number => (float)(number % 2)));
        _seen.Should().Equal(Enumerable.Range(0, 12));
    }

    [Test]
    public void A_smaller_last_batch_fills_the_last_rows()
    {
        ExtractedFeatures features = FeatureExtraction.Extract(Images(11, 4), Base, [2], samples: 11, batchSize: 4);

        features.X.Values.Should().Equal(Enumerable.Range(0, 11).SelectMany(number => new float[] { number, -number }));
    }

    [Test]
    public void Stopping_only_past_the_number_asks_for_a_batch_that_finds_no_place()
    {
        Action late = () => FeatureExtraction.Extract(Images(12, 4), Base, [2], samples: 12, batchSize: 4, stopLate: true);

        late.Should().Throw<InputException>().WithMessage("Batch 4 has 4 images, but only 0 of 12 rows are left*");
        _seen.Should().HaveCount(16);
    }

    [Test]
    public void More_samples_than_images_take_images_twice()
    {
        ExtractedFeatures features = FeatureExtraction.Extract(Images(6, 3), Base, [2], samples: 12, batchSize: 3);

        features.X.Values.Where((_, index) => index % 2 == 0).Should().Equal(0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5);
    }

    // An endless generator that passes over the images; a pass's last batch may be smaller.
    private static Func<long, (Tensor X, Tensor Y)> Images(int images, int batchSize) =>
        batch =>
        {
            int start = (int)(batch * batchSize % ((images + batchSize - 1) / batchSize * batchSize));
            int[] numbers = [.. Enumerable.Range(start, Math.Min(batchSize, images - start))];
            return (
                new Tensor([.. numbers.Select(number => (float)number)], numbers.Length, 1),
                new Tensor([.. numbers.Select(number => (float)(number % 2))], numbers.Length, 1)
            );
        };

    private Tensor Base(Tensor x)
    {
        _seen.AddRange(x.Values.Select(value => (int)value));
        return new Tensor([.. x.Values.SelectMany(value => new[] { value, -value })], x.Samples, 2);
    }
}
