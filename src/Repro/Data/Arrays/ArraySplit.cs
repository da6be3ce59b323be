namespace Repro.Data.Arrays;

/// <summary>A split of a set that is stored as arrays.</summary>
/// <param name="Shape">Of one sample: height and width, and channels where the file has them.</param>
/// <param name="Values">(samples, shape)</param>
/// <param name="Labels">One for each sample, from 0 to the number of classes - 1.</param>
internal sealed record ArraySplit(IReadOnlyList<int> Shape, ArrayValues Values, IReadOnlyList<int> Labels)
{
    /// <summary>Of tables and .npz files with labels: the same as numbers to predict; null for other sets.</summary>
    public ArrayTarget? Target { get; init; }

    /// <summary>Whether the labels are numbers of classes; false for other numbers to predict, whose labels are 0.</summary>
    public bool HasLabels { get; init; } = true;

    /// <summary>What each output of a model with several is to give, by the output's name; empty for sets with one label per
    /// sample.</summary>
    public IReadOnlyDictionary<string, ArrayTarget> Outputs { get; init; } = new Dictionary<string, ArrayTarget>();

    /// <summary>The weight of each sample; null for sets that do not declare weights.</summary>
    public IReadOnlyList<float>? SampleWeights { get; init; }

    /// <summary>Some of the samples, in that order.</summary>
    public ArraySplit Part(IReadOnlyList<int> numbers) =>
        new(Shape, Values.Part(numbers, Length), [.. numbers.Select(number => Labels[number])])
        {
            Target = Target?.Part(numbers),
            HasLabels = HasLabels,
            Outputs = Outputs.ToDictionary(output => output.Key, output => output.Value.Part(numbers), StringComparer.Ordinal),
            SampleWeights = SampleWeights is null ? null : [.. numbers.Select(number => SampleWeights[number])],
        };

    public int Samples => Labels.Count;

    /// <summary>Numbers of one sample.</summary>
    public int Length => Values.Length / Samples;
}
