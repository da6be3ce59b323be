using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Repro.Outputs;

/// <summary>
/// Names of temporary files and folders. They hold the number of the process, so that a later command recognizes what a killed one left,
/// and a random part, so that nobody can put a link in the way.
/// </summary>
internal static partial class TemporaryName
{
    /// <summary>How files and folders end that are moved into place once they are complete.</summary>
    public const string Ending = ".tmp";

    /// <summary>A new name for a neighbor: <c>.repro-PROCESS-RANDOM.tmp</c>. It is short, however long the target's name is.</summary>
    public static string Beside(string folder) =>
        Path.Combine(
            folder,
            string.Create(
                CultureInfo.InvariantCulture,
                $".repro-{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}{Ending}"
            )
        );

    /// <summary>
    /// How a folder in the system's temporary folder begins: <c>.repro-tmp-PROCESS-</c>; the system appends the random part.
    /// </summary>
    public static string Prefix => string.Create(CultureInfo.InvariantCulture, $".repro-tmp-{Environment.ProcessId}-");

    /// <summary>The process that chose this name; null for any other name.</summary>
    public static int? ProcessOf(string path) =>
        Ours().Match(Path.GetFileName(path)) is { Success: true } match
        && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int process)
            ? process
            : null;

    // Both forms are hidden names that nobody chooses for a file of their own: what matches is deleted.
    [GeneratedRegex(
        @"^(?:\.repro-(?<1>[0-9]{1,9})-[0-9a-f]{16}\.tmp|\.repro-tmp-(?<1>[0-9]{1,9})-[A-Za-z0-9.]{6,12})\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Ours();
}
