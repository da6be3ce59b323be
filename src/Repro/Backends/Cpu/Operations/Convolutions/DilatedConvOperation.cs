using Repro.Backends.Cpu.Kernels;

namespace Repro.Backends.Cpu.Operations.Convolutions;

/// <summary>
/// A convolution of groups of channels, or with a dilated kernel: each group is a convolution of its own, never by Winograd's algorithm.
/// </summary>
internal sealed class DilatedConvOperation : Operation
{
    private readonly WindowGeometry _group;
    private readonly int _groups;
    private readonly StretchedKernel? _stretch;
    private readonly Parameter _kernel;
    private readonly Parameter? _bias;
    private readonly float[] _part;
    private readonly float[] _partGradient;
    private readonly float[] _partBias;
    private float[] _x = [];
    private float[] _y = [];

    /// <param name="group">The geometry of one group, with the size of the dilated window.</param>
    /// <param name="stretch">How a group's kernel is stretched; null where it is not.</param>
    public DilatedConvOperation(int input, WindowGeometry group, int groups, StretchedKernel? stretch, Parameter kernel, Parameter? bias)
        : base([input], group.OutHeight * group.OutWidth * group.OutChannels * groups)
    {
        (_group, _groups, _stretch, _kernel, _bias) = (group, groups, stretch, kernel, bias);
        Parameters = bias is null ? [kernel] : [kernel, bias];
        int weights = kernel.Values.Length / groups;
        _part = new float[weights];
        _partGradient = new float[weights];
        _partBias = new float[group.OutChannels];
    }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override IReadOnlyList<string> Arithmetic => ["conv"];

    private int InCells => _group.InHeight * _group.InWidth;

    private int OutCells => _group.OutHeight * _group.OutWidth;

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        Reserve(step);
        for (int g = 0; g < _groups; g++)
        {
            Take(inputs[0], _x, step.Samples * InCells, _group.InChannels, g);
            _bias?.Values.AsSpan(g * _group.OutChannels, _group.OutChannels).CopyTo(_partBias);
            step.Kernels.ConvForward(_group, step.Samples, _x, KernelOf(g), _bias is null ? null : _partBias, _y, winograd: false);
            Put(_y, output, step.Samples * OutCells, _group.OutChannels, g);
        }
    }

    public override void Backward(StepContext step, Flow flow)
    {
        Reserve(step);
        if (step.GradientOf(_bias) is { } dBias)
        {
            step.Kernels.ChannelSums(
                step.Samples,
                _group.OutHeight,
                _group.OutWidth,
                _group.OutChannels * _groups,
                flow.OutputGradient,
                dBias
            );
        }

        for (int g = 0; g < _groups; g++)
        {
            Take(flow.OutputGradient, _y, step.Samples * OutCells, _group.OutChannels, g);
            if (step.GradientOf(_kernel) is { } dKernel)
            {
                Take(flow.Inputs[0], _x, step.Samples * InCells, _group.InChannels, g);
                step.Kernels.ConvBackwardKernel(_group, step.Samples, _x, _y, _stretch?.Gradient ?? _partGradient);
                _stretch?.Shrink(_partGradient);
                Put(_partGradient, dKernel, _partGradient.Length / _group.OutChannels, _group.OutChannels, g);
            }

            if (flow.InputGradients[0] is not { } gradient)
            {
                continue;
            }

            step.Kernels.ConvBackwardData(_group, step.Samples, _y, KernelOf(g), _x);
            Put(_x, gradient, step.Samples * InCells, _group.InChannels, g);
        }
    }

    private void Reserve(StepContext step)
    {
        if (_x.Length < step.Samples * InCells * _group.InChannels)
        {
            _x = new float[step.Samples * InCells * _group.InChannels];
        }

        if (_y.Length < step.Samples * OutCells * _group.OutChannels)
        {
            _y = new float[step.Samples * OutCells * _group.OutChannels];
        }
    }

    private float[] KernelOf(int g)
    {
        Take(_kernel.Values, _part, _part.Length / _group.OutChannels, _group.OutChannels, g);
        return _stretch?.Of(_part) ?? _part;
    }

    // The channels of a group out of rows of all channels, and back.
    private void Take(float[] all, float[] part, int rows, int channels, int g)
    {
        for (int row = 0; row < rows; row++)
        {
            all.AsSpan((row * _groups + g) * channels, channels).CopyTo(part.AsSpan(row * channels));
        }
    }

    private void Put(float[] part, float[] all, int rows, int channels, int g)
    {
        for (int row = 0; row < rows; row++)
        {
            part.AsSpan(row * channels, channels).CopyTo(all.AsSpan((row * _groups + g) * channels));
        }
    }
}
