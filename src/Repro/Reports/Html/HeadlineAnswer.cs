using Repro.Claims;

namespace Repro.Reports.Html;

/// <summary>A number that people remember of the documents, and what became of it.</summary>
/// <param name="Network">What is said to reach it.</param>
/// <param name="Values">What the declared seeds gave that are recorded, of the engine whose verdict counts; empty where none is.</param>
public sealed record HeadlineAnswer(string Network, ClaimResult Result, IReadOnlyList<double> Values)
{
    // The story of document 3: digits first, then cats and dogs in five steps.
    private static readonly (string Claim, string Network)[] Story =
    [
        ("d3-mnist-test-acc-printed", "Handwritten digits (MNIST), a small convnet"),
        ("d3-scratch-71", "Cats and dogs, a small convnet trained from nothing"),
        ("d3-aug-82", "The same with augmented pictures and dropout"),
        ("d3-fe1-about-90", "A classifier on features of VGG16, computed once"),
        ("d3-fe2-96", "VGG16 under a classifier, augmented pictures, as executed: Keras 2.0.8 trained the base that the text freezes"),
        ("d3-fe2-96-as-written", "The same as written: VGG16 frozen"),
        ("d3-ft-97", "VGG16's last block fine-tuned, as executed"),
        ("d3-ft-97-as-written", "The same as written: behind the frozen VGG16"),
    ];

    /// <summary>The number that the document states.</summary>
    public double Stated => ((Value.Number)((Expectation.Constant)Result.Claim.Check!.Expected).Value).Amount;

    /// <summary>The story's accuracies among the results.</summary>
    /// <param name="probes">Measured the results; gives the seeds' values.</param>
    public static IReadOnlyList<HeadlineAnswer> Of(IReadOnlyList<ClaimResult> results, ProbeRegistry probes) =>
    [
        .. from step in Story
           join result in results on step.Claim equals result.Claim.Id
           select new HeadlineAnswer(step.Network, result, ValuesOf(result, probes)),
    ];

    private static double[] ValuesOf(ClaimResult result, ProbeRegistry probes)
    {
        if (result.Finding.Engines is not [var counted, ..] || probes.Measure(result.Claim.Check!.Address) is not Measurement.Seeds measured)
        {
            return [];
        }

        IReadOnlyDictionary<int, double> values = measured.Engines.Single(engine => engine.Engine == counted.Engine).Values;
        return [.. counted.Seeds.Select(seed => values[seed]).Where(double.IsFinite)];
    }
}
