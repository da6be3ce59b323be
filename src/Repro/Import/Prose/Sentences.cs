using System.Text.RegularExpressions;

namespace Repro.Import.Prose;

/// <summary>Splits a passage into sentences.</summary>
internal static partial class Sentences
{
    /// <summary>Begin and end of each sentence; together they are the whole text.</summary>
    public static IReadOnlyList<(int Start, int End)> Of(string text)
    {
        List<(int, int)> sentences = [];
        int start = 0;
        foreach (Match match in End().Matches(text))
        {
            sentences.Add((start, match.Index + match.Length));
            start = match.Index + match.Length;
        }

        if (start < text.Length)
        {
            sentences.Add((start, text.Length));
        }

        return sentences;
    }

    // Not after "e.g.", "i.e.", "vs.", "etc.", "ca.", "z.B.", or a single capital.
    [GeneratedRegex(
        @"(?<!\b(?:e\.g|i\.e|vs|approx|etc|ca|resp|Fig|fig|Sec|Dr|z\. ?B|bzw|[A-Z]))[.!?]+[)""'”’]*\s+(?=\S)|[。！？]+|(?<=[다요])\.\s*(?=\S)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex End();
}
