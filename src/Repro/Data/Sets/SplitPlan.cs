namespace Repro.Data.Sets;

/// <summary>Which picture goes where when a set is split.</summary>
/// <param name="Target"><c>SPLIT/CLASS/FILE</c></param>
/// <param name="Source">Path below the folder that is split.</param>
public readonly record struct SplitMove(string Target, string Source);

/// <summary>Plans of <c>repro data split</c>: pure functions of names, so that they can be looked at before a file is touched.</summary>
public static class SplitPlan
{
    /// <summary>splitfolders' own default.</summary>
    public const int RatioSeed = 1337;

    /// <summary>Pictures of each class in Kaggle's <c>train</c> folder.</summary>
    public const int KagglePicturesEachClass = 12_500;

    /// <summary>The parts of documents 1 and 3, with the numbers of each class that they take.</summary>
    public static IReadOnlyList<(string Split, int From, int Count)> Small { get; } = [("train", 0, 1000), ("validation", 1000, 500), ("test", 1500, 500)];

    private static readonly (string Class, string Prefix)[] KaggleClasses = [("cats", "cat"), ("dogs", "dog")];

    /// <summary>Documents 1 and 3: <c>cat.0.jpg</c> to <c>cat.999.jpg</c> into <c>train/cats</c>, 500 and 500 more for validation and test, dogs alike.</summary>
    public static IReadOnlyList<SplitMove> Documents() =>
    [
        .. from part in Small
           from kind in KaggleClasses
           from number in Enumerable.Range(part.From, part.Count)
           let file = FormattableString.Invariant($"{kind.Prefix}.{number}.jpg")
           select new SplitMove($"{part.Split}/{kind.Class}/{file}", file),
    ];

    /// <summary>Folders of a plan, each split followed by its classes, in the plan's order.</summary>
    public static IReadOnlyList<string> Folders(IEnumerable<SplitMove> plan) =>
        [.. plan.Select(move => move.Target.Split('/')).SelectMany(parts => (string[])[parts[0], $"{parts[0]}/{parts[1]}"]).Distinct()];

    /// <summary>
    /// As document 1's <c>splitfolders.ratio</c>: each class's sorted names shuffled as Python's <c>random</c> does after <c>seed()</c>, then cut at
    /// int(ratio x count), the rest to the last part. Its part <c>val</c> is called <c>validation</c> here, the name that runs ask for.
    /// </summary>
    /// <param name="classes">Class names and their files' paths below the folder that is split.</param>
    /// <param name="ratio">Shares of train, validation and test that sum to 1.</param>
    /// <exception cref="InputException">The shares are none, or a part gets no picture.</exception>
    public static IReadOnlyList<SplitMove> ByRatio(IReadOnlyDictionary<string, IReadOnlyList<string>> classes, IReadOnlyList<double> ratio, int seed = RatioSeed)
    {
        if (ratio.Count != Small.Count || ratio.Any(share => share is not (> 0 and < 1)) || Math.Abs(ratio.Sum() - 1) > 1e-9)
        {
            throw new InputException("A ratio is three shares above 0 that sum to 1: for train, validation and test, such as 0.5,0.25,0.25.");
        }

        List<SplitMove> plan = [];
        foreach ((string name, IReadOnlyList<string> sources) in classes.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            string[] files = [.. sources.Order(StringComparer.Ordinal)];
            new PythonRandom((uint)seed).Shuffle(files);
            int train = (int)(ratio[0] * files.Length);
            int validation = train + (int)(ratio[1] * files.Length);
            (string Split, int From, int To)[] parts = [("train", 0, train), ("validation", train, validation), ("test", validation, files.Length)];
            foreach ((string split, int from, int to) in parts)
            {
                if (from == to)
                {
                    throw new InputException($"The class '{name}' has {Counted.Of(files.Length, "picture")}; the ratio leaves none for {split}.");
                }

                plan.AddRange(files[from..to].Select(file => new SplitMove($"{split}/{name}/{Path.GetFileName(file)}", file)));
            }
        }

        return plan;
    }
}
