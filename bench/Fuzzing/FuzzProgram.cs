using System.Diagnostics;
using System.Globalization;

namespace Repro.Bench.Fuzzing;

/// <summary>
/// Feeds mutated files to one reader, in this very process: <c>dotnet run -c Release --project bench -- fuzz READER [COUNT [SEED
/// [FIRST]]]</c>.
/// Anything but a refusal, an input that takes more than a second of processor time, and a process of more than 1 GB are findings; a
/// finding names seed and number, from which the same input can be made again. See <c>docs/fuzzing.md</c>.
/// </summary>
internal static class FuzzProgram
{
    private const long MostMemory = 1_000_000_000;
    private const double MostSeconds = 1;
    private const int ShownFrames = 4;

    // The compiler's time for the reader's code belongs to no input.
    private static void WarmUp(FuzzReader reader)
    {
        foreach (byte[] original in reader.Originals)
        {
            try
            {
                reader.Read(original);
            }
            catch (Exception exception) when (reader.Refuses(exception))
            {
                // Originals of other readers are among them.
            }
        }
    }

    public static int Run(string what, long count, int seed, long from)
    {
        using FuzzFolder folder = new();
        FuzzReader reader = FuzzReaders.Make(what, folder);
        Mutator bytes = new(seed, reader.Originals, reader.Markers);
        TokenMutator tokens = new(seed, reader.Originals, reader.Markers);
        WarmUp(reader);
        using Process process = Process.GetCurrentProcess();
        long accepted = 0;
        long findings = 0;
        double slowest = 0;
        long slowestNumber = -1;
        long present = from;
        using FuzzWatch watch = new(MostSeconds, () => $"FINDING {what} seed {seed} number {Interlocked.Read(ref present)}");
        for (long number = from; number < from + count; number++)
        {
            byte[] file = reader.IsText && number % 4 != 0 ? tokens.Make(number) : bytes.Make(number);
            Interlocked.Exchange(ref present, number);
            watch.Begin();
            try
            {
                reader.Read(file);
                accepted++;
            }
            catch (Exception exception) when (reader.Refuses(exception))
            {
                // Refused with a message: what is asked for.
            }
            catch (Exception exception)
            {
                findings++;
                Console.WriteLine($"FINDING {what} seed {seed} number {number}: {exception.GetType().Name}: {exception.Message}");
                Console.WriteLine(string.Join('\n', (exception.StackTrace ?? "").Split('\n').Take(ShownFrames)));
            }

            double seconds = watch.End();
            if (seconds > slowest)
            {
                (slowest, slowestNumber) = (seconds, number);
            }

            if (seconds > MostSeconds)
            {
                findings++;
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"FINDING {what} seed {seed} number {number}: {seconds:0.00} s of processor time"
                    )
                );
            }
        }

        process.Refresh();
        if (process.PeakWorkingSet64 > MostMemory)
        {
            findings++;
            Console.WriteLine($"FINDING {what} seed {seed}: {process.PeakWorkingSet64 >> 20} MiB of memory");
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {count} inputs from seed {seed}: {accepted} read, {count - accepted} refused or found, {findings} findings; slowest {slowest:0.000} s (number {slowestNumber}); peak memory {process.PeakWorkingSet64 >> 20} MiB"
            )
        );
        return findings == 0 ? 0 : 1;
    }
}
