using Repro.Backends;
using Repro.Backends.Losses;
using Repro.Data.Batches;
using Repro.Models;
using Repro.Training.Feeding;
using Repro.Training.Metrics;

namespace Repro.Training.Evaluation;

/// <summary>
/// Loss and accuracy out of a network's outputs, in float64. Keras's <c>acc</c> goes by the output's shape: one number is class 1 where
/// it is above one half, of several the first of the largest counts.
/// </summary>
internal sealed class OutputEvaluation
{
    private readonly LogitModel _logits;
    private readonly SampleLoss _loss;
    private readonly bool _ofLogits;
    private readonly double _weight;
    private readonly MetricSums? _metrics;

    public OutputEvaluation(LogitModel logits, EvaluatedLoss evaluated)
    {
        _logits = logits;
        _weight = evaluated.Weight;
        _metrics = evaluated.Metrics.Count > 0 ? new MetricSums(evaluated.Metrics, evaluated.Loss.AddsEpsilon) : null;
        _ofLogits =
            evaluated.Loss.IsCrossentropy
            && logits.Last != Activation.Linear
            && (evaluated.Loss.TakesLogitsOfAny || (logits.Last == Activation.Sigmoid) == evaluated.Loss.IsBinary);
        _loss = _ofLogits ? LossFormulas.OfLogits(evaluated.Loss) : LossFormulas.OfOutputs(evaluated.Loss);
    }

    /// <param name="network">Of the logit model.</param>
    public RunningMetrics Of(INetwork network, IBatchSource samples, int batchSize)
    {
        RunningMetrics metrics = new();
        double penalty = Penalty(network);
        BatchSampler plan = new(seed: 0, samples.Samples, batchSize, shuffle: false);
        using IBatchIterator flow = samples.Flow(plan, seed: 0);
        for (long step = 0; step < plan.StepsOfPass; step++)
        {
            (Tensor x, Tensor y) = flow.Batch(step);
            _metrics?.Clear();
            (double sum, int correct) = Batch(network.Predict(x), y);
            metrics.Add(new BatchResult(_weight * sum, penalty, correct, x.Samples) { Metrics = _metrics?.Sums });
        }

        return metrics;
    }

    private (double LossSum, int Correct) Batch(Tensor predicted, Tensor y)
    {
        int outputs = y.Values.Length / y.Samples;
        double[] truth = new double[outputs];
        double[] logits = new double[outputs];
        double[] output = new double[outputs];
        double sum = 0;
        int correct = 0;
        for (int sample = 0; sample < y.Samples; sample++)
        {
            for (int i = 0; i < outputs; i++)
            {
                truth[i] = y.Values[sample * outputs + i];
                logits[i] = predicted.Values[sample * outputs + i];
            }

            Activate(logits, output);
            sum += _loss(truth, _ofLogits ? logits : output, []);
            _metrics?.Add(Array.ConvertAll(output, value => (float)value), y.Values.AsSpan(sample * outputs, outputs), 1);

            if (IsCorrect(truth, output))
            {
                correct++;
            }
        }

        return (sum, correct);
    }

    private void Activate(double[] logits, double[] output)
    {
        if (_logits.Last == Activation.Softmax)
        {
            double max = logits.Max();
            double sum = 0;
            for (int i = 0; i < logits.Length; i++)
            {
                sum += output[i] = Math.Exp(logits[i] - max);
            }

            for (int i = 0; i < logits.Length; i++)
            {
                output[i] /= sum;
            }

            return;
        }

        for (int i = 0; i < logits.Length; i++)
        {
            output[i] = _logits.Last == Activation.Sigmoid ? 1 / (1 + Math.Exp(-logits[i])) : logits[i];
        }
    }

    // In float32, as outputs are: a sigmoid that rounds to one half is class 0, and of equals the first counts.
    private static bool IsCorrect(double[] truth, double[] output) =>
        output.Length == 1 ? ((float)output[0] > 0.5f ? 1 : 0) == truth[0] : First(output) == First(truth);

    private static int First(double[] values)
    {
        int first = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if ((float)values[i] > (float)values[first])
            {
                first = i;
            }
        }

        return first;
    }

    // Keras adds the weights' penalties to every loss that it prints.
    private static double Penalty(INetwork network)
    {
        double penalty = 0;
        foreach (FlatWeight weight in network.Weights)
        {
            (float l1, float l2) = weight.Spec.Penalty;
            if (weight.Spec.Penalty.IsNone)
            {
                continue;
            }

            float[] values = new float[weight.Spec.Elements];
            network.ReadWeight(weight.Path, values);
            if (l1 != 0)
            {
                penalty += (double)l1 * values.Sum(value => (double)Math.Abs(value));
            }

            if (l2 != 0)
            {
                penalty += (double)l2 * values.Sum(value => (double)value * value);
            }
        }

        return penalty;
    }
}
