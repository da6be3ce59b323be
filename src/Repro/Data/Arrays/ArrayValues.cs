namespace Repro.Data.Arrays;

/// <summary>The numbers of an array, kept as bytes where they are bytes.</summary>
internal sealed class ArrayValues
{
    private readonly byte[]? _bytes;
    private readonly float[]? _numbers;

    /// <param name="bytes">Numbers from 0 to 255.</param>
    public ArrayValues(byte[] bytes)
    {
        _bytes = bytes;
    }

    public ArrayValues(float[] numbers)
    {
        _numbers = numbers;
    }

    public int Length => _bytes?.Length ?? _numbers!.Length;

    /// <summary>Whether all numbers are whole and from 0 to 255.</summary>
    public bool AreBytes => _bytes is not null;

    /// <summary>A part as bytes.</summary>
    /// <exception cref="InvalidOperationException">The numbers are not bytes.</exception>
    public ReadOnlySpan<byte> Bytes(int start, int length) =>
        (_bytes ?? throw new InvalidOperationException("The numbers are not bytes.")).AsSpan(start, length);

    /// <summary>Every number times a factor, rounded to float32 once: for bytes and 1/255 that is the float32 quotient.</summary>
    public float[] Times(double factor)
    {
        float[] scaled = new float[Length];
        if (_bytes is null)
        {
            for (int index = 0; index < scaled.Length; index++)
            {
                scaled[index] = (float)(_numbers![index] * factor);
            }

            return scaled;
        }

        float[] scale = Scale(factor);
        for (int index = 0; index < scaled.Length; index++)
        {
            scaled[index] = scale[_bytes[index]];
        }

        return scaled;
    }

    /// <summary>The place of the first number that is NaN or infinite; null if there is none.</summary>
    public int? FirstNotFinite() =>
        _numbers is not null && Array.FindIndex(_numbers, number => !float.IsFinite(number)) is var place and >= 0 ? place : null;

    /// <summary>The numbers of some samples.</summary>
    /// <param name="length">Numbers of a sample.</param>
    public ArrayValues Part(IReadOnlyList<int> samples, int length) =>
        _bytes is not null ? new ArrayValues(Gather(_bytes, samples, length)) : new ArrayValues(Gather(_numbers!, samples, length));

    private static T[] Gather<T>(T[] all, IReadOnlyList<int> samples, int length)
    {
        T[] part = new T[samples.Count * length];
        for (int index = 0; index < samples.Count; index++)
        {
            all.AsSpan(samples[index] * length, length).CopyTo(part.AsSpan(index * length));
        }

        return part;
    }

    /// <summary>The largest number.</summary>
    public float Largest => _bytes?.Max() ?? _numbers!.Max();

    private static float[] Scale(double factor) => [.. Enumerable.Range(0, 256).Select(pixel => (float)(pixel * factor))];
}
