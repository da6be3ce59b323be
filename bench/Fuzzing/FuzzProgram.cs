using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Repro.Data.Jpeg;
using Repro.Data.Sets;

namespace Repro.Bench.Fuzzing;

/// <summary>
/// Feeds mutated JPEG pictures or zip archives to the code that reads them, in this very process:
/// <c>dotnet run -c Release --project bench -- fuzz jpeg|zip [COUNT [SEED [FIRST]]]</c>. Anything but an <see cref="InputException"/>, a crash or more than
/// a second of processor time is a finding; it names seed and number, from which the same file can be made again. See <c>docs/fuzzing.md</c>.
/// </summary>
internal static class FuzzProgram
{
    private const double Limit = 1;

    public static int Run(string what, long count, int seed, long from)
    {
        using JpegDecoder decoder = new();
        (Mutator mutator, Action<byte[]> read) = what switch
        {
            "jpeg" => (new Mutator(seed, Pictures(), [[0xFF, 0xD9], [0xFF, 0xD8], [0xFF, 0xDA], [0xFF, 0xC4], [0xFF, 0xC0], [0xFF, 0xC2], [0xFF, 0xDD, 0, 4, 0, 1], [0xFF, 0xDB], [0xFF, 0xEE], [0xFF, 0xD0]]), Decode(decoder)),
            "zip" => (new Mutator(seed, Archives(), ["PK\x05\x06"u8.ToArray(), "PK\x01\x02"u8.ToArray(), "PK\x03\x04"u8.ToArray(), "../"u8.ToArray(), "/"u8.ToArray(), [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0]]), Unpack),
            _ => throw new InputException($"fuzz {what}: there are jpeg, zip and h5."),
        };

        using Process process = Process.GetCurrentProcess();
        long accepted = 0;
        long findings = 0;
        double slowest = 0;
        long slowestNumber = -1;
        for (long number = from; number < from + count; number++)
        {
            byte[] file = mutator.Make(number);
            process.Refresh();
            TimeSpan used = process.TotalProcessorTime;
            try
            {
                read(file);
                accepted++;
            }
            catch (InputException)
            {
                // Refused with a message: what is asked for.
            }
            catch (Exception exception)
            {
                findings++;
                Console.WriteLine($"FINDING {what} seed {seed} number {number}: {exception.GetType().Name}: {exception.Message}");
            }

            process.Refresh();
            double seconds = (process.TotalProcessorTime - used).TotalSeconds;
            if (seconds > slowest)
            {
                (slowest, slowestNumber) = (seconds, number);
            }

            if (seconds > Limit)
            {
                findings++;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"FINDING {what} seed {seed} number {number}: {seconds:0.00} s of processor time"));
            }
        }

        process.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {count} inputs from seed {seed}: {accepted} read, {count - accepted} refused, {findings} findings; slowest {slowest:0.000} s (number {slowestNumber}); peak memory {process.PeakWorkingSet64 >> 20} MiB"));
        return findings == 0 ? 0 : 1;
    }

    private static Action<byte[]> Decode(JpegDecoder decoder) => file => decoder.Decode(file, "fuzz.jpg").Resize(150, 150);

    private static void Unpack(byte[] file)
    {
        using MemoryStream stream = new(file);
        foreach (ZipEntry entry in ZipArchiveIndex.Read(stream, "fuzz.zip"))
        {
            if (entry.Name.Split('/').Contains("..") || Path.IsPathRooted(entry.Name))
            {
                throw new InvalidOperationException($"the name '{entry.Name}' got through.");
            }

            SafeZip.Content(stream, entry, "fuzz.zip");
        }
    }

    private static byte[][] Pictures() => [.. Directory.GetFiles(Repository.PathOf("fixtures", "pictures"), "*.jpg").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static byte[][] Archives()
    {
        byte[] picture = File.ReadAllBytes(Repository.PathOf("fixtures", "pictures", "one-pixel.jpg"));
        return [Archive(CompressionLevel.Optimal, picture), Archive(CompressionLevel.NoCompression, picture), Archive(CompressionLevel.SmallestSize, new byte[100_000])];
    }

    private static byte[] Archive(CompressionLevel level, byte[] content)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in (string[])["cats_and_dogs_filtered/", "cats_and_dogs_filtered/train/cats/cat.0.jpg", "cats_and_dogs_filtered/train/dogs/dog.0.jpg"])
            {
                using Stream target = archive.CreateEntry(name, level).Open();
                target.Write(name.EndsWith('/') ? [] : content);
            }
        }

        return stream.ToArray();
    }
}
