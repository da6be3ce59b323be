using Repro.Backends.Cpu;
using Repro.Claims;
using Repro.Data;
using Repro.Models;
using Repro.Native;
using Repro.Training.Pretrained;

namespace Repro.Probes;

/// <summary>
/// What a pretrained model sees on a picture: <c>prediction:vgg16-top-224[elephant]/argmax</c>, <c>prediction:vgg16-top-224[dog.1573 pug]/probability</c>.
/// Computed on the Cpu engine, each picture once.
/// </summary>
/// <param name="dataRoot">Where weights, pictures and the class index lie, or null.</param>
public sealed class PredictionProbe(string? dataRoot) : IProbe
{
    private readonly Dictionary<(string Model, string Picture), float[]> _seen = [];

    public string Prefix => "prediction";

    public Measurement Measure(Address address)
    {
        if (!BuiltInModels.Has(address.Subject))
        {
            throw AddressException.UnknownName(
                $"There is no built-in model '{address.Subject}'.{Spelling.Suggestion(address.Subject, BuiltInModels.Names)}", $"The built-in models are {string.Join(", ", BuiltInModels.Names)}.", address);
        }

        if (address.Variants.Count > 0 || address.Selector is not null
            || (address.Quantity, address.Arguments.Count) is not (("argmax", 1) or ("probability", 2))
            || DocumentPictures.Named(address.Arguments[0]) is not { } picture)
        {
            throw new AddressException($"'{address}': write [PICTURE]/argmax or [PICTURE CLASS]/probability with one of the pictures {string.Join(", ", DocumentPictures.All.Select(one => one.Name))}.");
        }

        PretrainedFile weights = PretrainedFiles.For(address.Subject);
        if (weights.Find(dataRoot) is null)
        {
            return new Measurement.Missing($"{weights.Path}, the ImageNet weights of {address.Subject}", weights.Remedy);
        }

        return picture.Find(dataRoot) is { } path ? Predict(address, path) : new Measurement.Missing(picture.Path, picture.Remedy);
    }

    private Measurement Predict(Address address, string path)
    {
        try
        {
            int? index = null;
            if (address.Quantity == "probability")
            {
                ClassIndex classes = ClassIndex.OfDataRoot(dataRoot);
                index = classes.IndexOfName(address.Arguments[1]) ?? throw new AddressException($"'{address}': the class index has no '{address.Arguments[1]}'.");
            }

            if (!_seen.TryGetValue((address.Subject, path), out float[]? probabilities))
            {
                PretrainedWeights weights = PretrainedWeights.Load(address.Subject, dataRoot);
                if (weights.Origin.Synthetic)
                {
                    return new Measurement.Missing($"pretrained weights: {weights.Origin.File} says that its weights were made for a trial", PretrainedFiles.For(address.Subject).Remedy);
                }

                using CpuBackend backend = new();
                using PictureClassifier classifier = PictureClassifier.Build(BuiltInModels.Get(address.Subject), backend, weights.Fill);
                probabilities = _seen[(address.Subject, path)] = classifier.Probabilities(path);
            }

            double value = index is { } at ? probabilities[at] : ClassPrediction.Decode(probabilities, null, 1)[0].Index;
            return new Measurement.Exact(new Value.Number(value), $"{address.Subject} with its published weights on {Path.GetFileName(path)}, Cpu engine");
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
