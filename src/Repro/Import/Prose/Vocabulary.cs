namespace Repro.Import.Prose;

/// <summary>
/// The nouns by which numbers are told apart, in English, German, Spanish, Portuguese, French, Korean and Chinese; parts of regular
/// expressions.
/// </summary>
internal static class Vocabulary
{
    /// <summary>Adjectives in front of a noun: "60,000 gray-scale training images".</summary>
    public const string Adjectives =
        @"(?:(?!(?:of|in|to|for|and|or|on|with|is|are|was|were|from|per|at|by|as|that|which|the|each|every|different|du|des|au|aux|dans|avec|qui|affectée?s?)\b)[\p{L}'’/-]+\s+){0,4}?";

    public const string Accuracy =
        @"\baccurac(?:y|ies)\b|\b(?:val_|test_|train_)?acc(?:uracy)?\b|\bprecisi[oó]n\b|\bexactitud\b|\bexatidão\b|\bacur[áa]cia\b|\bprecisão\b|\bprécision\b|\bexactitude\b|\btaux de (?:bonnes? (?:réponses?|prédictions?|classifications?)|réussite|reconnaissance)\b|genauigkeit|treffer(?:quote|rate)|정확도|정확률|正解率|准确率|准确度|精度|精确度|正确率|準確率";

    public const string Loss = @"\b(?:val_|test_|train_)?loss\b|\bp[ée]rdida\b|\bperda\b|\bperte\b|\bverlust|손실|损失|損失";

    public const string Samples =
        @"(?:images?|pictures?|photos?|photographs?|samples?|examples?|instances?|observations?|data ?points?|reviews|sentences|documents|scans|videos|recordings|im[áa]genes|imagens|fotos|muestras|amostras|ejemplos|exemplos|échantillons?|exemples?|Bildern?|Beispielen?|Datenpunkten?|Datensätzen?|Aufnahmen)\b|(?:장|개|건)의 (?!노드|뉴런|유닛|층|레이어|필터|클래스|범주|카테고리|파라미터|매개변수|에포크|레이블|훈련|테스트)|(?:장|이미지|사진|샘플|데이터|表本)|(?: ?(?:の|枚の|個の|件の))?(?:[\p{IsKatakana}\p{IsHiragana}\p{IsCJKUnifiedIdeographs} ]{0,12}?)(?:画像|サンプル|写真)|(?:张|幅|個|个)?(?:[\p{IsCJKUnifiedIdeographs}]{0,6}?)(?:图像|图片|圖像|圖片|样本|樣本|照片|数据)";

    public const string Classes =
        @"(?:classes|categories|class labels|labels|clases|categor[íi]as|catégories|étiquettes|Klassen|Kategorien)\b|(?:개의? ?)?(?:클래스|범주|카테고리)|(?:個|つ)?の?(?: ?(?:出力)?(?:クラス|カテゴリ))|(?:个|個)?(?:类别|類別|类|類|分类)";

    public const string Epochs =
        @"[eé]pochs?\b|[ée]pocas?\b|[ée]poques?\b|Epochen?\b|에포크|에폭|번의 에포크|エポック|(?:个|個)?(?:轮|epoch|周期|時代|时期)";

    public const string Parameters =
        @"(?:parameters|params|weights|par[áa]metros|parâmetros|paramètres|poids|Parametern?|Gewichten?)\b|(?: ?(?:個|つ)?の? ?)(?:パラメータ|重み)|(?:개의? ?)?(?:파라미터|매개변수|모수)|(?:个|個)?(?:参数|參數)";

    public const string Units =
        @"(?:units?|nodes?|neurons?|cells|outputs?|neuronas|nodos|salidas|neur[ôo]nios|unidades|saídas|neurones?|unités|nœuds?|noeuds?|sorties|Neuronen|Einheiten|Ausgängen?)\b|(?: ?(?:個|つ)?の? ?)(?:ノード|ユニット|ニューロン|出力)|(?:개의? ?)?(?:유닛|뉴런|노드)|(?:个|個)?(?:神[经經]元|(?:(?:存储|存儲|儲存|记忆|記憶|隐藏|隱藏) ?)?[单單]元|節點|节点|輸出|输出)";

    public const string Filters =
        @"(?:filters?|kernels|output channels|channels|feature maps|filtros|canales|canais|filtres?|noyaux|canaux|cartes (?:de caractéristiques|d['’]activation)|Filtern?|Kanälen?|Kanäle)\b|(?: ?(?:個|つ)?の? ?)(?:フィルタ|チャネル|カーネル)|(?:개의? ?)?(?:필터|채널|커널)|(?:个|個)?(?:滤波器|过滤器|卷积核|通道|濾波器)";

    public const string Batches =
        @"(?:steps|batches|mini-?batches|iterations|pasos|lotes|iteraciones|passos|iterações|lots|itérations|étapes|Schritten?|Schritte|Iterationen)\b|(?:번의 )?(?:스텝|배치)|(?:个|個)?(?:批次|步)";

    public const string LayerClasses =
        @"dense(?:ly[- ]connected)?|fully[- ]connected|conv(?:olution(?:al)?|2dtranspose|2d|1d|3d)?|(?:max|average|global average|global max)?[- ]?pool(?:ing)?(?:[123]d)?|(?:global)?(?:max|average)pooling[123]d|hidden|dropout|flatten|batch ?normali[sz]ation|recurrent|lstm|gru|embedding|linear|trainable|output|input|softmax|relu|rescaling|augmentation|separable|depthwise|residual|attention|transformer|densas?|denses|convolucional(?:es)?|convolutive?s?|convolutifs?|convolutionnel(?:le)?s?|enti[èe]rement connect[ée]e?s?|compl[èe]tement connect[ée]e?s?|cach[ée]e?s?|aplatissement";

    /// <summary>Verbs of reaching a result.</summary>
    public const string Reaching =
        @"\b(?:reach|achiev|attain|obtain|get|got|scor|hit|yield|stall|plateau|climb|arriv|end|sit|hover|saturat)\w*\b|\berreich\w*|\balcanz\w*|\bobten\w*|\blleg\w*|\bating\w*|\batteign\w*|\batteint\b|\bobtient\b|\bobtien\w*|\bcheg\w*|달성|도달|기록|얻|达到|達到|取得|获得";
}
