using Repro.Models.Naming;

namespace Repro.Models.BuiltIn;

/// <summary>The networks of keras.applications that the library knows without a file, and SqueezeNet 1.1, by name.</summary>
internal static class BuiltInModels
{
    private static readonly IReadOnlyDictionary<string, Func<KerasSession, Model>> Recipes = new Dictionary<
        string,
        Func<KerasSession, Model>
    >(StringComparer.Ordinal)
    {
        ["vgg16-base-150"] = VggModels.Vgg16Base150,
        ["vgg16-base-any"] = VggModels.Vgg16BaseAny,
        ["vgg16-top-224"] = VggModels.Vgg16Top224,
        ["vgg19-base-150"] = VggModels.Vgg19Base150,
        ["squeezenet11-base-150"] = SqueezeNetModels.Base150,
        ["resnet50-base-150"] = ResNetModels.Old,
        ["resnet50-keras215"] = ResNetModels.Keras215,
    };

    /// <summary>All names, in the order of the table.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Recipes.Keys];

    public static bool Has(string name) => Recipes.ContainsKey(name);

    /// <summary>The model of that name, built alone in a fresh session of its own generation of Keras.</summary>
    /// <exception cref="InputException">There is none of that name; the message lists the names.</exception>
    public static Model Get(string name) => Build(name, new KerasSession(GenerationOf(name)));

    /// <summary>The model of that name, built in a session that may have named other models before.</summary>
    /// <exception cref="InputException">There is none of that name; the message lists the names.</exception>
    public static Model Build(string name, KerasSession session) =>
        Recipes.TryGetValue(name, out Func<KerasSession, Model>? recipe)
            ? recipe(session)
            : throw InputException.UnknownName(
                $"There is no built-in model '{name}'.{Spelling.Suggestion(name, Names)}",
                $"The built-in models are {string.Join(", ", Names)}."
            );

    /// <summary>VGG16 with its top, for images of that size.</summary>
    /// <exception cref="ModelException">It is to take ImageNet's weights, and they do not fit the size.</exception>
    public static Model Vgg16Top(Shape input, bool imagenet) => VggModels.Vgg16Top(new KerasSession(), input, imagenet);

    /// <summary>The Keras that a model is built and printed as unless another is chosen.</summary>
    public static KerasGeneration GenerationOf(string name) =>
        name switch
        {
            "resnet50-base-150" => KerasGeneration.Keras23,
            "resnet50-keras215" => KerasGeneration.TfKeras,
            _ => KerasGeneration.Keras20,
        };
}
