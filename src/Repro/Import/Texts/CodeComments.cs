namespace Repro.Import.Texts;

/// <summary>The comments and docstrings of Python, which are text for readers.</summary>
internal static class CodeComments
{
    /// <summary>The prose of a code block: one block for each comment and each docstring, with the lines that it has in the text.</summary>
    /// <remarks>Consecutive lines that have nothing but a comment are one block.</remarks>
    public static IReadOnlyList<TextBlock> Of(TextBlock code)
    {
        List<TextBlock> blocks = [];
        List<string> comment = [];
        int commentStart = 0;
        string? quote = null;
        List<string> docstring = [];
        int docstringStart = 0;
        for (int index = 0; index < code.Lines.Count; index++)
        {
            string line = code.Lines[index];
            string trimmed = line.TrimStart();
            if (quote is not null)
            {
                int end = line.IndexOf(quote, StringComparison.Ordinal);
                docstring.Add(end < 0 ? line : line[..end]);
                if (end >= 0)
                {
                    blocks.Add(new TextBlock(BlockKind.Prose, code.Cell, code.FirstLine + docstringStart, docstring));
                    docstring = [];
                    quote = null;
                }

                continue;
            }

            if (trimmed.StartsWith("\"\"\"", StringComparison.Ordinal) || trimmed.StartsWith("'''", StringComparison.Ordinal))
            {
                Flush(index);
                string mark = trimmed[..3];
                int end = trimmed.IndexOf(mark, 3, StringComparison.Ordinal);
                if (end >= 0)
                {
                    blocks.Add(new TextBlock(BlockKind.Prose, code.Cell, code.FirstLine + index, [trimmed[3..end]]));
                    continue;
                }

                quote = mark;
                docstringStart = index;
                docstring.Add(trimmed[3..]);
                continue;
            }

            int hash = CommentStart(line);
            if (hash < 0)
            {
                Flush(index);
                continue;
            }

            bool alone = trimmed.StartsWith('#');
            if (!alone)
            {
                Flush(index);
            }

            if (comment.Count == 0)
            {
                commentStart = index;
            }

            comment.Add(new string(' ', hash) + line[hash..].TrimStart('#'));
            if (!alone)
            {
                Flush(index + 1);
            }
        }

        Flush(code.Lines.Count);
        return blocks;

        void Flush(int next)
        {
            if (comment.Count > 0 && next > 0)
            {
                blocks.Add(new TextBlock(BlockKind.Prose, code.Cell, code.FirstLine + commentStart, comment));
                comment = [];
            }
        }
    }

    // The first "#" outside of strings of one line; -1 for none.
    private static int CommentStart(string line)
    {
        char quote = '\0';
        for (int at = 0; at < line.Length; at++)
        {
            char character = line[at];
            if (quote != '\0')
            {
                if (character == '\\')
                {
                    at++;
                }
                else if (character == quote)
                {
                    quote = '\0';
                }
            }
            else if (character is '"' or '\'')
            {
                quote = character;
            }
            else if (character == '#')
            {
                return at;
            }
        }

        return -1;
    }
}
