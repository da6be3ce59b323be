using Repro.Import.Statements;

namespace Repro.Import.Numerals;

/// <summary>A number of a passage.</summary>
/// <param name="Start">Of its first character in the passage.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="IsAbout">Whether it has a sign such as ~ in front, or is rounded by its own wording: 25.6M.</param>
/// <param name="IsWord">Whether it is written in letters.</param>
internal sealed record NumberToken(NumberForm Form, StatedValue Value, int Start, int End, bool IsAbout = false, bool IsWord = false)
{
    /// <summary>Whether a plus sign says that it is more: 8+ million.</summary>
    public bool IsMore { get; init; }

    /// <summary>The number of a token that is one, else not a number.</summary>
    public double Amount => Value is StatedValue.Number number ? number.Amount : double.NaN;

    /// <summary>Whether it is a whole number, zero or more, that counts something.</summary>
    public bool IsCount => Form == NumberForm.Plain && Amount >= 0 && Amount == Math.Floor(Amount) && Amount < 1e15;
}
