using System.Globalization;
using System.Text;

namespace Repro.Claims.Drafts;

/// <summary>A draft as a file with the claim book's columns and one more, <c>confirmed</c>. The book's reader takes no such file.</summary>
public static class DraftFile
{
    private const string Header = "confirmed,id,document,line,statement,tier,needs,address,relation,expected,margin,group,standing,reason\n";

    public static string Write(IReadOnlyList<DraftLine> lines, string document)
    {
        StringBuilder text = new(Header);
        foreach (DraftLine line in lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"no,,{Cell(document)},{line.Line},,,,{Cell(line.Address)},{line.Relation},{Cell(line.Expected)},,,open,\n");
        }

        return text.ToString();
    }

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
