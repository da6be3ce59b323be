using Repro.Data.Batches;
using Repro.Data.Folders;

namespace Repro.Specs.Data;

/// <summary>Ignored where libjpeg-turbo is not installed.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class ImageBatchLoaderSpecs
{
    private const double Rescale = 1 / 255.0;
    private TemporaryFolder _root = null!;
    private DecodedImages _images = null!;

    [SetUp]
    public void Write()
    {
        ImageFixtures.RequireDecoder();
        _root = new TemporaryFolder();
        ImageFixtures.WriteSplit(_root, "set", "train", ("cats", 5), ("dogs", 4));
        _images = new DecodedImages(SpecData.Open(_root.Path, "set", "train"), 6, 5);
    }

    [TearDown]
    public void Remove()
    {
        _images?.Dispose();
        _root?.Dispose();
    }

    [Test]
    public void Each_pass_gives_every_image_once_and_its_last_batch_may_be_smaller()
    {
        using ImageBatchLoader flow = Flow(ahead: 2);
        List<int> first = [];
        List<int> second = [];
        for (int step = 0; step < 6; step++)
        {
            ImageBatch batch = flow.Batch(step);
            batch.Numbers.Should().HaveCount(step % 3 == 2 ? 1 : 4);
            batch.X.Should().HaveCount(batch.Numbers.Length * 6 * 5 * 3);
            batch.Y.Should().Equal(batch.Numbers.Select(number => number < 5 ? 0f : 1f));
            (step < 3 ? first : second).AddRange(batch.Numbers);
        }

        first.Order().Should().Equal(Enumerable.Range(0, 9));
        second.Order().Should().Equal(first.Order());
        second.Should().NotEqual(first, "each pass has its own order");
    }

    [TestCase(ClassLabels.Sparse)]
    [TestCase(ClassLabels.Categorical)]
    public void Labels_of_classes_are_numbers_or_one_hot(ClassLabels labels)
    {
        using ImageBatchLoader flow = Flow(ahead: 0, labels);
        ImageBatch batch = flow.Batch(0);

        batch
            .Y.Should()
            .Equal(
                batch.Numbers.SelectMany(number =>
                    (labels, number < 5) switch
                    {
                        (ClassLabels.Sparse, var first) => new[] { first ? 0f : 1f },
                        (_, true) => [1f, 0f],
                        _ => [0f, 1f],
                    }
                )
            );
    }

    [Test]
    public void Values_are_the_pixels_times_the_factor()
    {
        using ImageBatchLoader flow = Flow(ahead: 0);
        ImageBatch batch = flow.Batch(0);

        for (int place = 0; place < batch.Numbers.Length; place++)
        {
            batch.X[place * 90].Should().Be((float)(_images.Pixels(batch.Numbers[place])[0] * Rescale));
            batch.X[place * 90 + 89].Should().Be((float)(_images.Pixels(batch.Numbers[place])[89] * Rescale));
        }
    }

    [Test]
    public void How_far_ahead_batches_are_made_touches_nothing()
    {
        using ImageBatchLoader none = Flow(ahead: 0);
        using ImageBatchLoader many = Flow(ahead: 7);
        for (int step = 0; step < 12; step++)
        {
            ImageBatch expected = none.Batch(step);
            ImageBatch batch = many.Batch(step);
            batch.Step.Should().Be(step);
            batch.Numbers.Should().Equal(expected.Numbers);
            batch.X.Should().Equal(expected.X);
        }
    }

    [Test]
    public void Any_step_can_be_asked_for()
    {
        using ImageBatchLoader straight = Flow(ahead: 3);
        using ImageBatchLoader resumed = Flow(ahead: 3);
        float[] seventh = [];
        for (int step = 0; step <= 7; step++)
        {
            seventh = [.. straight.Batch(step).X];
        }

        resumed.Batch(20);
        resumed.Batch(7).X.Should().Equal(seventh);
    }

    [Test]
    public void An_unusable_image_is_an_error_at_its_batch()
    {
        File.WriteAllText(_root.File("set", "train", "dogs", "002.jpg"), "text");
        using ImageBatchLoader flow = Flow(ahead: 3);

        FluentActions
            .Invoking(() =>
            {
                for (int step = 0; step < 3; step++)
                {
                    flow.Batch(step);
                }
            })
            .Should()
            .Throw<InputException>()
            .WithMessage("*002.jpg: not a JPEG*");
    }

    private ImageBatchLoader Flow(int ahead, ClassLabels labels = ClassLabels.Binary) =>
        new(_images, new BatchSampler(1, _images.Count, 4), new RescaledImages(Rescale), ahead, labels);
}
