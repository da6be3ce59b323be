using Repro.Backends;
using Repro.Keras;
using Repro.Keras.Files;
using Repro.Models;

namespace Repro.Training.Evaluation;

/// <summary>The loss of an evaluation, and where it comes from.</summary>
/// <param name="Loss">The formula.</param>
/// <param name="Weight">What it is multiplied by.</param>
/// <param name="IsCompiled">The model was compiled with it. Otherwise it is not "the loss" that Keras would print.</param>
/// <param name="Remark">For a line of results: where it comes from.</param>
internal sealed record EvaluatedLoss(Loss Loss, double Weight, bool IsCompiled, string Remark)
{
    /// <summary>What the file was compiled with, as it calls it; null where it was not compiled.</summary>
    public string? CompiledName { get; init; }

    /// <summary>Metrics that are computed beside the loss and the accuracy.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>
    /// The compiled loss where it is computed here; else the cross-entropy that fits the model's outputs, said to be an assumption.
    /// </summary>
    /// <param name="last">The activation that makes the model's outputs.</param>
    public static EvaluatedLoss Of(KerasFile? file, Model model, Activation last)
    {
        if (file?.Training?.Compiled is { Loss: { } compiled } asCompiled)
        {
            return new EvaluatedLoss(compiled, asCompiled.Weight, true, "as compiled").With(file);
        }

        CompiledLoss? obstacle = file?.Training?.Compiled;
        string why =
            obstacle is not null ? $"not the compiled loss '{obstacle.Name}': {obstacle.Obstacle}"
            : file?.Training is not null ? "assumed: the model was compiled without a loss"
            : "assumed: the model was not compiled";
        return Assumed(model, last, why, WriterHabits.TakesLogitsOfAny(file?.KerasVersion)).With(file);
    }

    /// <summary>The sum of the losses of several outputs; <see cref="Loss"/> is the first.</summary>
    /// <param name="others">Metrics that the file was compiled with and that are not computed here.</param>
    public static EvaluatedLoss OfOutputs(IReadOnlyList<OutputLoss> outputs, IReadOnlyList<string> others) =>
        new(outputs[0].Loss, 1, true, "as compiled" + Without(others));

    /// <summary>The loss and the metrics that a run declares.</summary>
    public static EvaluatedLoss Of(Loss loss, IReadOnlyList<Metric> metrics) =>
        new(loss, 1, true, "as the run declares") { Metrics = metrics };

    /// <summary>A loss that the user names, in place of the compiled one.</summary>
    /// <param name="name">One of <see cref="Backends.Loss.AllNames"/>.</param>
    /// <param name="file">The file of the model, whose version of Keras decides on the formula and whose metrics stay; null for none.</param>
    /// <param name="last">The activation that makes the model's outputs.</param>
    public static EvaluatedLoss Named(string name, KerasFile? file, Activation last)
    {
        Loss loss = new(Loss.NameOf(name)!)
        {
            AddsEpsilon = WriterHabits.AddsEpsilon(file?.KerasVersion),
            TakesLogitsOfAny = WriterHabits.TakesLogitsOfAny(file?.KerasVersion),
        };
        bool logits = loss.IsCrossentropy && last is not (Activation.Sigmoid or Activation.Softmax);
        return new EvaluatedLoss(loss with { FromLogits = logits }, 1, false, logits ? "--loss; outputs taken as logits" : "--loss").With(
            file
        );
    }

    // What else a file was compiled with.
    private EvaluatedLoss With(KerasFile? file) =>
        this with
        {
            CompiledName = file?.Training?.Compiled?.Name,
            Metrics = file?.Training?.Metrics?.Metrics ?? [],
            Remark = Remark + Without(file?.Training?.Metrics?.Others ?? []),
        };

    private static string Without(IReadOnlyList<string> others) =>
        others.Count == 0 ? "" : $"; without the metrics {string.Join(", ", others)}, which are not computed here";

    private static EvaluatedLoss Assumed(Model model, Activation last, string why, bool any)
    {
        Loss loss = model.OutputShapes[0].Axes is [1] ? Loss.BinaryCrossentropy : Loss.CategoricalCrossentropy;
        bool logits = last is not (Activation.Sigmoid or Activation.Softmax);
        return new EvaluatedLoss(
            loss with
            {
                FromLogits = logits,
                TakesLogitsOfAny = any,
            },
            1,
            false,
            logits ? $"{why}; outputs taken as logits" : why
        );
    }
}
