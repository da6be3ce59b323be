using System.Globalization;

namespace Repro.Reports.Snapshots;

/// <summary>Verify's file names: <c>Type.Method_parameter=value</c>.</summary>
internal static class SnapshotName
{
    // Characters that some file system forbids are replaced everywhere, so that a snapshot has the same name on each machine.
    private static readonly HashSet<char> Forbidden = [.. "\"\\<>|:*?/", .. Enumerable.Range(0, 32).Select(code => (char)code)];

    public static string Of(string type, string method, IReadOnlyList<string> parameters, IReadOnlyList<object?> values)
    {
        IEnumerable<string> pairs = parameters.Zip(values, (parameter, value) => $"_{parameter}={Text(value)}");
        string name = $"{type}.{method}{string.Concat(pairs)}";
        return string.Concat(name.Select(character => Forbidden.Contains(character) ? '-' : character));
    }

    private static string Text(object? value) => value is null ? "null" : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
