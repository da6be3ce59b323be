using System.Text.RegularExpressions;

namespace Repro.Import.Contradictions;

/// <summary>Tells sentences about the network and the training of a text from those about networks and trainings in general.</summary>
internal static partial class DefiniteStatements
{
    /// <summary>Whether a sentence says something definite of the text's own network or training.</summary>
    public static bool Is(string quote) => Own().IsMatch(quote) && !General().IsMatch(quote);

    /// <summary>Whether a sentence names a layer, so that its number may be that of the layer.</summary>
    public static bool NamesLayer(string quote) => Layer().IsMatch(quote);

    [GeneratedRegex(
        @"\b(?:we|I|let's|let us|our|my)\b|\b(?:the|this|that|its)\b(?: [\w`-]+){0,3} (?:network|model|convnet|CNN|MLP|classifier|training|layers?|convolutions?|batch size|learning rate|optimizer|units|filters|parameters|weights|accuracy|loss|error|MAE)\b|\byour (?:network|model)\b|\b(?:nossa|nuestra|sua|su|la) rede?\b|\ba rede\b|\b(?:nosso|nuestro|seu|su|el|o) modelo\b|\b(?:unser|das|dieses) (?:Netz|Modell)|^\W*(?:it|there|in total|in all|altogether|this)\b|^\W*(?:an? )(?:[\w-]+ ){0,2}(?:network|model|convnet|CNN|MLP) (?:with|of)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Own();

    // Suppositions, habits, comparisons, other networks.
    [GeneratedRegex(
        @"\b(?:would|could|might|may|can|should|must|if|unless|whether|say|suppose|imagine|assume|such as|for (?:instance|example)|e\.g\.|i\.e\.|instead|rather|otherwise|often|usual(?:ly)?|typical(?:ly)?|commonly?|generally|default|papers?|literature|original(?:ly)?|previous(?:ly)?|earlier|before|used to|try|tr(?:ied|ying)|experiment(?:s|ed|ing)?|exercise|compar\w+|than|versus|vs|times|half|twice|double|fewer|more|less|larger|smaller|bigger|deeper|wider|other|another|different|both|either|first|then|later|next|again|at most|up to|per|each|every|only the|chapter|section|book|paper|LeNet|AlexNet|VGG|ResNet|Inception|MobileNet|EfficientNet|DenseNet|Xception|BERT|GPT)\b|\?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex General();

    [GeneratedRegex(
        @"\b(?:layers?|convolutions?|conv\w*|embedding|dense|lstm|gru|head|base|block|branch|classifier on top)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Layer();
}
