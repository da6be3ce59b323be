using Repro.Backends;
using Repro.Models;
using Repro.Training.Metrics;

namespace Repro.Training.KerasFiles;

/// <summary>A model with weights out of a saved file, to be evaluated on data: the file's own model, or another that its weights fit.</summary>
public sealed class SavedModel
{
    // Floats of all layers' outputs for one sample, and for a batch.
    private const long MostActivations = 256L << 20;
    private const long BatchActivations = 64L << 20;
    private const int LargestBatch = 32;

    private readonly KerasFile _weights;

    private SavedModel(Model model, KerasFile weights, Loss loss)
    {
        Model = model;
        _weights = weights;
        Loss = loss;
    }

    public Model Model { get; }

    /// <summary>What it was compiled with; else what fits its output: binary cross-entropy for one number, categorical for several.</summary>
    public Loss Loss { get; }

    /// <param name="what">A file with a whole model, or a model of the zoo.</param>
    /// <param name="weights">The file of the weights; null for the model's own file.</param>
    /// <exception cref="InputException">A file cannot be used, or holds no architecture where one is needed, or weights that do not fit.</exception>
    public static SavedModel Open(string what, string? weights)
    {
        KerasFile? file = KerasFile.IsMeant(what) ? KerasFile.Read(what) : null;
        Model model = file is null ? ModelVariant.Parse(what).Model
            : file.Model ?? throw new InputException($"{what}: it holds weights without an architecture. Name the model and give the file with --weights.");
        KerasFile source = weights is not null ? KerasFile.Read(weights)
            : file ?? throw new InputException($"Whose weights? Give '{what}' a saved file with --weights FILE.h5.");

        // Not found out after the data is read.
        source.Weights(model);
        return Of(model, source, file?.Training?.Loss);
    }

    /// <summary>A model with a file's weights.</summary>
    internal static SavedModel Of(Model model, KerasFile weights, Loss? loss = null) =>
        new(model, weights, loss ?? (model.OutputShapes[0].Axes is [1] ? Loss.BinaryCrossentropy : Loss.CategoricalCrossentropy));

    /// <summary>Loss and accuracy over all samples.</summary>
    /// <exception cref="InputException">The weights do not fit the model, the engine lacks one of its layers, or it is too large.</exception>
    public RunningMetrics Evaluate(IBackend backend, ISampleSource samples)
    {
        try
        {
            long activations = Expansion.Of(Model).Nodes.Sum(node => (long)node.OutputShape.Elements);
            if (activations > MostActivations)
            {
                throw new InputException($"{_weights.Path}: one sample's tensors take {activations} numbers, more than the {MostActivations} that are computed here.");
            }

            using INetwork network = backend.Build(Model, new CompileOptions(Loss, null));
            _weights.WriteWeights(network);
            return Evaluation.Of(network, samples, (int)Math.Clamp(BatchActivations / activations, 1, LargestBatch));
        }
        catch (Exception exception) when (exception is ModelException or OverflowException)
        {
            throw new InputException($"{_weights.Path}: the model cannot be evaluated: {exception.Message}", exception);
        }
    }
}
