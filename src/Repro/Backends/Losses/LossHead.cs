using Repro.Models;

namespace Repro.Backends.Losses;

/// <summary>
/// The end of one output in training and evaluation, the same for all backends: loss, correct answers, metrics and the gradient of the
/// loss, from the logits or the outputs. Sums are float64 in sample order; gradients are divided by the number of samples.
/// </summary>
/// <param name="source">The backend's operation that the head reads.</param>
/// <param name="outputs">Values of that operation for a sample.</param>
/// <param name="labels">Numbers of a sample's label: <paramref name="outputs"/>, or 1 where the label is the number of a class.</param>
internal abstract class LossHead(int source, int outputs, int labels)
{
    private MetricSums? _metrics;

    public int Source => source;

    public int Outputs => outputs;

    public int Labels => labels;

    /// <summary>The sums of the metrics over the last batch; the same array for every batch.</summary>
    public double[] Metrics => _metrics?.Sums ?? [];

    /// <summary>The head of one of a model's outputs.</summary>
    /// <param name="output">The number of the output.</param>
    /// <param name="compiled">Its loss.</param>
    /// <param name="end">The activation that makes the output (<see cref="Activation.Linear"/> for anything else), the backend's operation
    /// that makes it, and the one that this activation reads.</param>
    /// <exception cref="ModelException">The last layer does not fit the loss or a metric.</exception>
    public static LossHead Of(
        Model model,
        int output,
        OutputLoss compiled,
        CompileOptions options,
        (Activation Last, int Output, int Logits) end
    )
    {
        Shape shape = model.OutputShapes[output];
        Loss loss = compiled.Loss;
        Activation last = end.Last;
        int width = shape.Rank == 0 ? 1 : shape[shape.Rank - 1] ?? 1;
        if (loss.IsOfClasses && width < 2)
        {
            throw new ModelException(
                $"Layer '{model.Nodes[model.Outputs[output]].Layer.Name}': the loss {loss.Name} needs an output per class, at least two, but the model puts out {shape}."
            );
        }

        bool ofLogits =
            loss.IsCrossentropy && last != Activation.Linear && (loss.TakesLogitsOfAny || loss.IsBinary == (last == Activation.Sigmoid));
        bool isPlain =
            ofLogits
            && shape.Rank == 1
            && loss is { LabelSmoothing: 0, IsFocal: false }
            && options is { ClassWeights: null, HasSampleWeights: false }
            && compiled.Weight == 1;
        LossHead head =
            isPlain && loss.IsBinary && last == Activation.Sigmoid && width == 1 ? new BinaryHead(end.Logits)
            : isPlain && loss.IsOfClasses && last == Activation.Softmax ? new CategoricalHead(end.Logits, width, loss.IsSparse)
            : new FormulaHead(
                ofLogits ? end.Logits : end.Output,
                shape.Elements,
                width,
                loss,
                options.ClassWeights,
                ofLogits ? last : Activation.Linear,
                ofLogits
            )
            {
                LossWeight = compiled.Weight,
            };
        head._metrics = compiled.Metrics.Count == 0 ? null : new MetricSums(compiled.Metrics, loss.AddsEpsilon);
        return head;
    }

    /// <summary>
    /// Loss sum, correct answers and metrics; fills <paramref name="gradient"/> (samples x outputs) where given, as in training.
    /// </summary>
    /// <param name="weights">Of the samples; empty for 1.</param>
    public (double LossSum, int Correct) Evaluate(
        ReadOnlySpan<float> values,
        ReadOnlySpan<float> truth,
        ReadOnlySpan<float> weights,
        int samples,
        Span<float> gradient
    )
    {
        _metrics?.Clear();
        return Sum(values, truth, weights, samples, gradient);
    }

    /// <summary>Loss sum and correct answers. Calls <see cref="Measure"/> for every sample.</summary>
    protected abstract (double LossSum, int Correct) Sum(
        ReadOnlySpan<float> values,
        ReadOnlySpan<float> truth,
        ReadOnlySpan<float> weights,
        int samples,
        Span<float> gradient
    );

    /// <param name="output">A sample's outputs of the model.</param>
    /// <param name="truth">One value per output.</param>
    /// <param name="weight">What weighted metrics multiply the sample with.</param>
    protected void Measure(ReadOnlySpan<float> output, ReadOnlySpan<float> truth, double weight = 1) =>
        _metrics?.Add(output, truth, weight);

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
