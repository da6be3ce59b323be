using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Statements;

namespace Repro.Import.Prose;

/// <summary>Statements whose number is in the words: no parameters, without pooling layers, a 3D tensor, half of the images.</summary>
internal static partial class WordRules
{
    /// <summary>The statements of a sentence with the offset of their words in it.</summary>
    public static IEnumerable<(int Offset, Reading Reading)> In(string sentence)
    {
        foreach (Match match in NoParameters().Matches(sentence))
        {
            (string? layer, int number) = Topics.LayerOf(sentence[..match.Index]);
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
                    new Topic { LayerClass = Topics.LayerOf(match.Value).Class },
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

        foreach (Match match in FromTheLast().Matches(sentence))
        {
            int count = Array.IndexOf(Ordinals, match.Groups["ordinal"].Value.ToLowerInvariant()) + 1;
            yield return (
                match.Index,
                new Reading(StatementKind.LayerCount, new Topic { Detail = "from the last" }, Relation.Equal, new StatedValue.Number(count))
            );
        }

        foreach (Match match in HalfFlipped().Matches(sentence))
        {
            yield return (
                match.Index,
                new Reading(StatementKind.Augmentation, new Topic { Detail = "flip" }, Relation.Equal, new StatedValue.Number(0.5, 1))
            );
        }
    }

    private static readonly string[] Ordinals =
    [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
    ];

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

    [GeneratedRegex(
        @"\b(?:until|up to|from|before) the (?<ordinal>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?: layer)? (?:from the (?:last|end)|to last)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex FromTheLast();

    [GeneratedRegex(
        @"\bflip\w*\b[^.;]{0,20}\bhalf of the (?:images|pictures|inputs)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex HalfFlipped();
}
