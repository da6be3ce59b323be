using Repro.Evidence;

namespace Repro.Specs.Training.Pretrained;

/// <summary>What the recorded stand-in runs on a really pretrained base must show for the path to be trusted.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class StandInSpecs
{
    // An independent implementation got 0.931 to 0.949 with linear heads on the same images.
    private const double LeastAccuracy = 0.92;

    [Test]
    public void A_head_on_stored_pretrained_features_tells_cats_from_dogs() =>
        Evidence("standin-squeezenet11-features")
            .Rows.Values.Select(rows => rows[^1].Values["val_acc"])
            .Should()
            .OnlyContain(accuracy => accuracy >= LeastAccuracy);

    // What the runs with augmentation reach is evidence, for claims to judge, and no bar: frozen, seed 3 ended at 0.912.
    [TestCase("standin-squeezenet11-features")]
    [TestCase("standin-squeezenet11-frozen")]
    [TestCase("standin-squeezenet11-finetune")]
    public void The_base_is_the_published_one(string run) =>
        Evidence(run)
            .Records.Values.Should()
            .OnlyContain(record => record.Base!.Sha256 == "17154246284f555591549ac2c83e127abfbf4307dc4b0060fdaa2931d0fa38da");

    private static Baseline Evidence(string run)
    {
        Baseline baseline = Baseline.Find(Repository.PathOf("baselines"), run, "Cpu")!;
        baseline.Seeds.Should().NotBeEmpty();
        return baseline;
    }
}
