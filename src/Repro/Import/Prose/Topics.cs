using System.Text.RegularExpressions;
using Repro.Import.Statements;

namespace Repro.Import.Prose;

/// <summary>Reads from the words around a number which data and which layer it is about.</summary>
internal static partial class Topics
{
    private const int Near = 90;

    /// <summary>The part of the data that is named nearest to the number in its clause, else in its sentence.</summary>
    public static DataPart PartOf(Mention mention)
    {
        // "5,000 of the training images for validation", "10,000 images for testing": the use decides.
        if (Taken().Match(mention.Left + mention.Right) is { Success: true } taken && taken.Index + taken.Length > mention.Left.Length)
        {
            return PartIn(taken.Groups["use"].Value);
        }

        if (mention.IsRight(InTotal()) || (mention.IsLeft(TotalOf()) && !mention.IsRight(PartBehind())))
        {
            return DataPart.Unknown;
        }

        if (NounOfPart().Match(mention.Right) is { Success: true } noun)
        {
            return PartIn(noun.Groups["part"].Value);
        }

        string left = Clause(mention.Left, fromEnd: true);
        string right = Clause(mention.Right, fromEnd: false);
        // Chinese, Japanese and Korean name the use behind the number.
        return Nearest(left, right)
            ?? (EastAsian().IsMatch(mention.Right) ? Nearest("", Words.Head(mention.Right, Near)) : null)
            ?? Nearest(Words.Tail(mention.Left, Near), "")
            ?? Nearest("", NextNumber().Split(Words.Head(mention.Right, Near), 2)[0])
            ?? DataPart.Unknown;
    }

    /// <summary>The part of the data that is named in the clause of a setting.</summary>
    public static DataPart PartOfSetting(Mention mention) =>
        PartInClause(mention) is not DataPart.Unknown and var named ? named
        // Chinese, Japanese and Korean join clauses without a comma.
        : mention.Sentence.Any(letter => letter is >= '\u3040' and < '\uD800') ? PartOf(mention)
        : DataPart.Unknown;

    /// <summary>The part of the data that is named in the clause of the number.</summary>
    public static DataPart PartInClause(Mention mention) =>
        Nearest(Clause(mention.Left, fromEnd: true), Clause(mention.Right, fromEnd: false)) ?? DataPart.Unknown;

    /// <summary>The part that an accuracy or a loss is measured on, where the text says so.</summary>
    public static DataPart MeasuredOn(Mention mention)
    {
        // "0.91 (or 91 %) on the training data": the brackets repeat the number.
        string behind = Repeated().Replace(mention.Right, "");
        Match[] left = Measured().Matches(mention.Left).ToArray();
        Match right = Measured().Match(Clause(behind, fromEnd: false));

        // "a test accuracy above 98 % and a validation accuracy of": the second part belongs to the next number.
        bool near =
            right.Success
            && (left.Length == 0 || !(AnyClause().IsMatch(behind[..right.Index]) || Conjunction().IsMatch(behind[..right.Index])));
        Match? match = near && (left.Length == 0 || right.Index < mention.Left.Length - left[^1].Index) ? right : left.LastOrDefault();
        return match is null ? DataPart.Unknown : PartIn(match.Value);
    }

    /// <summary>Whether the sentence speaks of something that is not in the text: another chapter, a contest, an expectation.</summary>
    public static bool IsElsewhere(Mention mention) =>
        (ElsewhereSentence().IsMatch(mention.Sentence) && !Contrast().IsMatch(mention.Left))
        || (Suggestion().IsMatch(mention.Sentence) && !mention.Right.TrimEnd().EndsWith(':'))
        || Task().IsMatch(mention.Sentence)
        || TaskBefore().IsMatch(mention.Before)
        || IsSupposed(mention)
        || mention.IsRight(Compared())
        || mention.IsRight(Target())
        || OtherModel().IsMatch(mention.Left)
        || Elsewhere().IsMatch(ClauseBefore(mention.Left))
        || Elsewhere().IsMatch(ClauseBehind(mention.Right));

    /// <summary>Whether a number is that of an example: "batches could have the shape (32, 10)".</summary>
    public static bool IsSupposed(Mention mention) =>
        AnyLayer().IsMatch(mention.Sentence)
        || Supposed().IsMatch(mention.Left)
        || (Condition().IsMatch(mention.Left) && Consequence().IsMatch(mention.Sentence));

    /// <summary>Whether a passage gives the reader a task whose parts follow: "Question: define a network as follows:".</summary>
    public static bool OpensTask(string passage) => Task().IsMatch(passage) && passage.TrimEnd(' ', '*', '_').EndsWith(':');

    /// <summary>Whether a sentence gives a rule for networks in general: "your network should end with a softmax".</summary>
    public static bool IsAdvice(string sentence) => Advice().IsMatch(sentence);

    /// <summary>Whether a sentence names what the reader may try.</summary>
    public static bool IsSuggested(string sentence) => Suggestion().IsMatch(sentence) && !sentence.TrimEnd().EndsWith(':');

    /// <summary>Whether a number is a wish, which nothing has reached yet.</summary>
    public static bool IsWished(Mention mention) => Wish().IsMatch(ClauseBefore(mention.Left));

    /// <summary>The known data sets that a sentence names, as Keras spells them.</summary>
    public static IReadOnlyList<string> DataSetsIn(string sentence) =>
        [
            .. KnownSet()
                .Matches(sentence)
                .Where(match => !(Unlike().IsMatch(sentence[..match.Index]) && sentence[(match.Index + match.Length)..].StartsWith(',')))
                .Select(match =>
                    match.Value.ToLowerInvariant().Replace('-', '_').Replace(' ', '_').Replace("cifar_", "cifar", StringComparison.Ordinal)
                )
                .Distinct(),
        ];

    /// <summary>
    /// The known data sets that a sentence names; where it begins with "This data set", those of the sentence in front of it.
    /// </summary>
    public static IReadOnlyList<string> DataSetsOf(Mention mention)
    {
        IReadOnlyList<string> named = DataSetsIn(mention.Sentence);
        if (named.Count > 0 || !ThisSet().IsMatch(mention.Sentence))
        {
            return named;
        }

        string before = mention.Before.TrimEnd().TrimEnd('.', '!', '?');
        return DataSetsIn(before[(before.LastIndexOfAny(['.', '!', '?']) + 1)..]);
    }

    private static string ClauseBefore(string words) => words[(words.LastIndexOfAny([',', ';', ':']) + 1)..];

    private static string ClauseBehind(string words) => words.IndexOfAny([',', ';', ':']) is >= 0 and var end ? words[..end] : words;

    /// <summary>The class of the last layer that is named in front of a number, and which of several it is.</summary>
    public static (string? Class, int Number) LayerOf(string words)
    {
        Match[] layers = Layer().Matches(words).ToArray();
        if (layers.Length == 0)
        {
            return (null, 0);
        }

        Match layer = layers[^1];
        string name = layer
            .Groups["class"]
            .Value.ToLowerInvariant()
            .Replace(" ", "", StringComparison.Ordinal)
            .Replace("-", "", StringComparison.Ordinal);
        string? known = name switch
        {
            "dense" or "denselyconnected" or "fullyconnected" or "linear" or "全连接" or "全連接" => "Dense",
            "densa" or "densas" or "denses" => "Dense",
            _ when name.StartsWith("entièrementconn", StringComparison.Ordinal)
                    || name.StartsWith("complètementconn", StringComparison.Ordinal) => "Dense",
            _ when name.StartsWith("convoluti", StringComparison.Ordinal) || name.StartsWith("convolucional", StringComparison.Ordinal) =>
                "Conv2D",
            "aplatissement" => "Flatten",
            "conv1d" => "Conv1D",
            "conv3d" => "Conv3D",
            "embedding" or "嵌入" => "Embedding",
            "lstm" => "LSTM",
            "gru" => "GRU",
            "maxpooling1d" => "MaxPooling1D",
            "globalmaxpooling1d" => "GlobalMaxPooling1D",
            "globalaveragepooling1d" => "GlobalAveragePooling1D",
            "conv2dtranspose" => "Conv2DTranspose",
            "conv2d" or "conv" or "convolution" or "convolutional" or "卷积" or "卷積" => "Conv2D",
            "maxpooling2d" or "maxpooling" or "maxpool" or "pooling" or "pool" or "池化" => "MaxPooling2D",
            "averagepooling2d" or "averagepooling" => "AveragePooling2D",
            "globalaveragepooling" or "globalaveragepooling2d" => "GlobalAveragePooling2D",
            "dropout" or "丢弃" => "Dropout",
            "flatten" or "扁平" or "展平" or "平坦" => "Flatten",
            "batchnormalization" or "batchnormalisation" => "BatchNormalization",
            "rescaling" => "Rescaling",
            _ => null,
        };
        return (known, OrdinalOf(words));
    }

    /// <summary>1 for the first, -1 for the last, -2 for one that is counted from the last, 0 where none is told.</summary>
    public static int OrdinalOf(string words)
    {
        if (FromTheLast().IsMatch(words))
        {
            return -2;
        }

        Match[] ordinals = Ordinal().Matches(words).ToArray();
        return ordinals.LastOrDefault()?.Value.ToLowerInvariant() switch
        {
            null => 0,
            "first" or "第一" or "最初の" or "첫 번째" or "primera" or "primeira" or "erste" or "ersten" or "première" or "premier" => 1,
            "second" or "第二" or "두 번째" or "segunda" or "zweite" or "zweiten" or "deuxième" or "seconde" => 2,
            "third" or "第三" or "세 번째" or "troisième" or "tercera" => 3,
            _ => -1,
        };
    }

    private static DataPart? Nearest(string left, string right)
    {
        Match? before = Part().Matches(left).LastOrDefault();
        Match after = Part().Match(right);
        if (before is null && !after.Success)
        {
            return null;
        }

        bool takesAfter = after.Success && (before is null || after.Index <= left.Length - before.Index - before.Length);
        return PartIn((takesAfter ? after : before!).Value);
    }

    private static DataPart PartIn(string words) =>
        Validation().IsMatch(words) ? DataPart.Validation
        : Test().IsMatch(words) ? DataPart.Test
        : Train().IsMatch(words) ? DataPart.Train
        : DataPart.Unknown;

    // Up to the next comma, semicolon, parenthesis or number.
    private static string Clause(string words, bool fromEnd)
    {
        MatchCollection breaks = Break().Matches(words);
        if (breaks.Count == 0)
        {
            return fromEnd ? Words.Tail(words, Near) : Words.Head(words, Near);
        }

        return fromEnd ? Words.Tail(words[breaks[^1].Index..], Near) : Words.Head(words[..breaks[0].Index], Near);
    }

    [GeneratedRegex(
        @"(?<![A-Za-z])(?:train(?:ing|s|ed)?|valid(?:ation|ating|ates?|ated)|val|test(?:ing|s|ed)?)(?![A-Za-z])|\bevaluat\w+|\bavali\w+|\bevalúa\w*|トレーニング|訓練|学習(?!した)|検証|テスト|評価|评估|評估|평가|학습(?!한)|훈련|검증|테스트|시험|训练|訓練|验证|驗證|测试|測試|\bentrenamiento|\bvalidaci[óo]n|\bprueba|\btrein(?:o|amento)|\bvalidação|\bteste|\bapprentissage(?! (?:profond|automatique))|\bentra[iî]ne\w*|\bévalu\w+|\bTrainings?|\bValidierung\w*|\bTests?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Part();

    [GeneratedRegex(
        @"\b(?:training|train|validation|val|test)[ _-](?:set )?(?:classification )?(?:accurac(?:y|ies)|acc|loss|error|MAE|MSE|mean (?:absolute|squared) error)\b|\b(?:on|for|over) (?:the |our |its |this |unseen |held-out )*(?:MNIST |CIFAR-?10 )?(?:training|train|validation|test|testing)\b|\b(?:training|validation|test) (?:set|data|images|samples)\b|(?:トレーニング|訓練|学習|検証|テスト)(?:用)?(?:データ(?:セット)?|セット|の?正解率|の?精度|の?損失)|학습 ?정확도|훈련 ?정확도|검증 ?정확도|테스트 ?정확도|(?:训练|验证|测试)(?:集|数据|准确率|精度|损失)?|(?:테스트|검증|훈련|학습) (?:세트|데이터|손실)|(?:Trainings|Validierungs|Test)(?:genauigkeit|daten|verlust)|de (?:entrenamiento|validaci[óo]n|prueba)s?|de (?:treino|treinamento|validação|teste)|(?:d['’]entra[iî]nement|d['’]apprentissage|de test|de validation|d['’]évaluation)\b|\b(?:précision|perte|exactitude) (?:en |sur )?(?:entra[iî]nement|validation|test)\b|\b(?:train|val|test)_(?:acc|accuracy|loss)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Measured();

    [GeneratedRegex(
        @"valid|\bval|검증|验证|驗證|検証",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Validation();

    [GeneratedRegex(
        @"test|evaluat|avali|evalúa|テスト|評価|评估|評估|평가|테스트|시험|测试|測試|prueba|évalu|held-out|unseen",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Test();

    [GeneratedRegex(
        @"train|トレーニング|訓練|学習|학습|훈련|训练|訓練|entrena|trein|apprentissage|entra[iî]ne",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Train();

    [GeneratedRegex(
        @"\b[Cc]hapter \d|\b(?:in|of) (?:the |our |this )?(?:next|previous|last|following|earlier) (?:section|chapter|part|example|tutorial)|\bone (?:should|could|can)\b|\b(?:would|could) (?:\w+ )?be\b|\b(?:would|could|might) have been\b|\bwould (?:make|need|take|bring|improve|require)\b|\b(?:could|can) (?:also )?(?:use|try|choose|take)\b|\bis more (?:usual|common)\b|\b(?:papers|people|others) (?:often |usually |typically )?(?:train|use)\b|\bcompetition|\bentrants|\bbest entries|\bcompetitors|\b(?:logistic|linear|ridge) regression\b|\b(?:random forest|support vector machine|SVM|decision tree|naive Bayes|nearest neighbou?rs?|gradient boosting|XGBoost)s?\b|\bstate[- ]of[- ]the[- ]art|\bhumans?\b|\blikely\b|\bcould (?:probably )?(?:get|reach|achieve)|\bthe (?:paper|authors)\b|\boriginal (?:network|model|architecture|(?:VGG|ResNet|Inception|Xception|MobileNet|DenseNet|EfficientNet|AlexNet|LeNet)[-\w]*)\b|\bpreviously\b|\b(?:excellent|good|best|top|typical|great) results\b|\bthen (?:was|were)\b|\bback then\b|\bat that time\b|\b(?:is|are) known to\b|\b(?:models|networks|convnets|CNNs|architectures|methods|approaches) (?:can|often|usually|typically|easily) (?:\w+ )?(?:exceed|reach|achieve|get|surpass)\b|\byou (?:will|can) never\b|\bthe (?:closer|nearer)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Elsewhere();

    [GeneratedRegex(
        @"^\W*(?:in (?:the |our )?(?:next|previous|last|following) (?:section|chapter|part|example)|(?:in )?(?:section|chapter|part) \d[\d.]*,? (?:will )?(?:\w+s|introduce|show|explain|the|a|our|we)\b|(?:this|the) original (?:dataset|data set))|\b(?:in|from|of) (?:another|an earlier|a previous|some other) (?:article|post|paper|tutorial|blog|notebook|study|work|publication)\b|以前に|\b이전에\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex ElsewhereSentence();

    // "Logistic regression, on the same data, reaches 92 %", up to a network of the text.
    [GeneratedRegex(
        @"\b(?:(?:logistic|linear|ridge) regression|linear classifiers?|random forests?|support vector machines?|SVM|decision trees?|naive Bayes|nearest neighbou?rs?|gradient boosting|XGBoost)\b(?:(?!\b(?:our|this|the|your|my) (?:\w+ ){0,2}(?:network|model|convnet|CNN|MLP)\b)[^;]){0,120}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex OtherModel();

    // "In the last chapter it was 0.9, but in our case ...": what follows is about this text.
    [GeneratedRegex(
        @"\b(?:but|however|whereas|while|in our case|here)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Contrast();

    // "20,000 samples compared to 2,000": the first one is another number.
    [GeneratedRegex(
        @"^ (?:[\w-]+ ){0,3}(?:compared (?:to|with)|as opposed to|versus|vs\.?) (?:only |just |about |our |the )*\d",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Compared();

    // "fell short of the 99 % threshold", "we take more than 99 % as the target".
    [GeneratedRegex(
        @"^ (?:(?:test |validation )?accuracy )?(?:as (?:the|a|our|my) )?(?:target|threshold|goal|requirement)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Target();

    [GeneratedRegex(
        @"[\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}\p{IsHangulSyllables}]",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex EastAsian();

    [GeneratedRegex(
        @"\b(?:your|a|any|the) (?:network|model|classifier) (?:should|must|needs? to|has to)\b|\b(?:problems?|tasks?)\b[^.;]{0,80}\b(?:should|must)\b|\bin general\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Advice();

    // What the reader has to do: "Task 1: two LSTM layers", "Your task is to ...".
    [GeneratedRegex(
        @"^\W*(?:Task|Exercise|Challenge|Assignment|Homework|Aufgabe|Übung|Ejercicio|Exerc[íi]cio|Exercice|Question)\b ?(?:\d+|[:.])|\byour (?:next |first )?(?:task|assignment|job) (?:is|will be)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Task();

    [GeneratedRegex(
        @"\byour (?:next |first )?(?:task|assignment|job) (?:is|will be)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex TaskBefore();

    // What the reader may try afterwards.
    [GeneratedRegex(
        @"^\W*(?:\w+ )?(?:try|experiment with)\b|\btry (?:using|to use|with|adding|replacing|larger|smaller)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Suggestion();

    [GeneratedRegex(
        @"\bsay,?\s*$|\b(?:with|having) (?:fewer|more|less) (?:units|layers|filters|neurons|parameters)\b[^.;]{0,60}$|\bfor (?:instance|example),? (?:an?|one) (?:model|network|data ?set|layer)\b|\b(?:imagine|suppose|let's say|assume)\b|\b(?:could|would|might|should) (?:\w+ )?have\b[^.;]{0,140}$|\b(?:might|may|could) (?:\w+ )?(?:choose|want|prefer|decide|like)\b[^.;]{0,100}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Supposed();

    // "A dense layer with 10 units on 784 inputs has 7,850 parameters": a layer of any network.
    [GeneratedRegex(
        @"^\W*An? (?:[\w-]+ ){0,2}(?:layer|convolution)\b[^.;]{0,80}\b(?:has|needs|would have)\b[^.;]{0,30}\b(?:parameters|weights)\b",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex AnyLayer();

    // "There are 3,670 images in total, of which ...": all of them.
    [GeneratedRegex(
        @"^ (?:[\p{L}-]+ ){0,4}(?:in total|altogether|overall|au total|en tout|en total|no total|insgesamt)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex InTotal();

    // "in total 70,000 images", but "a total of 60,000 training images".
    [GeneratedRegex(
        @"\b(?:in total|altogether|a total of|en tout|au total|en total|un total de|no total|insgesamt)[,:]? ?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex TotalOf();

    [GeneratedRegex(
        @"^[ -](?:[\p{L}-]+ ){0,3}?(?:(?:for|de|para|pour|zum|zur) |d['’])?(?:train|valid|test|apprentissage|entra[iî]ne|entrena|prueba|trein|Training)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex PartBehind();

    // "If you add a layer of 512 units, it will have ...": a network that the text does not make.
    [GeneratedRegex(
        @"\bif (?:you|we) (?:\w+ )?(?:flatten|add|replace|remove|double|halve|stack|train|use)\w*\b|\bif (?:instead )?(?:you|we) (?:instead )?(?:would like|want|wanted|prefer)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Condition();

    [GeneratedRegex(
        @"\b(?:will|would|can|could|'ll|'d)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Consequence();

    [GeneratedRegex(
        @"\b(?:train|valid|test)\w*(?: (?:set|data|images|samples|examples|folder))?\b(?:(?!\band\b)[^.;,:\d]){0,30}\b(?:for|as)\s+(?:an? |the |our )?(?<use>validation|testing|test set)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Taken();

    [GeneratedRegex(
        @"^[ -]?(?:[\p{L}-]+ ){1,3}?(?:(?:for|as|to|de|para|zum|zur|für|pour) (?:the |our |your |an? |la |el |o |le |l['’])?|d['’])(?<part>(?:train|valid|test|prueba|entrena|treina|treino|teste|apprentissage|entra[iî]ne|évalu|Training|Validierung|Test)\w*)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex NounOfPart();

    [GeneratedRegex(
        @"^\s*\((?:i\.e\.|or|that is|oder|ou|o|或|すなわち|또는)?,? ?[\d.,]+ ?(?:%|％|percent)?\)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Repeated();

    // "60,000 images - 50,000 for training": the part belongs to the second number.
    [GeneratedRegex(
        @"\d[\d.,]*\s*(?:[\w-]+ ){0,2}?(?=(?:for|as|of the)? ?(?:the )?(?:train|valid|test))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex NextNumber();

    [GeneratedRegex(
        @"\b(?:ImageNet|Boston[- _]housing|California[- _]housing|Fashion[- _]?MNIST|MNIST|CIFAR-?100?|IMDB|Reuters|SVHN|MS ?COCO|Iris|Titanic)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex KnownSet();

    // "Unlike MNIST, these images have colors": the sentence is about other data.
    [GeneratedRegex(
        @"\b(?:unlike|contrary to|compared (?:to|with)|in contrast (?:to|with)|instead of|rather than) (?:the )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Unlike();

    [GeneratedRegex(
        @"^\W*(?:This|That|It|The latter)\b(?: data ?set\b)? (?:consists|contains|has|includes|comprises)\b(?![^.]*\b(?:accurac(?:y|ies)|loss(?:es)?)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ThisSet();

    [GeneratedRegex(
        $@"(?<![A-Za-z0-9_])(?<class>{Vocabulary.LayerClasses})(?![A-Za-z0-9_])(?=[\w` ]{{0,30}}?(?:layers?|base|stage|block)?)|(?<class>卷[积積]|池化|全[连連]接|[隐隱][藏含]|嵌入|[扁展]平|平坦|丢弃)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Layer();

    // "The second model has 64 units": its place is that of a model.
    [GeneratedRegex(
        @"\b(?:first|second|third|last|final|output|(?<!\bon )top|primera|segunda|tercera|última|primeira|première|premier|deuxième|seconde|troisième|dernière|dernier|sortie|salida|erste[ns]?|zweite[ns]?|letzte[ns]?)\b(?![- ](?:[\w-]+ )?(?:networks?|models?|convnets?|experiments?|trainings?|runs?|attempts?|versions?|epochs?)\b)|第[一二三]|最初の|最後の|最后|[첫두세] 번째|마지막",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Ordinal();

    [GeneratedRegex(
        @"\b(?:second|third|fourth|fifth|next)(?:[- ]to[- ]|[- ](?:layer )?from (?:the )?)(?:the )?(?:last|end)\b|\bpenultimate\b|\bvorletzte",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex FromTheLast();

    [GeneratedRegex(
        @"\b(?:want|aim(?:s|ed|ing)?|hop(?:e|es|ed|ing)|goal|target|expect|need)\b|\bwould like\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Wish();

    [GeneratedRegex(@"[,;()，；、]|\d[\d,.]*", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Break();

    [GeneratedRegex(
        @"\b(?:and|but|while|whereas)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Conjunction();

    [GeneratedRegex(@"[,;，；]", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex AnyClause();
}
