using System.Globalization;
using System.Text;
using Repro.Inputs;

namespace Repro.Claims.Drafts;

/// <summary>A draft as a file with the claim book's columns and one more, <c>confirmed</c>. The book's reader takes no such file.</summary>
public static class DraftFile
{
    private const string Header = "confirmed,id,document,line,statement,tier,needs,address,relation,expected,margin,group,standing,reason\n";

    // Header and some lines of a document of a few words.
    private const int Least = 4096;

    /// <param name="lines">May be made while they are written.</param>
    /// <param name="length">Characters of the document: a draft has at most ten times as many, or 4,096 where that is more.</param>
    /// <exception cref="InputException">There are more.</exception>
    public static string Write(IEnumerable<DraftLine> lines, string document, int length)
    {
        long most = Math.Max(Least, 10L * length);
        StringBuilder text = new(Header);
        foreach (DraftLine line in lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"no,,{CsvCell.Of(document)},{line.Line},,,,{CsvCell.Of(line.Address)},{line.Relation},{CsvCell.Of(line.Expected)},,,open,\n");
            if (text.Length > most)
            {
                throw new InputException(FormattableString.Invariant($"'{document}': its draft would be more than ten times as long as the document (at line {line.Line}). It holds figures rather than text."));
            }
        }

        return text.ToString();
    }
}
