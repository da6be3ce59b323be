using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Repro.Claims.Book;

/// <summary>Reads one document's CSV.</summary>
internal static class BookReader
{
    /// <summary>Adds the file's claims, and for each thing wrong an error with file and line.</summary>
    public static void Read(string name, string content, List<Claim> claims, List<string> errors)
    {
        if (!TryDocument(name, out int document))
        {
            errors.Add($"{name}:1: a file of the claim book is called document-NNN.csv");
            return;
        }

        // Lines of a file are counted from where a row starts; a quoted field may go over several.
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, DetectColumnCountChanges = true };
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

            csv.ValidateHeader<BookRow>();
            line = csv.Parser.RawRow + 1;
            while (csv.Read())
            {
                RowParser parser = new(csv.GetRecord<BookRow>(), new BookLine(name, line), document);
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
            errors.Add($"{name}:1: the header lacks {string.Join(", ", missing)}");
        }
        catch (CsvHelperException exception)
        {
            // The message of CsvHelper goes on with a dump of its state; its first line says what is wrong.
            errors.Add($"{name}:{line}: the row cannot be parsed: {exception.Message.Split('\n')[0].Trim()}");
        }
    }

    private static bool TryDocument(string name, out int document)
    {
        document = 0;
        string stem = Path.GetFileNameWithoutExtension(name);
        return stem.StartsWith("document-", StringComparison.Ordinal) && Numbers.TryCount(stem["document-".Length..], out document);
    }
}
