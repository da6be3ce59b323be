using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Numerals;
using Repro.Import.Statements;

namespace Repro.Import.Prose;

/// <summary>Accuracies, losses, improvements and probabilities.</summary>
internal static partial class ResultRules
{
    private const double LargestLoss = 1000;

    public static IReadOnlyList<ProseRule> Comparisons { get; } = [Improvement, Confidence, Arithmetic, Chance];

    public static IReadOnlyList<ProseRule> Scores { get; } = [ErrorRate, AccuracyInPercent, AccuracyAsShare, AbsoluteError, Loss, Score];

    /// <summary>An amount of money is an error of predictions or nothing that a rule reads.</summary>
    public static IReadOnlyList<Reading>? Money(Mention mention) =>
        mention.Token.Form != NumberForm.Money ? null
        : !mention.IsLeft(OffBy()) || Supposing().IsMatch(mention.Left) ? []
        :
        [
            new Reading(
                StatementKind.AbsoluteError,
                new Topic
                {
                    Part = Topics.MeasuredOn(mention),
                    Detail = "money",
                    Elsewhere = IsElsewhere(mention),
                }
            ),
        ];

    private static bool IsElsewhere(Mention mention) => Topics.IsElsewhere(mention) || Topics.IsWished(mention);

    private static IReadOnlyList<Reading>? Improvement(Mention mention) =>
        mention.Token.Form is NumberForm.Percent or NumberForm.PercentSpan
        && (
            mention.IsRight(Improved())
            || mention.IsLeft(ErrorFell())
            || mention.IsLeft(AheadBy())
            || mention.IsLeft(GainedBy())
            || mention.IsRight(GainedBehind())
            || mention.IsLeft(ImprovedOver())
        )
            ?
            [
                new Reading(
                    StatementKind.Improvement,
                    new Topic
                    {
                        Part = Topics.MeasuredOn(mention),
                        Detail =
                            mention.IsLeft(AheadBy()) || mention.IsLeft(ImprovedOver()) ? "comparison"
                            : mention.IsLeft(ErrorFell()) ? "error"
                            : mention.IsLeft(GainedBy()) || mention.IsRight(GainedBehind()) ? "comparison"
                            : mention.IsRight(Absolute()) ? "points"
                            : "accuracy",
                    }
                ),
            ]
            : null;

    private static IReadOnlyList<Reading>? Confidence(Mention mention) =>
        mention.Token.Form == NumberForm.Percent
        && (
            mention.IsRight(Confident())
            || mention.IsLeft(ConfidentOf())
            || mention.IsRight(ForPicture())
            || mention.IsLeft(PictureScores())
        )
            ? [new Reading(StatementKind.Probability, new Topic { Detail = "confidence" })]
            : null;

    // "-log(1/10) ~= 2.3": the number is the logarithm, or a loss where the sentence names one.
    private static IReadOnlyList<Reading>? Arithmetic(Mention mention)
    {
        if (mention.Token.Form == NumberForm.Fraction && mention.IsLeft(LogarithmOpen()))
        {
            return [];
        }

        if (Logarithm().Match(mention.Left) is not { Success: true } log || mention.Token.Form != NumberForm.Plain)
        {
            return null;
        }

        Relation relation = log.Groups["sign"].Value is "=" or "==" ? Relation.Equal : Relation.Near;
        return LossWord().IsMatch(mention.Left)
            ? [new Reading(StatementKind.Loss, new Topic { Detail = "untrained" }, Relation.Near)]
            : [new Reading(StatementKind.Arithmetic, new Topic { Detail = log.Groups["sum"].Value }, relation)];
    }

    private static IReadOnlyList<Reading>? Chance(Mention mention)
    {
        bool share =
            mention.Token.Form is NumberForm.Fraction or NumberForm.Percent
            || (mention.Token.Form == NumberForm.Plain && mention.Token.Amount is > 0 and < 1);
        return share && (RandomWord().IsMatch(mention.Left) || mention.IsRight(WithoutTraining()) || mention.IsRight(RandomBehind()))
            ?
            [
                new Reading(
                    AccuracyWord().IsMatch(mention.Left) || mention.IsRight(AccuracyBehind())
                        ? StatementKind.Accuracy
                        : StatementKind.Probability,
                    new Topic { Detail = "untrained" },
                    Relation.Near
                ),
            ]
            : null;
    }

    private static IReadOnlyList<Reading>? AccuracyInPercent(Mention mention)
    {
        if (mention.Token.Form is not (NumberForm.Percent or NumberForm.PercentSpan))
        {
            return null;
        }

        if (
            mention.IsLeft(ShareOfData())
            || mention.IsRight(OfData())
            || (mention.IsRight(ForUse()) && (mention.IsLeft(Keeping()) || !(Correct().IsMatch(mention.Sentence) || IsReachedFor(mention))))
        )
        {
            return null;
        }

        bool named =
            AccuracyWord().IsMatch(mention.Sentence) || (Correct().IsMatch(mention.Sentence) && !SettingWord().IsMatch(mention.Left));
        bool reached =
            (mention.IsLeft(Reached()) && !SettingWord().IsMatch(mention.Sentence) && !Share().IsMatch(mention.Right))
            || IsReachedFor(mention);
        bool continued =
            AccuracyWord().IsMatch(mention.Before) && !SettingWord().IsMatch(mention.Sentence) && !Share().IsMatch(mention.Right);
        return named || reached || continued ? [new Reading(StatementKind.Accuracy, AccuracyTopic(mention))] : null;
    }

    // "an error rate of 1.8 %": the accuracy is the rest.
    private static IReadOnlyList<Reading>? ErrorRate(Mention mention)
    {
        if (
            mention.Token is not { Form: NumberForm.Percent, Value: StatedValue.Number { Amount: >= 0 and <= 1 } wrong }
            || !(mention.IsLeft(ErrorRateOf()) || mention.IsRight(ErrorRateBehind()))
        )
        {
            return null;
        }

        Relation relation = mention.Relation switch
        {
            Relation.Less => Relation.Greater,
            Relation.LessOrEqual => Relation.GreaterOrEqual,
            Relation.Greater => Relation.Less,
            Relation.GreaterOrEqual => Relation.LessOrEqual,
            var other => other,
        };
        return
        [
            new Reading(
                StatementKind.Accuracy,
                AccuracyTopic(mention),
                relation,
                new StatedValue.Number((double)(1 - (decimal)wrong.Amount), wrong.Digits)
            ),
        ];
    }

    [GeneratedRegex(
        @"\b(?<!absolute )(?<!percentage )(?<!squared )(?:error rate|(?:test|testing|training|validation|classification|prediction|generalization) error|misclassification rate|Fehlerrate|taux d['’]erreur|tasa de error|taxa de erro)\b (?:on the \w+ (?:set|data|images) )?(?:of|is|was|at|below|under|von|de|es|é|est)\s*(?:just |only |about |around |approximately |roughly |nearly |almost |less than |under |below |over |more than )*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ErrorRateOf();

    [GeneratedRegex(
        @"^ (?:(?:test|validation|training|classification|prediction) )?error(?: rate)?\b(?! (?:reduction|decrease|improvement|bars?|margins?))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ErrorRateBehind();

    /// <summary>Whether it is a result that is reached for a part of the data: "97.5 % for validation and 97 % for testing".</summary>
    public static bool IsReachedFor(Mention mention) =>
        mention.IsLeft(ReachedBefore())
        && mention.IsRight(ForPart())
        && !mention.IsLeft(Keeping())
        && !SettingWord().IsMatch(mention.Sentence);

    // print("test accuracy", acc) prints no sign between them.
    private static bool IsPrintedOrLeft(Mention mention, Regex prose, Regex printed) =>
        mention.IsLeft(prose) || (mention.Origin == Origin.Output && mention.IsLeft(printed));

    private static Topic AccuracyTopic(Mention mention) =>
        new()
        {
            Part = Topics.MeasuredOn(mention),
            Detail =
                mention.IsLeft(ChangedFrom()) ? "change"
                : mention.IsLeft(SeveralAccuracies()) ? "several"
                : null,
            Elsewhere = IsElsewhere(mention),
        };

    // "an accuracy of about 0.91", "val_accuracy: 0.725", "Test accuracy = 97.8".
    private static IReadOnlyList<Reading>? AccuracyAsShare(Mention mention)
    {
        if (
            mention.Token.Form is not (NumberForm.Plain or NumberForm.Span)
            || !IsPrintedOrLeft(mention, AccuracyOf(), AccuracyPrinted())
            || mention.IsRight(Counted())
        )
        {
            return null;
        }

        if (mention.Token.Value is StatedValue.Span span)
        {
            return span.High <= 1 && span.Digits > 0 ? [new Reading(StatementKind.Accuracy, AccuracyTopic(mention))] : null;
        }

        StatedValue.Number number = (StatedValue.Number)mention.Token.Value;
        if (number.Amount is < 0 or > 100 || (number.Amount > 1 && number.Digits == 0))
        {
            return null;
        }

        StatedValue? value = number.Amount > 1 ? new StatedValue.Number((double)((decimal)number.Amount / 100), number.Digits + 2) : null;
        return [new Reading(StatementKind.Accuracy, AccuracyTopic(mention), Value: value)];
    }

    // "a validation MAE of about 2.4"; "an MAE of 0.5 would mean ..." explains the word.
    private static IReadOnlyList<Reading>? AbsoluteError(Mention mention) =>
        mention.Token.Form is not (NumberForm.Plain or NumberForm.Span) || !mention.IsLeft(AbsoluteErrorOf()) || mention.IsRight(Counted())
            ? null
        : mention.IsRight(WouldMean()) ? []
        : [new Reading(StatementKind.AbsoluteError, new Topic { Part = Topics.MeasuredOn(mention), Elsewhere = IsElsewhere(mention) })];

    private static IReadOnlyList<Reading>? Loss(Mention mention)
    {
        // "the loss of the price gets a weight of 0.5".
        if (mention.IsLeft(WeightOf()))
        {
            return [];
        }

        if (
            mention.Token.Form != NumberForm.Plain
            || !IsPrintedOrLeft(mention, LossOf(), LossPrinted())
            || mention.IsRight(Counted())
            || mention.Token.Amount is < 0 or > LargestLoss
        )
        {
            return null;
        }

        return
        [
            new Reading(
                StatementKind.Loss,
                new Topic
                {
                    Part = Topics.MeasuredOn(mention),
                    Detail =
                        Certain().IsMatch(mention.Right) ? "certain"
                        : mention.Token.Amount == 0 && mention.Relation == Relation.Near ? "vague"
                        : null,
                    Elsewhere = IsElsewhere(mention),
                }
            ),
        ];
    }

    // "validation scores from 2.1 to 2.9", "their average (2.4) is more reliable than any of these scores".
    private static IReadOnlyList<Reading>? Score(Mention mention)
    {
        bool isScore =
            mention.Token.Form is NumberForm.Plain or NumberForm.Span
            && mention.Token.Value is StatedValue.Number { Digits: > 0 } or StatedValue.Span { Digits: > 0 }
            && !mention.IsRight(Counted())
            && (
                mention.IsLeft(ScoresOf())
                || (mention.Origin == Origin.Output && mention.IsLeft(ScorePrinted()))
                || (mention.IsLeft(AverageOf()) && ScoreWord().IsMatch(mention.Sentence))
            );
        return isScore
            ?
            [
                new Reading(
                    StatementKind.AbsoluteError,
                    new Topic
                    {
                        Part = Topics.MeasuredOn(mention),
                        Detail = "score",
                        Elsewhere = IsElsewhere(mention),
                    }
                ),
            ]
            : null;
    }

    [GeneratedRegex(
        @"^\W*(?:\w+[ _-]){0,3}(?:accuracy|acc)\s+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex AccuracyPrinted();

    [GeneratedRegex(
        @"^\W*(?:\w+[ _-]){0,2}score\s*[:=]?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ScorePrinted();

    // "improved by 15 %", "改善了 15%": how much, not what is reached.
    [GeneratedRegex(
        @"\b(?:improv|increas|ris|rose|grew|grow|boost|rais|verbesser|steiger|mejor|melhor|aument)\w*\b[^.;%\d]{0,40}\b(?:by|um|(?:en )?un|em)\s*(?:about |around |roughly |nearly |almost |over |only |some |another |more than |etwa |fast )*$|(?:改善|改进|改進|提升|提高|增加|上升|下降|降低|减少|減少)了?\s*(?:约|約|大约|大約|近)?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex GainedBy();

    [GeneratedRegex(
        @"^\s*(?:verbesser|gestiegen|gesteigert|のの?(?:改善|向上))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex GainedBehind();

    // "a large improvement over the 30 % of the simple network".
    [GeneratedRegex(
        @"\b(?:improvement|gain|progress|jump|step up) (?:over|from|on|compared (?:to|with))\s*(?:the |our |about |around |almost |nearly )*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ImprovedOver();

    // "99.7 % that this picture shows a cat": the score of one picture.
    [GeneratedRegex(
        @"^\s*(?:\w+ ){0,3}?(?:that|for) (?:this|the) (?:image|picture|photo|digit|sample)\b(?!s)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ForPicture();

    [GeneratedRegex(
        @"\b(?:this|the|our|my) (?:\w+ )?(?:image|picture|photo|digit)\b[^.;%]{0,40}\b(?:(?:is|was|gets?|got) (?:classified|predicted|recogni[sz]ed|labell?ed|identified)|scores?|scored)\b[^.;%]{0,40}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex PictureScores();

    [GeneratedRegex(
        @"\b(?:reach|achiev|attain|obtain|get|got|score)(?:s|ed|es)?\b[^.;]{0,80}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ReachedBefore();

    [GeneratedRegex(
        @"^\s*for (?:the )?(?:training|validation|testing|test)\b(?! (?:data|images|samples|examples))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ForPart();

    // "outperforms the first network by about 2 %": how far two results are apart.
    [GeneratedRegex(
        @"\b(?:outperform|beat|surpass|exceed|trail|lag)\w*\b[^.;%]{0,80}\bby\s*(?:about |around |roughly |nearly |almost |over |only |some |just )*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex AheadBy();

    [GeneratedRegex(
        @"\b(?:models|networks|they)\b[^.;%]{0,60}\baccuracies\b[^.;%]{0,30}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex SeveralAccuracies();

    [GeneratedRegex(
        @"^\W*(?:\w+[ _-]){0,3}loss\s+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex LossPrinted();

    [GeneratedRegex(@"\bwould mean\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Supposing();

    [GeneratedRegex(
        @"\boff by\s*(?:only |just |about |around |approximately |roughly |nearly |almost |less than |more than |over )*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex OffBy();

    [GeneratedRegex(
        @"\b(?:validation|test|training|fold|model|network|their|these|the|different) scores?\b[^.:;%\d]{0,40}?\b(?:from|of|between|is|was|are|were)\s*(?:only |just |about |around |approximately |roughly |nearly )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ScoresOf();

    [GeneratedRegex(
        @"\b(?:average|mean)\s*(?:\(|of (?:about |around )?|is (?:about |around )?)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex AverageOf();

    [GeneratedRegex(@"\bscores?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ScoreWord();

    [GeneratedRegex(
        @"^\s*\(?(?:(?:relative|absolute) )?(?:improvement|gain|increase|boost|better|more accurate|reduction|drop|decrease|fewer errors|Verbesserung|mejora|melhora|향상|提升|提高)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Improved();

    [GeneratedRegex(
        @"^\s*\(?absolute\b|^\s*(?:percentage )?points?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Absolute();

    [GeneratedRegex(
        @"\b(?:decreas|reduc|lower|cut|shr[aiu]nk|drop|fell|improv|increas)\w*\b[^.]{0,40}\b(?:error|accuracy|it|performance)\b[^.%]{0,20}\bby\s*(?:about |around |nearly |over |some )?$|\berror rate\b[^.%]{0,20}\bby\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ErrorFell();

    [GeneratedRegex(
        @"^\s*(?:confiden|probab|sure\b|certain|chance\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Confident();

    [GeneratedRegex(
        @"\b(?:confidence|probability|chance)(?: score)? (?:of|is|was)\s*(?:about |around )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ConfidentOf();

    [GeneratedRegex(@"\b(?:log|ln)\(\s*$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex LogarithmOpen();

    [GeneratedRegex(
        @"(?<sum>-?\s*(?:[A-Za-z_]\w*\.)*(?:log|ln)\(\s*[\d./ ]{1,20}\s*\))\s*(?<sign>~=|≈|≃|≅|~|==?|(?:is|equals) (?:about|approximately|roughly))\s*$",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Logarithm();

    [GeneratedRegex(
        @"^ (?:\w+ )?(?:random|chance|trivial) (?:baseline|guess\w*|level|accuracy|predictions?|classifier)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex RandomBehind();

    [GeneratedRegex(
        @"\b(?:random(?:ly)?(?! (?:flip|rotat|crop|zoom|shift|shear|translat|transform|augment|contrast|brightness|split|sampl|shuffl|select|drop|mask|eras|noise|seed))|chance|guess(?:ing|es)?|untrained|without (?:any )?training|before (?:any )?training|zufällig\w*|aleator\w*)\b[^.]{0,40}$|\brandom(?:ly)? (?:classifier|baseline|guess\w*)\b[^.]{0,120}$|(?:무작위|랜덤|随机)[^.。]{0,20}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex RandomWord();

    [GeneratedRegex(
        @"^[^.;,]{0,30}\b(?:without (?:any )?training|before (?:any )?training|by chance)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex WithoutTraining();

    // "a small fraction of the training data (about 10 %)"
    [GeneratedRegex(
        @"\b(?:fraction|part|portion|share|subset) of (?:the |our )?(?:\w+ ){0,2}(?:data|images|samples|examples)\b[^.;%]{0,20}\(\D{0,15}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ShareOfData();

    // "use 10 % of your training set as the validation set", but "an accuracy of 97 % of the test images".
    [GeneratedRegex(
        @"^ of (?:the |your |our |its |all )+train(?:ing)? (?:data|set|images|samples|examples)\b(?! (?:is|are|was|were) (?:correct|right|classif))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex OfData();

    // "keep 10 % for validation", "10 % of the training data for validation".
    [GeneratedRegex(
        @"^\s*(?:of (?:the |our |all |these |those |its )*(?:\w+ )?(?:data|images|samples|examples|pictures|dataset|set|rows)\s*)?(?:(?:that|which) )?(?:are |is |were |was |serves? |left |held out |put aside |kept |used )*(?:for|as) (?:the |our |a )?(?:validat\w+|test(?:ing|s)?\b(?! accurac)|hold-?out)|^\s*validation[_ ]split\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ForUse();

    [GeneratedRegex(
        @"\b(?:keep|kept|hold|held|reserv|set(?:ting)? aside|put|us(?:e|ing)|tak(?:e|ing)|leav|split|withh)\w*\b[^.;,%]{0,40}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Keeping();

    // "dropped from 98 % to 95 %": neither need be the result in the end.
    [GeneratedRegex(
        @"\bfrom (?:about |around |nearly |over )?$|\bfrom (?:about |around |nearly |over )?[\d.,]+ ?[%％]? to (?:about |around |nearly |over )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ChangedFrom();

    [GeneratedRegex(
        $@"^\s*(?:{Vocabulary.Accuracy})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex AccuracyBehind();

    [GeneratedRegex(Vocabulary.Accuracy, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex AccuracyWord();

    [GeneratedRegex(Vocabulary.Loss, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex LossWord();

    [GeneratedRegex(
        @"\b(?:correctly|classif(?:ies|ied)|recogni[sz]e[sd]?|right answers?)\b|\brichtig|\bcorrectamente|\bcorretamente|\bcorrectement|맞[추췄히]|正确|正確",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Correct();

    [GeneratedRegex(
        @"\bdropout\b|\bsplit\b|\bset aside|\bhold out|\breserv|\bzoom|\brotat|\bshift|\bshear|\bflip|\bbrightness|\bcontrast",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex SettingWord();

    [GeneratedRegex(
        $@"(?:{Vocabulary.Reaching})[^.;]{{0,40}}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Reached();

    [GeneratedRegex(
        @"^\s*(?:of|de(?:l|r|n)?|dos?|das?)\s+(?:the |our |all |los |las |den )?(?:\w+ )?(?:data|images|samples|examples|pictures|dataset|neurons|units|nodes|weights|width|height|pixels|the time|datos|imágenes|Daten|Bilder)|^\s*for (?:training|validation|testing)|^\s*(?:training|validation|test) (?:data|set|split)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Share();

    [GeneratedRegex(
        $@"(?:{Vocabulary.Accuracy})(?:[\s'""`)\]]*(?:on|for|over|of|in|after)\s(?!about|around)[\w\s-]{{0,40}}?)?(?:\s*(?:\w+\s){{0,3}}?(?:of|is|was|at|to|reach\w*|becomes?|around|about|approximately|von|de|es|é|beträgt|は|는|은|이|为|為|是|约|약|score)|\s*\([^()%\d]{{1,40}}\)\s*[:=]|\s*[)'""]*\s*[:=≈~(：]|\s*\|)\s*(?:only |just |about |around |approximately |roughly |nearly |almost |over |above |under |close to |etwa |ca\.? |约 ?|약 ?|até |hasta )?[\[(:=~≈\s]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex AccuracyOf();

    // Greedy: a lazy loop over a group with a lookahead ends with an IndexOutOfRangeException in .NET 10's generated and compiled code.
    [GeneratedRegex(
        $@"(?:{Vocabulary.Loss})(?:(?!{Vocabulary.Accuracy})[^.:;%\d]){{0,70}}(?:\b(?:of|is|was|at|to|around|about|near|reach\w*|below|under|above|over|approximately|von|de|es|é|beträgt)|[:=≈~(：]|는|은|为|為|是|\|)\s*(?:only |just |about |around |approximately |roughly |nearly |almost |close to |zero |etwa |ca\.? |约 ?|약 ?)?[\[(:=~≈\s]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex LossOf();

    [GeneratedRegex(
        $@"\b(?:mean absolute errors?|(?:val_|test_|train_)?(?:mae|mean_absolute_error))\b(?:(?!{Vocabulary.Accuracy}|{Vocabulary.Loss})[^.:;%\d]){{0,50}}(?:\b(?:of|is|was|at|to|from|around|about|near|in|reach\w*|below|under|above|over|approximately)|[:=≈~(])\s*(?:only |just |about |around |approximately |roughly |nearly |almost |close to |the low )?[\[(:=~≈\s]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex AbsoluteErrorOf();

    [GeneratedRegex(@"^[^.;]{0,60}\bwould mean\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex WouldMean();

    [GeneratedRegex(
        @"\bloss\b[^.;]{0,60}\bweight(?:s|ed)?\b[^.;\d]{0,20}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex WeightOf();

    // Nouns that say that the number is not a result.
    [GeneratedRegex(
        $@"^[ -]?{Vocabulary.Adjectives}(?:{Vocabulary.Epochs}|{Vocabulary.Samples}|{Vocabulary.Classes}|{Vocabulary.Parameters}|{Vocabulary.Batches}|{Vocabulary.Units}|layers?\b|times\b|%|percent)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Counted();

    [GeneratedRegex(
        @"^\s*(?:if|when|for)\b[^.]*\b(?:sure|certain|correct|perfect)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Certain();
}
