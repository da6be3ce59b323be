namespace Repro.Import.Networks;

/// <summary>
/// The layers of Keras with their arguments and defaults, as in Keras 2.15 and 3; with the names that classes and arguments had in Keras 1.
/// </summary>
internal static class LayerTable
{
    // NAME ARGUMENT[:KIND][=DEFAULT] ...; kinds: n count, w window, a activation, o object, s sides, l layer. A default is JSON.
    private const string Initializers = "kernel_initializer:o=\"glorot_uniform\" bias_initializer:o=\"zeros\"";
    private const string Penalties =
        "kernel_regularizer:o=null bias_regularizer:o=null activity_regularizer:o=null kernel_constraint:o=null bias_constraint:o=null";
    private const string Kernel = $"{Initializers} {Penalties}";
    private const string Convolution =
        $"padding=\"valid\" data_format=\"channels_last\" dilation_rate:w=1 groups:n=1 activation:a=\"linear\" use_bias=true {Kernel}";
    private const string Pool = "padding=\"valid\" data_format=\"channels_last\"";
    private const string Recurrent =
        "activation:a=\"tanh\" recurrent_activation:a=\"sigmoid\" use_bias=true kernel_initializer:o=\"glorot_uniform\" recurrent_initializer:o=\"orthogonal\" bias_initializer:o=\"zeros\"";
    private const string RecurrentRest =
        "kernel_regularizer:o=null recurrent_regularizer:o=null bias_regularizer:o=null activity_regularizer:o=null kernel_constraint:o=null recurrent_constraint:o=null bias_constraint:o=null dropout=0.0 recurrent_dropout=0.0";
    private const string RecurrentFlags =
        "seed=null return_sequences=false return_state=false go_backwards=false stateful=false unroll=false";
    private const string Filling = "fill_mode=\"reflect\" interpolation=\"bilinear\" seed=null fill_value=0.0";
    private const string Separable =
        "depth_multiplier:n=1 activation:a=\"linear\" use_bias=true depthwise_initializer:o=\"glorot_uniform\" pointwise_initializer:o=\"glorot_uniform\" bias_initializer:o=\"zeros\" depthwise_regularizer:o=null pointwise_regularizer:o=null bias_regularizer:o=null activity_regularizer:o=null depthwise_constraint:o=null pointwise_constraint:o=null bias_constraint:o=null";

    private static readonly string[] Lines =
    [
        "InputLayer input_shape=null batch_size=null dtype=null",
        $"Dense units:n activation:a=\"linear\" use_bias=true {Kernel}",
        $"Conv1D filters:n kernel_size:w strides:w=1 {Convolution}",
        $"Conv2D filters:n kernel_size:w strides:w=1 {Convolution}",
        $"Conv3D filters:n kernel_size:w strides:w=1 {Convolution}",
        $"Conv1DTranspose filters:n kernel_size:w strides:w=1 padding=\"valid\" output_padding=null data_format=\"channels_last\" dilation_rate:w=1 activation:a=\"linear\" use_bias=true {Kernel}",
        $"Conv2DTranspose filters:n kernel_size:w strides:w=1 padding=\"valid\" output_padding=null data_format=\"channels_last\" dilation_rate:w=1 activation:a=\"linear\" use_bias=true {Kernel}",
        "DepthwiseConv2D kernel_size:w strides:w=1 padding=\"valid\" depth_multiplier:n=1 data_format=\"channels_last\" dilation_rate:w=1 activation:a=\"linear\" use_bias=true depthwise_initializer:o=\"glorot_uniform\" bias_initializer:o=\"zeros\" depthwise_regularizer:o=null bias_regularizer:o=null activity_regularizer:o=null depthwise_constraint:o=null bias_constraint:o=null",
        $"SeparableConv1D filters:n kernel_size:w strides:w=1 padding=\"valid\" data_format=\"channels_last\" dilation_rate:w=1 {Separable}",
        $"SeparableConv2D filters:n kernel_size:w strides:w=1 padding=\"valid\" data_format=\"channels_last\" dilation_rate:w=1 {Separable}",
        $"MaxPooling1D pool_size:w=2 strides:w=null {Pool}",
        $"MaxPooling2D pool_size:w=2 strides:w=null {Pool}",
        $"MaxPooling3D pool_size:w=2 strides:w=null {Pool}",
        $"AveragePooling1D pool_size:w=2 strides:w=null {Pool}",
        $"AveragePooling2D pool_size:w=2 strides:w=null {Pool}",
        $"AveragePooling3D pool_size:w=2 strides:w=null {Pool}",
        "GlobalMaxPooling1D data_format=\"channels_last\" keepdims=false",
        "GlobalMaxPooling2D data_format=\"channels_last\" keepdims=false",
        "GlobalAveragePooling1D data_format=\"channels_last\" keepdims=false",
        "GlobalAveragePooling2D data_format=\"channels_last\" keepdims=false",
        "BatchNormalization axis=-1 momentum=0.99 epsilon=0.001 center=true scale=true beta_initializer:o=\"zeros\" gamma_initializer:o=\"ones\" moving_mean_initializer:o=\"zeros\" moving_variance_initializer:o=\"ones\" beta_regularizer:o=null gamma_regularizer:o=null beta_constraint:o=null gamma_constraint:o=null",
        "LayerNormalization axis=-1 epsilon=0.001 center=true scale=true beta_initializer:o=\"zeros\" gamma_initializer:o=\"ones\" beta_regularizer:o=null gamma_regularizer:o=null beta_constraint:o=null gamma_constraint:o=null",
        "GroupNormalization groups=32 axis=-1 epsilon=0.001 center=true scale=true beta_initializer:o=\"zeros\" gamma_initializer:o=\"ones\" beta_regularizer:o=null gamma_regularizer:o=null beta_constraint:o=null gamma_constraint:o=null",
        "Normalization axis=-1 mean=null variance=null invert=false",
        "Dropout rate noise_shape=null seed=null",
        "SpatialDropout1D rate seed=null",
        "SpatialDropout2D rate data_format=\"channels_last\" seed=null",
        "GaussianNoise stddev seed=null",
        "GaussianDropout rate seed=null",
        "AlphaDropout rate noise_shape=null seed=null",
        "ActivityRegularization l1=0.0 l2=0.0",
        "Masking mask_value=0.0",
        "Flatten data_format=\"channels_last\"",
        "Reshape target_shape",
        "Permute dims",
        "RepeatVector n:n",
        "Activation activation:a",
        "ReLU max_value=null negative_slope=0.0 threshold=0.0",
        "LeakyReLU negative_slope=0.3",
        "PReLU alpha_initializer:o=\"zeros\" alpha_regularizer:o=null alpha_constraint:o=null shared_axes=null",
        "ELU alpha=1.0",
        "ThresholdedReLU theta=1.0",
        "Softmax axis=-1",
        "ZeroPadding1D padding:s=1 data_format=\"channels_last\"",
        "ZeroPadding2D padding:s=1 data_format=\"channels_last\"",
        "Cropping1D cropping:s=1 data_format=\"channels_last\"",
        "Cropping2D cropping:s=0 data_format=\"channels_last\"",
        "UpSampling1D size=2",
        "UpSampling2D size:w=2 data_format=\"channels_last\" interpolation=\"nearest\"",
        "Add",
        "Subtract",
        "Multiply",
        "Average",
        "Maximum",
        "Minimum",
        "Concatenate axis=-1",
        "Dot axes normalize=false",
        "Embedding input_dim:n output_dim:n embeddings_initializer:o=\"uniform\" embeddings_regularizer:o=null activity_regularizer:o=null embeddings_constraint:o=null mask_zero=false input_length=null",
        $"LSTM units:n {Recurrent} unit_forget_bias=true {RecurrentRest} {RecurrentFlags}",
        $"GRU units:n {Recurrent} {RecurrentRest} {RecurrentFlags} reset_after=true",
        $"SimpleRNN units:n activation:a=\"tanh\" use_bias=true kernel_initializer:o=\"glorot_uniform\" recurrent_initializer:o=\"orthogonal\" bias_initializer:o=\"zeros\" {RecurrentRest} {RecurrentFlags}",
        "Bidirectional layer:l merge_mode=\"concat\" weights=null backward_layer=null",
        "TimeDistributed layer:l",
        "Rescaling scale offset=0.0",
        "Resizing height:n width:n interpolation=\"bilinear\" crop_to_aspect_ratio=false",
        "CenterCrop height:n width:n",
        "RandomCrop height:n width:n seed=null",
        "RandomFlip mode=\"horizontal_and_vertical\" seed=null",
        $"RandomRotation factor {Filling}",
        $"RandomZoom height_factor width_factor=null {Filling}",
        $"RandomTranslation height_factor width_factor {Filling}",
        "RandomContrast factor seed=null",
        "RandomBrightness factor value_range=[0,255] seed=null",
        $"RandomHeight factor interpolation=\"bilinear\" seed=null",
        $"RandomWidth factor interpolation=\"bilinear\" seed=null",
        "Lambda function output_shape=null mask=null arguments=null",
        "MultiHeadAttention num_heads:n key_dim:n value_dim=null dropout=0.0 use_bias=true output_shape=null attention_axes=null",
        "Attention use_scale=false score_mode=\"dot\" dropout=0.0",
        "TextVectorization max_tokens=null standardize=\"lower_and_strip_punctuation\" split=\"whitespace\" ngrams=null output_mode=\"int\" output_sequence_length=null",
    ];

    private static readonly Dictionary<string, string> OldClasses = new(StringComparer.Ordinal)
    {
        ["Convolution1D"] = "Conv1D",
        ["Convolution2D"] = "Conv2D",
        ["Convolution3D"] = "Conv3D",
        ["Deconvolution2D"] = "Conv2DTranspose",
        ["Convolution2DTranspose"] = "Conv2DTranspose",
        ["SeparableConvolution2D"] = "SeparableConv2D",
        ["DepthwiseConvolution2D"] = "DepthwiseConv2D",
        ["MaxPool1D"] = "MaxPooling1D",
        ["MaxPool2D"] = "MaxPooling2D",
        ["MaxPool3D"] = "MaxPooling3D",
        ["AvgPool1D"] = "AveragePooling1D",
        ["AvgPool2D"] = "AveragePooling2D",
        ["AvgPool3D"] = "AveragePooling3D",
        ["GlobalMaxPool1D"] = "GlobalMaxPooling1D",
        ["GlobalMaxPool2D"] = "GlobalMaxPooling2D",
        ["GlobalAvgPool1D"] = "GlobalAveragePooling1D",
        ["GlobalAvgPool2D"] = "GlobalAveragePooling2D",
        ["BatchNormalizationV1"] = "BatchNormalization",
        ["BatchNormalizationV2"] = "BatchNormalization",
        ["CuDNNLSTM"] = "LSTM",
        ["CuDNNGRU"] = "GRU",
    };

    private static readonly Dictionary<string, string> OldArguments = new(StringComparer.Ordinal)
    {
        ["nb_filter"] = "filters",
        ["nb_filters"] = "filters",
        ["output_dim"] = "units",
        ["border_mode"] = "padding",
        ["subsample"] = "strides",
        ["subsample_length"] = "strides",
        ["filter_length"] = "kernel_size",
        ["stride"] = "strides",
        ["pool_length"] = "pool_size",
        ["init"] = "kernel_initializer",
        ["bias"] = "use_bias",
        ["p"] = "rate",
        ["W_regularizer"] = "kernel_regularizer",
        ["b_regularizer"] = "bias_regularizer",
        ["W_constraint"] = "kernel_constraint",
        ["b_constraint"] = "bias_constraint",
        ["dim_ordering"] = "data_format",
        ["atrous_rate"] = "dilation_rate",
        ["alpha"] = "negative_slope",
        ["sigma"] = "stddev",
        ["factor"] = "height_factor",
        ["inner_activation"] = "recurrent_activation",
        ["consume_less"] = "implementation",
        ["dropout_W"] = "dropout",
        ["dropout_U"] = "recurrent_dropout",
        ["inner_init"] = "recurrent_initializer",
        ["concat_axis"] = "axis",
    };

    private static readonly Dictionary<string, LayerClass> Classes = Lines
        .Select(Parse)
        .ToDictionary(layer => layer.Name, StringComparer.Ordinal);

    /// <summary>The class of a name, also of one that it had before; null where it is not a layer of Keras's that is known here.</summary>
    public static LayerClass? Find(string name) => Classes.GetValueOrDefault(OldClasses.GetValueOrDefault(name, name));

    /// <summary>The present name of an argument.</summary>
    public static string NameOf(LayerClass layer, string argument) =>
        layer[argument] is null && OldArguments.TryGetValue(argument, out string? name) && layer[name] is not null ? name : argument;

    private static LayerClass Parse(string line)
    {
        string[] words = line.Split(' ');
        string name = words[0];
        int axes =
            name.EndsWith("1D", StringComparison.Ordinal) || name == "Conv1DTranspose" ? 1
            : name.EndsWith("3D", StringComparison.Ordinal) ? 3
            : name.Contains("2D", StringComparison.Ordinal) ? 2
            : 0;
        return new LayerClass(name, [.. words.Skip(1).Select(Argument)], axes);
    }

    private static LayerArgument Argument(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        string head = equals < 0 ? word : word[..equals];
        int colon = head.IndexOf(':', StringComparison.Ordinal);
        ArgumentKind kind =
            colon < 0
                ? ArgumentKind.Plain
                : head[colon + 1] switch
                {
                    'n' => ArgumentKind.Count,
                    'w' => ArgumentKind.Window,
                    'a' => ArgumentKind.Activation,
                    'o' => ArgumentKind.Object,
                    's' => ArgumentKind.Sides,
                    _ => ArgumentKind.Layer,
                };
        return new LayerArgument(colon < 0 ? head : head[..colon], kind, equals < 0 ? null : word[(equals + 1)..]);
    }
}
