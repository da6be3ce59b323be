using System.Text.RegularExpressions;

namespace Repro.Import.Texts;

/// <summary>Tells Python from what a program printed, where a text does not say which of them a block is.</summary>
internal static partial class PythonLook
{
    private const int MostLines = 400;
    private const int LongestLine = 2000;

    private static readonly HashSet<string> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        "python",
        "py",
        "python2",
        "python3",
        "py3",
        "ipython",
        "ipython2",
        "ipython3",
        "pycon",
        "code-cell",
        "code-cell ipython3",
        "jupyter",
    };

    /// <summary>Whether the word after a fence names Python: <c>python</c>, <c>{.python}</c>, <c>{code-cell} ipython3</c>.</summary>
    public static bool Names(string info) => Languages.Contains(info.Trim().Trim('{', '}', '.').Trim());

    /// <summary>Whether a word after a fence names a language at all.</summary>
    public static bool IsLanguage(string info) => Word().IsMatch(info);

    /// <summary>Whether most of the lines read as statements.</summary>
    public static bool Is(IEnumerable<string> lines)
    {
        int statements = 0;
        int others = 0;
        int depth = 0;
        foreach (string line in lines.Take(MostLines))
        {
            string text = line.Trim();
            if (text.Length == 0 || text[0] == '#' || depth > 0)
            {
                depth = Math.Max(0, depth + Depth(text));
                continue;
            }

            depth = Math.Max(0, depth + Depth(text));
            if (IsStatement(text))
            {
                statements++;
            }
            else
            {
                others++;
            }
        }

        return statements > 0 && statements >= others;
    }

    /// <summary>Whether one line reads as the begin of a statement.</summary>
    public static bool IsStatement(string text) => text.Length <= LongestLine && Statement().IsMatch(text) && !Printed().IsMatch(text);

    /// <summary>Opened brackets less closed ones.</summary>
    public static int Depth(string text) =>
        text.Count(character => character is '(' or '[' or '{') - text.Count(character => character is ')' or ']' or '}');

    [GeneratedRegex(
        @"^(?:>>> |%|!pip |@\w|(?:from [\w.]+ import |import [\w.]+|def \w+ ?\(|class \w+|for .+ in .+:|while .+:|if .+:|elif .+:|else:|try:|except\b.*:|with .+:|return\b|assert |del |print ?\(|print )|[A-Za-z_][\w.]*(?:\[[^\]]*\])*(?: ?, ?[A-Za-z_][\w.]*)* ?[-+*/]?= ?[^=\s]|\([A-Za-z_][\w, ()]*\) ?(?:, ?\([\w, ]*\) ?)?= ?\S|[A-Za-z_][\w.]*(?:\.[A-Za-z_]\w*)*\(.*[)(,\[{]$|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Statement();

    // Rows of summaries, progress bars, and lines such as "Epoch 1/5" or "loss: 0.3".
    [GeneratedRegex(@"\[=+|\bETA\b|━|params:|\(None,|^Epoch \d|^\d+/\d+ ", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Printed();

    [GeneratedRegex(
        @"^\{?\.?[A-Za-z][A-Za-z0-9+#_.-]*\}?(?: (?:[A-Za-z][\w-]*=.*|\{.*\}|ipython[23]?|\w+))?$",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Word();
}
