using System.Text;

namespace Repro.Bench.Fuzzing;

/// <summary>A temporary folder of one fuzz program, and small helpers for what is put into it.</summary>
internal sealed class FuzzFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("repro-fuzz-").FullName;

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a file, with the folders that it needs.</summary>
    /// <returns>Its path.</returns>
    public string Write(byte[] content, params string[] parts)
    {
        string file = File(parts);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllBytes(file, content);
        return file;
    }

    public void Delete(string name)
    {
        if (Directory.Exists(File(name)))
        {
            Directory.Delete(File(name), recursive: true);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[][] Bytes(params string[] texts) => [.. texts.Select(Bytes)];
}
