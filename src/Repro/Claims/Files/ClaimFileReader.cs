using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Repro.Claims.Files;

/// <summary>Reads one document's CSV.</summary>
internal static class ClaimFileReader
{
    private const int MostErrors = 100;

    /// <summary>Adds the file's claims, and for each thing wrong an error with file and line.</summary>
    /// <param name="known">What the column <c>needs</c> can name; null if it is not checked.</param>
    public static void Read(
        string name,
        string content,
        IReadOnlyCollection<string> probes,
        KnownNeeds? known,
        List<Claim> claims,
        List<string> errors
    )
    {
        string document = DocumentOf(name);
        if (!PlainName.IsValid(document))
        {
            errors.Add($"{name}:1: a claim file is called DOCUMENT.csv, and '{document}' is not the id of a document; {PlainName.Rule}");
            return;
        }

        if (ControlCharacter(content) is { } control)
        {
            errors.Add(
                FormattableString.Invariant(
                    $"{name}:{control.Line}: the control character U+{(int)control.Character:X4} is not allowed in a claim file"
                )
            );
            return;
        }

        if (content.IndexOf('\uFFFD', StringComparison.Ordinal) is >= 0 and var damaged)
        {
            errors.Add(
                FormattableString.Invariant(
                    $"{name}:{1 + content[..damaged].Count(character => character == '\n')}: a character is not valid UTF-8; save the file as UTF-8"
                )
            );
            return;
        }

        // Lines of a file are counted from where a row starts; a quoted field may go over several.
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture)
        {
            TrimOptions = TrimOptions.Trim,
            DetectColumnCountChanges = true,
        };
        using StringReader text = new(content);
        using CsvReader csv = new(text, configuration);
        int line = 1;
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
            {
                errors.Add($"{name}:1: the file is empty; its first line names the columns");
                return;
            }

            if (csv.HeaderRecord!.GroupBy(column => column, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            {
                errors.Add($"{name}:1: the header has the column '{twice.Key}' twice");
                return;
            }

            csv.ValidateHeader<ClaimRow>();
            line = csv.Parser.RawRow + 1;
            int before = errors.Count;
            while (csv.Read())
            {
                if (errors.Count - before >= MostErrors)
                {
                    errors.Add($"{name}:{line}: there are more errors from here on");
                    return;
                }

                RowParser parser = new(csv.GetRecord<ClaimRow>(), new ClaimLine(name, line), document, probes, known);
                if (parser.Parse() is { } claim)
                {
                    claims.Add(claim);
                }

                errors.AddRange(parser.Errors);
                line = csv.Parser.RawRow + 1;
            }
        }
        catch (HeaderValidationException exception)
        {
            string[] missing = [.. exception.InvalidHeaders.SelectMany(header => header.Names)];
            errors.Add(
                csv.HeaderRecord is [var only]
                && (only.Contains(';', StringComparison.Ordinal) || only.Contains('\t', StringComparison.Ordinal))
                    ? $"{name}:1: the columns must be separated by commas"
                    : $"{name}:1: the header does not have {string.Join(", ", missing)}{Unknown(csv.HeaderRecord ?? [], missing)}"
            );
        }
        catch (CsvHelperException exception)
        {
            if (HasOddQuotationMarks(csv.Parser.RawRecord))
            {
                errors.Add(
                    $"{name}:{line}: the row cannot be parsed: it has an odd number of quotation marks; close each one, and write one inside a text twice"
                );
                return;
            }

            // The message of CsvHelper goes on with a dump of its state; its first line says what is wrong.
            int columns = csv.HeaderRecord?.Length ?? csv.Parser.Count;
            string why =
                exception is BadDataException && csv.Parser.Count == columns
                    ? "it has a quotation mark inside a text; put the text in quotation marks, and write each quotation mark in it twice"
                : csv.Parser.Count == columns ? exception.Message.Split('\n')[0].Trim()
                : FormattableString.Invariant(
                    $"it has {csv.Parser.Count} columns and the header has {columns}; put a text with a comma in quotation marks"
                );
            errors.Add($"{name}:{line}: the row cannot be parsed: {why}");
        }
    }

    // Other columns than those of claims may be there; one with a similar name as a missing one is named.
    private static string Unknown(IEnumerable<string> header, string[] missing) =>
        string.Concat(
            header
                .Except(ClaimColumn.All.Select(column => column.Name), StringComparer.Ordinal)
                .Select(column => (Column: column, Meant: Spelling.Nearest(column, missing)))
                .Where(column => column.Meant is not null)
                .Select(column => $"; '{column.Column}' is unknown. Did you mean '{column.Meant}'?")
        );

    // In a whole row, the marks around fields and the doubled ones inside are an even number.
    private static bool HasOddQuotationMarks(string row) => row.Count(character => character == '"') % 2 != 0;

    // Line breaks and tabs are what text needs.
    private static (int Line, char Character)? ControlCharacter(string content)
    {
        int line = 1;
        foreach (char character in content)
        {
            line += character == '\n' ? 1 : 0;
            if (char.IsControl(character) && character is not ('\n' or '\r' or '\t'))
            {
                return (line, character);
            }
        }

        return null;
    }

    /// <summary>The id of the document that a claim file is about: the file's name without its extension.</summary>
    internal static string DocumentOf(string name) => Path.GetFileNameWithoutExtension(name);
}
