using System.Text;
using System.Text.RegularExpressions;
using Repro.Randomness;

namespace Repro.Bench.Fuzzing;

/// <summary>
/// Changes single tokens of a text (a string, a number, a word, a sign), so that most inputs are well-formed and reach what lies behind
/// the parser. The same seed and number give the same text.
/// </summary>
internal sealed partial class TokenMutator(int seed, IReadOnlyList<byte[]> originals, IReadOnlyList<byte[]> markers)
{
    private const int MostChanges = 3;

    private readonly string[][] _originals =
    [
        .. originals.Select(original => Token().Matches(Encoding.UTF8.GetString(original)).Select(match => match.Value).ToArray()),
    ];
    private readonly string[] _markers = [.. markers.Select(Encoding.UTF8.GetString)];

    public byte[] Make(long number)
    {
        RandomStream random = new(seed, "fuzz-tokens", number);
        List<string> tokens = [.. _originals[random.Next(_originals.Length)]];
        int changes = 1 + random.Next(MostChanges);
        for (int change = 0; change < changes && tokens.Count > 0; change++)
        {
            Change(tokens, random);
        }

        return Encoding.UTF8.GetBytes(string.Concat(tokens));
    }

    private void Change(List<string> tokens, RandomStream random)
    {
        int at = random.Next(tokens.Count);
        string[] other = _originals[random.Next(_originals.Length)];
        switch (random.Next(7))
        {
            case 0:
                tokens[at] = _markers[random.Next(_markers.Length)];
                break;
            case 1:
                tokens[at] = other[random.Next(other.Length)];
                break;
            case 2:
                tokens.RemoveAt(at);
                break;
            case 3:
                tokens.Insert(at, tokens[random.Next(tokens.Count)]);
                break;
            case 4:
                tokens[at] = WithMarkerInside(tokens[at], _markers[random.Next(_markers.Length)], random);
                break;
            case 5:
                // A number stays one.
                tokens[at] = Digit().Replace(tokens[at], match => random.Next(3) == 0 ? $"{random.Next(10)}" : match.Value);
                break;
            default:
                int length = Math.Min(tokens.Count - at, 1 + random.Next(20));
                tokens.InsertRange(random.Next(tokens.Count), tokens.GetRange(at, length));
                break;
        }
    }

    private static string WithMarkerInside(string token, string marker, RandomStream random)
    {
        int at = random.Next(token.Length + 1);
        return string.Concat(token.AsSpan(0, at), marker, token.AsSpan(at));
    }

    [GeneratedRegex("""\"(?:[^\"\\\n]|\\.)*\"|[\w.+-]+|\s+|.""", RegexOptions.Singleline)]
    private static partial Regex Token();

    [GeneratedRegex("[0-9]")]
    private static partial Regex Digit();
}
