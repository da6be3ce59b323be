using Repro.Backends.Cpu;
using Repro.Claims;
using Repro.Data.Catalog;
using Repro.Keras.Catalog;
using Repro.Models;
using Repro.Models.BuiltIn;
using Repro.Native;
using Repro.Project;
using Repro.Training.Evaluation;
using Repro.Training.Weights;

namespace Repro.Probes;

/// <summary>
/// What a pretrained model sees on an image that the project declares: <c>prediction:vgg16-top-224[elephant]/argmax</c>,
/// <c>prediction:vgg16-top-224[elephant tusker]/probability</c>.
/// Computed on the Cpu backend, each image once.
/// </summary>
/// <param name="dataRoot">Where weights, images and the class index lie, or null.</param>
/// <param name="data">Declares weights and images.</param>
internal sealed class PredictionProbe(string? dataRoot, DataCatalog data) : IProbe
{
    private readonly Dictionary<(string Model, string Image), float[]> _seen = [];

    public string Prefix => "prediction";

    public IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new("prediction:NAME[IMAGE]/argmax", "Index of the class that a pretrained model finds likeliest on an image of the project."),
        new(
            "prediction:NAME[IMAGE CLASS]/probability",
            "Probability, from 0 to 1, that a pretrained model gives a class; CLASS is a name of the class index."
        ),
    ];

    public Measurement Measure(Address address)
    {
        if (!BuiltInModels.Has(address.Subject))
        {
            throw AddressException.UnknownName(
                $"There is no built-in model '{address.Subject}'.{Spelling.Suggestion(address.Subject, BuiltInModels.Names)}",
                $"The built-in models are {string.Join(", ", BuiltInModels.Names)}.",
                address
            );
        }

        if (
            address.Variants.Count > 0
            || address.Selector is not null
            || (address.Quantity, address.Arguments.Count) is not (("argmax", 1) or ("probability", 2))
            || data.Images.Named(address.Arguments[0]) is not { } image
        )
        {
            throw new AddressException(
                $"'{address}': write [PICTURE]/argmax or [PICTURE CLASS]/probability with one of the images {string.Join(", ", data.Images.Names)}."
            );
        }

        WeightsDeclaration weights = data.Weights.For(address.Subject);
        if (weights.File.Find(dataRoot) is null)
        {
            return new Measurement.Missing($"{weights.File.Path}, the pretrained weights of {address.Subject}", weights.Remedy);
        }

        return image.Find(dataRoot) is { } path
            ? Predict(address, weights, path)
            : new Measurement.Missing(image.Path, data.Images.Remedy(image));
    }

    private Measurement Predict(Address address, WeightsDeclaration file, string path)
    {
        try
        {
            int? index = null;
            if (address.Quantity == "probability")
            {
                ClassIndex classes = ClassIndex.OfDataRoot(dataRoot);
                index =
                    classes.IndexOfName(address.Arguments[1])
                    ?? throw new AddressException($"'{address}': the class index has no '{address.Arguments[1]}'.");
            }

            if (!_seen.TryGetValue((address.Subject, path), out float[]? probabilities))
            {
                PretrainedWeights weights = PretrainedWeights.Load(file, dataRoot, ModelCatalog.BuiltIn);
                if (weights.Origin.Synthetic)
                {
                    return new Measurement.Missing(
                        $"pretrained weights: {weights.Origin.File} records that its weights were generated for a trial",
                        file.Remedy
                    );
                }

                using CpuBackend backend = new();
                Model model = BuiltInModels.Get(address.Subject);
                ImageClassifier.RequireClasses(model);
                using ImageClassifier classifier = ImageClassifier.Build(model, ImageFeed.OfImageNet(model), backend, weights.Fill);
                probabilities = _seen[(address.Subject, path)] = classifier.Probabilities(path);
            }

            double value = index is { } at ? probabilities[at] : ClassPrediction.Decode(probabilities, null, 1)[0].Index;
            return new Measurement.Exact(
                new Value.Number(value),
                $"{address.Subject} with its published weights on {Path.GetFileName(path)}, Cpu backend"
            );
        }
        catch (InputException exception)
        {
            return new Measurement.Missing(exception.Message, "Mend what the message names.");
        }
        catch (MissingNativeException exception)
        {
            return new Measurement.Missing(exception.Message, "Install it.");
        }
    }
}
