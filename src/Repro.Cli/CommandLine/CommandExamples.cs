namespace Repro.Cli.CommandLine;

/// <summary>
/// The description of a command ends with its examples: "Example: repro runs", or "Examples:" and more, separated by "; ".
/// </summary>
internal static class CommandExamples
{
    private static readonly string[] Marks = ["Examples: ", "Example: "];

    /// <summary>The description without its examples, and the examples.</summary>
    public static (string Text, IReadOnlyList<string> Examples) Split(string description)
    {
        foreach (string mark in Marks)
        {
            int at = description.IndexOf(mark, StringComparison.Ordinal);
            if (at >= 0)
            {
                return (description[..at].TrimEnd(), description[(at + mark.Length)..].Split("; "));
            }
        }

        return (description, []);
    }
}
