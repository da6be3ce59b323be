using System.Text.RegularExpressions;
using Repro.Import.Numerals;
using Repro.Import.Statements;

namespace Repro.Import.Prose;

/// <summary>Numbers that state nothing: of chapters and versions, of times, of what a figure shows.</summary>
internal static partial class NoiseRules
{
    public static IReadOnlyList<ProseRule> All { get; } =
    [
        Question,
        Supposition,
        General,
        Credited,
        Pictured,
        Reference,
        Time,
        InList,
        Shown,
        Mistakes,
        Difference,
        Avoided,
        OneOfMany,
        Default,
        Term,
    ];

    // "What if there are more than two classes?"
    private static IReadOnlyList<Reading>? Question(Mention mention) =>
        mention.Origin == Origin.Prose && mention.Right.TrimEnd().EndsWith('?') ? [] : null;

    // "Suppose that 100 kernels are applied", "think of a 3x3 kernel", "for 10 epochs we would go through all images 10 times".
    private static IReadOnlyList<Reading>? Supposition(Mention mention) =>
        mention.Origin == Origin.Prose
        && (mention.IsLeft(Supposing()) || WouldDo().IsMatch(mention.Sentence) || SupposedBefore().IsMatch(mention.Before))
            ? []
            : null;

    // "not limited to one layer", "even a 1,000-layer network", "for example: an image of 100x100 pixels", "consists of at least three
    // layers", "a possible architecture with two layers", "if you pass input_shape=(6, 8), it will": what holds of networks in general.
    private static IReadOnlyList<Reading>? General(Mention mention) =>
        mention.Origin == Origin.Prose
        && (
            mention.IsLeft(NotLimited())
            || mention.IsLeft(ForExample())
            || (mention.IsLeft(Even()) && mention.IsRight(LayersBehind()))
            || (mention.IsLeft(AtLeast()) && mention.IsRight(LayersBehind()))
            || mention.IsLeft(Possible())
            || IfPassed().IsMatch(mention.Sentence)
        )
            ? []
            : null;

    // The words below a picture that is taken from somewhere else.
    private static IReadOnlyList<Reading>? Credited(Mention mention) =>
        mention.Origin == Origin.Prose && Credit().IsMatch(mention.Sentence) ? [] : null;

    // "In the figure below, the filter is a 3x3 matrix", "make your own 24x24 images": sizes in a picture, or of something else.
    private static IReadOnlyList<Reading>? Pictured(Mention mention) =>
        mention.Token.Form is NumberForm.Product or NumberForm.Tuple && (InPicture().IsMatch(mention.Sentence) || mention.IsLeft(YourOwn()))
            ? []
            : null;

    private static IReadOnlyList<Reading>? Reference(Mention mention) =>
        mention.IsLeft(ReferenceWord()) || mention.IsLeft(Figure()) ? [] : null;

    private static IReadOnlyList<Reading>? Time(Mention mention) =>
        mention.Token.Form is NumberForm.Plain or NumberForm.Span && mention.IsRight(TimeUnit()) ? [] : null;

    // An entry of "[0.2, 0.5, 1.3]".
    private static IReadOnlyList<Reading>? InList(Mention mention)
    {
        if (
            mention.Token.Form != NumberForm.Plain
            || ListBefore().Match(mention.Left) is not { Success: true } before
            || ListBehind().Match(mention.Right) is not { Success: true } behind
        )
        {
            return null;
        }

        return (before.Value + behind.Value).Count(letter => letter == ',') > 1 ? [] : null;
    }

    // "Display the first 25 images", "the number gives the percentage (out of 100)".
    private static IReadOnlyList<Reading>? Shown(Mention mention)
    {
        if (mention.IsLeft(OutOf()) || mention.IsRight(OrdinalEnd()) || mention.IsRight(AndMore()))
        {
            return [];
        }

        // "takes the first 100 samples, then the second 100 samples": a batch.
        if (
            mention.Token.IsCount
            && (
                (mention.IsLeft(LaterPart()) && !mention.IsRight(ForUse()))
                || (mention.IsLeft(FirstOf()) && BatchWord().IsMatch(mention.Left))
            )
        )
        {
            return [];
        }

        bool first = mention.IsLeft(FirstOf()) || mention.IsRight(FirstBehind());
        return (first && !mention.IsLeft(Taking()) && !mention.IsRight(ForUse())) || (mention.Token.IsCount && mention.IsLeft(Showing()))
            ? []
            : null;
    }

    // "a grid of 30 images", "gets 80 images wrong", "3 % are classified wrongly", "confuses two classes".
    private static IReadOnlyList<Reading>? Mistakes(Mention mention) =>
        mention.IsRight(Wrong())
        || mention.IsLeft(Confusing())
        || ((mention.Token.IsCount || mention.Token.Form == NumberForm.Product) && mention.IsLeft(PictureOf()))
        || (mention.Token.Form == NumberForm.Product && mention.IsRight(OfPictures()))
            ? []
            : null;

    // "0.1 lower", "5 million parameters less": how far two things are apart.
    private static IReadOnlyList<Reading>? Difference(Mention mention) => mention.IsRight(Apart()) ? [] : null;

    // "avoid layers with fewer than 46 units", "0.9 rather than 0.5": what the text does not have.
    private static IReadOnlyList<Reading>? Avoided(Mention mention) => mention.IsLeft(Avoiding()) ? [] : null;

    // "one of the layers", "one or more", "a single word": an article rather than a number.
    private static IReadOnlyList<Reading>? OneOfMany(Mention mention) => mention.Token.IsWord && mention.IsRight(Article()) ? [] : null;

    // "l1 : float (default: 0.0)" of a documentation comment: what a function takes where nothing is given.
    private static IReadOnlyList<Reading>? Default(Mention mention) =>
        mention.Origin == Origin.Comment && (mention.IsLeft(DefaultOf()) || mention.IsRight(IsDefault())) ? [] : null;

    // "rate / (1 + epoch * decay)": a term of a formula in the code.
    private static IReadOnlyList<Reading>? Term(Mention mention) =>
        mention.Origin == Origin.Comment && mention.IsLeft(FormulaBefore()) && mention.IsRight(FormulaBehind()) ? [] : null;

    [GeneratedRegex(
        @"^\W*(?:\w+,? ){0,3}?(?:suppose|imagine|picture|let's say|assume)\b|\bthink of\b[^.;]{0,40}$|\b(?:for (?:instance|example)|e\.g\.),? (?:a|one) layer (?:of|with) $",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Supposing();

    [GeneratedRegex(
        @"\bepochs?\b[^.;]{0,20}\b(?:we|you|one) would\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex WouldDo();

    [GeneratedRegex(
        @"\bnot (?:limited|restricted|bound|confined) to (?:only |just |the )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex NotLimited();

    [GeneratedRegex(
        @"\b(?:for (?:example|instance)|e\.g\.)[,:]? (?:(?:consider|take|given) )?an? (?:[\w-]+ ){0,3}(?:image|picture|photo|kernel|filter|sentence|vector|matrix)\b[^.;,\d]{0,30}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ForExample();

    [GeneratedRegex(
        @"\beven (?:for |with |in )?(?:an? |the )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Even();

    [GeneratedRegex(
        @"\bAn? (?:[\w-]+ ){0,3}(?:\([^()]*\) )?(?:consists? of|has|contains?|needs?|requires?),? at least,? $",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex AtLeast();

    [GeneratedRegex(@"^[ -](?:[\w-]+ )?layers?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex LayersBehind();

    [GeneratedRegex(
        @"\b(?:an? |one )possible (?:[\w-]+ ){0,2}(?:architecture|network|model|convnet|topology)\b[^.:;]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Possible();

    [GeneratedRegex(
        @"^\W*If (?:you|we|one) (?:\w+ )?(?:pass|specify|provide|give)(?:es|s)? (?!(?:the|this|that|our|it|them)\b)[^,;]*[,;].*\b(?:will|would|can)\b|^\W*If (?:you|we|one) ha(?:ve|d) (?!a look)[^;]*,.*\bwould\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex IfPassed();

    // The sentence in front of the last one or the last one itself.
    [GeneratedRegex(
        @"(?:^|[.!?]\s+)(?:suppose|imagine)\b[^.!?]*[.!?]\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex SupposedBefore();

    [GeneratedRegex(
        @"\((?:Image |Picture |Photo |Bild)?(?:Source|Quelle|Fuente|Fonte|Credits?|Courtesy)\b|\b(?:Image|Picture|Photo|Figure) (?:source|credits?|by|from)\b|\bWikimedia\b|\bCC[ -]BY\b|\([^()]{0,40}\bWikipedia\b[^()]{0,40}\)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Credit();

    [GeneratedRegex(@"\bdefaults?\b(?: to| is| value)?\s*[:=]?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DefaultOf();

    [GeneratedRegex(@"^\s*\((?:the )?default\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IsDefault();

    [GeneratedRegex(@"(?:^|[\w)\]] ?)[-+*/=(]+ ?\(*$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex FormulaBefore();

    [GeneratedRegex(@"^ ?[-+*/] ?\(*[A-Za-z_]\w*", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex FormulaBehind();

    [GeneratedRegex(
        @"\b(?:chapters?|sections?|listings?|figures?|fig\.|tables?|parts?|lessons?|versions?|release|keras|tensorflow|tf|python|cuda|exercises?|equations?|page|pages|step|kapitel|abschnitt|abbildung|sección|capítulo|seção|figura|tabla|tabela|第|제|图|圖|表|그림|표|장)\s*[(#v]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ReferenceWord();

    [GeneratedRegex(
        @"(?:figsize|dpi|ylim|xlim|subplots?|linewidth|fontsize|width|height|seed|random_state|verbose)\s*[=(:]\s*[(\[]?(?:\d{1,4}\s*,\s*)*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Figure();

    [GeneratedRegex(
        @"^[ -]?(?:ms|µs|us|s|sec|secs|seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|fps|Hz|GHz|°C|Sekunden|Minuten|Stunden|segundos|minutos|horas|초|분|시간|秒|分钟|小时)\b(?!\w)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex TimeUnit();

    [GeneratedRegex(@"\[(?:\s*-?\d+(?:\.\d+)?,)*\s*$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ListBefore();

    [GeneratedRegex(@"^(?:,\s*-?\d+(?:\.\d+)?)*\s*\]", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ListBehind();

    [GeneratedRegex(
        @"^ (?:primer[ao]s|primeir[ao]s|premi[eè]re?s|ersten)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex FirstBehind();

    [GeneratedRegex(
        @"^ (?:\w+ )?for (?:training|validation|testing)\b|^[^。，、]{0,12}(?:进行|用于|のみを使用)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ForUse();

    [GeneratedRegex(@"\bout of\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex OutOf();

    [GeneratedRegex(@"^(?:st|nd|rd|th)\b|^[ -]?i?[èe]mes?\b|^\.?[ºª]", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex OrdinalEnd();

    [GeneratedRegex(
        @"\b(?:the )?(?:second|third|fourth)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex LaterPart();

    [GeneratedRegex(
        @"(?:\b|_)(?:mini-?)?batch(?:es)?(?:\b|_)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex BatchWord();

    [GeneratedRegex(
        @"^\W*In the (?:\w+ )?(?:GIF|figure|image|picture|animation|diagram|illustration|graphic|drawing)\b(?! (?:data|classification|set))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex InPicture();

    [GeneratedRegex(
        @"\b(?:your|their|my) own (?:\w+ ){0,2}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex YourOwn();

    [GeneratedRegex(@"^(?:, \w+){0,4},? (?:etc|and so on)\b", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex AndMore();

    [GeneratedRegex(
        @"\b(?:first|next|ersten|primer[ao]s|primeir[ao]s)\s*$|(?:前|최초|처음|最初の)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex FirstOf();

    [GeneratedRegex(
        @"\b(?:cop(?:y|ies|ied)|tak(?:e|es|ing)|us(?:e|es|ing)|mov(?:e|es|ed)|select(?:s|ed)?|keep(?:s|ing)?|train(?:s|ed)?|copi(?:e|er|ar|amos|ons)|prend(?:re)?|prenons|utilis(?:e|er|ons)|usa(?:r|mos))\b[^.,;]{0,25}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Taking();

    [GeneratedRegex(
        @"\b(?:display(?:ing|s)?|plot(?:ting|s)?|show(?:ing|s)?|visuali[sz](?:e|ing|es)|look at|draw(?:ing|s)?|print(?:ing|s)?|inspect(?:ing)?)\s+(?:(?:the|these|some|a few|a grid of|only|just|our|you|first)\s+)*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Showing();

    [GeneratedRegex(
        @"\b(?:avoid(?:s|ed|ing)?|instead of|rather than)\b[^.;,:]{0,60}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Avoiding();

    [GeneratedRegex(
        @"^ (?:or more|of (?:the|these|those|them|our|its|a|two|several)|by one|way|thing|another|word|time|step|can|should|day|hand|could|would|for each|for every)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Article();

    [GeneratedRegex(
        @"^[^.;,]{0,60}\b(?:wrong(?:ly)?|incorrect(?:ly)?|mis-?(?:classified|labell?ed|predicted|recogni[sz]ed))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Wrong();

    [GeneratedRegex(
        @"\b(?:confus|mix|swap)(?:es|ed|e|s|ing|ped|ping)?\b(?: up)?(?: the| these| those)?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Confusing();

    [GeneratedRegex(
        @"\b(?:grid|figure|plot|collage|montage|gallery|mosaic|grille|cuadrícula|rejilla|mosaico|grade|Raster) (?:of|with|de|con|com|mit|von) (?:the |these |those )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex PictureOf();

    // "an 8 x 8 grid" of pictures.
    [GeneratedRegex(
        @"^[ -](?:\w+ )?(?:grid|figure|subplots?|collage|montage|gallery|mosaic)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex OfPictures();

    [GeneratedRegex(
        @"^\s*(?:(?:percentage )?points? )?(?:lower|higher|less|fewer|smaller|larger|worse) than\b|^\s*(?:lower|higher|less|smaller|larger|worse)\b(?! (?:or|and)\b)|^\s*(?:parameters|params|weights) (?:less|fewer|more)\b|^\s*(?:less|fewer) (?:parameters|params|weights|layers|units|epochs)\b|^\s*extra (?:parameters|params|weights)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Apart();
}
