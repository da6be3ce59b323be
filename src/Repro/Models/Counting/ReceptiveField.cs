namespace Repro.Models.Counting;

/// <summary>Which input cells one cell of a layer's output can depend on, along one axis.</summary>
/// <param name="First">The first input cell that output cell 0 reads; negative where padding stands before the image.</param>
/// <param name="Length">How many input cells an output cell reads, padding included.</param>
/// <param name="Jump">How many input cells lie between neighbouring output cells.</param>
internal readonly record struct FieldAxis(int First, int Length, int Jump)
{
    /// <summary>The field of a window that slides over this layer's output.</summary>
    public FieldAxis Slide(int window, int stride, int before) => new(First - before * Jump, Length + (window - 1) * Jump, Jump * stride);

    /// <summary>The smallest field that covers both, for layers that merge branches.</summary>
    public FieldAxis Cover(FieldAxis other)
    {
        int first = Math.Min(First, other.First);
        int end = Math.Max(First + Length, other.First + other.Length);
        return new FieldAxis(first, end - first, Jump);
    }

    /// <summary>The input cells within <c>0..input</c> that any of <paramref name="cells"/> output cells reads.</summary>
    public int Span(int cells, int input) => Math.Min(input, First + (cells - 1) * Jump + Length) - Math.Max(0, First);
}

/// <summary>
/// Which part of the model's input a unit of a layer sees. Local layers see a window of rows by
/// columns; behind a dense layer a unit sees a number of input elements, and there is no window.
/// </summary>
internal abstract record ReceptiveField
{
    public sealed record Window(FieldAxis Rows, FieldAxis Columns) : ReceptiveField;

    public sealed record Whole(int Elements) : ReceptiveField;

    /// <summary>As claim files write it: <c>3x3</c>, or <c>784</c> numbers.</summary>
    public Shape Shape =>
        this switch
        {
            Window window => new Shape(window.Rows.Length, window.Columns.Length),
            Whole whole => new Shape(whole.Elements),
            _ => throw new InvalidOperationException("unreachable"),
        };
}
