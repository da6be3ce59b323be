namespace Repro.Hdf5;

/// <summary>How much a file may ask for. A file of Keras stays far below all of it.</summary>
internal static class Hdf5Limits
{
    public const int Objects = 100_000;
    public const int Depth = 32;
    public const int NameLength = 1024;
    public const int Rank = 8;
    public const int Attributes = 100_000;
    public const int Integers = 1024;

    /// <summary>Bytes of text over all attributes.</summary>
    public const long TextBytes = 64L << 20;

    private const long MostValueBytes = 3L << 30;
    private const long FreeValueBytes = 16L << 20;
    private const int Expansion = 16;
    private const int LowestPriorityFactor = 120;

    /// <summary>Bytes that the values of a file of so many bytes may take: compressed ones take more than the file.</summary>
    public static long ValueBytes(long fileLength) =>
        Math.Min(MostValueBytes, FreeValueBytes + Expansion * Math.Min(fileLength, MostValueBytes));

    /// <summary>
    /// Bytes that reading it may take on top of what a process takes anyway: values and texts, twice, and what libhdf5 buffers.
    /// </summary>
    public static long Memory(long fileLength) => (512L << 20) + 2 * (ValueBytes(fileLength) + TextBytes);

    /// <summary>Seconds of processor time.</summary>
    public static long ProcessorSeconds(long fileLength) => 1 + fileLength / (64L << 20);

    /// <summary>
    /// The time by the clock, for what takes no processor time; generous, since the machine may be busy with other things.
    /// </summary>
    /// <param name="lowestPriority">Whether both processes compute only with what others leave.</param>
    public static TimeSpan Deadline(long fileLength, bool lowestPriority = false) =>
        TimeSpan.FromSeconds(30 + 4 * ProcessorSeconds(fileLength)) * (lowestPriority ? LowestPriorityFactor : 1);
}
