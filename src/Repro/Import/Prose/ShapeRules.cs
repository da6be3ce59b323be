using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Numerals;
using Repro.Import.Statements;

namespace Repro.Import.Prose;

/// <summary>Shapes of arrays and layers, sizes of images, kernels and windows.</summary>
internal static partial class ShapeRules
{
    private const int Near = 120;

    /// <summary>The longest side of a window of convolutions or pooling that prose names without the word; no image is so small.</summary>
    public const int LargestWindow = 7;

    private const int LargestKernel = 64;

    public static IReadOnlyList<ProseRule> All { get; } =
    [Window, Crop, Argument, FromSizeToSize, Restated, ResultOfProduct, Flattened, Tuple, Product, ShapeOfOne, LengthOfArray];

    // "3x3 convolutions", "a pool size of (2, 2)".
    private static IReadOnlyList<Reading>? Window(Mention mention) =>
        mention.Token is not { Form: NumberForm.Tuple or NumberForm.Product, Value: StatedValue.Axes { Lengths: var sides } }
        || sides.Any(side => side > LargestKernel)
        || !(mention.IsRight(WindowNoun()) || mention.IsLeft(WindowOf()) || IsSmallWindow(mention) || AreMapsOfWindow(mention))
            ? null
        // "A stride of 1 means that the filter moves 1 by 1".
        : mention.IsLeft(Moves()) && !mention.IsRight(WindowNoun()) && !mention.IsLeft(WindowOf()) ? []
        // "typically between 3x3 and 7x7" is a habit.
        : (mention.IsLeft(BetweenSizes()) && mention.IsRight(AndSize())) || mention.IsLeft(BetweenSizeAnd()) ? []
        :
        [
            new Reading(
                StatementKind.Hyperparameter,
                new Topic
                {
                    LayerNumber = ConvolutionWord().IsMatch(mention.Left) ? Topics.OrdinalOf(mention.Left) : 0,
                    Setting =
                        mention.IsRight(StrideNoun()) || mention.IsLeft(StrideOf()) ? "strides"
                        : IsOfPool(mention) ? "pool_size"
                        : "kernel_size",
                    Elsewhere = Topics.IsElsewhere(mention),
                    LayerClass = mention.IsRight(StrideNoun()) || mention.IsLeft(StrideOf()) ? StridingLayer(mention) : null,
                }
            ),
        ];

    // The layer that is named nearest in front, else the window's noun behind it: "the maximum of a 2x2 kernel" is that of pooling.
    private static bool IsOfPool(Mention mention)
    {
        string near = Words.Tail(mention.Left, Near);
        int pool = PoolWord().Matches(near).LastOrDefault()?.Index ?? -1;
        int convolution = ConvolutionWord().Matches(near).LastOrDefault()?.Index ?? -1;
        return mention.IsLeft(MaximumOf())
            || (!mention.IsRight(ConvolutionNoun()) && (mention.IsRight(PoolNoun()) || pool > convolution))
            || (pool < 0 && convolution < 0 && !mention.IsRight(ConvolutionNoun()) && PoolWord().IsMatch(mention.Right));
    }

    // "a convolution with 32 feature maps of size 3x3": the maps are larger.
    private static bool AreMapsOfWindow(Mention mention) =>
        mention.Token.Value is StatedValue.Axes { Lengths: [<= LargestWindow, <= LargestWindow] }
        && mention.IsLeft(MapsOfSize())
        && ConvolutionWord().IsMatch(Words.Tail(mention.Before, Near) + mention.Left);

    private static string StridingLayer(Mention mention) =>
        Topics.LayerOf(mention.Left).Class ?? (PoolWord().IsMatch(mention.Sentence) ? "MaxPooling2D" : "Conv2D");

    [GeneratedRegex(
        @"\b(?:max(?:imum|imale?)?|greatest|largest|highest)(?: values?| valeurs?| pixels?)?(?: pixel| entry| number)? (?:of|over|in|from|within|d['’]une?|de)\b[^.;,]{0,30}$|\bvaleurs? maximales? d['’]une?\b[^.;,]{0,30}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex MaximumOf();

    [GeneratedRegex(@"^[ -]?(?:\w+ )?conv", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ConvolutionNoun();

    [GeneratedRegex(
        @"^[ -]?(?:\w+ )?(?:max|average|avg)?[ -]?pool",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex PoolNoun();

    [GeneratedRegex(
        @"\bfeature maps?,? (?:which |each )?(?:(?:with|of|and) )?(?:an? |the )?size (?:of )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex MapsOfSize();

    [GeneratedRegex(@"\bbetween\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex BetweenSizes();

    [GeneratedRegex(@"^[\w ]{0,12}\band \d", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex AndSize();

    [GeneratedRegex(
        @"\bbetween \d[\d ]*[x×*][\d ]*\d[\w ]{0,12} and\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex BetweenSizeAnd();

    // "the added layers decrease the resolution from 14x14 to 6x6": neither the input nor the first layer need have the first size.
    [GeneratedRegex(
        @"\b(?:layers?|convolutions?|pooling|blocks?)\b[^.;]{0,30}\b(?:decreas|reduc|shr[iau]nk|halv|lower|bring|cut)\w*\b[^.;]{0,40}$|\bresolution\b[^.;]{0,30}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex LayersReduce();

    [GeneratedRegex(
        @"^ (?:pixels )?(?:of|for|in) (?:the )?(?:initial|original|input)\b[^.;]{0,40}?\bto \d",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex OfInputTo();

    // "from 180x180 of the initial image to 7x7".
    [GeneratedRegex(
        @"^ (?:pixels )?(?:of|for|in) (?:the )?(?:initial|original|input)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex OfInput();

    [GeneratedRegex(
        @"\b(?:range|interval|between|rango|intervalo|intervalle|Bereich)(?: of| from)?\s*\$?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex RangeOf();

    // "random crops of 24x24 pixels", "cropped to 24x24": neither the images nor the input.
    private static IReadOnlyList<Reading>? Crop(Mention mention) =>
        mention.Token.Form is NumberForm.Tuple or NumberForm.Product && (mention.IsLeft(CropTo()) || mention.IsRight(CropNoun()))
            ? [new Reading(StatementKind.Shape, new Topic { Detail = "crop", Elsewhere = Topics.IsElsewhere(mention) })]
            : null;

    // "The kernel, which slides over the image, is 3x3 pixels": no image is so small.
    private static bool IsSmallWindow(Mention mention) =>
        mention.Token is { Form: NumberForm.Product, Value: StatedValue.Axes { Lengths: [<= LargestWindow, <= LargestWindow] } }
        && SlidingWord().IsMatch(Words.Tail(mention.Left, Near))
        && !MapsWord().IsMatch(Words.Tail(mention.Left, Near));

    // "the argument `input_shape=(28, 28, 1)`".
    private static IReadOnlyList<Reading>? Argument(Mention mention) =>
        mention.Token.Form == NumberForm.Tuple && NamedArgument().Match(mention.Left) is { Success: true } argument
            ? [new Reading(StatementKind.Hyperparameter, new Topic { Setting = argument.Groups["name"].Value })]
            : null;

    // "from 148x148 to 7x7".
    private static IReadOnlyList<Reading>? FromSizeToSize(Mention mention)
    {
        if (mention.Token.Form != NumberForm.Product)
        {
            return null;
        }

        NumberToken? other = mention.Others.FirstOrDefault(next => next.Form == NumberForm.Product && next.Start > mention.Token.End);
        if (other is not null && (mention.IsRight(ToSize()) || mention.IsRight(OfInputTo())) && mention.IsLeft(From()))
        {
            return
            [
                new Reading(
                    StatementKind.Shape,
                    new Topic
                    {
                        Detail =
                            mention.IsLeft(LayersReduce()) ? "some layers"
                            : mention.IsRight(OfInput()) || Resampled().IsMatch(mention.Sentence) ? "resampling"
                            : "feature maps",
                    },
                    Relation.In,
                    new StatedValue.AxesSpan((StatedValue.Axes)mention.Token.Value, (StatedValue.Axes)other.Value)
                ),
            ];
        }

        return mention.IsLeft(FromSizeTo()) ? [] : null;
    }

    // "150x150 RGB images (shape (20, 150, 150, 3))": the full shape follows.
    private static IReadOnlyList<Reading>? Restated(Mention mention) =>
        mention.Token is { Form: NumberForm.Product, Value: StatedValue.Axes axes }
        && mention.Others.Any(other =>
            other is { Form: NumberForm.Tuple, Value: StatedValue.Axes whole } && Contains(whole.Lengths, axes.Lengths)
        )
            ? []
            : null;

    // "28 * 28 = 784 pixels".
    private static IReadOnlyList<Reading>? ResultOfProduct(Mention mention)
    {
        if (mention.Token.Form == NumberForm.Product && mention.IsRight(EqualsNumber()))
        {
            return [];
        }

        // "3 * 3 = 9 weights" are not a flattened image.
        return
            mention.Token.IsCount
            && mention.Token.Amount > LargestWindow * LargestWindow
            && mention.IsLeft(ProductEquals())
            && !mention.IsRight(OtherThings())
            ? [new Reading(StatementKind.LayerShape, new Topic { LayerClass = "Flatten" })]
            : null;
    }

    // "after the flatten layer there are 4,096 values", "the flattened vector has 400 entries".
    private static IReadOnlyList<Reading>? Flattened(Mention mention) =>
        mention.Token.IsCount && mention.Token.Amount >= 2 && mention.IsLeft(FlattenGives()) && mention.IsRight(FlatValues())
            ? [new Reading(StatementKind.LayerShape, new Topic { LayerClass = "Flatten", Detail = "output" })]
            : null;

    private static IReadOnlyList<Reading>? Tuple(Mention mention)
    {
        if (mention.Token.Form != NumberForm.Tuple || !ShapeWord().IsMatch(mention.Sentence + " " + mention.Before))
        {
            return null;
        }

        // "values in the range (0, 1)" are no shape.
        if (mention.Token.Value is StatedValue.Axes { Lengths.Count: 2 } && mention.IsLeft(RangeOf()))
        {
            return [];
        }

        if (OutputOfLayer(mention) is { } its)
        {
            return [its];
        }

        Topic topic = TopicOf(mention);
        return mention.IsRight(FormatOf())
            ? [new Reading(StatementKind.Shape, topic), new Reading(StatementKind.Shape, new Topic { Raw = true })]
            : [new Reading(StatementKind.Shape, topic)];
    }

    private static IReadOnlyList<Reading>? Product(Mention mention)
    {
        if (mention.Token.Form != NumberForm.Product || !(SizeWord().IsMatch(mention.Sentence) || mention.IsLeft(ItsOutput())))
        {
            return null;
        }

        // "the image is 13x13 after the first pooling layer and 5x5 after the second".
        Match behind = LayerBehind().Match(mention.Right) is { Success: true } right ? right : LayerInFront().Match(mention.Left);
        if (behind.Success)
        {
            (string? own, int number) = Topics.LayerOf(behind.Value);
            if ((own ?? Topics.LayerOf(mention.Left).Class) is { } layer)
            {
                return
                [
                    new Reading(
                        StatementKind.Shape,
                        new Topic
                        {
                            Detail = "output",
                            LayerClass = layer,
                            LayerNumber = number != 0 ? number : Topics.OrdinalOf(behind.Value),
                        }
                    ),
                ];
            }
        }

        if (OutputOfLayer(mention) is { } its)
        {
            return [its];
        }

        if (mention.IsLeft(Expecting()))
        {
            return [new Reading(StatementKind.Shape, TopicOf(mention) with { Raw = false, Detail = "input" })];
        }

        bool resized = mention.IsLeft(Resized()) || (mention.IsRight(PixelNoun()) && !MapsWord().IsMatch(Words.Tail(mention.Left, Near)));
        return
        [
            resized
                ? new Reading(StatementKind.ImageSize, TopicOf(mention) with { Raw = !mention.IsLeft(Resized()) })
                : new Reading(StatementKind.Shape, TopicOf(mention)),
        ];
    }

    // "vectors of shape (1024)".
    private static IReadOnlyList<Reading>? ShapeOfOne(Mention mention) =>
        mention.Token.IsCount && mention.IsLeft(ShapeBracket()) && mention.IsRight(ClosingBracket()) && !mention.IsLeft(LayerOfSize())
            ?
            [
                new Reading(
                    StatementKind.Shape,
                    TopicOf(mention),
                    Value: new StatedValue.Axes([(int)Math.Min(mention.Token.Amount, int.MaxValue)])
                ),
            ]
            : null;

    // "an array of 10 numbers", "the full set of 10 class predictions", "an array with length of 10".
    private static IReadOnlyList<Reading>? LengthOfArray(Mention mention)
    {
        if (!mention.Token.IsCount || mention.Token.Amount < 2)
        {
            return null;
        }

        // "sequences of length 10" are data.
        if (mention.IsLeft(LengthOf()) && !mention.IsLeft(SequenceLength()))
        {
            // "each label becomes a vector of length 10".
            if (OfLabels().IsMatch(mention.Sentence))
            {
                return [];
            }

            (string? layer, int number) = Topics.LayerOf(mention.Left);
            return
            [
                new Reading(
                    layer is null && !LayerWord().IsMatch(mention.Left) ? StatementKind.Shape : StatementKind.LayerShape,
                    new Topic
                    {
                        LayerClass = layer,
                        LayerNumber = number,
                        Detail = "output",
                    }
                ),
            ];
        }

        if (!mention.IsLeft(ArrayOf()) || !mention.IsRight(Entries()))
        {
            return null;
        }

        // "a list with two elements, the first one being the weights" is not an array of numbers.
        if (mention.IsRight(Enumerated()))
        {
            return [];
        }

        if (mention.IsLeft(Taking()))
        {
            return [new Reading(StatementKind.Shape, new Topic { Detail = "input" })];
        }

        // "the global average pooling gives a vector of 32 numbers".
        (string? named, int place) = Topics.LayerOf(mention.Left);
        return named is null
            ? [new Reading(StatementKind.Shape, new Topic { Detail = "output" })]
            :
            [
                new Reading(
                    StatementKind.LayerShape,
                    new Topic
                    {
                        LayerClass = named,
                        LayerNumber = place,
                        Detail = "output",
                    }
                ),
            ];
    }

    // "The first pooling halves the sides. Its output is 13x13x32", "this turns the image into 13x13x32 feature maps".
    private static Reading? OutputOfLayer(Mention mention)
    {
        if (mention.IsLeft(ItsOutput()) && LayerBefore(mention) is { Class: { } layer } named)
        {
            return new Reading(
                StatementKind.Shape,
                new Topic
                {
                    Detail = "layer output",
                    LayerClass = layer,
                    LayerNumber = named.Number,
                    Elsewhere = Topics.IsElsewhere(mention),
                }
            );
        }

        if (!mention.IsRight(FeatureMaps()) || !mention.IsLeft(Turning()))
        {
            return null;
        }

        (string? turning, int number) = Topics.LayerOf(mention.Left);
        return new Reading(
            StatementKind.Shape,
            new Topic
            {
                Detail = "made maps",
                LayerClass = turning,
                LayerNumber = turning is null ? 0 : number,
                Elsewhere = Topics.IsElsewhere(mention),
            }
        );
    }

    // The layer that the sentence names in front of "its output", else that of the sentence before.
    private static (string? Class, int Number) LayerBefore(Mention mention)
    {
        string own = mention.Left[..ItsOutput().Match(mention.Left).Index];
        if (Topics.LayerOf(own) is { Class: not null } here)
        {
            return here;
        }

        string before = mention.Before.TrimEnd().TrimEnd('.', '!', '?');
        return Topics.LayerOf(before[(before.LastIndexOfAny(['.', '!', '?', '\n']) + 1)..]);
    }

    private static Topic TopicOf(Mention mention)
    {
        string near = Words.Tail(mention.Left, Near);
        bool raw =
            !mention.IsRight(BlockOfFeatures())
            && !MapsWord().IsMatch(near)
            && (mention.IsRight(ImageNoun()) || (ImageWord().IsMatch(near) && !LayerWord().IsMatch(near)));
        string? detail =
            KernelClose().IsMatch(near) ? "kernel"
            : LabelsClose().IsMatch(near) ? "labels"
            : Batch().IsMatch(near) || mention.IsRight(BatchNoun()) ? "batch"
            : LabelWord().IsMatch(near) ? "labels"
            : IsInput(near) || mention.IsRight(InputBehind()) ? "input"
            : OutputWord().IsMatch(near) || mention.IsRight(OutputNoun()) ? "output"
            : ArrayName().Matches(near).LastOrDefault() is { } array ? array.Groups["name"].Value
            : null;
        (string? layer, int number) = detail is "output" ? Topics.LayerOf(near) : (null, 0);
        if (MapsWord().IsMatch(near) || mention.IsRight(BlockOfFeatures()))
        {
            (detail, layer) = ("feature maps", layer ?? Topics.LayerOf(mention.Right).Class);
        }

        return new Topic
        {
            Part = Topics.PartOf(mention),
            Raw = raw,
            Detail = detail,
            LayerClass = FlattenWord().IsMatch(near) ? "Flatten" : layer,
            LayerNumber = number,
            Elsewhere = Topics.IsSupposed(mention),
        };
    }

    // "input the output tensor of shape ... into the classifier": the nearer word counts.
    private static bool IsInput(string near) =>
        InputWord().Matches(near).LastOrDefault() is { } input
        && (OutputWord().Matches(near).LastOrDefault() is not { } output || output.Index < input.Index);

    private static bool Contains(IReadOnlyList<int?> whole, IReadOnlyList<int?> part) =>
        Enumerable.Range(0, Math.Max(0, whole.Count - part.Count + 1)).Any(start => whole.Skip(start).Take(part.Count).SequenceEqual(part));

    [GeneratedRegex(
        @"^[ -]?(?:convolution|conv\b|kernel|filter|window|pool|max(?!im)|average[ -]?pool|patch|stride|receptive|컨볼루션|필터|卷积|过滤器|Faltung|Filter|convoluc|noyau|filtre|fenêtre|ventana)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex WindowNoun();

    [GeneratedRegex(
        @"\b(?:kernels?|filters?|pool(?:ing)?|windows?|ventanas?|filtros?|noyaux?|filtres?|fenêtres?|voisinages?|janelas?|Fenster)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex SlidingWord();

    [GeneratedRegex(
        @"(?:커널|필터|풀|풀링) ?(?:크기|사이즈)[는은를을]? ?[:=]? ?$|(?:kernel|pool(?:ing)?|window|filter|stride|patch)(?:s|_size| size| sizes)*(?:,? each)?\s*(?:of|is|are|have|has|=|:|with)?\s*(?:the |a )?(?:size )?(?:of )?\(?$|\bpool(?:ing)? sizes? (?:will be|should be|of)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex WindowOf();

    [GeneratedRegex(
        @"\b(?:moves?|slides?|shifts?|steps?|jumps?)\b[^.,;]{0,40}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Moves();

    [GeneratedRegex(@"^[ -]?strides?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex StrideNoun();

    [GeneratedRegex(
        @"\bstrides?(?: size)?\s*(?:of|is|are|=|:)?\s*\(?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex StrideOf();

    [GeneratedRegex(
        @"^ \w+[,:;] ?(?:the first|one)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Enumerated();

    [GeneratedRegex(
        @"\bcrop(?:s|ped|ping)?\b[^.;,\d]{0,40}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex CropTo();

    [GeneratedRegex(
        @"^[ -]?(?:(?:pixels?|px|random|center|central)[ -])*crop(?:s|ped)?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex CropNoun();

    [GeneratedRegex(
        @"\b(?:its outputs?(?: shape)?|(?:the )?outputs?(?: shape)? of (?:this|that) (?:layer|convolution|pooling)|this layer(?:'s outputs?(?: shape)?| outputs| returns| gives))\b[^.;\d]{0,40}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ItsOutput();

    [GeneratedRegex(
        @"^ (?:feature|activation) maps?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex FeatureMaps();

    [GeneratedRegex(
        @"\b(?:turn|transform|convert|map|reduc|shrink|compress|downsampl|pool)\w*\b[^.;\d]{0,60}\b(?:into|to)\s*(?:an? )?$|\b(?:gives?|produces?|outputs?|returns?|yields?|creates?|makes)\s*(?:an? )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Turning();

    [GeneratedRegex(@"\bconv", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ConvolutionWord();

    [GeneratedRegex(@"pool|풀", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex PoolWord();

    [GeneratedRegex(@"\b(?<name>[a-z]+(?:_[a-z]+)+)\s*=\s*$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex NamedArgument();

    [GeneratedRegex(
        @"^ (?:to|down to) (?=\d)|^에서 (?=\d)|^到(?=\d)| ?(?:bis|hasta|até|a) (?=\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ToSize();

    [GeneratedRegex(
        @"\b(?:from|von|desde|de)\s*$|从\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex From();

    [GeneratedRegex(
        @"^ (?:[\w-]+ )?(?:vectors|windows|weights|parameters|params|filters|patches|combinations|steps|batches|layers|blocks|stages|groups|classes|units|neurons|epochs)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex OtherThings();

    // "the images are downsampled from 28x28 to 7x7": from the input to the output.
    [GeneratedRegex(
        @"\b(?:down|up)[- ]?(?:sampl|scal)\w*|\bcompress\w*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Resampled();

    [GeneratedRegex(
        @"\b(?:from|von|desde|de) \d{1,6} ?[x×*] ?\d{1,6} (?:to|down to|bis|hasta|até|a) $",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex FromSizeTo();

    // "After the last pooling layer, the feature maps have 14 x 14 pixels".
    [GeneratedRegex(
        @"\b(?:after|behind) the (?:first|second|third|last) (?:[\w-]+ )?(?:pooling|convolution\w*|conv\w*)(?: layer)?\b(?=[^.;]{0,60}$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex LayerInFront();

    [GeneratedRegex(
        @"\b(?:takes?|accepts?|expects?|receives?)\b[^.;,]{0,20}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Taking();

    [GeneratedRegex(
        @"^ (?:after|behind) the (?:first|second|third|last)\b(?: (?:[\w-]+ )?(?:layer|pooling|convolution)\b(?: layer)?)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex LayerBehind();

    [GeneratedRegex(
        @"\b(?:network|model|base|it|ResNet\w*|VGG\w*|MobileNet\w*|Inception\w*|Xception|EfficientNet\w*|DenseNet\w*)\b (?:expects|takes|accepts|needs)\b[^.;,\d]{0,30}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Expecting();

    [GeneratedRegex(@"^\s*=\s*\d", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex EqualsNumber();

    [GeneratedRegex(@"\d ?(?:[x×*]|by) ?\d{1,6}\s*=\s*$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ProductEquals();

    [GeneratedRegex(
        @"\bshapes?\b|\bsize\b|\binput|\btensor|\boutput|\bbatch|\bdimension|\breshape|\bfeature map|\bvector|\barray|\bimages?\b|형태|모양|크기|텐서|形状|大小|尺寸|张量|\bForm\b|\bGröße|\bforma\b|\btamañ|\btamanho|\bentrada|\bentrée|\btaille|\bforme\b|\btenseur|\bdimension",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ShapeWord();

    [GeneratedRegex(
        @"\bimages?\b|\bpictures?\b|\bphotos?\b|\binputs?\b|\bsize|\bpixels?\b|\bresolution|\bresiz|\bshape|\barrays?\b|\bfeature maps?|\btensor|\boutput of\b|\bmatri|크기|이미지|사진|픽셀|大小|尺寸|像素|图|\bBild|\bPixel|\bimagen|\bimagem|\bpíxel|\btamañ|\btamanho|\btaille|\brésolution",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex SizeWord();

    [GeneratedRegex(
        @"^,? (?:which|that|this) (?:is|matches|corresponds to) the (?:format|shape|size) of\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex FormatOf();

    [GeneratedRegex(
        @"\btarget_size\b[^.;\d]{0,80}$|\bre-?siz\w*(?: \w+){0,4}? (?:to|as|into)\s*(?:size )?\(?$|\bscaled? (?:down |up )?to\s*$|크기를?\s*$|调整(?:为|到)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Resized();

    [GeneratedRegex(
        @"^[ -]?(?:pixels?|px|píxeles|pixel|픽셀|像素)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex PixelNoun();

    [GeneratedRegex(
        @"\b(?:shape|size|Form|forma|tamaño|taille|forme|dimension)\s*(?:of |is |: ?)?\(?\s*$|(?:형태|크기|形状|大小)[는은为是]?\s*\(?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ShapeBracket();

    [GeneratedRegex(@"^\s*\)", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ClosingBracket();

    [GeneratedRegex(
        @"\b(?:after|behind|by) (?:the |this )?flatten\w*(?: layer)?,? (?:there are |we have |we get |it has |come )?(?:a vector (?:of|with) )?$|\bflatten\w*(?: layer| vector| output| features?| maps?| tensor)?\b[^.;,\d]{0,40}\b(?:has|have|gives?|outputs?|returns?|produces?|yields?|contains?|makes|with|of|are|into|to)\s*(?:a |an )?(?:vector (?:of|with) )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex FlattenGives();

    [GeneratedRegex(
        @"^(?: values| numbers| (?:input )?features| elements| entries| units| neurons| nodes| inputs| outputs| activations| dimensions|[- ]dimensional|[- ]element)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex FlatValues();

    [GeneratedRegex(
        @"\bone[- ]?hot\b|\b(?:labels?|targets?)(?: values?)? (?:into|is|are|becomes?|as)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex OfLabels();

    [GeneratedRegex(
        @"\blayer (?:of|with) size (?:of )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex LayerOfSize();

    [GeneratedRegex(
        @"\b(?:length|longitud|comprimento|Länge)(?: of)?\s*$|길이가?\s*$|长度为?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex LengthOf();

    [GeneratedRegex(
        @"\b(?:array|vector|list|set|tensor|sequence) (?:of|with)(?: the)?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ArrayOf();

    [GeneratedRegex(
        @"^ (?:class )?(?:numbers|values|probabilities|scores|predictions|elements|entries|probability scores|logits)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Entries();

    [GeneratedRegex(
        @"^[ -]?(?:[\w-]+ ){0,3}?(?:images?|pictures?|photos?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ImageNoun();

    [GeneratedRegex(
        @"\b(?:images?|pictures?|photos?|digits?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ImageWord();

    [GeneratedRegex(
        @"\b(?:layers?|model|network|convnet|inputs?|outputs?)\b|층|层|モデル|모델",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex LayerWord();

    [GeneratedRegex(
        @"(?:\b|_)batch(?:es)?\b(?!.*\bnormal)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Batch();

    [GeneratedRegex(@"^ ?(?:batch(?:es)?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex BatchNoun();

    [GeneratedRegex(@"\blabels?\b[^,;.]{0,30}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex LabelWord();

    [GeneratedRegex(
        @"\b(?:inputs?|entradas?|entrées?|Eingabe\w*)\b[^,;.]{0,40}$|\binput[ _]shape\b[^;.\d]{0,40}$|입력(?!으로 받)|输入|入力",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex InputWord();

    [GeneratedRegex(
        @"\b(?:outputs?|salidas?|saídas?|sorties?|Ausgabe\w*)\b[^;.]{0,80}$|출력|输出|出力",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex OutputWord();

    [GeneratedRegex(@"^\)? ?(?:outputs?\b|出力)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex OutputNoun();

    [GeneratedRegex(
        @"\bfeature[- ]maps?\b[^,;.]{0,40}$|특징 맵|特征图",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex MapsWord();

    [GeneratedRegex(
        @"\b(?:sequences?|reviews|sentences|windows)\b[^.;,]{0,20}\blength(?: of)?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex SequenceLength();

    // "the kernel weights have a shape of (9, 1)".
    [GeneratedRegex(
        @"\b(?:kernel|weight matrix|weights?)\b[^.;]{0,50}\bshape(?: of| is|:)?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex KernelClose();

    [GeneratedRegex(
        @"\blabels? \((?:of )?shape\s*$|\blabels?_batch\b[^,;.]{0,60}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex LabelsClose();

    [GeneratedRegex(@"^ ?(?:の入力|의 입력|的输入)", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex InputBehind();

    [GeneratedRegex(
        @"^ (?:block|map|volume|grid) of (?:features|activations)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex BlockOfFeatures();

    [GeneratedRegex(
        @"\bflatten|\baplan|\bachata|\bplanific|\bflach|展平|拉平|扁平|フラット|平坦|평탄|펼",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex FlattenWord();

    [GeneratedRegex(@"\b(?<name>[xXyY]_\w+|\w+_(?:images|labels|data))\b", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ArrayName();
}
