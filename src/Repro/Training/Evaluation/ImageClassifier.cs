using Repro.Backends;
using Repro.Data.Imaging;
using Repro.Models;

namespace Repro.Training.Evaluation;

/// <summary>A model with weights that tells what is on single images; it may have several outputs.</summary>
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
    /// <exception cref="InputException">An output of the model is no vector, or the weights do not fit.</exception>
    public static ImageClassifier Build(Model model, ImageFeed feed, IBackend backend, Action<INetwork> fill)
    {
        RequireVectors(model);

        INetwork network;
        try
        {
            // Several outputs need a loss each, also where none is computed.
            network = backend.Build(
                model,
                new CompileOptions(Loss.CategoricalCrossentropy, null)
                {
                    Outputs =
                        model.Outputs.Count == 1
                            ? null
                            : [.. OutputLoss.NamesOf(model).Select(name => new OutputLoss(name, new Loss("mean_squared_error")))],
                }
            );
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
            RequireVectors(network.Model);
            return new ImageClassifier(network, feed);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <exception cref="InputException">The model has several outputs, or one that does not tell classes apart.</exception>
    public static void RequireClasses(Model model)
    {
        if (model.OutputShapes is not [{ Rank: 1, IsKnown: true, Elements: > 1 }])
        {
            throw new InputException(
                $"Model '{model.Name}' gives {string.Join(", ", model.OutputShapes)}; classifying an image requires one output per class."
            );
        }
    }

    private static void RequireVectors(Model model)
    {
        foreach ((int index, string name) in OutputLoss.NamesOf(model).Index())
        {
            if (model.OutputShapes[index] is not { Rank: 1, IsKnown: true })
            {
                throw new InputException(
                    $"Model '{model.Name}': its output '{name}' gives {model.OutputShapes[index]}; predict requires outputs of one axis, e.g. those of Dense."
                );
            }
        }
    }

    public Model Model => _network.Model;

    /// <summary>The numbers of the only output: one probability a class.</summary>
    /// <inheritdoc cref="Outputs"/>
    public float[] Probabilities(string path) => _network.Predict(Read(path)).Values;

    /// <summary>The numbers of each output, in the order of the model.</summary>
    /// <param name="path">A JPEG file.</param>
    /// <exception cref="InputException">The image is missing or damaged.</exception>
    /// <exception cref="Native.MissingNativeException">libjpeg-turbo is not installed.</exception>
    public IReadOnlyList<float[]> Outputs(string path) =>
        Model.Outputs.Count == 1
            ? [Probabilities(path)]
            : [.. _network.Activations(Read(path), OutputLoss.NamesOf(Model)).Select(output => output.Values)];

    private Tensor Read(string path)
    {
        using JpegDecoder decoder = new(_feed.Form.IsOfTensorFlow);
        int height = _network.Model.InputShape[0]!.Value;
        int width = _network.Model.InputShape[1]!.Value;
        Tensor x = new(1, height, width, _feed.Form.Channels);
        _feed.Write(SizedImage.Read(decoder, JpegDecoder.ReadFile(path), path, _feed.Form, height, width), x.Values);
        return x;
    }

    public void Dispose() => _network.Dispose();
}
