using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Import.Numerals;
using Repro.Import.Statements;

namespace Repro.Import.Prose;

/// <summary>Sizes of data sets, classes, and ranges of pixels and labels.</summary>
internal static partial class DataRules
{
    // A handful of images is an illustration.
    private const int FewestSamples = 20;

    // Of ImageNet.
    private const int MostClasses = 1_000;

    public static IReadOnlyList<ProseRule> Ranges { get; } = [LabelRange, PixelRange, ShareOfData, PerClass, Bytes];

    public static IReadOnlyList<ProseRule> Sizes { get; } =
    [
        Ways,
        Words,
        Classes,
        EachWith,
        Contained,
        SamplesInTotal,
        Samples,
        SamplesElided,
        SamplesInBrackets,
        SamplesPrinted,
        Features,
        ChosenClass,
    ];

    private static IReadOnlyList<Reading>? LabelRange(Mention mention) =>
        mention.Token is { Form: NumberForm.Span, Value: StatedValue.Span { Digits: 0, Low: 0 or 1, High: < 100_000 } }
        && mention.IsLeft(LabelWord())
            ? [new Reading(StatementKind.LabelRange, new Topic { Raw = true })]
            : null;

    private static IReadOnlyList<Reading>? PixelRange(Mention mention)
    {
        if (mention.Token is not { Form: NumberForm.Span, Value: StatedValue.Span span } || !IsPixelRange(span))
        {
            return null;
        }

        bool named =
            PixelWord().IsMatch(mention.Sentence)
            || (ScaleWord().IsMatch(mention.Sentence + mention.Before) && !OtherWord().IsMatch(mention.Left));
        return named
            ? [new Reading(StatementKind.PixelRange, new Topic { Raw = span.High > 1, Elsewhere = Topics.IsSupposed(mention) })]
            : null;
    }

    private static bool IsPixelRange(StatedValue.Span span) =>
        (span.Low, span.High) is (0, 1) or (-1, 1) or (0, 255) or (0, 256) or (-0.5, 0.5) or (1, 255);

    // "20 % of the data", "80% for training".
    private static IReadOnlyList<Reading>? ShareOfData(Mention mention) =>
        mention.Token.Form == NumberForm.Percent
        && OfData().Match(mention.Right) is { Success: true } share
        && !Result().IsMatch(mention.Right[share.Length..])
        && !ResultRules.IsReachedFor(mention)
            ?
            [
                new Reading(
                    StatementKind.DataSize,
                    new Topic
                    {
                        Part = mention.IsLeft(ValidationOn()) ? DataPart.Validation : Topics.PartOf(mention),
                        Detail = "share",
                        Elsewhere = Topics.IsElsewhere(mention),
                    }
                ),
            ]
            : null;

    private static IReadOnlyList<Reading>? PerClass(Mention mention) =>
        mention.Token.IsCount && !mention.Token.IsWord && mention.IsRight(EachClass())
            ?
            [
                new Reading(
                    StatementKind.DataSize,
                    new Topic
                    {
                        Part = Topics.PartOf(mention),
                        PerClass = true,
                        Elsewhere = Topics.IsElsewhere(mention),
                    }
                ),
            ]
            : null;

    private static IReadOnlyList<Reading>? Bytes(Mention mention)
    {
        if (!mention.IsRight(ByteUnit()))
        {
            return null;
        }

        return mention.Token.Form == NumberForm.Plain && mention.Origin == Origin.Prose && DataWord().IsMatch(mention.Sentence)
            ? [new Reading(StatementKind.DataSize, new Topic { Detail = ByteUnit().Match(mention.Right).Value.Trim(), Elsewhere = true })]
            : [];
    }

    // "a 10-way softmax layer" is about the layer, "10-way classification" about the classes.
    private static IReadOnlyList<Reading>? Ways(Mention mention) =>
        !mention.Token.IsCount || !mention.IsRight(Way()) ? null
        // "binary (2-class) classification" explains a word.
        : mention.IsLeft(OpenBracket()) && mention.IsRight(WayClosed()) ? []
        : mention.IsRight(WayLayer())
            ?
            [
                new Reading(
                    StatementKind.LayerShape,
                    new Topic
                    {
                        LayerClass = "Dense",
                        LayerNumber = -1,
                        Detail = "units",
                    }
                ),
            ]
        : [new Reading(StatementKind.ClassCount, new Topic())];

    // "the top 10,000 most frequent words" are a vocabulary, not samples.
    private static IReadOnlyList<Reading>? Words(Mention mention) =>
        !mention.Token.IsCount || !mention.IsRight(WordNoun()) ? null
        : mention.Token.Amount >= FewestSamples && mention.IsRight(FrequentWords())
            ? [new Reading(StatementKind.Hyperparameter, new Topic { Setting = "num_words" })]
        : [];

    // "each with 140 data points" tells the size of a sample; "each with 64 units" is about layers.
    private static IReadOnlyList<Reading>? EachWith(Mention mention) =>
        mention.Token.IsCount && mention.IsLeft(EachHas()) && !mention.IsRight(UnitsOrFilters()) ? [] : null;

    // "the data comprise 13 features".
    private static IReadOnlyList<Reading>? Features(Mention mention) =>
        mention.Token.IsCount
        && mention.Token.Amount >= 2
        && mention.Origin == Origin.Prose
        && mention.IsRight(FeatureNoun())
        && SampleOrData().IsMatch(mention.Sentence)
            ? [new Reading(StatementKind.FeatureCount, new Topic { Elsewhere = Topics.IsElsewhere(mention) })]
            : null;

    // "few data points, only 506 in total": the noun is in front of the number.
    private static IReadOnlyList<Reading>? SamplesInTotal(Mention mention) =>
        mention.Token.IsCount
        && mention.Token.Amount >= FewestSamples
        && !mention.Token.IsWord
        && mention.IsRight(InTotal())
        && SampleWord().IsMatch(mention.Left)
            ? [new Reading(StatementKind.DataSize, new Topic { Elsewhere = Topics.IsElsewhere(mention) })]
            : null;

    // "the data set contains 5,000 electrocardiograms", whatever the samples are called.
    private static IReadOnlyList<Reading>? Contained(Mention mention) =>
        mention.Token.IsCount
        && mention.Token.Amount >= FewestSamples
        && !mention.Token.IsWord
        && mention.IsLeft(SetContains())
        && mention.IsRight(AnyNoun())
            ? [new Reading(StatementKind.DataSize, new Topic { Part = Topics.PartOf(mention), Elsewhere = Topics.IsElsewhere(mention) })]
            : null;

    private static IReadOnlyList<Reading>? Classes(Mention mention)
    {
        if (!mention.Token.IsCount || mention.Token.Amount < 2)
        {
            return null;
        }

        // "60,000 labels in the training set" are as many samples, and so many labels that no set has as many classes.
        bool areMany = mention.Token.Amount > MostClasses && LabelNoun().IsMatch(ClassNoun().Match(mention.Right).Value);
        if (areMany || mention.IsRight(LabelsOfSet()))
        {
            return [new Reading(StatementKind.DataSize, new Topic { Part = Topics.PartOf(mention), Detail = "labels" })];
        }

        return mention.IsRight(ClassNoun()) || (mention.IsLeft(EachOf()) && mention.IsRight(Kinds()))
            ? [new Reading(StatementKind.ClassCount, new Topic { Part = Topics.PartOf(mention), Elsewhere = Topics.IsElsewhere(mention) })]
            : null;
    }

    private static IReadOnlyList<Reading>? Samples(Mention mention)
    {
        if (
            !mention.Token.IsCount
            || mention.Token.Amount < FewestSamples
            || Few().IsMatch(mention.Sentence)
            || NounOfSamples(mention) is not { } noun
            || mention.IsLeft(BatchWord())
        )
        {
            return null;
        }

        // "a batch of 32 images ... the 32 images"
        if (
            BatchBefore()
                .Matches(mention.Before + mention.Left)
                .Any(batch =>
                    double.TryParse(batch.Groups["size"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double size)
                    && size == mention.Token.Amount
                )
        )
        {
            return [];
        }

        return
        [
            new Reading(
                StatementKind.DataSize,
                new Topic
                {
                    Part = Topics.PartOf(mention),
                    Class = mention.Classes.In(noun) ?? ClassOfFolder(mention),
                    PerClass = mention.IsRight(WithEachClass()),
                    Elsewhere = Topics.IsElsewhere(mention),
                }
            ),
        ];
    }

    // "copies the first 1000 images to train_cats_dir": the variable names the folder of a class.
    private static string? ClassOfFolder(Mention mention) =>
        Identifier().Matches(mention.Sentence).Select(name => mention.Classes.In(name.Value)).OfType<string>().Distinct().ToArray()
            is [var only]
            ? only
            : null;

    private static string? NounOfSamples(Mention mention) =>
        SampleNoun().Match(mention.Right) is { Success: true } noun ? noun.Value : mention.Classes.NounBehind(mention.Right);

    // "2000 images for training, 1000 for validation": the noun is not repeated.
    private static IReadOnlyList<Reading>? SamplesElided(Mention mention) =>
        mention.Token.IsCount
        && mention.Token.Amount >= FewestSamples
        && mention.IsRight(ForPart())
        && (SampleWord().IsMatch(mention.Left + mention.Before) || mention.Classes.In(mention.Left + mention.Before) is not null)
            ? [new Reading(StatementKind.DataSize, new Topic { Part = Topics.PartOf(mention) })]
            : null;

    private static IReadOnlyList<Reading>? SamplesInBrackets(Mention mention) =>
        mention.Token.IsCount && mention.Token.Amount >= FewestSamples && mention.IsLeft(SampleBracket()) && mention.IsRight(Closing())
            ? [new Reading(StatementKind.DataSize, new Topic { Part = Topics.PartOf(mention) })]
            : null;

    // "total training cat images: 1000".
    private static IReadOnlyList<Reading>? SamplesPrinted(Mention mention)
    {
        if (!mention.Token.IsCount || mention.IsRight(Shaped()) || SampleLabel().Match(mention.Left) is not { Success: true } label)
        {
            return null;
        }

        return [new Reading(StatementKind.DataSize, new Topic { Part = Topics.PartOf(mention), Class = mention.Classes.In(label.Value) })];
    }

    private static IReadOnlyList<Reading>? ChosenClass(Mention mention) =>
        mention.Token.IsCount && mention.IsLeft(ClassIndex()) && Predicted().IsMatch(mention.Left)
            ? [new Reading(StatementKind.Prediction, new Topic())]
            : null;

    [GeneratedRegex(
        @"\b(?:labels?|class(?:es)?|digits?|targets?|integers?|etiquetas|rótulos|Labels)\b[^.]{0,60}$|(?:레이블|라벨|标签|標籤|ラベル)[^.。]{0,30}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex LabelWord();

    [GeneratedRegex(
        @"\bpix[eé]l\w*|\bpíxel\w*|\bintensit|\bgr[ae]y|픽셀|화소|像素|ピクセル|画素|\bPixelwert",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex PixelWord();

    [GeneratedRegex(
        @"\b(?:re)?scal(?:e|es|ed|ing)\b|\bnormali[sz]\w*|\bskalier\w*|\bnormalis\w*|\bescal\w*|\bnormaliz\w*|정규화|스케일|スケーリング|正規化|归一化|缩放|歸一化|标准化",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ScaleWord();

    [GeneratedRegex(
        @"\b(?:probabilit|proportion|confidence|accurac|loss|label|class|epoch|rate)\w*[^.]{0,50}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex OtherWord();

    [GeneratedRegex(
        @"^\s*(?:of|de(?:l|r|n)?|dos?|das?)\s+(?:the |our |all |this |its |los |las |den |that )*(?:\w+ )?(?:data(?:set)?|images|samples|examples|pictures|datos|dados|imágenes|imagens|Daten|Bilder)\b|^\s*(?:is |are )?(?:used )?(?:for|as) (?:the )?(?:training|validation|testing|test)\b|^\s*(?:training|validation|test) (?:data|set|split)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex OfData();

    // "validation results on 20 % of the training data".
    [GeneratedRegex(
        @"\bvalidat\w*\b[^.;,%\d]{0,40}\b(?:on|with|from|of)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ValidationOn();

    [GeneratedRegex(
        @"^\W*(?:\w+ ){0,2}(?:accura|correct|classif(?:ied|ies)\b|recogni|dropout|error)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Result();

    [GeneratedRegex(
        $@"^\s*(?:{Vocabulary.Adjectives}(?:{Vocabulary.Samples}|labels)\s*)?(?:from|of|per|in|for|por|pro|je|de|para|com|con)\s+(?:each|every|a|cada|the)?\s*(?:una\b|uma\b|class\b|category\b|clase\b|classe\b|categoría\b|categoria\b|Klasse\b|digit\b|label\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex EachClass();

    [GeneratedRegex(
        @"\b(?:in|of|from|for|per) (?:each|every|a) (?:class|category)\b|\bper class\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex WithEachClass();

    [GeneratedRegex(@"^ ?(?:[KMGT]i?B|megabytes|gigabytes)\b", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ByteUnit();

    [GeneratedRegex(
        @"\bdata ?sets?\b|\bdatos\b|\bdados\b|\bDatensatz|데이터|数据",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex DataWord();

    [GeneratedRegex(@"^-(?:way|class)\b|^ way\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Way();

    [GeneratedRegex(@"\(\s*$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex OpenBracket();

    [GeneratedRegex(@"^-(?:way|class)\s*\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex WayClosed();

    [GeneratedRegex(
        $@"^[ -]?{Vocabulary.Adjectives}(?:{Vocabulary.Units}|{Vocabulary.Filters})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex UnitsOrFilters();

    [GeneratedRegex(
        @"^ (?:(?:different|input|numeric(?:al)?|categorical|distinct) )?(?:features|attributes|columns|predictors)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex FeatureNoun();

    [GeneratedRegex(
        $@"\bdata(?: ?sets?)?\b|\brows?\b|\brecords?\b|{Vocabulary.Samples}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex SampleOrData();

    [GeneratedRegex(
        @"^ (?:in total|altogether|overall|in all)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex InTotal();

    [GeneratedRegex(
        $@"^[ -]?(?:(?:different|distinct|possible)\s+)?{Vocabulary.Adjectives}(?:{Vocabulary.Classes})|^ (?:different|distinct) (?:[\w-]+ ){{0,2}}?topics\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ClassNoun();

    [GeneratedRegex(
        @"^\s+(?:\w+\s+)?labels\s+(?:in|of|for)\b|^개의 (?:레이블|라벨)|^ ?(?:個|つ)?のラベル|^ ?(?:个|個)?(?:标签|標籤)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex LabelsOfSet();

    [GeneratedRegex(
        @"\b(?:labels|étiquettes|etiquetas|rótulos)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex LabelNoun();

    [GeneratedRegex(
        @"\b(?:each|one|any) of (?:the )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex EachOf();

    [GeneratedRegex(
        @"^ (?:different|distinct|possible)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Kinds();

    [GeneratedRegex(
        $@"^[ -]?{Vocabulary.Adjectives}(?:{Vocabulary.Samples}|(?:digits|faces|pairs|rows|records|articles)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex SampleNoun();

    [GeneratedRegex(Vocabulary.Samples, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex SampleWord();

    [GeneratedRegex(
        @"^[- ](?:way|class) (?:[\w""“”-]+ )?(?:layer|output)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex WayLayer();

    [GeneratedRegex(@"^ (?:[\w-]+ ){0,4}?words\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex WordNoun();

    [GeneratedRegex(
        @"^ (?:most )?(?:[\w-]+ ){0,2}?(?:frequent|frequently|common)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex FrequentWords();

    [GeneratedRegex(
        @"\beach (?:(?:example|sample|image|record|one|of them|of which) )?(?:with|has|having|containing|contains|of)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex EachHas();

    [GeneratedRegex(
        @"\b(?:data ?set|corpus|collection|archive)\b[^.;]{0,20}\b(?:contains?|has|holds?|consists of|comprises)\s*(?:of )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex SetContains();

    [GeneratedRegex(
        @"^ \[?(?!(?:MB|GB|KB|features|columns|classes|categories|attributes|fields|labels|different)\b)(?:[\w-]+ ){0,2}?[\p{L}-]+s\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex AnyNoun();

    [GeneratedRegex(
        @"\bbatch(?:es)? of (?<size>\d{1,6})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex BatchBefore();

    [GeneratedRegex(
        @"\b(?:batch(?:es)?(?: size)?(?: \(?of)?|lotes? de|Batch(?:es)? (?:von|mit))\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex BatchWord();

    [GeneratedRegex(
        @"\b(?:a few|tens of|hundreds of|thousands of)\b[^.]{0,40}\uFFFC",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Few();

    [GeneratedRegex(
        @"^\s*(?:are |were |is )?(?:for|as|zum|zur|für|para|pour|used for|to)\s+(?:the |our |das |die |la |el |a |o |le |l['’])?(?:train|valid|test|evaluat|Training|Validierung|entrena|valida|prueba|trein|entra[iî]ne|apprentissage|évalu)\w*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ForPart();

    [GeneratedRegex(@"\b[A-Za-z]+(?:_[A-Za-z]+)+\b", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Identifier();

    [GeneratedRegex(
        $@"(?:{Vocabulary.Samples}|(?:training|validation|test)(?: set)?)\s*\($",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex SampleBracket();

    [GeneratedRegex(@"^\s*\)", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Closing();

    [GeneratedRegex(@"^\s*[,x×)]", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Shaped();

    [GeneratedRegex(
        $@"^[\s\p{{L}}_'""-]{{0,60}}?(?:{Vocabulary.Samples}|\b(?:samples|(?<!\b(?:filter|kernel|pool|window|patch|batch|image|vocabulary|stride)s?[ _-])size|length))['""]?\s*(?:[:：=]|is|are)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex SampleLabel();

    [GeneratedRegex(
        @"\bclass(?:_| )?names? ?\[$|\blabels? ?\[$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ClassIndex();

    [GeneratedRegex(
        @"\b(?:predict|confident|is (?:an?|the)|classif)\w*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Predicted();
}
