namespace Repro.Import.Prose;

/// <summary>Parts of a text that are near a number.</summary>
internal static class Words
{
    /// <summary>The last characters.</summary>
    public static string Tail(string words, int most) => words.Length > most ? words[^most..] : words;

    /// <summary>The first characters.</summary>
    public static string Head(string words, int most) => words.Length > most ? words[..most] : words;
}
