using System.Diagnostics;
using System.Globalization;
using Repro.Data.Folders;
using Repro.Project;

namespace Repro.Bench;

/// <summary>
/// Decodes and resizes a whole split and says how fast and what came out:
/// <c>dotnet run -c Release --project bench -- decode ROOT SET SPLIT [HEIGHT WIDTH [THREADS]]</c>. The digest of the pixels can be laid
/// beside
/// another decoder's: each image's bytes (height, width, 3), then its label's byte, in the order of the images' numbers.
/// </summary>
internal static class DecodeImages
{
    public static void Run(string root, string set, string split, int height, int width, int threads)
    {
        ImageSplit files = ImageSplit.Open(root, new DataSetDeclaration(set, DataSetKind.ImageFolder) { Folder = set }, split);
        Console.WriteLine(files.Found);
        using DecodedImages images = new(files, height, width);
        images.FilesSha256(threads);
        using Process process = Process.GetCurrentProcess();
        TimeSpan used = process.TotalProcessorTime;
        long began = Stopwatch.GetTimestamp();
        images.DecodeAll(threads);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        process.Refresh();
        double processor = (process.TotalProcessorTime - used).TotalSeconds;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{images.Count} images decoded and resized to {height}x{width} in {seconds:0.00} s by {threads} threads and {processor:0.00} s of processor time: {images.Count / processor:0} a second a core"
            )
        );
        Console.WriteLine($"pixels {images.PixelsSha256()}");
        Console.WriteLine($"files  {images.FilesSha256()}");
        foreach (string warning in images.Warnings)
        {
            Console.WriteLine(warning);
        }
    }
}
