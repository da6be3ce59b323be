using System.Globalization;

namespace Repro.Bench.Fuzzing;

/// <summary>What became of the inputs of <see cref="KerasFuzz"/>.</summary>
/// <param name="memoryAllowed">Bytes.</param>
internal sealed class KerasFuzzTally(long memoryAllowed)
{
    private long _peakOfChild;

    /// <summary>Inputs that kept the child busy for more than a second without ending it.</summary>
    public List<long> Slow { get; } = [];

    /// <summary>Inputs at which the child's peak of memory rose beyond what the tool allows.</summary>
    public List<long> Large { get; } = [];

    public double SlowestBoundary { get; set; }

    public long Read { get; private set; }

    public long Refused { get; private set; }

    public long Crashed { get; set; }

    public long Stopped { get; set; }

    public long Boundary { get; set; }

    public long Findings { get; private set; }

    public double Slowest { get; private set; }

    public long SlowestNumber { get; private set; }

    public long Peak { get; private set; }

    public void BeginChild() => _peakOfChild = 0;

    public void Find(string what)
    {
        Findings++;
        Console.WriteLine("FINDING " + what);
    }

    // "NUMBER OUTCOME SECONDS PEAK TEXT"
    public long Take(string line, long expected)
    {
        string[] parts = line.Split(' ', 5);
        long number = long.Parse(parts[0], CultureInfo.InvariantCulture);
        if (number != expected)
        {
            throw new InvalidOperationException($"The child answered for {number} where {expected} was due.");
        }

        double seconds = double.Parse(parts[2], CultureInfo.InvariantCulture);
        long peak = long.Parse(parts[3], CultureInfo.InvariantCulture);
        if (peak > memoryAllowed && peak > _peakOfChild)
        {
            Large.Add(number);
        }

        _peakOfChild = Math.Max(_peakOfChild, peak);
        Peak = Math.Max(Peak, peak);
        if (seconds > Slowest)
        {
            (Slowest, SlowestNumber) = (seconds, number);
        }

        if (seconds > 1)
        {
            Slow.Add(number);
        }

        switch (parts[1])
        {
            case KerasFuzzChild.ReadIt:
                Read++;
                break;
            case KerasFuzzChild.RefusedIt:
                Refused++;
                break;
            default:
                Find($"h5 number {number}: {parts[4]}");
                break;
        }

        return number + 1;
    }
}
