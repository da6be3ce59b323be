using Repro.Randomness;

namespace Repro.Data.Splitting;

/// <summary>Which samples of a split are for training and which for validation, as Keras's <c>validation_split</c> cuts them.</summary>
/// <param name="Share">The share that is for validation.</param>
/// <param name="Loader">Whose rule it is. One of <see cref="Loaders"/>.</param>
/// <param name="Seed">Of <see cref="ImageDataset"/>: the seed of the order that is cut; null for the order of the files.</param>
internal sealed record ValidationSplit(double Share, string Loader, uint? Seed)
{
    /// <summary><c>model.fit</c>: the last rows validate.</summary>
    public const string Fit = "fit";

    /// <summary><c>ImageDataGenerator.flow</c>: the first rows validate.</summary>
    public const string Flow = "flow";

    /// <summary><c>flow_from_directory</c>: the first files of each class validate.</summary>
    public const string FlowFromDirectory = "flow_from_directory";

    /// <summary><c>image_dataset_from_directory</c>: the last files of the list of all classes validate.</summary>
    public const string ImageDataset = "image_dataset_from_directory";

    /// <summary>The rules for arrays, then those for image folders.</summary>
    public static IReadOnlyList<string> Loaders { get; } = [Fit, Flow, FlowFromDirectory, ImageDataset];

    /// <summary>The numbers of the samples of both parts, in the loader's order.</summary>
    /// <param name="labels">One for each sample; the files of a class are next to each other.</param>
    public (int[] Training, int[] Validation) Cut(IReadOnlyList<int> labels)
    {
        int[] order = [.. Enumerable.Range(0, labels.Count)];
        switch (Loader)
        {
            case Fit:
                int rows = (int)Math.Floor(order.Length * (1.0 - Share));
                return (order[..rows], order[rows..]);
            case Flow:
                int first = (int)(Share * order.Length);
                return (order[first..], order[..first]);
            case FlowFromDirectory:
                ILookup<bool, int> parts = order
                    .GroupBy(number => labels[number])
                    .SelectMany(group => group.Select((number, place) => (number, Validates: place < (int)(Share * group.Count()))))
                    .ToLookup(pair => pair.Validates, pair => pair.number);
                return ([.. parts[false]], [.. parts[true]]);
            default:
                if (Seed is { } seed)
                {
                    new NumPyRandom(seed).Shuffle(order.AsSpan());
                }

                int last = (int)(Share * order.Length);
                return (order[..^last], order[^last..]);
        }
    }
}
