using System.Text.RegularExpressions;
using Repro.Import.Numerals;
using Repro.Import.Statements;

namespace Repro.Import.Prose;

/// <summary>Epochs, steps, batches and settings of trainings.</summary>
internal static partial class TrainingRules
{
    private const double MostEpochs = 100_000;

    public static IReadOnlyList<ProseRule> Batches { get; } = [BatchSize];

    public static IReadOnlyList<ProseRule> Settings { get; } =
    [Epochs, Steps, Degrees, Dropout, LearningRate, Divisor, NamedSetting, Augmented];

    private static IReadOnlyList<Reading>? BatchSize(Mention mention) =>
        mention.Token.IsCount
        && mention.Token.Amount >= 1
        && (!mention.Token.IsWord || (mention.Token.Amount > 1 && mention.IsLeft(BatchSizeOf())))
        && (mention.IsLeft(BatchOf()) || mention.IsRight(IsBatchSize()))
            ?
            [
                new Reading(
                    StatementKind.BatchSize,
                    new Topic { Part = Topics.PartOfSetting(mention), Elsewhere = Topics.IsElsewhere(mention) || mention.IsRight(Timing()) }
                ),
            ]
            : null;

    private static IReadOnlyList<Reading>? Epochs(Mention mention)
    {
        if (mention.Token.Form == NumberForm.Span && mention.IsRight(EpochNoun()))
        {
            return [];
        }

        // "every 5 epochs" counts how often something happens.
        if (mention.IsLeft(Every()) && mention.IsRight(EpochNoun()))
        {
            return [];
        }

        // A moment, a part or a condition of a training is not its length.
        if (mention.IsRight(EpochNoun()) && (mention.IsLeft(PartOfTraining()) || mention.IsRight(LaterEpochs())))
        {
            return [];
        }

        bool behind = mention.IsRight(EpochNoun()) || mention.IsRight(IterationsOverAll());
        bool before = mention.IsLeft(EpochNumber()) && !mention.IsRight(StepNoun());
        if (
            !mention.Token.IsCount
            || mention.Token.Amount is < 1 or > MostEpochs
            || (!behind && !before)
            || (mention.Token is { IsWord: true, Amount: 1 })
        )
        {
            return null;
        }

        string? moment = Moment(mention);

        // "the curves diverge around 10 epochs", "0.01 for 20 epochs and then 0.001": read off a curve or a schedule.
        if (moment is null && behind && (mention.IsLeft(Curve()) || mention.IsLeft(ScheduleOf()) || mention.IsRight(ThenChanged())))
        {
            return [];
        }

        if (before && !behind && moment is null)
        {
            return mention.IsLeft(EpochsAre()) ? [new Reading(StatementKind.Epochs, new Topic())] : [];
        }

        // "no overfitting in 5 epochs".
        if (moment is null && Overfits().IsMatch(mention.Left))
        {
            return [];
        }

        // The length of a training: "trained for 20 epochs"; what happens after 20 epochs does not tell it.
        if (
            moment is null
            && (
                mention.IsLeft(Until())
                || mention.IsLeft(ListAfter())
                || (!mention.IsLeft(Lasting()) && !TrainingVerb().IsMatch(mention.Sentence))
            )
        )
        {
            return [];
        }

        return [new Reading(StatementKind.Epochs, new Topic { Moment = moment, Elsewhere = Topics.IsElsewhere(mention) })];
    }

    [GeneratedRegex(
        @"\b(?:diverg|plateau|converg|flatten|saturat|stagnat|level|improv|rais|ris|rose|grow|grew|increas|decreas|reduc|drop|fall|fell|climb|(?:gone|going|went|goes) (?:down|up)|over-?fit)\w*\b(?:(?!\b(?:train(?:s|ed)?|training for|fit|fitting|run|model|network) )(?:[^.;:]|\.\d)){0,80}\b(?:around|from|for|in|after|until|within|at|by|over)\s*(?:approximately |roughly |about |around |the |only |another |~ ?)*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Curve();

    [GeneratedRegex(
        @"\b0?\.\d+ for (?:the first )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ScheduleOf();

    [GeneratedRegex(@"^ epochs?,? (?:and )?then\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ThenChanged();

    // "after 80, 120 and 160 epochs".
    [GeneratedRegex(
        @"\b(?:after|at|until|by)\s*(?:\d+,? (?:and |or )?)+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ListAfter();

    [GeneratedRegex(
        @"\b(?:(?:for )?the (?:remaining|other|rest of the)|in the last|in the first|the final|improved (?:for|in)|patience (?:is|of|to)(?: set to)?|if (?:you|we) (?:train|trained|ran|run)(?: \w+)? for)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex PartOfTraining();

    [GeneratedRegex(
        @"\b(?:after|at|until|by|within|nach|tras|después de|após|depois de)\s*(?:only |just |about |around |approximately |roughly |~ ?|the |some |nur |unos |cerca de )*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Until();

    [GeneratedRegex(
        @"\b(?:for|over|during|durante|por|pendant|durant|sur)\s*(?:only |just |about |around |another |a total of |unos |cerca de )*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Lasting();

    [GeneratedRegex(
        @"\b(?:re-?)?train|\bfit(?:s|ted|ting)?\b|\bruns?\b|\brunning\b|\blearn|\buse[sd]?\b|\busing\b|\bset\b|\bentren|\bentra[iî]n|\bapprentissage|\btrein|\bajust|\busa|\blern|训练|訓練|学习|学習|トレーニング|훈련|학습",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex TrainingVerb();

    [GeneratedRegex(
        @"^\s*epochs? (?:later|ago|in a row)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex LaterEpochs();

    [GeneratedRegex(
        @"\bbatch(?:es)?[ _-]size (?:of|is)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex BatchSizeOf();

    // "2048-example batches take about 17s" measures a loader.
    [GeneratedRegex(
        @"^[^.;]{0,40}\b(?:take|takes|took|need|needs) (?:only |just |about |around )*[\d.]+ ?(?:s|ms|sec|seconds|minutes)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Timing();

    // What happens at the epoch; null for how many epochs there are.
    private static string? Moment(Mention mention)
    {
        string words = mention.Left + mention.Right;
        if (!AtEpoch().IsMatch(mention.Left))
        {
            return null;
        }

        string part = ValidationWord().IsMatch(mention.Left) || !TrainWord().IsMatch(mention.Left) ? "val" : "train";
        if (Lowest().IsMatch(words))
        {
            return $"argmin {part}_loss";
        }

        if (LowestError().IsMatch(words))
        {
            return $"argmin {part}_mae";
        }

        if (Highest().IsMatch(words))
        {
            return $"argmax {part}_acc";
        }

        return Overfits().IsMatch(words) ? "overfit" : null;
    }

    private static IReadOnlyList<Reading>? Steps(Mention mention) =>
        mention.Token.IsCount && mention.Token.Amount >= 1 && !mention.Token.IsWord && mention.IsRight(StepNoun())
            ? [new Reading(StatementKind.Steps, new Topic { Part = Topics.PartOfSetting(mention) })]
            : null;

    // "rotation_range is a value in degrees (0-180)": what is allowed, rather than what is set.
    private static IReadOnlyList<Reading>? Degrees(Mention mention) =>
        mention.Token.Form == NumberForm.Span
        && Identifier().Match(mention.Left) is { Success: true } setting
        && mention.IsLeft(DegreeWord())
            ? [new Reading(StatementKind.Hyperparameter, new Topic { Setting = setting.Groups["name"].Value, Elsewhere = true })]
            : null;

    private static IReadOnlyList<Reading>? Dropout(Mention mention)
    {
        bool share =
            mention.Token.Form is NumberForm.Percent || (mention.Token.Form == NumberForm.Plain && mention.Token.Amount is > 0 and < 1);
        return share && !IsResult(mention) && (mention.IsLeft(DropoutOf()) || mention.IsRight(DropoutNoun()))
            ? [new Reading(StatementKind.Hyperparameter, new Topic { Setting = "rate", LayerClass = "Dropout" })]
            : null;
    }

    // "training accuracy (with dropout): 0.98", "the model with dropout gives 98 % validation accuracy".
    private static bool IsResult(Mention mention) => mention.IsRight(ResultBehind()) || mention.IsLeft(ResultBefore());

    // "divide the learning rate by 10" gives a factor.
    private static IReadOnlyList<Reading>? LearningRate(Mention mention) =>
        mention.IsLeft(RateChangedBy()) || mention.IsLeft(RateCallback()) ? []
        : mention.Token.Form is NumberForm.Plain or NumberForm.Fraction && mention.IsLeft(RateOf()) && !mention.IsRight(OfAnother())
            ? [new Reading(StatementKind.Hyperparameter, new Topic { Setting = "learning_rate", Elsewhere = Topics.IsElsewhere(mention) })]
        : null;

    private static IReadOnlyList<Reading>? Divisor(Mention mention)
    {
        if (
            mention.Token.Form is NumberForm.Plain
            && mention.Token.Amount > 1
            && mention.IsLeft(DividedBy())
            && ValuesWord().IsMatch(mention.Sentence)
        )
        {
            return [new Reading(StatementKind.Hyperparameter, new Topic { Setting = "divisor" })];
        }

        return
            mention.Token.Form is NumberForm.Fraction or NumberForm.Plain
            && mention.Token.Amount is > 0 and < 1
            && mention.IsLeft(RescaledBy())
            && PixelWord().IsMatch(mention.Sentence)
            ? [new Reading(StatementKind.Hyperparameter, new Topic { Setting = "rescale" })]
            : null;
    }

    private static IReadOnlyList<Reading>? NamedSetting(Mention mention) =>
        mention.Token.Form is NumberForm.Plain or NumberForm.Percent && Setting().Match(mention.Left) is { Success: true } setting
            ?
            [
                new Reading(
                    StatementKind.Hyperparameter,
                    new Topic { Setting = setting.Groups["name"].Value.ToLowerInvariant().Replace(' ', '_').Replace('-', '_') }
                ),
            ]
            : null;

    // "zoom by up to 20 %", "rotate by 40 degrees".
    private static IReadOnlyList<Reading>? Augmented(Mention mention) =>
        mention.Token.Form is NumberForm.Plain or NumberForm.Percent
        && !mention.Token.IsWord
        && mention.IsLeft(Transform())
        && (mention.Token.Form == NumberForm.Percent || mention.IsRight(DegreeNoun()))
            ?
            [
                new Reading(
                    StatementKind.Augmentation,
                    new Topic { Detail = Transform().Match(mention.Left).Groups["name"].Value.ToLowerInvariant() }
                ),
            ]
            : null;

    [GeneratedRegex(
        @"\b(?:batch(?:es)?[ _-]?(?:size)?|mini-?batch(?:es)?|Batchgröße|tamaño de(?:l)? lote|taille (?:de |du |des )?(?:mini-?)?(?:lots?|batchs?)|tamanho do lote)\s*(?:(?:of|is|are|to|was|with|von|de|à|est|:|=)\s*)*(?:size\s*)?(?:about )?[(=]?$|\b(?:batches|batchs|lotes|lots) (?:of|von|de)\s*$|\b(?:mini-?)?batches (?:contain|have|hold|consist of)\s*$|\b(?:each|every|one|a) (?:mini-?)?batch (?:contains|has|holds|consists of)\s*$|배치 ?크기[는은를을]?\s*$|(?:批次?大小|批量大小|批量)(?:为|是|设为|:|：)?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex BatchOf();

    [GeneratedRegex(
        @"^[- ](?:samples?|images?|examples?)(?:[- ](?:large|sized|wide)\b| (?:per|a|in each|in every|at a time)\b(?=.{0,20}\bbatch|.{0,4}$))|^ is the (?:number of (?:samples|images|examples) in (?:each|every|a) batch|batch size)|^ (?:samples|images|examples) (?:per|in each|in a) batch|^-(?:sample|image|example) batch",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex IsBatchSize();

    [GeneratedRegex(
        $@"^[ -]?(?:(?:training|full|more|whole|complete) )?(?:{Vocabulary.Epochs})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex EpochNoun();

    [GeneratedRegex(
        @"\b(?:nb_|num_|n_)?(?:epochs?|Epoche|[ée]poca|époques?)\s*(?:number |no\. |#|=|:|to|is|de|à|est)?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex EpochNumber();

    [GeneratedRegex(
        @"\b(?:epochs|nb_epoch|num_epochs|n_epochs|époques)\s*(?:=|:|to|is|à|est)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex EpochsAre();

    [GeneratedRegex(
        @"\b(?:after|at|in|by|from|around|within|until|epoch|nach|tras|após|depois de|después de)\b[^.;,]{0,25}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex AtEpoch();

    [GeneratedRegex(
        @"\bvalidation|\bval_|검증|验证",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ValidationWord();

    [GeneratedRegex(
        @"\btraining (?:loss|accuracy)|\btrain_",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex TrainWord();

    [GeneratedRegex(
        @"\bloss\b.*\b(?:minim\w+|lowest|smallest|least|stops? (?:decreas|improv)\w*)|\b(?:minim\w+|lowest|smallest|least)\b.*\bloss\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Lowest();

    [GeneratedRegex(
        @"\b(?:MAE|mean absolute error)\b.*\b(?:minim\w+|lowest|smallest|least|stops? (?:decreas|improv)\w*)|\b(?:minim\w+|lowest|smallest|least)\b.*\b(?:MAE|mean absolute error)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex LowestError();

    [GeneratedRegex(
        @"\baccuracy\b.*\b(?:maxim\w+|highest|best|peak\w*)|\b(?:maxim\w+|highest|best|peak\w*)\b.*\baccuracy\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Highest();

    [GeneratedRegex(
        @"\b(?:every|per)\s*$|每隔?\s*$|매\s*$|\bcada\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Every();

    [GeneratedRegex(
        @"^ iterations (?:over|through) (?:all|the)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex IterationsOverAll();

    [GeneratedRegex(
        @"^ (?:of|times) (?:the|its) (?:base|initial|original|previous)\b|^[- ]?(?:times|fold)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex OfAnother();

    [GeneratedRegex(
        @"\bpixels?\b|\bimages?\b|\brescale|\bRGB\b|\binput",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex PixelWord();

    [GeneratedRegex(
        @"\bover-?fit|surapprentissage|sobreajuste|Überanpassung",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Overfits();

    [GeneratedRegex(
        $@"^[ -]?(?:(?:training|gradient|validation|update|full) )?(?:{Vocabulary.Batches})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex StepNoun();

    [GeneratedRegex(
        @"\b(?<name>[a-z]+(?:_[a-z]+)+)\b(?!.*\b[a-z]+_[a-z]+\b)",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\bdegrees\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex DegreeWord();

    [GeneratedRegex(
        @"\bdropout\b(?:(?!accura|perform|improv|achiev|reach|yield|gives|gave)[^.%\d]){0,40}$|드롭아웃[^.%\d]{0,15}$|(?:dropout|随机失活|丢弃)[^.。%\d]{0,12}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex DropoutOf();

    [GeneratedRegex(
        @"^ (?:\w+ ){0,2}(?:accuracy|loss|error)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ResultBehind();

    [GeneratedRegex(
        @"\b(?:accuracy|acc|loss|error)\b[^.%\d()]{0,40}\([^()%\d]{0,40}\) ?[:=] *$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ResultBefore();

    [GeneratedRegex(
        @"^\s*(?:dropout\b|of (?:the |its |all )?(?:neurons|units|nodes|activations|outputs|inputs)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex DropoutNoun();

    // A callback prints what it sets during the training.
    [GeneratedRegex(
        @"\b(?:(?:ReduceLROnPlateau|LearningRateScheduler)\b[^.;]{0,20}|Epoch [0-9]{1,6}: )\b(?:reducing|setting) learning rate to\s*$",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex RateCallback();

    [GeneratedRegex(
        @"\b(?:divid|decreas|reduc|lower|multipl|increas|scal|drop|cut|shr[iau]nk|decay)\w*\b[^.;]{0,40}\b(?:learning[ _-]rate|lr)\b[^.;]{0,40}\bby\b[^.;]{0,40}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex RateChangedBy();

    [GeneratedRegex(
        @"\b(?:learning[ _-]rate|lr|Lernrate|tasa de aprendizaje|taxa de aprendizado|taux d['’]apprentissage)\b[^.,;\d]{0,30}$|학습률[^.\d]{0,10}$|学习率[^.。\d]{0,6}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex RateOf();

    [GeneratedRegex(
        @"\b(?:divid\w+|divis[ei]\w+|dividi\w+|teil\w+)\b[^.;]{0,60}?\b(?:by|durch|entre|por)\s*$|/\s*$|나누\w*\s*$|除以\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex DividedBy();

    [GeneratedRegex(
        @"\bvalues?\b|\bpixels?\b|\bimages?\b|\bdata\b|\bscal|\bnormali|\bWerte|\bvalores|픽셀|값|像素|值",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ValuesWord();

    [GeneratedRegex(
        @"\b(?:re)?scal\w*\b[^.;]{0,40}\b(?:by|factor of|with)\s*$|\bmultipl\w+\b[^.;]{0,40}\bby\s*$|\brescale\s*=\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex RescaledBy();

    [GeneratedRegex(
        @"\b(?<name>momentum|weight[ _-]decay|beta_1|beta_2|rho|epsilon|patience|validation[ _-]split|temperature|threshold|l2|l1|alpha)\b(?: (?:value|factor|parameter|rate))?\s*(?:of|is|=|:|to|with)\s*[(]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Setting();

    [GeneratedRegex(
        @"\b(?<name>rotat|zoom|shift|shear|brightness|contrast|translat)\w*\b[^.;]{0,50}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Transform();

    [GeneratedRegex(
        @"^ ?(?:degrees?|°|Grad|grados|graus|도|度)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex DegreeNoun();
}
