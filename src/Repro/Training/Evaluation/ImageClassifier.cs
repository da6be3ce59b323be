using Repro.Backends;
using Repro.Data.Batches;
using Repro.Data.Imaging;
using Repro.Models;

namespace Repro.Training.Evaluation;

/// <summary>
/// A model with weights that tells what is on single images, each resized (nearest neighbour) and preprocessed as Keras's pretrained models
/// take them.
/// </summary>
internal sealed class ImageClassifier : IDisposable
{
    private readonly INetwork _network;

    private ImageClassifier(INetwork network)
    {
        _network = network;
    }

    /// <param name="fill">Writes the weights.</param>
    /// <exception cref="InputException">The model takes no colour images of a fixed size or tells no classes apart, or the weights do not
    /// fit.</exception>
    public static ImageClassifier Build(Model model, IBackend backend, Action<INetwork> fill)
    {
        if (
            model.InputShape is not { Rank: 3, IsKnown: true } input
            || input[2] != RgbImage.Channels
            || model.OutputShapes is not [{ Rank: 1, IsKnown: true, Elements: > 1 }]
        )
        {
            throw new InputException(
                $"Model '{model.Name}' takes {model.InputShape} and gives {string.Join(", ", model.OutputShapes)}; classifying an image requires a model with input (height, width, 3) and one output per class."
            );
        }

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
            return new ImageClassifier(network);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>One probability a class.</summary>
    /// <param name="path">A JPEG file.</param>
    /// <exception cref="InputException">The image is missing or damaged.</exception>
    /// <exception cref="Native.MissingNativeException">libjpeg-turbo is not installed.</exception>
    public float[] Probabilities(string path)
    {
        using JpegDecoder decoder = new();
        return Probabilities(decoder.Read(path));
    }

    public float[] Probabilities(RgbImage image)
    {
        int height = _network.Model.InputShape[0]!.Value;
        int width = _network.Model.InputShape[1]!.Value;
        Tensor x = new(1, height, width, RgbImage.Channels);
        new CaffePreprocessing().Write(image.Resize(height, width).Pixels, height, width, number: 0, pass: 0, x.Values);
        return _network.Predict(x).Values;
    }

    public void Dispose() => _network.Dispose();
}
