namespace Repro.Backends;

/// <summary>The versions of a backend's operations, as records and messages show them.</summary>
internal static class ArithmeticVersions
{
    /// <summary>All operations with their versions as one text, sorted by name: <c>conv=1 dense=1</c>.</summary>
    public static string Text(IReadOnlyDictionary<string, string> operations) =>
        string.Join(' ', operations.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
