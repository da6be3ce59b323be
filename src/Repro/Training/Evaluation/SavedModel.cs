using Repro.Backends;
using Repro.Data.Batches;
using Repro.Inputs;
using Repro.Keras.Catalog;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Training.Feeding;
using Repro.Training.Metrics;

namespace Repro.Training.Evaluation;

/// <summary>
/// A model with weights out of a saved file, to be evaluated on data: the file's own model, or another that its weights fit.
/// </summary>
internal sealed class SavedModel
{
    // Floats of all layers' outputs for one sample, and for a batch.
    private const long MostActivations = 256L << 20;
    private const long BatchActivations = 64L << 20;
    private const int LargestBatch = 32;

    private readonly string _called;
    private readonly Func<IBackend, Model, INetwork> _build;
    private readonly LogitModel _logits;

    private SavedModel(
        string called,
        Model model,
        Func<IBackend, Model, INetwork> build,
        LogitModel logits,
        EvaluatedLoss loss,
        IReadOnlyList<OutputLoss> outputs
    )
    {
        _called = called;
        Model = model;
        _build = build;
        _logits = logits;
        Loss = loss;
        Outputs = outputs;
    }

    public Model Model { get; }

    /// <summary>
    /// What it was compiled with; else what fits its output: binary cross-entropy for one number, categorical for several.
    /// </summary>
    public EvaluatedLoss Loss { get; }

    /// <summary>
    /// Of a model with several outputs: what each was compiled with, in the order of the model, in place of <see cref="Loss"/>; else empty.
    /// </summary>
    public IReadOnlyList<OutputLoss> Outputs { get; }

    /// <param name="what">A file with a whole model, a network's JSON file, or the name of a network.</param>
    /// <param name="models">The networks that can be named.</param>
    /// <param name="weights">The file of the weights; null for the model's own file.</param>
    /// <param name="loss">The name of a loss in place of the compiled one; null for that one.</param>
    /// <exception cref="InputException">A file cannot be used, or holds no architecture where one is needed, or a model that cannot be
    /// computed, or weights that do not fit.</exception>
    public static SavedModel Open(string what, string? weights, ModelCatalog models, string? loss = null)
    {
        KerasFile? file = KerasFile.IsMeant(what) && !ModelFile.IsJson(what) ? KerasFile.Read(what) : null;
        Model model =
            ModelFile.IsJson(what) ? ModelFile.Read(what, InputRule.RegularOrPipe).Model
            : file is null ? models.Parse(what).Model
            : file.Model
                ?? throw new InputException(
                    $"{what}: the file has weights without an architecture. Give the name of the model, and the file with --weights."
                );
        if (file is not null)
        {
            Computable.RequireVersion(file);
        }

        Computable.Require(what, model);
        KerasFile source = weights is not null
            ? KerasFile.Read(weights)
            : file ?? throw new InputException($"Whose weights? Give '{what}' a saved file with --weights FILE.");

        // Not found out after the data is read.
        source.Weights(model);
        return Of(model, source, file, loss);
    }

    /// <summary>A model with a file's weights.</summary>
    /// <param name="compiled">The file that says what it was compiled with.</param>
    /// <param name="named">The name of a loss in place of the compiled one; null for that one.</param>
    internal static SavedModel Of(Model model, KerasFile weights, KerasFile? compiled = null, string? named = null)
    {
        Computable.Require(weights.Path, model);
        LogitModel logits = LogitModel.Of(model);
        if (named is not null && model.Outputs.Count > 1)
        {
            throw new InputException(
                $"--loss: {weights.Path} has several outputs, which are evaluated with the losses they were compiled with."
            );
        }

        IReadOnlyList<OutputLoss> outputs = OutputsOf(model, weights.Path, compiled);
        EvaluatedLoss loss =
            outputs.Count > 0 ? EvaluatedLoss.OfOutputs(outputs, compiled!.Training!.Outputs!.OtherMetrics)
            : named is not null ? EvaluatedLoss.Named(named, compiled, logits.Last)
            : EvaluatedLoss.Of(compiled, model, logits.Last);
        return new SavedModel(weights.Path, model, Build, logits, loss, outputs);

        INetwork Build(IBackend backend, Model changed)
        {
            INetwork network = backend.Build(
                changed,
                new CompileOptions(Backends.Loss.CategoricalCrossentropy, null) { Outputs = outputs.Count == 0 ? null : outputs }
            );
            try
            {
                weights.WriteWeights(network);
                return network;
            }
            catch
            {
                network.Dispose();
                throw;
            }
        }
    }

    /// <summary>A model whose weights another store holds.</summary>
    /// <param name="called">How messages call it.</param>
    /// <param name="outputs">See <see cref="Outputs"/>.</param>
    /// <param name="build">Builds a network of a model with the same weights, and fills it.</param>
    internal static SavedModel Of(
        string called,
        Model model,
        EvaluatedLoss loss,
        IReadOnlyList<OutputLoss> outputs,
        Func<IBackend, Model, INetwork> build
    ) => new(called, model, build, LogitModel.Of(model), loss, outputs);

    /// <summary>Loss and accuracy over all samples.</summary>
    /// <exception cref="InputException">The weights do not fit the model, the backend lacks one of its layers, or it is too
    /// large.</exception>
    public RunningMetrics Evaluate(IBackend backend, ISampleSource samples)
    {
        try
        {
            long activations = FlattenedModel.Of(Model).Nodes.Sum(node => (long)node.OutputShape.Elements);
            if (activations > MostActivations)
            {
                throw new InputException(
                    $"{_called}: one sample's tensors take {activations} numbers, more than the {MostActivations} that are computed here."
                );
            }

            int batchSize = (int)Math.Clamp(BatchActivations / activations, 1, LargestBatch);
            if (Outputs.Count > 0)
            {
                using INetwork whole = _build(backend, Model);
                return Tested(whole, samples, batchSize);
            }

            using INetwork network = _build(backend, _logits.Model);
            return new OutputEvaluation(_logits, Loss).Of(network, samples, batchSize);
        }
        catch (Exception exception) when (exception is ModelException or OverflowException)
        {
            throw new InputException($"{_called}: the model cannot be evaluated: {exception.Message}", exception);
        }
    }

    private static IReadOnlyList<OutputLoss> OutputsOf(Model model, string path, KerasFile? compiled)
    {
        if (model.Outputs.Count == 1)
        {
            return [];
        }

        CompiledOutputs? outputs = compiled?.Training?.Outputs;
        return outputs?.Losses is { Count: > 0 } losses
            ? losses
            : throw new InputException(
                $"{path}: the model has the outputs {string.Join(", ", OutputLoss.NamesOf(model))}. It can be evaluated only with a loss for each that the file was compiled with, but {outputs?.Obstacle ?? "it was not compiled"}."
            );
    }

    private static RunningMetrics Tested(INetwork network, ISampleSource samples, int batchSize)
    {
        RunningMetrics metrics = new();
        BatchSampler plan = new(seed: 0, samples.Samples, batchSize, shuffle: false);
        using IBatchIterator flow = ((IBatchSource)samples).Flow(plan, seed: 0);
        for (long step = 0; step < plan.StepsOfPass; step++)
        {
            (Tensor x, Tensor y) = flow.Batch(step);
            metrics.Add(network.TestOnBatch(x, y));
        }

        return metrics;
    }
}
