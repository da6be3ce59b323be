namespace Repro.Data;

/// <summary>The published ImageNet weights that models of the zoo take, with checksum and size.</summary>
public static class PretrainedFiles
{
    private const string Keras = "https://storage.googleapis.com/tensorflow/keras-applications/";

    // keras-applications up to 1.0.7, whose ResNet50 has the layer names that document 4 prints.
    private const string OldKeras = "https://github.com/fchollet/deep-learning-models/releases/download/v0.2/";

    // rcmalli's keras-squeezenet; it publishes no checksum, so this file's is that of the copy that the runs were trained on.
    private const string KerasSqueezeNet = "https://github.com/rcmalli/keras-squeezenet/releases/download/v1.0/";

    public static PretrainedFile Vgg16NoTop { get; } = new(
        "vgg16/vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5", "6d6bbae143d832006294945121d1f1fc", 58_889_256, Keras + "vgg16/")
    {
        ValuesSha256 = "d9a27cc1fc7f975ef8cff49180e794ccd7c4bc868ebb49740803b3bbaa8dbefd",
    };

    public static PretrainedFile Vgg16Top { get; } = new(
        "vgg16/vgg16_weights_tf_dim_ordering_tf_kernels.h5", "64373286793e3c8b2b4e3219cbf3544b", 553_467_096, Keras + "vgg16/");

    public static PretrainedFile ResNet50NoTop { get; } = new(
        "resnet50/resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5", "4d473c1dd8becc155b73f8504c6f6626", 94_765_736, Keras + "resnet/");

    // Both files have one name at their homes, so the older lies in a folder of its own.
    public static PretrainedFile OldResNet50NoTop { get; } = new(
        "resnet50/keras-2.3/resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5", "a268eb855778b3df3c7506639542a6af", 94_653_016, OldKeras);

    public static PretrainedFile SqueezeNetNoTop { get; } = new(
        "squeezenet/squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5", "80b66c92d79d4310e07fb60a297bf0d1", 3_002_560, KerasSqueezeNet)
    {
        ValuesSha256 = "4b4fd7b05f7e3aa708573b8c4c373d5f4c3655089ad202aaf52b762a5f4703c9",
        RecordedContainerSha256 = "17154246284f555591549ac2c83e127abfbf4307dc4b0060fdaa2931d0fa38da",
    };

    private static readonly IReadOnlyDictionary<string, PretrainedFile> ByModel = new Dictionary<string, PretrainedFile>(StringComparer.Ordinal)
    {
        ["vgg16-base-150"] = Vgg16NoTop,
        ["vgg16-base-any"] = Vgg16NoTop,
        ["vgg16-top-224"] = Vgg16Top,
        ["resnet50-base-150"] = OldResNet50NoTop,
        ["resnet50-keras215"] = ResNet50NoTop,
        ["squeezenet11-base-150"] = SqueezeNetNoTop,
    };

    /// <summary>What <c>repro data fetch</c> can be asked for, and which files it then brings.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<PretrainedFile>> Fetched { get; } = new Dictionary<string, IReadOnlyList<PretrainedFile>>(StringComparer.Ordinal)
    {
        ["vgg16"] = [Vgg16NoTop, Vgg16Top],
        ["resnet50"] = [ResNet50NoTop, OldResNet50NoTop],
        ["squeezenet"] = [SqueezeNetNoTop],
    };

    /// <summary>The name in the zoo of a model that takes a file's weights.</summary>
    public static string ModelOf(PretrainedFile file) => ByModel.First(pair => pair.Value == file).Key;

    /// <summary>The published weights of a model of the zoo.</summary>
    /// <exception cref="InputException">None are known for it.</exception>
    public static PretrainedFile For(string model) => ByModel.TryGetValue(model, out PretrainedFile? file)
        ? file
        : throw new InputException($"No ImageNet weights are known for the model '{model}'. They are for {string.Join(", ", ByModel.Keys)}.");
}
