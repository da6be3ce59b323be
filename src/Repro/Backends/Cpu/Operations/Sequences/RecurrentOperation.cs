using Repro.Backends.Cpu.Functions;
using Repro.Backends.Cpu.Threading;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Numerics;

namespace Repro.Backends.Cpu.Operations.Sequences;

/// <summary>
/// A recurrent layer forward: SimpleRNN, LSTM or GRU. Sums are float64 in index order; gates and states are rounded to float32.
/// </summary>
internal sealed class RecurrentOperation : Operation
{
    private readonly Recurrent _layer;
    private readonly int _steps;
    private readonly int _channels;
    private readonly string _path;

    /// <param name="path">The layer's path, for messages.</param>
    /// <param name="parameters">Kernel, recurrent kernel and, where there is one, bias.</param>
    public RecurrentOperation(string path, int input, Recurrent layer, int steps, int channels, IReadOnlyList<Parameter> parameters)
        : base([input], layer.ReturnSequences ? steps * layer.Units : layer.Units)
    {
        (_path, _layer, _steps, _channels) = (path, layer, steps, channels);
        Parameters = parameters;
    }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override IReadOnlyList<string> Arithmetic => ["recurrent"];

    public override string? Undifferentiable =>
        $"Layer '{_path}' ({_layer.TypeName}): the Cpu backend computes this kind of layer, but does not train it or layers before it.";

    public override void Forward(StepContext step, float[][] inputs, float[] output) =>
        step.Kernels.For(step.Samples, new SequenceWork(this, inputs[0], output));

    public override void Backward(StepContext step, Flow flow) => throw new ModelException(Undifferentiable!);

    private void Sequence(ReadOnlySpan<float> x, Span<float> y)
    {
        int units = _layer.Units;
        float[] state = new float[units];
        float[] cell = new float[units];
        for (int t = 0; t < _steps; t++)
        {
            int at = _layer.GoBackwards ? _steps - 1 - t : t;
            Step(x.Slice(at * _channels, _channels), state, cell);
            if (_layer.ReturnSequences)
            {
                state.CopyTo(y[(t * units)..]);
            }
        }

        if (!_layer.ReturnSequences)
        {
            state.CopyTo(y);
        }
    }

    private void Step(ReadOnlySpan<float> x, float[] state, float[] cell)
    {
        int units = _layer.Units;
        double[] given = Product(x, Parameters[0].Values, _layer.Gates * units);
        double[] kept = Product(state, Parameters[1].Values, _layer.Gates * units);
        float[]? bias = Parameters.Count > 2 ? Parameters[2].Values : null;
        for (int i = 0; bias is not null && i < given.Length; i++)
        {
            given[i] += bias[i];
        }

        switch (_layer)
        {
            case LSTM lstm:
                for (int u = 0; u < units; u++)
                {
                    double input = Apply(lstm.RecurrentActivation, given[u] + kept[u]);
                    double forget = Apply(lstm.RecurrentActivation, given[units + u] + kept[units + u]);
                    double fresh = Apply(lstm.Activation, given[2 * units + u] + kept[2 * units + u]);
                    double exit = Apply(lstm.RecurrentActivation, given[3 * units + u] + kept[3 * units + u]);
                    cell[u] = (float)(forget * cell[u] + input * fresh);
                    state[u] = (float)(exit * Apply(lstm.Activation, cell[u]));
                }

                break;
            case GRU gru:
                Gru(gru, given, kept, bias, state);
                break;
            default:
                for (int u = 0; u < units; u++)
                {
                    state[u] = (float)Apply(_layer.Activation, given[u] + kept[u]);
                }

                break;
        }
    }

    private void Gru(GRU gru, double[] given, double[] kept, float[]? bias, float[] state)
    {
        int units = gru.Units;
        // The second row of the bias belongs to the recurrent product.
        for (int i = 0; gru.ResetAfter && bias is not null && i < kept.Length; i++)
        {
            kept[i] += bias[kept.Length + i];
        }

        double[] reset = new double[units];
        float[] scaled = new float[units];
        for (int u = 0; u < units; u++)
        {
            reset[u] = Apply(gru.RecurrentActivation, given[units + u] + kept[units + u]);
            scaled[u] = (float)(reset[u] * state[u]);
        }

        double[] again = gru.ResetAfter ? kept : Product(scaled, Parameters[1].Values, 3 * units);
        float[] next = new float[units];
        for (int u = 0; u < units; u++)
        {
            double update = Apply(gru.RecurrentActivation, given[u] + kept[u]);
            double recurrent = gru.ResetAfter ? reset[u] * again[2 * units + u] : again[2 * units + u];
            double fresh = Apply(gru.Activation, given[2 * units + u] + recurrent);
            next[u] = (float)(update * state[u] + (1 - update) * fresh);
        }

        next.CopyTo(state, 0);
    }

    private static double[] Product(ReadOnlySpan<float> x, float[] kernel, int width)
    {
        double[] sums = new double[width];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < width; j++)
            {
                sums[j] += (double)x[i] * kernel[i * width + j];
            }
        }

        return sums;
    }

    private static double Apply(Activation function, double x) =>
        function switch
        {
            Activation.Linear => x,
            Activation.Tanh => Elementary.Tanh(x),
            Activation.Sigmoid => Elementary.Sigmoid(x),
            Activation.Relu => Math.Max(x, 0),
            Activation.HardSigmoid => default(HardSigmoid).Value(x),
            Activation.HardSigmoid3 => default(HardSigmoid3).Value(x),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "An activation that recurrent layers do not have."),
        };

    private readonly struct SequenceWork(RecurrentOperation owner, float[] x, float[] y) : IWork
    {
        public void Run(int sample)
        {
            int length = owner._steps * owner._channels;
            owner.Sequence(x.AsSpan(sample * length, length), y.AsSpan(sample * owner.Elements, owner.Elements));
        }
    }
}
