using Repro.Models;
using Repro.Numerics;

namespace Repro.Backends.Losses;

/// <summary>
/// A loss by its formula in float64; each slope is rounded to float32 once. An answer goes by the output's shape, as Keras's <c>acc</c>:
/// one number is class 1 where it is above one half, of several the first of the largest counts. Outputs of more than one axis have no
/// answers.
/// </summary>
/// <remarks>Outputs of more than one axis have a loss per position of the last axis; the sample's loss is their mean.</remarks>
internal sealed class FormulaHead : LossHead
{
    private readonly SampleLoss _formula;
    private readonly IReadOnlyList<double>? _classWeights;
    private readonly Activation _activation;
    private readonly int _width;
    private readonly bool _isSparse;
    private readonly double[] _truth;
    private readonly double[] _values;
    private readonly double[] _slopes;
    private readonly float[] _outputs;
    private readonly float[] _labels;

    /// <param name="elements">Outputs of a sample.</param>
    /// <param name="width">Length of the last axis.</param>
    /// <param name="classWeights">The weight of each class in training; null for 1.</param>
    /// <param name="activation">Makes the model's outputs of what the head reads.</param>
    /// <param name="ofLogits">Whether the head reads logits.</param>
    public FormulaHead(
        int source,
        int elements,
        int width,
        Loss loss,
        IReadOnlyList<double>? classWeights,
        Activation activation,
        bool ofLogits
    )
        : base(source, elements, loss.IsSparse ? elements / width : elements)
    {
        _formula = ofLogits ? LossFormulas.OfLogits(loss) : LossFormulas.OfOutputs(loss);
        _classWeights = classWeights;
        _activation = activation;
        _width = width;
        _isSparse = loss.IsSparse;
        _truth = new double[width];
        _values = new double[width];
        _slopes = new double[width];
        _outputs = new float[elements];
        _labels = new float[elements];
    }

    /// <summary>What the gradient is multiplied with: the weight of the output's loss in the sum of all.</summary>
    public double LossWeight { get; init; } = 1;

    protected override (double LossSum, int Correct) Sum(
        ReadOnlySpan<float> values,
        ReadOnlySpan<float> truth,
        ReadOnlySpan<float> weights,
        int samples,
        Span<float> gradient
    )
    {
        double lossSum = 0;
        int correct = 0;
        int positions = Outputs / _width;
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> z = values.Slice(sample * Outputs, Outputs);
            ReadLabels(truth.Slice(sample * Labels, Labels));
            double weight = (gradient.IsEmpty ? 1 : ClassWeight()) * (weights.IsEmpty ? 1 : weights[sample]);
            double loss = 0;
            for (int at = 0; at < Outputs; at += _width)
            {
                for (int i = 0; i < _width; i++)
                {
                    (_truth[i], _values[i]) = (_labels[at + i], z[at + i]);
                }

                loss += _formula(_truth, _values, gradient.IsEmpty ? [] : _slopes);
                if (gradient.IsEmpty)
                {
                    continue;
                }

                Span<float> slopes = gradient.Slice(sample * Outputs + at, _width);
                for (int i = 0; i < _width; i++)
                {
                    slopes[i] = (float)(LossWeight * weight * _slopes[i] / ((long)samples * positions));
                }
            }

            lossSum += weight * loss / positions;
            Activate(z);
            Measure(_outputs, _labels, weight);
            if (positions == 1 && IsCorrect())
            {
                correct++;
            }
        }

        return (lossSum, correct);
    }

    private void ReadLabels(ReadOnlySpan<float> truth)
    {
        if (!_isSparse)
        {
            truth.CopyTo(_labels);
            return;
        }

        Array.Clear(_labels);
        for (int position = 0; position < truth.Length; position++)
        {
            _labels[position * _width + (int)truth[position]] = 1;
        }
    }

    private double ClassWeight() => _classWeights is null ? 1 : _classWeights[_labels.Length == 1 ? (int)_labels[0] : First(_labels)];

    private void Activate(ReadOnlySpan<float> z)
    {
        for (int at = 0; at < z.Length && _activation == Activation.Softmax; at += _width)
        {
            Probabilities.Softmax(z.Slice(at, _width), _outputs.AsSpan(at, _width));
        }

        if (_activation == Activation.Softmax)
        {
            return;
        }

        for (int i = 0; i < z.Length; i++)
        {
            _outputs[i] = _activation == Activation.Sigmoid ? Probabilities.Sigmoid(z[i]) : z[i];
        }
    }

    private bool IsCorrect() => _outputs.Length == 1 ? (_outputs[0] > 0.5f ? 1f : 0f) == _labels[0] : First(_outputs) == First(_labels);
}
