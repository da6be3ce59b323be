using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Backends.Cpu.Operations.Arrangement;

/// <summary>Zeros around each image; backwards the border's gradients are left out.</summary>
/// <param name="input">The operation that it reads.</param>
/// <param name="from">The image's shape.</param>
/// <param name="to">Its shape with the border.</param>
internal sealed class ZeroPaddingOperation(int input, ZeroPadding2D border, Shape from, Shape to) : Operation([input], to.Elements)
{
    private readonly int _height = from[0]!.Value;
    private readonly int _row = from[1]!.Value * from[2]!.Value;
    private readonly int _wideRow = to[1]!.Value * to[2]!.Value;
    private readonly int _first = (border.Top * to[1]!.Value + border.Left) * to[2]!.Value;

    public override IReadOnlyList<string> Arithmetic => [];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        output.AsSpan(0, step.Samples * Elements).Clear();
        for (int sample = 0; sample < step.Samples; sample++)
        {
            for (int y = 0; y < _height; y++)
            {
                inputs[0].AsSpan(Narrow(sample, y), _row).CopyTo(output.AsSpan(Wide(sample, y)));
            }
        }
    }

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is not { } gradient)
        {
            return;
        }

        for (int sample = 0; sample < step.Samples; sample++)
        {
            for (int y = 0; y < _height; y++)
            {
                flow.OutputGradient.AsSpan(Wide(sample, y), _row).CopyTo(gradient.AsSpan(Narrow(sample, y)));
            }
        }
    }

    private int Narrow(int sample, int y) => (sample * _height + y) * _row;

    private int Wide(int sample, int y) => sample * Elements + _first + y * _wideRow;
}
