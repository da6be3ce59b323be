using Repro.Data.Folders;
using Repro.Project;
using Repro.Randomness;

namespace Repro.Data.Splitting;

/// <summary>Which image goes where when a set is split.</summary>
/// <param name="Target"><c>SPLIT/CLASS/FILE</c></param>
/// <param name="Source">Path below the folder that is split.</param>
internal readonly record struct SplitMove(string Target, string Source);

/// <summary>Plans of <c>repro data split</c>: pure functions of names, so that they can be looked at before a file is touched.</summary>
internal static class SplitPlan
{
    /// <summary>splitfolders' own default.</summary>
    public const int RatioSeed = 1337;

    private static readonly string[] Splits = ["train", "validation", "test"];

    /// <summary>The plan that a set's declaration gives: the names of each split and class, out of one flat folder.</summary>
    public static IReadOnlyList<SplitMove> Declared(DataSetDeclaration set) =>
        [.. from pair in set.Names from file in pair.Value.All select new SplitMove($"{pair.Key}/{file}", file)];

    /// <summary>The first images of each class by their numbers: so many to train, the next to validation, the next to test.</summary>
    /// <param name="classes">Class names and their files' paths below the folder that is split.</param>
    /// <param name="counts">Images of each class for train, validation and test.</param>
    /// <exception cref="InputException">A class has too few images, or there is no count.</exception>
    public static IReadOnlyList<SplitMove> ByCount(IReadOnlyDictionary<string, IReadOnlyList<string>> classes, IReadOnlyList<int> counts)
    {
        if (counts.Count is < 1 or > 3 || counts.Any(count => count < 1))
        {
            throw new InputException(
                "Counts are one to three numbers from 1 on: the images of each class for train, validation and test, such as 1000,500,500."
            );
        }

        List<SplitMove> plan = [];
        for (int part = 0; part < counts.Count; part++)
        {
            int first = counts.Take(part).Sum();
            foreach ((string name, IReadOnlyList<string> sources) in classes.OrderBy(entry => entry.Key, CodePointOrder.Instance))
            {
                if (sources.Count < counts.Sum())
                {
                    throw new InputException($"The class '{name}' has {sources.Count} images; the counts need {counts.Sum()}.");
                }

                plan.AddRange(
                    sources
                        .Order(NumberOrder.Instance)
                        .Skip(first)
                        .Take(counts[part])
                        .Select(file => new SplitMove($"{Splits[part]}/{name}/{Path.GetFileName(file)}", file))
                );
            }
        }

        return plan;
    }

    /// <summary>Folders of a plan, each split followed by its classes, in the plan's order.</summary>
    public static IReadOnlyList<string> Folders(IEnumerable<SplitMove> plan) =>
        [.. plan.Select(move => move.Target.Split('/')).SelectMany(parts => (string[])[parts[0], $"{parts[0]}/{parts[1]}"]).Distinct()];

    /// <summary>
    /// As <c>splitfolders.ratio</c>: each class's sorted names shuffled as Python's <c>random</c> does after <c>seed()</c>, then cut at
    /// int(ratio x count), the rest to the last part. Its part <c>val</c> is called <c>validation</c> here, the name that runs ask for.
    /// </summary>
    /// <param name="classes">Class names and their files' paths below the folder that is split.</param>
    /// <param name="ratio">Shares of train, validation and test that sum to 1.</param>
    /// <exception cref="InputException">The shares are none, or a part gets no image.</exception>
    public static IReadOnlyList<SplitMove> ByRatio(
        IReadOnlyDictionary<string, IReadOnlyList<string>> classes,
        IReadOnlyList<double> ratio,
        int seed = RatioSeed
    )
    {
        if (ratio.Count != Splits.Length || ratio.Any(share => share is not (> 0 and < 1)) || Math.Abs(ratio.Sum() - 1) > 1e-9)
        {
            throw new InputException(
                "A ratio is three shares above 0 that sum to 1: for train, validation and test, such as 0.5,0.25,0.25."
            );
        }

        List<SplitMove> plan = [];
        foreach ((string name, IReadOnlyList<string> sources) in classes.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            string[] files = [.. sources.Order(StringComparer.Ordinal)];
            new PythonRandom((uint)seed).Shuffle(files);
            int train = (int)(ratio[0] * files.Length);
            int validation = train + (int)(ratio[1] * files.Length);
            (string Split, int From, int To)[] parts =
            [
                ("train", 0, train),
                ("validation", train, validation),
                ("test", validation, files.Length),
            ];
            foreach ((string split, int from, int to) in parts)
            {
                if (from == to)
                {
                    throw new InputException(
                        $"The class '{name}' has {Counted.Of(files.Length, "image")}; the ratio leaves none for {split}."
                    );
                }

                plan.AddRange(files[from..to].Select(file => new SplitMove($"{split}/{name}/{Path.GetFileName(file)}", file)));
            }
        }

        return plan;
    }
}
