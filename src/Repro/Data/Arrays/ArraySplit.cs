namespace Repro.Data.Arrays;

/// <summary>A split of a set that is stored as arrays.</summary>
/// <param name="Shape">Of one sample: height and width, and channels where the file has them.</param>
/// <param name="Values">(samples, shape)</param>
/// <param name="Labels">One for each sample, from 0 to the number of classes - 1.</param>
public sealed record ArraySplit(IReadOnlyList<int> Shape, ArrayValues Values, IReadOnlyList<int> Labels)
{
    /// <summary>Some of the samples, in that order.</summary>
    public ArraySplit Part(IReadOnlyList<int> numbers) => new(Shape, Values.Part(numbers, Length), [.. numbers.Select(number => Labels[number])]);

    public int Samples => Labels.Count;

    /// <summary>Numbers of one sample.</summary>
    public int Length => Values.Length / Samples;
}
