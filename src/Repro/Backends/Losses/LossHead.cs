using Repro.Models;

namespace Repro.Backends.Losses;

/// <summary>
/// The end of a network in training and evaluation, the same for all engines: loss, correct answers, metrics and the gradient of the
/// loss, from the logits or the outputs. Sums are float64 in sample order; gradients are divided by the number of samples.
/// </summary>
/// <param name="source">The engine's operation that the head reads.</param>
/// <param name="outputs">Values of that operation for a sample.</param>
/// <param name="labels">Numbers of a sample's label: <paramref name="outputs"/>, or 1 where the label is the number of a class.</param>
internal abstract class LossHead(int source, int outputs, int labels)
{
    private MetricSums? _metrics;

    public int Source => source;

    public int Outputs => outputs;

    public int Labels => labels;

    /// <summary>The head of a model with one output.</summary>
    /// <param name="last">The activation that makes the model's output; <see cref="Activation.Linear"/> for anything else.</param>
    /// <param name="output">The engine's operation that makes the output.</param>
    /// <param name="logits">The engine's operation that this activation reads.</param>
    /// <exception cref="ModelException">The last layer does not fit the loss or a metric.</exception>
    public static LossHead Of(Model model, CompileOptions options, Activation last, int output, int logits)
    {
        if (model.Outputs.Count != 1)
        {
            throw new ModelException($"Model '{model.Name}' has {model.Outputs.Count} outputs; a loss needs a model with one.");
        }

        Shape shape = model.OutputShapes[0];
        Loss loss = options.Loss;
        int width = shape.Rank == 0 ? 1 : shape[shape.Rank - 1] ?? 1;
        if (loss.IsOfClasses && width < 2)
        {
            throw new ModelException(
                $"Layer '{model.Nodes[model.Outputs[0]].Layer.Name}': the loss {loss.Name} needs an output per class, at least two, but the model puts out {shape}."
            );
        }

        bool ofLogits =
            loss.IsCrossentropy && last != Activation.Linear && (loss.TakesLogitsOfAny || loss.IsBinary == (last == Activation.Sigmoid));
        bool isPlain = ofLogits && shape.Rank == 1 && loss is { LabelSmoothing: 0, IsFocal: false } && options.ClassWeights is null;
        LossHead head =
            isPlain && loss.IsBinary && last == Activation.Sigmoid && width == 1 ? new BinaryHead(logits)
            : isPlain && loss.IsOfClasses && last == Activation.Softmax ? new CategoricalHead(logits, width, loss.IsSparse)
            : new FormulaHead(
                ofLogits ? logits : output,
                shape.Elements,
                width,
                loss,
                options.ClassWeights,
                ofLogits ? last : Activation.Linear,
                ofLogits
            );
        head._metrics = options.Metrics.Count == 0 ? null : new MetricSums(options.Metrics, loss.AddsEpsilon);
        return head;
    }

    /// <summary>
    /// Loss, correct answers and metrics; fills <paramref name="gradient"/> (samples x outputs) where given, as in training.
    /// </summary>
    public BatchResult Evaluate(ReadOnlySpan<float> values, ReadOnlySpan<float> truth, int samples, Span<float> gradient, double penalty)
    {
        _metrics?.Clear();
        (double lossSum, int correct) = Sum(values, truth, samples, gradient);
        return new BatchResult(lossSum, penalty, correct, samples) { Metrics = _metrics?.Sums };
    }

    /// <summary>Loss sum and correct answers. Calls <see cref="Measure"/> for every sample.</summary>
    protected abstract (double LossSum, int Correct) Sum(
        ReadOnlySpan<float> values,
        ReadOnlySpan<float> truth,
        int samples,
        Span<float> gradient
    );

    /// <param name="output">A sample's outputs of the model.</param>
    /// <param name="truth">One value per output.</param>
    protected void Measure(ReadOnlySpan<float> output, ReadOnlySpan<float> truth) => _metrics?.Add(output, truth);

    /// <summary>The place of the first of the largest values.</summary>
    protected static int First(ReadOnlySpan<float> values)
    {
        int first = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[first])
            {
                first = i;
            }
        }

        return first;
    }
}
