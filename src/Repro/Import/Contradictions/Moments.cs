using System.Text.RegularExpressions;

namespace Repro.Import.Contradictions;

/// <summary>Tells sentences about the result of a training from those about the result at another moment or of another network.</summary>
internal static partial class Moments
{
    /// <summary>Whether a sentence may give the result of an epoch, of a part of the training, or of several trainings.</summary>
    public static bool AreIn(string quote) => Moment().IsMatch(quote);

    [GeneratedRegex(
        @"\b(?:epochs?|after|before|first|initial\w*|start\w*|begin\w*|without|instead|if|seeds?|runs?|times|each|sometimes|usually|may|might|could|would|should|can|best|peak|highest|lowest|between|from|baseline|previous\w*|earlier|compar\w+)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Moment();
}
