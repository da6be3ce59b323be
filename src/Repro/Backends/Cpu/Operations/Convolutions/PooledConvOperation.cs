using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Operations.Pooling;

namespace Repro.Backends.Cpu.Operations.Convolutions;

/// <summary>A convolution, its ReLU and its max-pooling as one; remembers each window's winner where a gradient will come back.</summary>
internal sealed class PooledConvOperation : Operation
{
    private readonly PooledConv _block;
    private readonly ConvOperation _conv;
    private byte[] _winners = [];

    private PooledConvOperation(ConvOperation conv, MaxPoolOperation pool)
        : base(conv.Inputs, pool.Elements)
    {
        _block = new PooledConv(conv.Geometry, pool.Geometry);
        _conv = conv;
    }

    public override IReadOnlyList<Parameter> Parameters => _conv.Parameters;

    public override IReadOnlyList<string> Arithmetic => [.. _conv.Arithmetic, "relu", "maxpool"];

    /// <summary>Null where the windows of the pooling overlap or leave the image.</summary>
    public static PooledConvOperation? Of(ConvOperation conv, MaxPoolOperation pool) =>
        PooledConv.Fits(pool.Geometry) ? new PooledConvOperation(conv, pool) : null;

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        if (step.Differentiated && _winners.Length < step.Samples * Elements)
        {
            _winners = new byte[step.Samples * Elements];
        }

        step.Kernels.PooledConvForward(
            _block,
            step.Samples,
            inputs[0],
            _conv.Kernel.Values,
            _conv.Bias?.Values,
            output,
            step.Differentiated ? _winners : null,
            step.Winograd,
            _conv.Kernel.Cache
        );
    }

    public override void Backward(StepContext step, Flow flow)
    {
        PooledConvFlow gradients = new(
            flow.Inputs[0],
            _winners,
            flow.OutputGradient,
            _conv.Kernel.Values,
            step.GradientOf(_conv.Kernel),
            step.GradientOf(_conv.Bias),
            flow.InputGradients[0],
            step.WinogradGradients && _conv.HasWinogradGradients
        );
        step.Kernels.PooledConvBackward(_block, step.Samples, gradients);
    }
}
