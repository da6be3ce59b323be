using Repro.Models;

namespace Repro.Backends.Losses;

/// <summary>
/// The ends of a network in training and evaluation: a head for each output. Labels of a sample are those of each output in turn, and last
/// its weight, where samples have weights.
/// </summary>
/// <remarks>
/// For each batch: <see cref="Begin"/>, <see cref="Add"/> for each head, <see cref="Result"/>. A model with one output reports its loss,
/// correct answers and metrics; several outputs report the weighted sum of their losses, and their own sums as metrics, laid out as
/// <see cref="OutputLoss.Sums"/> says.
/// </remarks>
internal sealed class LossHeads
{
    private readonly LossHead[] _heads;
    private readonly double[] _lossWeights;
    private readonly bool _hasSampleWeights;
    private readonly double[]? _sums;
    private float[] _truth = [];
    private float[] _sampleWeights = [];
    private Tensor? _labels;
    private double _lossSum;
    private int _correct;
    private int _place;

    private LossHeads(LossHead[] heads, double[] lossWeights, bool hasSampleWeights, double[]? sums)
    {
        _heads = heads;
        _lossWeights = lossWeights;
        _hasSampleWeights = hasSampleWeights;
        _sums = sums;
        Labels = heads.Sum(head => head.Labels) + (hasSampleWeights ? 1 : 0);
        Sources = [.. heads.Select(head => head.Source).Distinct()];
    }

    public int Count => _heads.Length;

    /// <summary>Columns of a batch's labels.</summary>
    public int Labels { get; }

    /// <summary>The backend's operations that the heads read.</summary>
    public IReadOnlyList<int> Sources { get; }

    public LossHead this[int index] => _heads[index];

    /// <summary>The heads of a model.</summary>
    /// <param name="end">For each output: the activation that makes it (<see cref="Activation.Linear"/> for anything else), the backend's
    /// operation that makes it, and the one that this activation reads.</param>
    /// <exception cref="ModelException">A layer does not fit its loss or a metric, or there is not one loss for each output.</exception>
    public static LossHeads Of(Model model, CompileOptions options, Func<int, (Activation Last, int Output, int Logits)> end)
    {
        if (options.Outputs is null && model.Outputs.Count != 1)
        {
            throw new ModelException(
                $"Model '{model.Name}' has {model.Outputs.Count} outputs ({string.Join(", ", OutputLoss.NamesOf(model))}). Give a loss for each."
            );
        }

        IReadOnlyList<OutputLoss> losses = options.Outputs is { } outputs
            ? OutputLoss.InOrder(model, outputs)
            : [new OutputLoss(null, options.Loss) { Metrics = options.Metrics }];
        LossHead[] heads = [.. losses.Select((loss, index) => LossHead.Of(model, index, loss, options, end(index)))];
        return new LossHeads(
            heads,
            [.. losses.Select(loss => loss.Weight)],
            options.HasSampleWeights,
            options.Outputs is null ? null : new double[losses.Sum(loss => loss.Sums)]
        );
    }

    /// <param name="labels">Of the batch: (samples, <see cref="Labels"/>).</param>
    public void Begin(Tensor labels)
    {
        _labels = labels;
        (_lossSum, _correct, _place) = (0, 0, 0);
        if (_hasSampleWeights)
        {
            CopyColumns(labels, Labels - 1, 1, ref _sampleWeights);
        }
    }

    /// <param name="index">The head: 0 first, then the next ones.</param>
    /// <param name="values">What it reads: (samples, its outputs).</param>
    /// <param name="gradient">Filled where given, as in training.</param>
    public void Add(int index, ReadOnlySpan<float> values, Span<float> gradient)
    {
        LossHead head = _heads[index];
        int samples = _labels!.Samples;
        ReadOnlySpan<float> weights = _hasSampleWeights ? _sampleWeights.AsSpan(0, samples) : [];
        (double lossSum, int correct) = head.Evaluate(values, TruthOf(index, samples), weights, samples, gradient);
        if (_sums is null)
        {
            (_lossSum, _correct) = (lossSum, correct);
            return;
        }

        _lossSum += _lossWeights[index] * lossSum;
        (_sums[_place], _sums[_place + 1]) = (lossSum, correct);
        _place += 2;
        foreach (double sum in head.Metrics)
        {
            _sums[_place++] = sum;
        }
    }

    /// <param name="penalty">The penalties of weights and outputs.</param>
    public BatchResult Result(double penalty) =>
        new(_lossSum, penalty, _correct, _labels!.Samples)
        {
            Metrics = _sums ?? (_heads[0].Metrics.Length == 0 ? null : _heads[0].Metrics),
        };

    private ReadOnlySpan<float> TruthOf(int index, int samples)
    {
        LossHead head = _heads[index];
        if (head.Labels == Labels)
        {
            return _labels!.Values;
        }

        int start = 0;
        for (int before = 0; before < index; before++)
        {
            start += _heads[before].Labels;
        }

        CopyColumns(_labels!, start, head.Labels, ref _truth);
        return _truth.AsSpan(0, samples * head.Labels);
    }

    // The arrays grow to the largest batch and are used again.
    private static void CopyColumns(Tensor table, int start, int columns, ref float[] copy)
    {
        int width = table.Shape[1];
        if (copy.Length < table.Samples * columns)
        {
            copy = new float[table.Samples * columns];
        }

        for (int row = 0; row < table.Samples; row++)
        {
            table.Values.AsSpan(row * width + start, columns).CopyTo(copy.AsSpan(row * columns, columns));
        }
    }
}
