using Repro.Data.Batches;

namespace Repro.Specs.Data;

[TestFixture]
[Category("Fast")]
internal sealed class CaffePreprocessingSpecs
{
    [Test]
    public void Red_goes_last_and_each_channel_loses_its_mean()
    {
        float[] x = new float[6];
        new CaffePreprocessing().Write([255, 0, 0, 10, 20, 30], 1, 2, number: 0, pass: 0, x);

        x.Should().Equal(0 - 103.939f, 0 - 116.779f, 255 - 123.68f, 30 - 103.939f, 20 - 116.779f, 10 - 123.68f);
    }

    [Test]
    public void It_comes_after_whatever_changed_the_image()
    {
        float[] x = new float[3];
        new CaffePreprocessing(new RescaledImages(0.5)).Write([200, 100, 50], 1, 1, number: 0, pass: 0, x);

        x.Should().Equal(25 - 103.939f, 50 - 116.779f, 100 - 123.68f);
    }
}
