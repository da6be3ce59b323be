using System.Text.RegularExpressions;

namespace Repro.Specs.House;

/// <summary>Source text as if the formatter had wrapped no line, so that rules can search for calls.</summary>
internal static partial class WrappedCode
{
    public static string Read(string file) => Joined(File.ReadAllText(file));

    /// <summary>Removes the line breaks before a member, after an opening parenthesis and after a comma.</summary>
    public static string Joined(string code) => AfterComma().Replace(BesideMember().Replace(code, ""), " ");

    [GeneratedRegex(@"\s*\n\s*(?=\.)|(?<=\()\s*\n\s*")]
    private static partial Regex BesideMember();

    [GeneratedRegex(@"(?<=,)\s*\n\s*")]
    private static partial Regex AfterComma();
}
