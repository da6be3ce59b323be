using System.Globalization;
using System.Text;

namespace Repro.Import.Writing;

/// <summary>The id of a document that nobody named.</summary>
internal static class DocumentId
{
    private const int Longest = 64;

    /// <summary>The name of a file in lower case, without accents, and with a hyphen for other characters that an id cannot have.</summary>
    public static string Of(string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        string plain = string.Join(
                '-',
                string.Concat(
                        name.Normalize(NormalizationForm.FormD)
                            .Where(character => char.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
                            .Select(character =>
                                char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-'
                                    ? char.ToLowerInvariant(character)
                                    : ' '
                            )
                    )
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            )
            .Trim('.', '-');
        plain = plain.Length > Longest ? plain[..Longest].TrimEnd('-') : plain;
        return PlainName.IsValid(plain) ? plain : "tutorial";
    }
}
