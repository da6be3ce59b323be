using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Numerals;
using Repro.Import.Statements;

namespace Repro.Import.Prose;

/// <summary>A number in its sentence, as the rules look at it.</summary>
/// <param name="Token">With offsets into the passage.</param>
/// <param name="Left">The sentence before the number.</param>
/// <param name="Right">The sentence behind it.</param>
/// <param name="Before">The passage before the sentence.</param>
/// <param name="Others">The numbers of the sentence, in order.</param>
/// <param name="Classes">The class folders of the text.</param>
internal sealed record Mention(
    NumberToken Token,
    string Left,
    string Right,
    string Before,
    Origin Origin,
    IReadOnlyList<NumberToken> Others,
    FolderClasses Classes
)
{
    /// <summary>The sentence with a mark in place of the number.</summary>
    public string Sentence => $"{Left}\uFFFC{Right}";

    public bool IsLeft(Regex pattern) => pattern.IsMatch(Left);

    public bool IsRight(Regex pattern) => pattern.IsMatch(Right);

    /// <summary>What the words in front of the number say of its relation: about, more than, up to.</summary>
    public Relation Relation =>
        Token.Value is StatedValue.Span or StatedValue.AxesSpan ? Relation.In
        : Token.IsMore ? Relation.Greater
        : RelationWords.Of(Left, Right, Token.IsAbout, Token.Form is NumberForm.Percent or NumberForm.PercentSpan);
}
