using Repro.Backends;
using Repro.Data.Batches;
using Repro.Training.Features;

namespace Repro.Probes.Algorithms;

/// <summary>What decides how a stub base is asked for features.</summary>
/// <param name="Images">In the generator.</param>
/// <param name="Late">Whether the loop ends one batch later.</param>
internal sealed record StubPassKey(int Images, int Samples, int BatchSize, bool Late);

/// <summary>What was counted in one pass of <c>extract_features</c> with a base that returns each image's number.</summary>
/// <param name="Seen">Images that were sent through the base.</param>
/// <param name="Failure">Why the pass ended early; the counts of rows are 0 then.</param>
internal sealed record StubPass(int Calls, int Seen, int Distinct, InputException? Failure)
{
    private static readonly int[] Cells = [4, 4, 512];

    public IReadOnlyList<int> FeaturesShape { get; private init; } = [];

    public IReadOnlyList<int> FlattenedShape { get; private init; } = [];

    public int Labels { get; private init; }

    public int RowsFilled { get; private init; }

    public int FeatureRowsInPlace { get; private init; }

    public int LabelRowsInPlace { get; private init; }

    public static StubPass Of(StubPassKey key)
    {
        StubBase stub = new(key.Images, key.BatchSize);
        ExtractedFeatures features;
        try
        {
            features = FeatureExtraction.Extract(stub.Batch, stub.Predict, Cells, key.Samples, key.BatchSize, key.Late);
        }
        catch (InputException exception)
        {
            return Counted(stub, exception);
        }

        int length = features.X.Values.Length / key.Samples;
        int InPlace(Func<int, bool> row) => Enumerable.Range(0, key.Samples).Count(row);
        return Counted(stub, null) with
        {
            FeaturesShape = [.. features.X.Shape],
            FlattenedShape = [.. features.Flattened.Shape],
            Labels = features.Y.Samples,
            RowsFilled = InPlace(row => features.X.Values.AsSpan(row * length, length).IndexOfAnyExcept(0f) >= 0),
            FeatureRowsInPlace = InPlace(row => features.X.Values.AsSpan(row * length, length).IndexOfAnyExcept(stub.Number(row)) < 0),
            LabelRowsInPlace = InPlace(row => features.Y.Values[row] == stub.Number(row)),
        };
    }

    private static StubPass Counted(StubBase stub, InputException? failure) =>
        new(stub.Calls, stub.Seen.Count, stub.Seen.Distinct().Count(), failure);

    /// <summary>
    /// An endless generator over numbered images, and a base that hands each number on. Numbers start at 1, so that no row is 0 by chance.
    /// </summary>
    private sealed class StubBase(int images, int batchSize)
    {
        private readonly BatchSampler _plan = new(seed: 0, images, batchSize, shuffle: false);

        public int Calls { get; private set; }

        public List<float> Seen { get; } = [];

        /// <summary>
        /// The number of the image that belongs into a row; NaN, which equals no number, in rows that a short batch does not fill.
        /// </summary>
        public float Number(int row)
        {
            ReadOnlySpan<int> numbers = _plan.Numbers(row / batchSize);
            return row % batchSize < numbers.Length ? 1 + numbers[row % batchSize] : float.NaN;
        }

        public (Tensor X, Tensor Y) Batch(long step)
        {
            float[] numbers = [.. _plan.Numbers(step).ToArray().Select(number => 1f + number)];
            return (new Tensor(numbers, numbers.Length, 1), new Tensor([.. numbers], numbers.Length, 1));
        }

        public Tensor Predict(Tensor x)
        {
            Calls++;
            Seen.AddRange(x.Values);
            Tensor features = new([x.Samples, .. Cells]);
            int length = features.Values.Length / x.Samples;
            for (int sample = 0; sample < x.Samples; sample++)
            {
                features.Values.AsSpan(sample * length, length).Fill(x.Values[sample]);
            }

            return features;
        }
    }
}
