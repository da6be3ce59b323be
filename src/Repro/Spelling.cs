namespace Repro;

/// <summary>Which known name somebody may have meant.</summary>
internal static class Spelling
{
    /// <summary>" Did you mean 'mnist-convnet'?", or nothing where no known name is near.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">The names there are.</param>
    public static string Suggestion(string word, IEnumerable<string> known) =>
        Nearest(word, known) is { } name ? $" Did you mean '{name}'?" : "";

    /// <summary>The known name that differs least from a word; null where none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        // A third of a word wrong is another word; in a short one, one letter.
        int most = Math.Max(1, word.Length / 3);
        (string Name, int Distance) nearest = known
            .Where(name => Math.Abs(name.Length - word.Length) <= most)
            .Select(name => (Name: name, Distance: Distance(word, name)))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault((Name: "", Distance: int.MaxValue));
        return nearest.Distance <= most ? nearest.Name : null;
    }

    /// <summary>
    /// How many letters have to be put in, left out, exchanged for another or swapped with their neighbour (optimal string alignment);
    /// upper and lower case are the same.
    /// </summary>
    internal static int Distance(string left, string right)
    {
        int[,] steps = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    steps[i, j] = i + j;
                    continue;
                }

                int exchanged = steps[i - 1, j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
                steps[i, j] = Math.Min(exchanged, Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
                }
            }
        }

        return steps[left.Length, right.Length];
    }

    private static bool Same(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
