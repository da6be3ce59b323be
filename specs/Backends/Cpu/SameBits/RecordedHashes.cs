namespace Repro.Specs.Backends.Cpu.SameBits;

/// <summary><c>fixtures/hashes/trainings.txt</c>: a line a training, its name and two hashes.</summary>
internal static class RecordedHashes
{
    public static string Line(string name, Hashes hashes) => $"{name} {hashes}";

    /// <summary>The recorded line of each training, in the file's order.</summary>
    public static string[] Lines() =>
        [.. File.ReadLines(Repository.PathOf("fixtures", "hashes", "trainings.txt")).Where(line => !line.StartsWith('#'))];

    public static string Of(string name) => Lines().Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
}
