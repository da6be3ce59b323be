using System.Text.RegularExpressions;
using Repro.Claims;

namespace Repro.Import.Prose;

/// <summary>Reads "about", "over", "at least", "up to" beside a number, in the languages that tutorials are read in.</summary>
internal static partial class RelationWords
{
    /// <param name="isShare">Whether the number is a percentage, which counts no classes.</param>
    public static Relation Of(string left, string right, bool about, bool isShare = false)
    {
        if (NotUnder().IsMatch(left) || AtLeast().IsMatch(left) || AtLeastBehind().IsMatch(right))
        {
            return Relation.GreaterOrEqual;
        }

        if (NotOver().IsMatch(left) || AtMost().IsMatch(left) || AtMostBehind().IsMatch(right))
        {
            return Relation.LessOrEqual;
        }

        if ((Over().IsMatch(left) && !IsAcross(left, right, isShare)) || OverBehind().IsMatch(right))
        {
            return Relation.Greater;
        }

        if (Under().IsMatch(left) || UnderBehind().IsMatch(right))
        {
            return Relation.Less;
        }

        return about || About().IsMatch(left) || AboutBehind().IsMatch(right) ? Relation.Near : Relation.Equal;
    }

    // "averaged over 5 folds", "classified over 10 categories" name what is gone through. Of a percentage only a mean is taken over it:
    // "classifies over 97 % of the images" gives a bound.
    private static bool IsAcross(string left, string right, bool isShare) =>
        MeanOver().IsMatch(left)
        || (!isShare && (GoneOver().IsMatch(left) || (SortedOver().IsMatch(left) && CountedKinds().IsMatch(right))));

    [GeneratedRegex(
        @"\b(?:averag|sum|taken|mean|comput|calculat)\w*(?: [^\s.]+)? over\s*(?:the |an? )?[(\[~]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex MeanOver();

    [GeneratedRegex(
        @"\b(?:loop|iterat|pass|run|go|goes|train|fit|fitted|fits|optimi[sz]|minimi[sz]|repeat|distribut|probabilit|softmax|spread)\w*(?: [^\s.]+)? over\s*(?:the |an? )?[(\[~]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex GoneOver();

    [GeneratedRegex(
        @"\b(?:scor|vot|label|classif|divid|layer)\w*(?: [^\s.]+)? over\s*(?:the |an? )?[(\[~]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex SortedOver();

    [GeneratedRegex(
        $@"^[ -]?{Vocabulary.Adjectives}(?:{Vocabulary.Classes}|groups?\b|kinds?\b|types?\b|topics?\b|digits?\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex CountedKinds();

    // "never exceeds 97 %", "not more than 99 %".
    [GeneratedRegex(
        @"\b(?:never|not|no|cannot) (?:\w+ )?(?:over|more than|greater than|higher than|above|better than|exceed\w*|surpass\w*)\s*(?:the |an? )?[(\[~]?$|\b(?:pas plus d(?:e |['’])|ne dépass\w+ (?:pas|jamais) (?:les )?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex NotOver();

    // "never falls below 90 %", "not less than 100 images".
    [GeneratedRegex(
        @"\b(?:never|not|cannot) (?:\w+ )?(?:(?:less|fewer|lower|smaller) than|under|below)\s*(?:the |an? )?[(\[~]?$|\bpas moins d(?:e |['’])$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex NotUnder();

    [GeneratedRegex(
        @"(?:\bat least|\bno less than|≥|>=|\bmindestens|\bal menos|\bau moins|\bpelo menos|\bno mínimo|최소|至少|不低于)\s*(?:an? )?(?:accuracy of )?[(\[~]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex AtLeast();

    [GeneratedRegex(
        @"^\s*(?:이상|以上|or (?:more|better|higher|above)\b|oder mehr\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex AtLeastBehind();

    [GeneratedRegex(
        @"(?:\bup to|\bat most|\bno more than|\bas (?:much|many) as|≤|<=|\bbis zu|\bhöchstens|\bhasta(?: un)?|\bcomo máximo|\bau plus|\bau maximum|\bjusqu['’]à|\baté|\bno máximo|최대|最多|最高|高达)\s*(?:an? )?[(\[~]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex AtMost();

    [GeneratedRegex(
        @"^\s*(?:이하|以下|or (?:less|fewer|below)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex AtMostBehind();

    [GeneratedRegex(
        @"(?:\bover|\bmore than|\bgreater than|\bhigher than|\babove|\bbetter than|\bexceed(?:s|ed|ing)?|\bbeyond|\bsurpass(?:es|ed|ing)?|\bclear(?:s|ed)|>|\bmehr als|\büber|\bmás de(?:l)?|\bplus d(?:e |['’])|\bsupérieure? à|\bau-dessus de|\bdépass\w+|\bsuperior a(?:l)?|\bpor encima de(?:l)?|\bmais de|\bacima de|超过|超過|高于|大于|多于|逾)\s*(?:the |an? |el |los |o |os )?[(\[~]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Over();

    [GeneratedRegex(
        @"^\s*(?:초과|[을를] ?(?:넘|초과)|を超え|多(?=[张个幅条%％])|\+(?!\w)|여 ?(?:개|장))",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex OverBehind();

    [GeneratedRegex(
        @"(?:\b(?:less|fewer|lower|smaller) than|\bunder|\bbelow|<|\bmoins d(?:e |['’])|\binférieure? à|\ben dessous de|\bweniger als|\bunter|\bmenos de(?:l)?|\binferior a(?:l)?|\babaixo de|不到|低于|少于|小于)\s*(?:the |an? )?[(\[~]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Under();

    [GeneratedRegex(@"^\s*(?:미만|未満|보다 (?:낮|작))", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex UnderBehind();

    [GeneratedRegex(
        @"(?:\babout|\baround|\bapproximately|\bapprox\.?|\broughly|\bnearly|\balmost|\bclose to|\bnear|\bsome(?:where around)?|\ba little (?:over|under)|\bca\.?|\betwa|\bungefähr|\brund|\bknapp|\bfast|\bnahezu|\benviron|\bprès de|\bautour de|\bapproximativement|\bpresque|\baproximadamente|\balrededor de(?:l)?|\bcerca de(?:l)?|\bunos|\bcasi|\bem torno de|\bquase|\bpor volta de|\b(?:nearly|almost|approximately|roughly) (?:reach|achiev|hit|attain|get)\w*(?: an accuracy of)?|約|ほぼ|几乎(?:达到|达)?|약|대략|거의|大约|大約|大概|约|約|接近|将近|~|≈|∼|~=|≅)\s*(?:of |the |an? |el |un |random |zero )?[(\[~=]*\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex About();

    [GeneratedRegex(@"^\s*(?:정도|가량|쯤|程度|左右|上下|or so\b)", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex AboutBehind();
}
