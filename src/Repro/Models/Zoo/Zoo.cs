namespace Repro.Models;

/// <summary>Every architecture of the documents, one of our own (<c>catsdogs-scratch-l2</c>) and SqueezeNet, which stands in for bases whose weights are not at hand, by name. The only place where one is written down.</summary>
public static class Zoo
{
    private static readonly IReadOnlyDictionary<string, Func<KerasSession, Model>> Recipes =
        new Dictionary<string, Func<KerasSession, Model>>(StringComparer.Ordinal)
        {
            ["mnist-base"] = MnistModels.Base,
            ["mnist-full"] = MnistModels.Full,
            ["mnist-dense"] = MnistModels.DenseOnly,
            ["mnist-no-pool"] = MnistModels.NoPool,
            ["mnist-no-pool-dense512"] = MnistModels.NoPoolDense512,
            ["mnist-strided"] = MnistModels.Strided,
            ["mnist-average-pool"] = MnistModels.AveragePool,
            ["catsdogs-scratch"] = CatsDogsModels.Scratch,
            ["catsdogs-scratch-dropout"] = CatsDogsModels.ScratchDropout,
            ["catsdogs-scratch-l2"] = CatsDogsModels.ScratchL2,
            ["activation-model"] = CatsDogsModels.Activations,
            ["vgg16-base-150"] = VggModels.Vgg16Base150,
            ["vgg16-base-any"] = VggModels.Vgg16BaseAny,
            ["vgg16-top-224"] = VggModels.Vgg16Top224,
            ["vgg19-base-150"] = VggModels.Vgg19Base150,
            ["dense-head-512"] = VggModels.DenseHead512,
            ["dense-head-256"] = VggModels.DenseHead256,
            ["vgg16-plus-dense256"] = VggModels.Vgg16PlusDense256,
            ["feature-map-first-layer"] = VggModels.FirstFeatureMap,
            ["feature-map-blocks"] = VggModels.BlockFeatureMaps,
            ["squeezenet11-base-150"] = SqueezeNetModels.Base150,
            ["squeezenet11-plus-dense256"] = SqueezeNetModels.PlusDense256,
            ["squeezenet11-head-512"] = session => SqueezeNetModels.Head(session, 512),
            ["squeezenet11-head-256"] = session => SqueezeNetModels.Head(session, 256),
            ["squeezenet11-head-128"] = session => SqueezeNetModels.Head(session, 128),
            ["resnet50-base-150"] = ResNetModels.Old,
            ["resnet50-keras215"] = ResNetModels.Keras215,
        };

    /// <summary>All names, as listings show them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Recipes.Keys];

    /// <summary>The model of that name, built alone in a fresh session of its own generation of Keras.</summary>
    /// <exception cref="InputException">There is none of that name; the message lists those there are.</exception>
    public static Model Get(string name) => Build(name, new KerasSession(GenerationOf(name)));

    /// <summary>The model of that name, built in a session that may have named other models before.</summary>
    /// <exception cref="InputException">There is none of that name; the message lists those there are.</exception>
    public static Model Build(string name, KerasSession session) => Recipes.TryGetValue(name, out Func<KerasSession, Model>? recipe)
        ? recipe(session)
        : throw InputException.UnknownName($"There is no model '{name}' in the zoo.{Spelling.Suggestion(name, Names)}", $"Known models: {string.Join(", ", Names)}.");

    /// <summary>VGG16 with its top, for pictures of that size.</summary>
    /// <exception cref="ModelException">It is to take ImageNet's weights, and they do not fit the size.</exception>
    public static Model Vgg16Top(Shape input, bool imagenet) => VggModels.Vgg16Top(new KerasSession(), input, imagenet);

    /// <summary>Whose habits a model has unless others are asked for: the book's, but for those that only a later Keras built so.</summary>
    public static KerasGeneration GenerationOf(string name) => name switch
    {
        "resnet50-base-150" => KerasGeneration.Keras23,
        "resnet50-keras215" => KerasGeneration.TfKeras,
        _ => KerasGeneration.Book,
    };
}
