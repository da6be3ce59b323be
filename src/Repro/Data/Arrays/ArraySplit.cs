namespace Repro.Data.Arrays;

/// <summary>A split of a set that is stored as arrays.</summary>
/// <param name="Shape">Of one sample: height and width, and channels where the file has them.</param>
/// <param name="Values">(samples, shape)</param>
/// <param name="Labels">One for each sample, from 0 to the number of classes - 1.</param>
internal sealed record ArraySplit(IReadOnlyList<int> Shape, ArrayValues Values, IReadOnlyList<int> Labels)
{
    /// <summary>Of tables: the number to predict of each sample; null for other sets.</summary>
    public IReadOnlyList<float>? Targets { get; init; }

    /// <summary>Whether the labels are numbers of classes; false for a table of other numbers to predict, whose labels are 0.</summary>
    public bool HasLabels { get; init; } = true;

    /// <summary>Some of the samples, in that order.</summary>
    public ArraySplit Part(IReadOnlyList<int> numbers) =>
        new(Shape, Values.Part(numbers, Length), [.. numbers.Select(number => Labels[number])])
        {
            Targets = Targets is null ? null : [.. numbers.Select(number => Targets[number])],
            HasLabels = HasLabels,
        };

    public int Samples => Labels.Count;

    /// <summary>Numbers of one sample.</summary>
    public int Length => Values.Length / Samples;
}
