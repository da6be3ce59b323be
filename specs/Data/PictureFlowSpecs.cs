using Repro.Data.Batches;
using Repro.Data.Folders;

namespace Repro.Specs.Data;

/// <summary>Ignored where libjpeg-turbo is not installed.</summary>
[TestFixture]
[Category("Fast")]
public class PictureFlowSpecs
{
    private const double Rescale = 1 / 255.0;
    private TemporaryFolder _root = null!;
    private DecodedPictures _pictures = null!;

    [SetUp]
    public void Write()
    {
        PictureFixtures.RequireDecoder();
        _root = new TemporaryFolder();
        PictureFixtures.WriteSplit(_root, "set", "train", ("cats", 5), ("dogs", 4));
        _pictures = new DecodedPictures(SpecData.Open(_root.Path, "set", "train"), 6, 5);
    }

    [TearDown]
    public void Remove()
    {
        _pictures?.Dispose();
        _root?.Dispose();
    }

    [Test]
    public void Each_pass_gives_every_picture_once_and_its_last_batch_may_be_smaller()
    {
        using PictureFlow flow = Flow(ahead: 2);
        List<int> first = [];
        List<int> second = [];
        for (int step = 0; step < 6; step++)
        {
            PictureBatch batch = flow.Batch(step);
            batch.Numbers.Should().HaveCount(step % 3 == 2 ? 1 : 4);
            batch.X.Should().HaveCount(batch.Numbers.Length * 6 * 5 * 3);
            batch.Y.Should().Equal(batch.Numbers.Select(number => number < 5 ? 0f : 1f));
            (step < 3 ? first : second).AddRange(batch.Numbers);
        }

        first.Order().Should().Equal(Enumerable.Range(0, 9));
        second.Order().Should().Equal(first.Order());
        second.Should().NotEqual(first, "each pass has its own order");
    }

    [Test]
    public void Values_are_the_pixels_times_the_factor()
    {
        using PictureFlow flow = Flow(ahead: 0);
        PictureBatch batch = flow.Batch(0);

        for (int place = 0; place < batch.Numbers.Length; place++)
        {
            batch.X[place * 90].Should().Be((float)(_pictures.Pixels(batch.Numbers[place])[0] * Rescale));
            batch.X[place * 90 + 89].Should().Be((float)(_pictures.Pixels(batch.Numbers[place])[89] * Rescale));
        }
    }

    [Test]
    public void How_far_ahead_batches_are_made_touches_nothing()
    {
        using PictureFlow none = Flow(ahead: 0);
        using PictureFlow many = Flow(ahead: 7);
        for (int step = 0; step < 12; step++)
        {
            PictureBatch expected = none.Batch(step);
            PictureBatch batch = many.Batch(step);
            batch.Step.Should().Be(step);
            batch.Numbers.Should().Equal(expected.Numbers);
            batch.X.Should().Equal(expected.X);
        }
    }

    [Test]
    public void Any_step_can_be_asked_for()
    {
        using PictureFlow straight = Flow(ahead: 3);
        using PictureFlow resumed = Flow(ahead: 3);
        float[] seventh = [];
        for (int step = 0; step <= 7; step++)
        {
            seventh = [.. straight.Batch(step).X];
        }

        resumed.Batch(20);
        resumed.Batch(7).X.Should().Equal(seventh);
    }

    [Test]
    public void An_unusable_picture_is_an_error_at_its_batch()
    {
        File.WriteAllText(_root.File("set", "train", "dogs", "002.jpg"), "text");
        using PictureFlow flow = Flow(ahead: 3);

        FluentActions.Invoking(() =>
        {
            for (int step = 0; step < 3; step++)
            {
                flow.Batch(step);
            }
        }).Should().Throw<InputException>().WithMessage("*002.jpg: not a JPEG*");
    }

    private PictureFlow Flow(int ahead) => new(_pictures, new BatchPlan(1, _pictures.Count, 4), new RescaledPictures(Rescale), ahead);
}
