using Repro.Models;
using Repro.Models.Layers;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>
/// Batch normalisation by TensorFlow's fused op. A trainable layer takes the batch's statistics in training and lets its moving ones
/// follow in the backward pass, which a loss that is not finite never reaches; otherwise the moving statistics serve.
/// </summary>
internal sealed class BatchNormOperation : Operation
{
    private readonly IEager _eager;
    private readonly bool _isImage;
    private readonly bool _unbiased;
    private readonly bool _trained;
    private readonly int _places;
    private readonly Parameter? _gamma;
    private readonly Parameter? _beta;
    private readonly Vector _ones;
    private readonly Vector _zeros;
    private readonly Parameter _movingMean;
    private readonly Parameter _movingVariance;
    private readonly EagerOp[] _forward;
    private readonly EagerOp[] _backward;
    private readonly EagerOp _reshape;
    private readonly EagerOp _subtract;
    private readonly EagerOp _multiply;
    private readonly EagerOp _add;
    private readonly BatchShape _image;
    private readonly BatchShape _shape;
    private readonly Scalar _share;
    private EagerTensor[] _kept = [];

    /// <param name="shape">The input's shape; its last axis has the channels.</param>
    /// <param name="parameters">The layer's weights in Keras's order.</param>
    /// <param name="trained">Whether the layer takes the batch's statistics in training: not where it is frozen, or called in inference
    /// mode.</param>
    public BatchNormOperation(
        IEager eager,
        int input,
        string layer,
        BatchNormalization normalization,
        Shape shape,
        IReadOnlyList<Parameter> parameters,
        bool trained
    )
        : base([input])
    {
        _eager = eager;
        int channels = shape[shape.Rank - 1]!.Value;
        _isImage = shape.Rank == 3;
        _unbiased = _isImage && !normalization.KeepsBiasedVariance;
        _trained = trained;
        _places = shape.Elements / channels;
        Parameters = parameters;
        _gamma = normalization.Scale ? parameters[0] : null;
        _beta = normalization.Center ? parameters[^3] : null;
        (_movingMean, _movingVariance) = (parameters[^2], parameters[^1]);
        _ones = new Vector(eager, channels, 1);
        _zeros = new Vector(eager, channels, 0);
        _forward = [.. Modes("FusedBatchNormV3", layer, normalization)];
        _backward = [.. Modes("FusedBatchNormGradV3", layer, normalization)];
        _reshape = new EagerOp("Reshape", layer);
        _subtract = new EagerOp("Sub", layer);
        _multiply = new EagerOp("Mul", layer);
        _add = new EagerOp("AddV2", layer);
        _shape = new BatchShape(eager, shape);
        _image = new BatchShape(eager, _isImage ? shape : new Shape(1, _places, channels));
        _share = new Scalar(eager, 1f - normalization.Momentum);
    }

    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The moving statistics follow, even without a factor and an offset.</summary>
    public override bool Learns => _trained || base.Learns;

    public override bool ReadsInputs(bool training) => true;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using EagerTensor x = AsImage(step, inputs[0]);
        EagerTensor[] outputs = new EagerTensor[6];
        _eager.Execute(
            _forward[Mode(step)],
            [x, Gamma, _beta?.Values ?? _zeros.Tensor, _movingMean.Values, _movingVariance.Values],
            outputs
        );
        Forget();
        _kept = outputs[1..];
        if (_isImage)
        {
            return outputs[0];
        }

        using (outputs[0])
        {
            return _eager.Run(_reshape, outputs[0], _shape.For(step.Samples));
        }
    }

    public override void Backward(Step step, Flow flow)
    {
        using EagerTensor x = AsImage(step, flow.Input(0));
        using EagerTensor dy = AsImage(step, flow.OutputGradient);
        bool batch = Mode(step) == 1;
        EagerTensor[] outputs = new EagerTensor[5];
        _eager.Execute(
            _backward[Mode(step)],
            [dy, x, Gamma, batch ? _kept[2] : _movingMean.Values, batch ? _kept[3] : _movingVariance.Values, _kept[4]],
            outputs
        );
        outputs[3].Dispose();
        outputs[4].Dispose();
        Leave(step, _gamma, outputs[1]);
        Leave(step, _beta, outputs[2]);
        using EagerTensor dx = outputs[0];
        if (batch)
        {
            MoveStatistics(step);
        }

        if (flow.Wants(0))
        {
            flow.Give(0, _eager.Run(_reshape, dx, _shape.For(step.Samples)));
        }
    }

    public override void Forget()
    {
        foreach (EagerTensor tensor in _kept)
        {
            tensor.Dispose();
        }

        _kept = [];
    }

    public override void Dispose()
    {
        Forget();
        _image.Dispose();
        _shape.Dispose();
        _share.Dispose();
        _ones.Dispose();
        _zeros.Dispose();
    }

    // By the number that Mode gives: with the moving statistics, with the batch's.
    private static IEnumerable<EagerOp> Modes(string name, string layer, BatchNormalization normalization)
    {
        foreach (bool batch in (bool[])[false, true])
        {
            yield return new EagerOp(
                name,
                layer,
                new EagerAttribute.Real("epsilon", normalization.Epsilon),
                new EagerAttribute.Flag("is_training", batch)
            );
        }
    }

    private EagerTensor Gamma => _gamma?.Values ?? _ones.Tensor;

    private int Mode(Step step) => step.Training && _trained ? 1 : 0;

    private EagerTensor AsImage(Step step, EagerTensor tensor) => _eager.Run(_reshape, tensor, _image.For(step.Samples));

    private static void Leave(Step step, Parameter? parameter, EagerTensor gradient)
    {
        if (step.Training && parameter is { IsTrained: true })
        {
            parameter.Gradient = gradient;
        }
        else
        {
            gradient.Dispose();
        }
    }

    private void MoveStatistics(Step step)
    {
        Follow(_movingMean, _kept[0]);
        float count = step.Samples * _places;
        if (_unbiased || count < 2)
        {
            Follow(_movingVariance, _kept[1]);
            return;
        }

        // The fused op gives the unbiased variance. Keras computes vectors without it, and keeps the biased one; Keras 3 always does.
        using Scalar biased = new(_eager, (count - 1f) / count);
        using EagerTensor variance = _eager.Run(_multiply, _kept[1], biased.Tensor);
        Follow(_movingVariance, variance);
    }

    private void Follow(Parameter moving, EagerTensor news)
    {
        using EagerTensor apart = _eager.Run(_subtract, news, moving.Values);
        using EagerTensor step = _eager.Run(_multiply, apart, _share.Tensor);
        moving.Replace(_eager.Run(_add, moving.Values, step));
    }
}
