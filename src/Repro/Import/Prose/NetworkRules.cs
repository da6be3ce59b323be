using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Numerals;
using Repro.Import.Statements;

namespace Repro.Import.Prose;

/// <summary>Layers, units, filters and parameters of networks.</summary>
internal static partial class NetworkRules
{
    public static IReadOnlyList<ProseRule> Counts { get; } = [PartOfParameters, Parameters];

    public static IReadOnlyList<ProseRule> Layouts { get; } =
    [LinesOfCode, FromTheLast, Dimensions, FilterSpan, Filters, Units, UnitsOfSize, Layers];

    // "of which 64 are not trainable", "only 1,281 of them are trainable": a part of the parameters in front.
    private static IReadOnlyList<Reading>? PartOfParameters(Mention mention)
    {
        if (
            mention.Token.Form != NumberForm.Plain
            || !ParameterWord().IsMatch(mention.Left)
            || OfThem().Match(mention.Right) is not { Success: true } part
        )
        {
            return null;
        }

        if (part.Groups["layer"] is { Success: true } named)
        {
            (string? layer, int number) = Topics.LayerOf(named.Value);
            return
            [
                new Reading(
                    StatementKind.LayerParameters,
                    new Topic
                    {
                        LayerClass = layer ?? (HiddenOrLast().IsMatch(named.Value) ? "Dense" : null),
                        LayerNumber = Place(layer, number, named.Value, HiddenOrLast().IsMatch(named.Value)),
                        Elsewhere = Topics.IsElsewhere(mention),
                    }
                ),
            ];
        }

        bool isOfLayer = LayerHas().IsMatch(mention.Left);
        return
        [
            new Reading(
                isOfLayer ? StatementKind.LayerParameters : StatementKind.Parameters,
                new Topic
                {
                    Detail =
                        isOfLayer ? "part of a layer"
                        : part.Groups["not"].Success || part.Groups["what"].Value == "frozen" ? "non_trainable_params"
                        : "trainable_params",
                    Elsewhere = Topics.IsElsewhere(mention),
                }
            ),
        ];
    }

    private static IReadOnlyList<Reading>? Parameters(Mention mention)
    {
        if (
            mention.Token.Form != NumberForm.Plain
            || mention.Token.Amount < 0
            || mention.Left.EndsWith('-')
            || (mention.Token is { IsWord: true, Amount: < 1000 and > 0 })
            || mention.IsRight(ParameterNoun()) is var behind && !behind && !mention.IsLeft(ParametersAre())
        )
        {
            return null;
        }

        int noun = behind ? ParameterNoun().Match(mention.Right).Length : 0;

        // "4 parameters per input node", "each neuron has 5 weights".
        if (PerUnit().IsMatch(mention.Right[noun..]) || mention.IsLeft(EachUnit()))
        {
            return [new Reading(StatementKind.LayerParameters, new Topic { Detail = "per unit" })];
        }

        string words = behind ? mention.Right[..noun] : mention.Left;
        // "The first layer learns 8 filters. It has 80 weights."
        string before = mention.IsLeft(Pronoun()) ? LastSentence(mention.Before) : "";
        // "3 * 3 * 3 * 100 = 2700 weights" calculates those of one layer.
        bool isOfLayer = LayerSubject().IsMatch(mention.Left) || LayerBefore().IsMatch(before);
        bool isProduct = mention.IsLeft(ProductEquals());
        Match its = LayerSubject().Match(mention.Left);
        (string? layer, int number) =
            its.Success && Topics.LayerOf(its.Value) is { Class: not null } named ? named
            : its.Success && Topics.OrdinalOf(its.Value) is not 0 and var place ? (null, place)
            : isOfLayer || isProduct || LayerParameter().IsMatch(mention.Sentence) ? Topics.LayerOf(before + mention.Left)
            : (null, 0);

        number = Place(layer, number, its.Success ? its.Value : before, !isOfLayer && !isProduct);
        string detail =
            NonTrainable().IsMatch(words) || FrozenBehind().IsMatch(mention.Right[noun..]) ? "non_trainable_params"
            : Trainable().IsMatch(words) || TrainableBehind().IsMatch(mention.Right[noun..]) ? "trainable_params"
            : "total_params";
        return
        [
            new Reading(
                layer is null && !isOfLayer && !isProduct ? StatementKind.Parameters : StatementKind.LayerParameters,
                new Topic
                {
                    LayerClass = layer,
                    LayerNumber = number,
                    Detail = detail,
                    Elsewhere = Topics.IsElsewhere(mention),
                }
            ),
        ];
    }

    // "The second layer" tells the place without a class, "this layer" neither.
    private static int Place(string? layer, int number, string words, bool isKnown)
    {
        if (layer is not null || isKnown)
        {
            return number;
        }

        int place = Topics.OrdinalOf(words);
        return place == 0 ? -3 : place;
    }

    private static string LastSentence(string words) => words[(words.TrimEnd().TrimEnd('.').LastIndexOfAny(['.', '!', '?', '\n']) + 1)..];

    private static IReadOnlyList<Reading>? LinesOfCode(Mention mention) =>
        mention.Token.IsCount && mention.IsRight(CodeLines())
            ? [new Reading(StatementKind.LayerCount, new Topic { Detail = "lines" })]
            : null;

    // "until the fourth from the last", "the last 4 layers".
    private static IReadOnlyList<Reading>? FromTheLast(Mention mention) =>
        mention.Token.IsCount && mention.IsLeft(TheLast()) && mention.IsRight(LayersNoun())
            ? [new Reading(StatementKind.LayerCount, new Topic { Detail = "from the last" })]
            : null;

    // "16-dimensional layers", "it outputs a 10-dimensional vector".
    private static IReadOnlyList<Reading>? Dimensions(Mention mention)
    {
        if (!mention.Token.IsCount || !mention.IsRight(Dimensional()))
        {
            return null;
        }

        bool elsewhere = Topics.IsElsewhere(mention);
        if (mention.IsRight(DimensionalLayers()))
        {
            return
            [
                new Reading(
                    StatementKind.LayerShape,
                    new Topic
                    {
                        LayerClass = "Dense",
                        LayerNumber = Topics.OrdinalOf(mention.Left),
                        Detail = "units",
                        Elsewhere = elsewhere,
                    }
                ),
            ];
        }

        return OutputsOf().IsMatch(mention.Left) || mention.IsRight(DimensionalOutput())
            ? [new Reading(StatementKind.Shape, new Topic { Detail = "output", Elsewhere = elsewhere })]
            : [];
    }

    // "the number of filters grows from 32 to 128", "from 32 to 128 filters".
    private static IReadOnlyList<Reading>? FilterSpan(Mention mention) =>
        mention.Token is { Form: NumberForm.Span, Value: StatedValue.Span { Digits: 0 } }
        && (DepthContext().IsMatch(mention.Left) || mention.IsRight(FilterNoun()))
            ? [new Reading(StatementKind.Shape, new Topic { Detail = "filters", LayerClass = "Conv2D" }, Relation.In)]
            : null;

    private static IReadOnlyList<Reading>? Filters(Mention mention)
    {
        if (!mention.Token.IsCount || mention.Token.Amount < 1 || !mention.IsRight(FilterNoun()))
        {
            return null;
        }

        // "converts the 64 feature maps into ...": what goes in.
        if (mention.IsLeft(Converting()) && mention.IsRight(MapsInto()))
        {
            return [];
        }

        // "10 parameters per filter" and "three RGB channels" are no filters.
        if (mention.Right.StartsWith(" per ", StringComparison.OrdinalIgnoreCase) || mention.IsRight(ColorChannels()))
        {
            return [];
        }

        // "images with three channels" have colors.
        if (mention.IsRight(ChannelNoun()) && (mention.IsLeft(ImagesWith()) || OfColors().IsMatch(mention.Sentence)))
        {
            return [];
        }

        return
        [
            new Reading(
                StatementKind.Hyperparameter,
                new Topic
                {
                    Setting = "filters",
                    LayerClass = "Conv2D",
                    LayerNumber = PlaceBehind(mention.Right) ?? Topics.OrdinalOf(mention.Left),
                    Elsewhere = Topics.IsElsewhere(mention),
                }
            ),
        ];
    }

    // "50 units in the second layer": the place follows the number. The previous one is not told by a place.
    private static int? PlaceBehind(string right) =>
        InLayer().Match(right) is not { Success: true } layer ? null
        : layer.Groups["other"].Success ? -2
        : Topics.OrdinalOf(layer.Groups["place"].Value);

    private static IReadOnlyList<Reading>? Units(Mention mention)
    {
        // "10 output layers" are layers.
        if (
            !mention.Token.IsCount
            || mention.Token.Amount < 1
            || !mention.IsRight(UnitNoun())
            || mention.IsRight(OutputLayers())
            || mention.IsRight(ForEach())
        )
        {
            return null;
        }

        // "one input and one output" does not count units; "a single unit" does.
        if (mention.Token is { IsWord: true, Amount: 1 } && !SingleUnit().IsMatch(mention.Right))
        {
            return [];
        }

        // "16 units each, and a third layer": the layer of the next clause is another one.
        // "a Dense layer that has 20 output nodes" is not the output layer.
        string behind = NextClause().Split(mention.Right)[0];
        int noun = LayerNoun().IsMatch(mention.Left) ? Math.Min(behind.Length, UnitNoun().Match(mention.Right).Length) : 0;
        (string? layer, int number) = Topics.LayerOf(mention.Left + behind[noun..]);
        if (mention.IsLeft(InputLayerHas()) || mention.IsRight(InInputLayer()))
        {
            return [new Reading(StatementKind.Shape, new Topic { Detail = "input", Elsewhere = Topics.IsElsewhere(mention) })];
        }

        int? place = PlaceBehind(mention.Right);
        int ordinal =
            place
            ?? (
                mention.IsLeft(EndsWith()) ? -1
                : mention.IsLeft(PreviousHas()) ? -2
                : Topics.OrdinalOf(mention.Left)
            );
        if (place > 0 && InLayer().Match(mention.Right) is { Success: true } its)
        {
            layer = Topics.LayerOf(its.Value).Class;
        }

        return
        [
            new Reading(
                StatementKind.LayerShape,
                new Topic
                {
                    LayerClass = layer ?? (Math.Max(ordinal, number) > 0 ? null : "Dense"),
                    LayerNumber = ordinal != 0 ? ordinal : number,
                    Detail = "units",
                    Elsewhere = Topics.IsElsewhere(mention),
                }
            ),
        ];
    }

    // "a Dense layer of size 1".
    private static IReadOnlyList<Reading>? UnitsOfSize(Mention mention)
    {
        if (!mention.Token.IsCount || !mention.IsLeft(LayerOfSize()))
        {
            return null;
        }

        (string? layer, int number) = Topics.LayerOf(mention.Left);
        return
        [
            new Reading(
                StatementKind.LayerShape,
                new Topic
                {
                    LayerClass = layer ?? "Dense",
                    LayerNumber = mention.IsLeft(EndsWith()) ? -1 : number,
                    Detail = "units",
                }
            ),
        ];
    }

    private static IReadOnlyList<Reading>? Layers(Mention mention)
    {
        if (!mention.Token.IsCount || LayersNoun().Match(mention.Right) is not { Success: true } noun || mention.Token.Amount > 10_000)
        {
            return null;
        }

        // "one layer" is mostly an article; "one more stage" and "one hidden layer" count.
        if (mention.Token is { IsWord: true, Amount: 1 } && !MoreOrHidden().IsMatch(noun.Value))
        {
            return [];
        }

        // "two important layers", "three kinds of layers": what there is in general.
        if (mention.Origin == Origin.Prose && InGeneral().IsMatch(noun.Value))
        {
            return [];
        }

        // "duas camadas de dropout", "tres capas ocultas": the kind follows the noun.
        string words = noun.Value + KindBehind().Match(mention.Right[noun.Length..]).Value;
        (string? layer, _) = Topics.LayerOf(words);
        string? detail =
            MoreWord().IsMatch(noun.Value) ? "more"
            : (layer is null or "Dense" && SomeLayers().IsMatch(words))
            || (layer is null && Qualified().IsMatch(noun.Value))
            || ThoseTuned().IsMatch(mention.Right[noun.Length..])
            || (mention.IsLeft(Adding()) && NewWord().IsMatch(noun.Value))
            || Blocks().IsMatch(noun.Value)
            || mention.IsLeft(InBlock())
            || PerBlock().IsMatch(mention.Right[noun.Length..])
            || mention.IsLeft(Formula())
                ? "some"
            : null;
        return
        [
            new Reading(
                StatementKind.LayerCount,
                new Topic
                {
                    LayerClass = layer,
                    Detail = detail,
                    Elsewhere = Topics.IsElsewhere(mention),
                }
            ),
        ];
    }

    [GeneratedRegex(@"^\W*(?:It|This) (?:has|adds|needs)\b", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Pronoun();

    [GeneratedRegex(
        @"^\W*(?:The|This|Our) (?:[\w-]+ ){0,3}(?:layer|convolution)\b",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex LayerBefore();

    [GeneratedRegex(
        @"^\s*(?:per|for (?:each|every)|each|of (?:each|every)) (?:[\w-]+ ){0,2}?(?:node|neuron|unit|filter|channel|input|kernel|feature)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex PerUnit();

    [GeneratedRegex(
        @"\b(?:each|every|one|per) (?:[\w-]+ ){0,2}?(?:node|neuron|unit|filter|channel|kernel|feature)\b(?! layer)[^.;]{0,60}?\b(?:has|have|having|needs?|adds?|with)\b[^.;]{0,60}$|\b(?:chaque|cada|jedes?) (?:neurone?|neurona|neurônio|Neuron|unité|unidad|filtre|filtro)\b[^.;]{0,60}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex EachUnit();

    [GeneratedRegex(@"[\d)][^=.;]{0,40}[*×x·][^=.;]{0,60}= ?$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ProductEquals();

    [GeneratedRegex(
        @"^ (?:(?:hidden|output|dense) )?[\w-]+ (?:in|of|for|at|on) (?:the |its |our |your )(?:(?<place>first|second|third|last|final|output)|(?<other>previous|preceding|other|next|fourth|fifth)) (?:[\w`-]+ ){0,2}?layer\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex InLayer();

    [GeneratedRegex(
        @"\b(?:previous|preceding) (?:[\w`-]+ ){0,2}?layers?\b[^.,;]{0,20}\b(?:has|had|have|with|of)\b[^.,;]{0,15}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex PreviousHas();

    [GeneratedRegex(
        @"\binput layer\b(?:(?!\blayer\b)[^.,;]){0,40}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex InputLayerHas();

    [GeneratedRegex(
        @"^ (?:input )?[\w-]+ (?:in|of|for|at) (?:the |an? |its |our )input layer\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex InInputLayer();

    [GeneratedRegex(
        @"\b(?:layers?|couches?|capas?|camadas?|Schicht(?:en)?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex LayerNoun();

    [GeneratedRegex(
        $@"(?:{Vocabulary.Parameters})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ParameterWord();

    [GeneratedRegex(
        @"^ (?:of (?:them|these|those|which) )?(?:(?:are|can be) (?:now |only |still )?(?<not>not |non-|un)?(?<what>trainable|trained|frozen|learned|updated)\b|(?:are |come |belong )?(?:in|from|for|to) the (?<layer>(?:[\w-]+ ){1,3}?)layer\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex OfThem();

    [GeneratedRegex(
        @"\b(?:hidden|last|final|output|top)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex HiddenOrLast();

    [GeneratedRegex(
        @"\b(?:layer|convolution|normali[sz]ation)\b (?:has|adds|contains|needs|comes with)\b(?:(?!\b(?:network|model)\b)[^.;])*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex LayerHas();

    [GeneratedRegex(
        $@"^[ -]?{Vocabulary.Adjectives}(?:{Vocabulary.Parameters})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ParameterNoun();

    [GeneratedRegex(
        @"\b(?:number of (?:\w+ )?(?:parameters|params|weights)|(?:total|trainable) (?:parameters|params))\s*(?:is|are|of|:|=|\()\s*(?:about |around |only )?$|(?:파라미터|매개변수)(?:의? ?(?:수|개수))?[는은:]\s*(?:약 ?)?$|(?:参数|參數)(?:总?数量?|总数)?(?:为|是|:|：)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ParametersAre();

    [GeneratedRegex(
        @"\bnon-?trainable\b|\bfrozen\b|\buntrainable\b|学습되지|不可训练",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex NonTrainable();

    [GeneratedRegex(
        @"\btrainable\b|\bentrenables|\btreináveis|\btrainierbare|(?:학습|훈련) 가능|可训练",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Trainable();

    // "parámetros entrenables", "1,281 parameters are trainable": the adjective follows the noun.
    [GeneratedRegex(
        @"^ (?:entrenables|treináveis)\b|^ (?:are|can be) (?:now |only |still )?(?:trainable|trained|updated)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex TrainableBehind();

    // "the 2 million parameters of the base are frozen".
    [GeneratedRegex(
        @"^[^,;.，。、]{0,50}\b(?:frozen|congelad[oa]s|eingefroren)\b|^ (?:are|is) not trainable\b|^ no entrenables\b|^ não treináveis\b|^[^,;.，。、]{0,12}(?:고정|동결|冻结|凍結)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex FrozenBehind();

    [GeneratedRegex(
        @"\b(?:this|the|each|first|second|last|final) (?:\w+ )?layer\b|\blayer (?:has|adds|contains)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex LayerParameter();

    // "The first convolution has ", "the layer `conv2d_1` needs ", "this layer adds ", "the last layer, which has ", "a softmax layer with ".
    [GeneratedRegex(
        @"\b(?:the|this|that|its)\s+(?:(?!network |model )[\w'’]+[ -]){0,3}?(?:layer|(?:dense|conv\w*|hidden|recurrent|fully[- ]connected) layers|convolution|conv2d|pooling|flatten|dropout|embedding|lstm|gru|batch[ -]?normali[sz]ation)\b(?:(?!\b(?:network|model)\b)[^.,;:]){0,60}(?:,? (?:and|but) (?:it )?(?:has|adds|needs|learns|comes with) |, (?:which|that|with its)\b(?:(?!\b(?:network|model)\b)[^.,;:]){0,30})?$|\ban? (?:(?!network |model )[\w'’]+[ -]){0,3}?layer (?:with|of|that has|which has|having) (?:about |around |only )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex LayerSubject();

    [GeneratedRegex(
        @"^ lines (?:of (?:Python |Keras )?code\b|below\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex CodeLines();

    [GeneratedRegex(
        @"\b(?:letzten|últimas|last|top|final)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex TheLast();

    // "one unit for each class" counts no units.
    [GeneratedRegex(
        @"^ (?:output )?(?:units?|neurons?|nodes?) (?:for|per) (?:each|every)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ForEach();

    [GeneratedRegex(
        $@"^[ -](?!-?dimension)(?:more |additional |further |extra |different |new )?(?:(?:(?!(?:one|two|three|four|five|an?|convolutions|of|in|on|per|for|from|to|with|at|by|is|are|that|which|this|the|each|every)\b)[`\w.+'’-]+,?|\+|and|,)\s+){{0,5}}?(?:layers?|stages?|blocks?|Schichten|capas|camadas|couches)\b|^(?:개의? ?)?(?:[\w`]+ ?){{0,2}}?(?:층|레이어)|^(?:个|個)?(?:[\w`]+ ?){{0,2}}?(?:层|層)(?!ずつ)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex LayersNoun();

    [GeneratedRegex(
        @"^ (?:de )?[`\w.]*?(?:dropout|pooling|flatten|dense|ocult[ao]s|escondid[ao]s|densas|denses|cach[ée]es|enti[èe]rement connect[ée]es|compl[èe]tement connect[ée]es|convoluti[a-z]+|convoluci[a-z]+|convolucion[a-z]+)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex KindBehind();

    [GeneratedRegex(
        @"\b(?:more|additional|further|extra|hidden|dense|conv\w*|fully)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex MoreOrHidden();

    [GeneratedRegex(
        @"[,;:]|\b(?:and|that takes?|which takes?|taking|qui|que)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex NextClause();

    [GeneratedRegex(
        @"^ (?:that|which|to) (?:\w+ ){0,3}?(?:fine-?tun|freez|froz|unfreez)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ThoseTuned();

    [GeneratedRegex(
        @"\bend(?:s|ed|ing)? (?:(?:the|our|this|your) (?:network|model|convnet) )?with\b[^.;:]{0,60}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex EndsWith();

    // A word that is not known says which layers: "two density layers".
    [GeneratedRegex(
        @"^[ -](?:(?:different|new|stacked|consecutive|successive|sequential|separate|distinct|simple|single|total|keras|neural|network|`?keras\.layers`?|building|such)\s+)*(?!(?:different|new|stacked|consecutive|successive|sequential|separate|distinct|simple|single|total|keras|neural|network|building|such|layers?|stages?|blocks?)\b)[A-Za-z]+\s",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Qualified();

    // Only some layers of the network are meant.
    [GeneratedRegex(
        @"\b(?:hidden|intermediate|recurrent|output|trainable|frozen|weight|main|conv\w*)\b|^-layer|[隐隱][藏含]|隠れ|은닉|숨겨진|숨은|\bcach[ée]es?\b|\bocult[ao]s?\b|\bescondid[ao]s?\b|\bversteckte",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex SomeLayers();

    [GeneratedRegex(@"^[ -]dimensional\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Dimensional();

    [GeneratedRegex(
        @"^[ -]dimensional (?:[\w-]+ ){0,2}?layers?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex DimensionalLayers();

    [GeneratedRegex(
        @"^[ -]dimensional (?:output|prediction)s?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex DimensionalOutput();

    [GeneratedRegex(
        @"\b(?:network|model|convnet)\b[^.;]{0,40}\b(?:outputs?|returns?|produces?)\b[^.;,]{0,20}$|\b(?:final|network's|model's) outputs? (?:is|are|was|were)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex OutputsOf();

    [GeneratedRegex(
        @"\b(?:more|additional|further|extra)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex MoreWord();

    [GeneratedRegex(
        @"\b(?:depth|filters|channels)\b[^.]{0,120}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex DepthContext();

    [GeneratedRegex(
        $@"^[ -]?(?:(?!of|and|or|in|pixels?\b)[\w×-]+ ){{0,3}}?(?:{Vocabulary.Filters})(?! (?:modes?|patterns?|sizes?)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex FilterNoun();

    [GeneratedRegex(
        @"\b(?:convert|transform|turn|reduc|map)\w*\s+(?:the |these |all )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Converting();

    [GeneratedRegex(
        @"^ (?:feature maps|filters|channels) (?:in)?to\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex MapsInto();

    // "color images have depth 3 (3 channels for RGB)"
    [GeneratedRegex(
        @"\bRGB\b|\b(?:colou?r|gr[ae]yscale) (?:images?|pictures?|photos?)\b|\b(?:images?|imágenes|imagens|photos|fotos) (?:en |a |à |de |em )?(?:couleurs?|color(?:es)?|cores|coloridas)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex OfColors();

    [GeneratedRegex(
        @"^[ -](?:[\w-]+ )?(?:RGB|colou?r|gr[ae]y(?:[ -]?scale)?|R, ?G(?: ?,| and)? ?B) (?:\w+ )?channels?\b|^[ -](?:channels?|canales|canais|canaux|Kanälen?|Kanäle)\b (?:\(?RGB\b|(?:de )?(?:colou?r|cor|couleurs?)\b|\(?(?:one )?for (?:RGB|red)\b|\(?(?:red|rojo|rouge|R,))|^[ -]RGB\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ColorChannels();

    [GeneratedRegex(@"^ outputs? layers\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex OutputLayers();

    // "we add two new layers": to those that there are.
    [GeneratedRegex(@"\badd(?:s|ed|ing)?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Adding();

    [GeneratedRegex(
        @"\b(?:important|popular|common|main|typical|basic|well-known|famous|kinds?|types?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex InGeneral();

    [GeneratedRegex(@"\bnew\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex NewWord();

    // "two Conv2D blocks" counts blocks, which may have several layers.
    [GeneratedRegex(@"\bblocks?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Blocks();

    [GeneratedRegex(
        @"\b(?:each|every|an?|one|per|residual|dense|convolutional|this|that|its|last|first|final|second|third|fourth|fifth) (?:[\w-]+ ){0,2}(?:block|stage|group|module|branch)s?\b(?:(?!\b(?:network|model)\b)[^.;])*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex InBlock();

    [GeneratedRegex(
        @"^[^.;,]{0,40}\b(?:per|in (?:each|every)|of (?:each|every)) (?:[\w-]+ ){0,2}(?:block|stage|group|module|branch)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex PerBlock();

    // "6n + 2 = 20 layers": a formula counts the layers that its author counts.
    [GeneratedRegex(@"\d ?[A-Za-z]\b[^.;]{0,40}= ?`?$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Formula();

    [GeneratedRegex(
        @"^ (?:color |colour )?(?:channels|canaux|canales|canais|Kanäle)\b",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ChannelNoun();

    [GeneratedRegex(
        @"\b(?:images?|pictures?|photos?|pixels?|imágenes|imagens|fotos|Bilder)\b[^.;,]{0,40}\b(?:with|has|have|en|avec|con|com|mit)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ImagesWith();

    [GeneratedRegex(
        $@"^[ -]?(?:(?:hidden|output|single|linear|dense|fully[- ]connected|ReLU|softmax|sigmoid|ocultas|cach[ée]s|versteckten?) ){{0,2}}(?:{Vocabulary.Units})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex UnitNoun();

    [GeneratedRegex(
        @"^ (?:hidden |output |sigmoid |linear )?(?:unit|neuron|node)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex SingleUnit();

    [GeneratedRegex(
        @"\b(?:dense|fully[- ]connected|hidden|output|linear) layer (?:of|with) size (?:of )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex LayerOfSize();
}
