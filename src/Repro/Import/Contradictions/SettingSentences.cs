using System.Text.RegularExpressions;
using Repro.Import.Statements;

namespace Repro.Import.Contradictions;

/// <summary>Tells sentences about the settings of a training from those about what happens in it, or in front of it or behind it.</summary>
internal static partial class SettingSentences
{
    /// <summary>Whether the number of a statement may be compared with the setting of the code.</summary>
    public static bool Sets(Statement statement) =>
        statement.Kind switch
        {
            StatementKind.Epochs => TrainsForEpochs().IsMatch(statement.Quote),
            StatementKind.BatchSize => BatchesOfSamples().IsMatch(statement.Quote) && !OtherUse().IsMatch(statement.Quote),
            _ => true,
        };

    // "We train for 5 epochs"; "the loss decreases for 3 epochs" and "we warm up the learning rate for 5 epochs" are other subjects.
    [GeneratedRegex(
        @"(?<!\bafter )\b(?:train(?:s|ed|ing)?|fit(?:s|ted|ting)?|learns?|learned|learning(?! rate))\b(?:(?!\b(?:and|but|while|which|that|until|after|within|every|first|last|loss(?:es)?|errors?|accurac(?:y|ies)|curves?|(?:de|in)creas\w*|falls?|rises?|drops?|improv\w*|warm\w*|decay\w*|halv\w*|patience|stop\w*|sets?|data)\b)[^.,;:])*?\bepochs\b|\b(?:number of epochs|epochs of training)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex TrainsForEpochs();

    [GeneratedRegex(
        @"\bbatch[ _-]size\b|\bbatches of [\w,]+ (?:training )?(?:samples|images|examples|pictures|reviews|sequences)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex BatchesOfSamples();

    [GeneratedRegex(
        @"\b(?:show|display|plot|draw|print|visuali[sz]|inspect|look|predict|evaluat|infer|test|generat)\w*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex OtherUse();
}
