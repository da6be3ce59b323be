using System.IO.Compression;

namespace Repro.Specs.Data.Sets;

/// <summary>Small zip archives, honest and otherwise.</summary>
internal static class MadeZip
{
    public static byte[] Of(params (string Name, byte[] Content)[] entries) => Of(CompressionLevel.Optimal, _ => { }, entries);

    public static byte[] Of(CompressionLevel level, Action<ZipArchiveEntry> change, params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                ZipArchiveEntry entry = archive.CreateEntry(name, level);
                change(entry);
                using Stream target = entry.Open();
                target.Write(content);
            }
        }

        return stream.ToArray();
    }

    /// <summary>An archive with the names of document 0's, all the same image.</summary>
    public static byte[] Filtered(byte[] image, Func<string, bool>? keep = null)
    {
        List<(string, byte[])> entries = [("cats_and_dogs_filtered/", []), ("cats_and_dogs_filtered/vectorize.py", [1, 2, 3])];
        foreach ((string folder, Repro.Project.NumberedNames names) in SpecData.Set("cats_and_dogs_filtered").Names)
        {
            entries.AddRange(names.All.Select(name => ($"cats_and_dogs_filtered/{folder}/{name}", image)));
        }

        return Of(CompressionLevel.NoCompression, _ => { }, [.. entries.Where(entry => keep?.Invoke(entry.Item1) ?? true)]);
    }
}
