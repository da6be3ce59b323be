using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Backends.Cpu.Operations.Normalization;

/// <summary>
/// Batch normalisation. A trainable layer takes the batch's own mean and biased variance in training and lets its moving statistics
/// follow; otherwise, and wherever it is frozen, the moving statistics serve.
/// </summary>
/// <remarks>
/// The moving variance follows the unbiased variance (over n - 1) of images, as Keras's fused kernel does, and the biased one of
/// vectors, which Keras computes without it, and Keras 3 keeps always. The statistics move in the backward pass, which a loss that is not
/// finite never reaches.
/// </remarks>
internal sealed class BatchNormOperation : Operation
{
    private readonly BatchNormalization _layer;
    private readonly int _height;
    private readonly int _width;
    private readonly int _channels;
    private readonly bool _fused;
    private readonly Parameter? _gamma;
    private readonly Parameter? _beta;
    private readonly float[] _noOffset;
    private readonly bool _trained;
    private readonly Parameter _movingMean;
    private readonly Parameter _movingVariance;
    private readonly float[] _mean;
    private readonly float[] _squares;
    private readonly float[] _inverse;
    private readonly float[] _slope;
    private readonly float[] _dBeta;
    private readonly float[] _dGamma;
    private float[] _images = [];

    /// <param name="shape">The input's shape; its last axis has the channels.</param>
    /// <param name="parameters">The layer's weights in Keras's order.</param>
    /// <param name="trained">Whether the layer takes the batch's statistics in training: not where it is frozen, or called in inference
    /// mode.</param>
    public BatchNormOperation(int input, BatchNormalization layer, Shape shape, IReadOnlyList<Parameter> parameters, bool trained)
        : base([input], shape.Elements)
    {
        _layer = layer;
        _fused = shape.Rank == 3 && !layer.KeepsBiasedVariance;
        _channels = shape[shape.Rank - 1]!.Value;
        _height = shape.Rank == 3 ? shape[0]!.Value : shape.Elements / _channels;
        _width = shape.Rank == 3 ? shape[1]!.Value : 1;
        Parameters = parameters;
        _trained = trained;
        _gamma = layer.Scale ? parameters[0] : null;
        _beta = layer.Center ? parameters[^3] : null;
        (_movingMean, _movingVariance) = (parameters[^2], parameters[^1]);
        _noOffset = layer.Center ? [] : new float[_channels];
        _mean = new float[_channels];
        _squares = new float[_channels];
        _inverse = new float[_channels];
        _slope = new float[_channels];
        _dBeta = new float[_channels];
        _dGamma = new float[_channels];
    }

    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The moving statistics follow, even without a factor and an offset.</summary>
    public override bool Learns => _trained || base.Learns;

    public override IReadOnlyList<string> Arithmetic => ["batchnorm"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        float[] x = inputs[0];
        bool batch = UsesBatch(step);
        if (batch)
        {
            Measure(step, x);
        }

        for (int c = 0; c < _channels; c++)
        {
            float variance = batch ? _squares[c] / Count(step) : _movingVariance.Values[c];
            _inverse[c] = 1f / MathF.Sqrt(variance + _layer.Epsilon);
            _slope[c] = _gamma is null ? _inverse[c] : _gamma.Values[c] * _inverse[c];
        }

        step.Kernels.For(
            step.Samples,
            new NormalWork(x, batch ? _mean : _movingMean.Values, _slope, _beta?.Values ?? _noOffset, output, Elements)
        );
    }

    public override void Backward(StepContext step, Flow flow)
    {
        if (!UsesBatch(step))
        {
            LeaveGradients(step, flow);
            if (flow.InputGradients[0] is { } below)
            {
                step.Kernels.For(step.Samples, new ScaleWork(flow.OutputGradient, _slope, below, Elements));
            }

            return;
        }

        float[] x = flow.Inputs[0];
        float[] dy = flow.OutputGradient;
        step.Kernels.ChannelSums(step.Samples, _height, _width, _channels, dy, _dBeta);
        step.Kernels.For(step.Samples, new SlopeSumWork(x, dy, _mean, _inverse, Images(step), _height, _width));
        AddImages(step, _dGamma);
        if (step.GradientOf(_beta) is { } dBeta)
        {
            _dBeta.CopyTo(dBeta.AsSpan());
        }

        if (step.GradientOf(_gamma) is { } dGamma)
        {
            _dGamma.CopyTo(dGamma.AsSpan());
        }

        MoveStatistics(step);
        if (flow.InputGradients[0] is not { } dx)
        {
            return;
        }

        for (int c = 0; c < _channels; c++)
        {
            _dBeta[c] /= Count(step);
            _dGamma[c] /= Count(step);
        }

        step.Kernels.For(
            step.Samples,
            new InputGradientWork(x, dy, new ChannelTerms(_mean, _inverse, _slope, _dBeta, _dGamma), dx, Elements)
        );
    }

    // Of a layer that is trained, but called in inference mode.
    private void LeaveGradients(StepContext step, Flow flow)
    {
        if (step.GradientOf(_beta) is { } dBeta)
        {
            step.Kernels.ChannelSums(step.Samples, _height, _width, _channels, flow.OutputGradient, dBeta);
        }

        if (step.GradientOf(_gamma) is not { } dGamma)
        {
            return;
        }

        step.Kernels.For(
            step.Samples,
            new SlopeSumWork(flow.Inputs[0], flow.OutputGradient, _movingMean.Values, _inverse, Images(step), _height, _width)
        );
        AddImages(step, dGamma);
    }

    private bool UsesBatch(StepContext step) => step.Training && _trained;

    private float Count(StepContext step) => step.Samples * _height * _width;

    private void Measure(StepContext step, float[] x)
    {
        step.Kernels.ChannelSums(step.Samples, _height, _width, _channels, x, _mean);
        for (int c = 0; c < _channels; c++)
        {
            _mean[c] /= Count(step);
        }

        step.Kernels.For(step.Samples, new SquareSumWork(x, _mean, Images(step), _height, _width));
        AddImages(step, _squares);
    }

    private void MoveStatistics(StepContext step)
    {
        float share = 1f - _layer.Momentum;
        float divisor = _fused ? Math.Max(Count(step) - 1f, 1f) : Count(step);
        for (int c = 0; c < _channels; c++)
        {
            ref float mean = ref _movingMean.Values[c];
            ref float variance = ref _movingVariance.Values[c];
            mean = MathF.FusedMultiplyAdd(_mean[c] - mean, share, mean);
            variance = MathF.FusedMultiplyAdd(_squares[c] / divisor - variance, share, variance);
        }
    }

    // For each image its sums.
    private float[] Images(StepContext step)
    {
        int needed = step.Samples * _channels;
        if (_images.Length < needed)
        {
            _images = new float[needed];
        }

        return _images;
    }

    private void AddImages(StepContext step, float[] sums)
    {
        sums.AsSpan().Clear();
        for (int sample = 0; sample < step.Samples; sample++)
        {
            for (int c = 0; c < _channels; c++)
            {
                sums[c] += _images[sample * _channels + c];
            }
        }
    }
}
