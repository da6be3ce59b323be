using Repro.Models;

namespace Repro.Backends.Cpu.Operations.Convolutions;

/// <summary>
/// A dilated kernel as a larger one with zeros between its cells. A term that is zero leaves a chain as it was, so the results are those
/// of the dilated kernel.
/// </summary>
/// <param name="kernel">Height and width of the kernel.</param>
/// <param name="cell">Numbers of one cell: channels and filters.</param>
internal sealed class StretchedKernel(Size kernel, Size dilation, int cell)
{
    private readonly int _width = (kernel.Width - 1) * dilation.Width + 1;
    private readonly int _height = (kernel.Height - 1) * dilation.Height + 1;
    private float[]? _stretched;
    private float[]? _gradient;

    /// <summary>Where a kernel's gradient is computed; of the size of the larger kernel.</summary>
    public float[] Gradient => _gradient ??= new float[_height * _width * cell];

    /// <summary>Null where nothing is dilated.</summary>
    public static StretchedKernel? For(Size kernel, Size dilation, int cell) =>
        dilation == 1 ? null : new StretchedKernel(kernel, dilation, cell);

    public float[] Of(float[] values)
    {
        float[] stretched = _stretched ??= new float[_height * _width * cell];
        for (int tap = 0; tap < kernel.Height * kernel.Width; tap++)
        {
            values.AsSpan(tap * cell, cell).CopyTo(stretched.AsSpan(Place(tap)));
        }

        return stretched;
    }

    /// <summary>Takes the kernel's own cells out of <see cref="Gradient"/>.</summary>
    public void Shrink(float[] gradient)
    {
        for (int tap = 0; tap < kernel.Height * kernel.Width; tap++)
        {
            Gradient.AsSpan(Place(tap), cell).CopyTo(gradient.AsSpan(tap * cell));
        }
    }

    private int Place(int tap) => (tap / kernel.Width * dilation.Height * _width + tap % kernel.Width * dilation.Width) * cell;
}
