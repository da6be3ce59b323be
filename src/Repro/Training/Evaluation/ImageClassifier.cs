using Repro.Backends;
using Repro.Data.Imaging;
using Repro.Models;

namespace Repro.Training.Evaluation;

/// <summary>A model with weights that tells what is on single images.</summary>
internal sealed class ImageClassifier : IDisposable
{
    private readonly INetwork _network;
    private readonly ImageFeed _feed;

    private ImageClassifier(INetwork network, ImageFeed feed)
    {
        (_network, _feed) = (network, feed);
    }

    /// <param name="feed">How images are read and preprocessed: <see cref="ImageFeed.OfImageNet"/> or
    /// <see cref="ImageFeed.Resized"/> of the model.</param>
    /// <param name="fill">Writes the weights.</param>
    /// <exception cref="InputException">The model tells no classes apart, or the weights do not fit.</exception>
    public static ImageClassifier Build(Model model, ImageFeed feed, IBackend backend, Action<INetwork> fill)
    {
        RequireClasses(model);

        INetwork network;
        try
        {
            network = backend.Build(model, new CompileOptions(Loss.CategoricalCrossentropy, null));
        }
        catch (ModelException exception)
        {
            throw new InputException($"Model '{model.Name}' cannot be computed: {exception.Message}", exception);
        }

        try
        {
            fill(network);
            return new ImageClassifier(network, feed);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>A network that is filled already; it belongs to the classifier.</summary>
    /// <inheritdoc cref="Build"/>
    public static ImageClassifier Of(INetwork network, ImageFeed feed)
    {
        try
        {
            RequireClasses(network.Model);
            return new ImageClassifier(network, feed);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static void RequireClasses(Model model)
    {
        if (model.OutputShapes is not [{ Rank: 1, IsKnown: true, Elements: > 1 }])
        {
            throw new InputException(
                $"Model '{model.Name}' gives {string.Join(", ", model.OutputShapes)}; classifying an image requires one output per class."
            );
        }
    }

    /// <summary>One probability a class.</summary>
    /// <param name="path">A JPEG file.</param>
    /// <exception cref="InputException">The image is missing or damaged.</exception>
    /// <exception cref="Native.MissingNativeException">libjpeg-turbo is not installed.</exception>
    public float[] Probabilities(string path)
    {
        using JpegDecoder decoder = new(_feed.Form.IsOfTensorFlow);
        int height = _network.Model.InputShape[0]!.Value;
        int width = _network.Model.InputShape[1]!.Value;
        Tensor x = new(1, height, width, _feed.Form.Channels);
        _feed.Write(SizedImage.Read(decoder, JpegDecoder.ReadFile(path), path, _feed.Form, height, width), x.Values);
        return _network.Predict(x).Values;
    }

    public void Dispose() => _network.Dispose();
}
