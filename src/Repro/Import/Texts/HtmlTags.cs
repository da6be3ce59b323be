namespace Repro.Import.Texts;

/// <summary>Replaces tags and comments of HTML by spaces, over several lines.</summary>
internal static class HtmlTags
{
    public static string[] Blank(IReadOnlyList<string> lines)
    {
        char[] text = string.Join('\n', lines).ToCharArray();
        int open = -1;
        for (int at = 0; at < text.Length; at++)
        {
            if (open < 0)
            {
                // "<" begins a tag before a letter, "/" or "!"; in "a < b" it does not.
                open =
                    text[at] == '<' && at + 1 < text.Length && (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!') ? at : -1;
                continue;
            }

            if (text[at] == '>')
            {
                for (int inside = open; inside <= at; inside++)
                {
                    text[inside] = text[inside] == '\n' ? '\n' : ' ';
                }

                open = -1;
            }
        }

        return new string(text).Split('\n');
    }
}
