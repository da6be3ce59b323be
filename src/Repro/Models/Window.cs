namespace Repro.Models;

/// <summary>Keras's <c>padding</c>: no border, or zeros so that the output is the input's size over the stride.</summary>
internal enum Padding
{
    Valid,
    Same,
}

/// <summary>Height and width of a kernel, a window or a stride.</summary>
internal readonly record struct Size(int Height, int Width)
{
    public static implicit operator Size(int side) => new(side, side);

    public override string ToString() => $"{Height}x{Width}";
}

/// <summary>How a window of <see cref="Length"/> moves along one axis. TensorFlow's rule for output length and padding.</summary>
internal readonly record struct WindowAxis(int Input, int Length, int Stride, Padding Padding)
{
    /// <summary>Positions of the window; zero or less where a valid window does not fit.</summary>
    public int Output =>
        Padding == Padding.Same ? (Input + Stride - 1) / Stride
        : Input < Length ? 0
        : (Input - Length) / Stride + 1;

    /// <summary>Zeros before the first element; of an odd total the extra one goes behind.</summary>
    public int Before => Padding == Padding.Valid ? 0 : Total / 2;

    private int Total => Math.Max(0, (Output - 1) * Stride + Length - Input);
}
