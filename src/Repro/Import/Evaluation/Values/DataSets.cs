namespace Repro.Import.Evaluation.Values;

/// <summary>A data set of keras.datasets.</summary>
/// <param name="Sample">The shape of a sample; null where samples differ in length.</param>
/// <param name="LabelAxis">Whether labels are a column: <c>(50000, 1)</c>.</param>
internal sealed record KnownDataSet(int Training, int Test, int[]? Sample, int? Classes, bool LabelAxis = false);

/// <summary>What is published of the data sets of keras.datasets.</summary>
internal static class DataSets
{
    private static readonly Dictionary<string, KnownDataSet> Known = new(StringComparer.Ordinal)
    {
        ["mnist"] = new KnownDataSet(60_000, 10_000, [28, 28], 10),
        ["fashion_mnist"] = new KnownDataSet(60_000, 10_000, [28, 28], 10),
        ["cifar10"] = new KnownDataSet(50_000, 10_000, [32, 32, 3], 10, LabelAxis: true),
        ["cifar100"] = new KnownDataSet(50_000, 10_000, [32, 32, 3], 100, LabelAxis: true),
        ["imdb"] = new KnownDataSet(25_000, 25_000, null, 2),
        ["reuters"] = new KnownDataSet(8_982, 2_246, null, 46),
        ["boston_housing"] = new KnownDataSet(404, 102, [13], null),
        ["california_housing"] = new KnownDataSet(16_512, 4_128, [8], null),
    };

    public static KnownDataSet? Find(string name) => Known.GetValueOrDefault(name);
}
