using System.Text.Json;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Keras.Layers;

/// <summary>
/// Makes a layer out of its <c>class_name</c> and <c>config</c>, as Keras 2 and 3 write them. No setting that changes an evaluation is
/// ignored.
/// </summary>
internal static class LayerReader
{
    // They describe the input, or how a layer was programmed or is executed.
    private static readonly HashSet<string> WithoutEffect = new(StringComparer.Ordinal)
    {
        "name",
        "batch_input_shape",
        "batch_shape",
        "batch_size",
        "input_shape",
        "input_dim",
        "input_length",
        "input_dtype",
        "sparse",
        "ragged",
        "optional",
        "dynamic",
        "autocast",
        "fused",
        "implementation",
        "unroll",
        "synchronized",
        // Keras 1's data_format, which is checked first.
        "dim_ordering",
        // Of random draws, which have seeds of their own here.
        "seed",
    };

    // In training, which is refused, and of masks, which are refused too.
    private static readonly HashSet<string> WithoutEffectOnSequences = new(StringComparer.Ordinal)
    {
        "dropout",
        "recurrent_dropout",
        "zero_output_for_mask",
    };

    // Where 'renorm' is false; it is not supported.
    private static readonly HashSet<string> WithoutEffectOnNormalization = new(StringComparer.Ordinal)
    {
        "renorm_momentum",
        "renorm_clipping",
    };

    private delegate Layer Rule(string name, LayerFields config);

    private static readonly SortedDictionary<string, Rule> Rules = new(StringComparer.Ordinal)
    {
        ["Conv1D"] = ConvolutionReader.Conv1D,
        ["Conv2D"] = ConvolutionReader.Conv2D,
        ["Conv3D"] = ConvolutionReader.Conv3D,
        ["Conv2DTranspose"] = ConvolutionReader.Conv2DTranspose,
        ["DepthwiseConv2D"] = ConvolutionReader.DepthwiseConv2D,
        ["SeparableConv2D"] = ConvolutionReader.SeparableConv2D,
        ["Dense"] = Dense,
        ["Embedding"] = Embedding,
        ["MaxPooling1D"] = (name, config) =>
            new MaxPooling1D
            {
                Name = name,
                PoolSize = config.SingleOrTwo("pool_size"),
                Strides = config.Stride(),
                Padding = config.Padding(),
            },
        ["MaxPooling2D"] = (name, config) =>
            new MaxPooling2D
            {
                Name = name,
                PoolSize = config.SizeOrTwo("pool_size"),
                Strides = config.Strides(),
                Padding = config.Padding(),
            },
        ["AveragePooling1D"] = (name, config) =>
            new AveragePooling1D
            {
                Name = name,
                PoolSize = config.SingleOrTwo("pool_size"),
                Strides = config.Stride(),
                Padding = config.Padding(),
            },
        ["AveragePooling2D"] = (name, config) =>
            new AveragePooling2D
            {
                Name = name,
                PoolSize = config.SizeOrTwo("pool_size"),
                Strides = config.Strides(),
                Padding = config.Padding(),
            },
        ["GlobalAveragePooling1D"] = (name, config) =>
            new GlobalAveragePooling1D { Name = name, KeepDims = config.Fields.Flag("keepdims", false) },
        ["GlobalAveragePooling2D"] = (name, config) =>
            new GlobalAveragePooling2D { Name = name, KeepDims = config.Fields.Flag("keepdims", false) },
        ["GlobalMaxPooling1D"] = (name, config) => new GlobalMaxPooling1D { Name = name, KeepDims = config.Fields.Flag("keepdims", false) },
        ["GlobalMaxPooling2D"] = (name, config) => new GlobalMaxPooling2D { Name = name, KeepDims = config.Fields.Flag("keepdims", false) },
        ["BatchNormalization"] = NormalizationReader.Batch,
        ["LayerNormalization"] = NormalizationReader.Layer,
        ["GroupNormalization"] = NormalizationReader.Group,
        ["UnitNormalization"] = (name, config) => new UnitNormalization(config.Fields.Axes("axis") ?? []) { Name = name },
        ["Normalization"] = NormalizationReader.Data,
        ["Rescaling"] = (name, config) =>
            new Rescaling(config.Fields.Numbers("scale"), config.Fields.Has("offset") ? config.Fields.Numbers("offset") : [0])
            {
                Name = name,
            },
        ["ZeroPadding1D"] = ArrangementReader.ZeroPadding1D,
        ["ZeroPadding2D"] = ArrangementReader.ZeroPadding2D,
        ["Cropping1D"] = ArrangementReader.Cropping1D,
        ["Cropping2D"] = ArrangementReader.Cropping2D,
        ["UpSampling1D"] = (name, config) => new UpSampling1D(config.SingleOrTwo("size")) { Name = name },
        ["UpSampling2D"] = ArrangementReader.UpSampling2D,
        ["Reshape"] = ArrangementReader.Reshape,
        ["Permute"] = (name, config) => new Permute(config.Fields.Integers("dims", 1)) { Name = name },
        ["RepeatVector"] = (name, config) => new RepeatVector(config.Fields.Count("n")) { Name = name },
        ["Flatten"] = (name, _) => new Flatten { Name = name },
        ["Activation"] = (name, config) => new ActivationLayer(config.Function()) { Name = name },
        ["ReLU"] = ActivationReader.ReLU,
        ["LeakyReLU"] = ActivationReader.LeakyReLU,
        ["PReLU"] = (name, config) => new PReLU(config.Fields.Integers("shared_axes", 1)) { Name = name },
        ["ELU"] = (name, config) => new ELU(config.Fields.Number("alpha", 0, float.MaxValue, 1)) { Name = name },
        ["ThresholdedReLU"] = (name, config) => new ThresholdedReLU(config.Fields.Number("theta", 0, float.MaxValue, 1)) { Name = name },
        ["Softmax"] = ActivationReader.Softmax,
        ["ActivityRegularization"] = (name, config) =>
            new ActivityRegularization
            {
                Name = name,
                ActivityPenalty = new Penalty(
                    config.Fields.Number("l1", 0, float.MaxValue, 0),
                    config.Fields.Number("l2", 0, float.MaxValue, 0)
                ),
            },
        ["Dropout"] = RandomReader.Dropout,
        ["SpatialDropout1D"] = (name, config) => new SpatialDropout1D(RandomReader.Rate(config)) { Name = name },
        ["SpatialDropout2D"] = (name, config) => new SpatialDropout2D(RandomReader.Rate(config)) { Name = name },
        ["GaussianNoise"] = (name, config) => new GaussianNoise(config.Fields.Number("stddev", 0, float.MaxValue)) { Name = name },
        ["GaussianDropout"] = (name, config) => new GaussianDropout(RandomReader.Rate(config)) { Name = name },
        ["AlphaDropout"] = RandomReader.AlphaDropout,
        ["RandomFlip"] = AugmentationReader.Flip,
        ["RandomRotation"] = AugmentationReader.Rotation,
        ["RandomZoom"] = AugmentationReader.Zoom,
        ["RandomTranslation"] = AugmentationReader.Translation,
        ["RandomContrast"] = AugmentationReader.Contrast,
        ["Resizing"] = AugmentationReader.Resizing,
        ["CenterCrop"] = (name, config) => new CenterCrop(config.Fields.Count("height"), config.Fields.Count("width")) { Name = name },
        ["Add"] = (name, _) => new Add { Name = name },
        ["Subtract"] = (name, _) => new Subtract { Name = name },
        ["Multiply"] = (name, _) => new Multiply { Name = name },
        ["Average"] = (name, _) => new Average { Name = name },
        ["Maximum"] = (name, _) => new Maximum { Name = name },
        ["Minimum"] = (name, _) => new Minimum { Name = name },
        ["Dot"] = ArrangementReader.Dot,
        ["Concatenate"] = Concatenate,
        ["SimpleRNN"] = RecurrentReader.SimpleRNN,
        ["LSTM"] = RecurrentReader.LSTM,
        ["GRU"] = RecurrentReader.GRU,
        ["Bidirectional"] = RecurrentReader.Bidirectional,
        ["TimeDistributed"] = RecurrentReader.TimeDistributed,
    };

    /// <summary>The class names of the layers that are read, beside input layers and models.</summary>
    public static IReadOnlyCollection<string> Kinds => Rules.Keys;

    /// <param name="keras3">Whether Keras 3 wrote it: some names mean something else there.</param>
    /// <param name="resetsAfter">The default of a GRU's <c>reset_after</c>.</param>
    /// <exception cref="KerasFormatException">The layer's kind, or one of its settings, is not supported.</exception>
    public static Layer Read(string kind, string name, ConfigFields config, bool keras3, bool resetsAfter = true)
    {
        if (config.Find("dim_ordering") is { } ordering && !(ordering.ValueKind == JsonValueKind.String && ordering.ValueEquals("tf")))
        {
            throw config.Wrong(
                "dim_ordering",
                ordering.ValueKind == JsonValueKind.String && ordering.ValueEquals("th")
                    ? "is \"th\" (Keras 1: channels before rows), which is not supported; \"tf\" (channels last) is."
                    : "must be \"tf\" (Keras 1: channels last)."
            );
        }

        if (!Rules.TryGetValue(kind, out Rule? rule))
        {
            throw new KerasFormatException(
                $"layer '{name}' is a {kind}, which is not supported.{Spelling.Suggestion(kind, Rules.Keys)} To list the supported layers, run: repro layers."
            );
        }

        HashSet<string> asked = new(StringComparer.Ordinal);
        config = config.Collecting(asked);
        LayerFields fields = new(config, keras3 || LayerFields.IsKeras3Policy(config), resetsAfter);
        config.RequireNeutral("data_format", value => value.ValueKind == JsonValueKind.String && value.ValueEquals("channels_last"));
        config.RequireNeutral("dtype", LayerFields.IsFloat32);
        Layer layer = rule(name, fields);
        layer = layer with
        {
            Trainable = config.Flag("trainable", true),
            Rules = WeightRules.Read(config, layer),
            ActivityPenalty = config.Has("activity_regularizer")
                ? Regularizers.Read(config, "activity_regularizer")
                : layer.ActivityPenalty,
        };
        return config.FirstKey(key => asked.Contains(key) || HasNoEffect(key, layer)) is { } unknown
            ? throw config.Wrong(
                unknown,
                "is a setting that is not supported, and what it changes is not known. Remove it if it has no effect on the outputs."
            )
            : layer;
    }

    private static bool HasNoEffect(string key, Layer layer) =>
        WithoutEffect.Contains(key)
        || (layer is Recurrent && WithoutEffectOnSequences.Contains(key))
        || (layer is BatchNormalization && WithoutEffectOnNormalization.Contains(key));

    private static Dense Dense(string name, LayerFields config) =>
        new(config.Fields.Count("units"))
        {
            Name = name,
            Activation = config.Activation(),
            UseBias = config.Fields.Flag("use_bias", true),
            L2 = Regularizers.PlainL2(config.Fields, "kernel_regularizer"),
        };

    private static Embedding Embedding(string name, LayerFields config)
    {
        // A mask changes what later layers do with some steps.
        config.Fields.RequireNeutral("mask_zero", value => value.ValueKind == JsonValueKind.False);
        return new Embedding(config.Fields.Rows("input_dim"), config.Fields.Count("output_dim")) { Name = name };
    }

    private static Concatenate Concatenate(string name, LayerFields config)
    {
        IReadOnlyList<int>? axes = config.Fields.Axes("axis");
        return axes switch
        {
            null => new Concatenate { Name = name },
            [int axis] => new Concatenate(axis) { Name = name },
            _ => throw config.Fields.Wrong("axis", "must be one axis."),
        };
    }
}
