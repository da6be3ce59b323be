using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Statements;

namespace Repro.Import.Prose;

/// <summary>Statements whose number is in the words: no parameters, without pooling layers, a 3D tensor, half of the images.</summary>
internal static partial class WordRules
{
    /// <summary>The statements of a sentence with the offset of their words in it.</summary>
    /// <param name="before">What the passage has before the sentence: "this layer" is named there.</param>
    public static IEnumerable<(int Offset, Reading Reading)> In(string sentence, string before)
    {
        foreach (Match match in NoParameters().Matches(sentence))
        {
            (string? layer, int number) = Topics.LayerOf(sentence[..match.Index]);
            if (layer is null && ThisLayer().IsMatch(sentence))
            {
                (layer, number) = (Topics.LayerOf(before).Class, 0);
            }

            yield return (
                match.Index,
                new Reading(
                    StatementKind.LayerParameters,
                    new Topic
                    {
                        LayerClass = layer,
                        LayerNumber = number,
                        Detail = "params",
                    },
                    Relation.Equal,
                    new StatedValue.Number(0)
                )
            );
        }

        foreach (Match match in WithoutLayers().Matches(sentence))
        {
            yield return (
                match.Index,
                new Reading(
                    StatementKind.LayerCount,
                    new Topic
                    {
                        LayerClass = Topics.LayerOf(match.Value).Class,

                        // Hidden layers are some of the Dense layers.
                        Detail = Topics.LayerOf(match.Value).Class is null ? "some" : null,
                    },
                    Relation.Equal,
                    new StatedValue.Number(0)
                )
            );
        }

        foreach (Match match in AddsLayer().Matches(sentence))
        {
            if (Topics.LayerOf(match.Value).Class is { } layer)
            {
                yield return (
                    match.Index,
                    new Reading(StatementKind.LayerCount, new Topic { LayerClass = layer }, Relation.Equal, new StatedValue.Number(1))
                );
            }
        }

        foreach (Match match in RankOfOutputs().Matches(sentence))
        {
            yield return (
                match.Groups["rank"].Index,
                new Reading(
                    StatementKind.Shape,
                    new Topic { Detail = "rank" },
                    Relation.Equal,
                    new StatedValue.Number(match.Groups["rank"].Value[0] - '0')
                )
            );
        }

        foreach (Match match in OutputActivation().Matches(sentence))
        {
            yield return (
                match.Groups["name"].Index,
                new Reading(
                    StatementKind.Activation,
                    new Topic { LayerNumber = -1, Elsewhere = Topics.IsAdvice(sentence) },
                    Relation.Equal,
                    new StatedValue.Word(match.Groups["name"].Value.ToLowerInvariant())
                )
            );
        }

        foreach (Match match in ChosenOptimizer().Matches(sentence))
        {
            yield return (
                match.Groups["name"].Index,
                new Reading(
                    StatementKind.Hyperparameter,
                    new Topic
                    {
                        Setting = "optimizer",
                        Elsewhere = Topics.IsSuggested(sentence),
                        Detail = Versus().IsMatch(sentence) ? "comparison" : null,
                    },
                    Relation.Equal,
                    new StatedValue.Word(match.Groups["name"].Value)
                )
            );
        }

        // "Using the X loss is one of two ways" chooses nothing.
        foreach (Match match in Choosing().IsMatch(sentence) ? ChosenLoss().Matches(sentence) : Enumerable.Empty<Match>())
        {
            string name = match.Groups["name"].Value.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
            yield return (
                match.Groups["name"].Index,
                new Reading(
                    StatementKind.Hyperparameter,
                    new Topic
                    {
                        Setting = "loss",
                        Elsewhere = Topics.IsSuggested(sentence),
                        Detail = Versus().IsMatch(sentence) ? "comparison" : null,
                    },
                    Relation.Equal,
                    new StatedValue.Word(
                        name switch
                        {
                            "mse" => "mean_squared_error",
                            "mae" => "mean_absolute_error",
                            _ => name.Replace("cross_entropy", "crossentropy", StringComparison.Ordinal),
                        }
                    )
                )
            );
        }

        foreach (Match match in SameForEachClass().Matches(sentence))
        {
            yield return (
                match.Index,
                new Reading(StatementKind.DataSize, new Topic { Detail = "balance" }, Relation.Equal, new StatedValue.Word("equal"))
            );
        }

        foreach (Match match in NotAugmented().Matches(sentence))
        {
            yield return (
                match.Index,
                new Reading(
                    StatementKind.Augmentation,
                    new Topic { Part = DataPart.Validation, Detail = "none" },
                    Relation.Equal,
                    new StatedValue.Word("no augmentation")
                )
            );
        }
    }

    private const string OptimizerNames = "RMSprop|SGD|Adam|Adamax|AdamW|Nadam|Adagrad|Adadelta|Ftrl";
    private const string LossNames =
        @"(?:sparse[ _-])?(?:binary|categorical)[ _-]cross[ -]?entropy|mean[ _-]squared[ _-]error|mean[ _-]absolute[ _-]error|mse|mae";

    [GeneratedRegex(@"\b(?:vs|versus)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Versus();

    [GeneratedRegex(
        @"\b(?:has|have|with|adds?|contains?) no (?:trainable |learnable )?(?:parameters|weights|params)\b|\bno parameters to learn\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex NoParameters();

    [GeneratedRegex(
        @"\b(?:missing|without|lack(?:s|ing)|no) (?:its |any |the |their )?(?:max[- ]?pooling|pooling|dropout|convolution(?:al)?|batch normali[sz]ation|hidden|dense|flatten) layers?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex WithoutLayers();

    [GeneratedRegex(
        @"\badd(?:s|ed|ing)? (?:a|an|one) `?(?:dropout|flatten|batch ?normali[sz]ation|rescaling|global average pooling|GlobalAveragePooling2D)`? layer to (?:our|the|your|this) (?:model|network|convnet)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex AddsLayer();

    [GeneratedRegex(
        @"\boutputs? of (?:every|each|all(?: the)?) .{1,60}?\blayers? (?:is|are) (?:an? )?(?<rank>[1-5]D) tensors?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex RankOfOutputs();

    [GeneratedRegex(@"^\W*(?:this|the) layer\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ThisLayer();

    // What the network ends with; what other layers have is told in words that fit several of them.
    [GeneratedRegex(
        @"\b(?:end(?:s|ing)? (?:the|our|this|with)|(?:last|final|output) layer)\b[^.;]{0,90}?\b(?<name>softmax|sigmoid|linear|tanh)[""”]? (?:activation|layer)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex OutputActivation();

    [GeneratedRegex(
        $@"\b(?:go with|use|uses|using|with|choose|pick)\s+(?:the |an? )?(?<name>{OptimizerNames}) optimizer\b|\b(?:and|with|use|using|the) optimizer (?<name>{OptimizerNames})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ChosenOptimizer();

    [GeneratedRegex(
        $@"\b(?:with|uses?|using|choose|pick|is|be)\s+(?:the |an? )?(?<name>{LossNames})(?: as (?:our|the|a) loss| loss)\b|\bloss(?: function)? (?:is|will be)\s+(?:the |an? )?(?<name>{LossNames})\b|\b(?:and|with|use|using|the) loss (?:function )?(?<name>{LossNames})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ChosenLoss();

    // Who chooses; or an imperative.
    [GeneratedRegex(
        @"\b(?:we|we'll|let's|our|I|you|it|(?:the|this|our) (?:network|model|training|loss))\b|^\W*(?:use|choose|pick|compile|train|minimi[sz]e)\b|\b(?:compiled?|trained|minimi[sz]es?) (?:with|using)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Choosing();

    [GeneratedRegex(
        @"\b(?:same|equal) number of (?:\w+ )?(?:samples|images|examples|pictures|instances) (?:from|of|in|per|for) (?:each|every|all|both) (?:class(?:es)?|categor(?:y|ies))\b|\b(?:classes|categories) are (?:perfectly )?balanced\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex SameForEachClass();

    [GeneratedRegex(
        @"\bvalidation (?:data|images|samples|set) (?:should|must) (?:not|never) be augmented\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex NotAugmented();
}
